"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.portal.verifying.traces import WORDING as _VERIFYING

WORDING: dict[str, Promise] = {
    "portal.record.viewed": _("Tra cứu học bạ trên cổng"),
    "portal.file.fetched": _("Tải tệp học bạ ({kind})"),
    "portal.link.made": _("Tạo liên kết chia sẻ ({hours} giờ)"),
    "portal.link.revoked": _("Thu hồi liên kết chia sẻ"),
    "portal.school.listed": _("Cán bộ quản lý xem danh sách học bạ của trường"),
    "portal.school.viewed": _("Cán bộ quản lý nhà trường đọc học bạ"),
    "portal.school.fetched": _("Cán bộ quản lý nhà trường tải tệp học bạ ({kind})"),
    **_VERIFYING,
}
