"""How the traces of privacy read."""

from django.utils.translation import gettext_lazy as _

PRIVACY = {
    "support.own_data.exported": _("Tải dữ liệu về chính mình"),
    "support.child_data.exported": _("Tải dữ liệu của một học sinh để giao gia đình"),
    "support.child_readers.viewed": _("Xem ai đã xem, sửa dữ liệu của một học sinh"),
}
