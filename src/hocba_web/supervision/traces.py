"""How the traces of supervision read."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "supervision.inspection.opened": _("Mở đợt kiểm tra cho {people} người"),
    "supervision.inspection.ended": _("Kết thúc đợt kiểm tra"),
}
