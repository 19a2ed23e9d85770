"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "desk.audit.read": _("Xem nhật ký hệ thống"),
    "desk.record.downloaded": _("Tải tệp của một học bạ"),
    "desk.record.opened": _("Mở xem một học bạ"),
    "desk.records.searched": _("Tìm học bạ"),
    "desk.statistics.exported": _("Tải tệp thống kê"),
    "desk.message.sent": _("Gửi tin nhắn tới {schools} trường"),
    "desk.recall.viewed": _("Xem đề nghị thu hồi và học bạ liên quan"),
    "desk.school.added": _("Thêm trường"),
    "desk.school.changed": _("Sửa thông tin trường"),
}
