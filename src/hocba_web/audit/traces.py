"""What this application's own entries are called."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "audit.request.refused": _("Bị từ chối"),
    "audit.backup.made": _("Sao lưu toàn bộ dữ liệu"),
    "audit.backup.restored": _("Khôi phục dữ liệu từ bản sao lưu"),
    "audit.trail.viewed": _("Xem nhật ký hệ thống"),
    "audit.pupil_trail.viewed": _("Xem ai đã xem dữ liệu của một học sinh"),
}
