"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "desk.message.sent": _("Gửi tin nhắn tới {schools} trường"),
    "desk.recall.viewed": _("Xem đề nghị thu hồi và học bạ liên quan"),
    "desk.school.added": _("Thêm trường"),
    "desk.school.changed": _("Sửa thông tin trường"),
}
