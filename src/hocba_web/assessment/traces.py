"""What this application's entries in the trail are called."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "assessment.results.viewed": _("Xem kết quả lớp {class} ({period})"),
    "assessment.results.entered": _("Nhập kết quả lớp {class} ({period}, {part}): {cells} ô"),
}
