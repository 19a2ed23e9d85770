"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "officers.appointment.made": _("Giao nhiệm vụ cán bộ ({role}) từ {from}"),
    "officers.appointment.awaits": _("Cán bộ ({role}) phải được xác nhận lại"),
    "officers.appointment.confirmed": _("Xác nhận tài khoản cán bộ ({role})"),
    "officers.appointment.ended": _("Thôi giao nhiệm vụ cán bộ ({role}) đến hết {until}"),
    "officers.list.viewed": _("Xem danh sách cán bộ"),
}
