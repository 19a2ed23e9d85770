"""What stands in the navigation of the authority's side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.config.nav import leads_to
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    label: Promise
    view: str
    icon: str
    acts: tuple[Act, ...] = ()
    """Shown to roles that have one of these; none: to every officer."""
    demo_only: bool = False


SECTIONS: tuple[tuple[Promise, tuple[Item, ...]], ...] = (
    (
        _("Công việc"),
        (
            Item(_("Trang chính"), "desk:home", "house", (Act.PROGRESS_VIEW,)),
            Item(
                pgettext_lazy("list", "Chứng thư số của trường"),
                "desk:certificates",
                "shield-check",
                (Act.CERTIFICATE_PREPARE, Act.CERTIFICATE_DECIDE),
            ),
            Item(
                pgettext_lazy("list", "Đề nghị thu hồi"),
                "desk:recalls",
                "undo-2",
                (Act.RECALL_PREPARE, Act.RECALL_DECIDE),
            ),
            Item(_("Chốt dữ liệu"), "desk:closing", "lock", (Act.CLOSING_PREPARE, Act.CLOSING_DECIDE)),
            Item(_("Cho phép sau khi chốt"), "desk:permits", "gavel", (Act.PERMIT_PREPARE, Act.PERMIT_DECIDE)),
            Item(_("Tin nhắn tới trường"), "desk:messages", "megaphone", (Act.MESSAGE_SCHOOL,)),
            Item(_("Danh sách từ CSDL ngành"), "desk:rosters", "file-up", (Act.ROSTER_IMPORT,)),
        ),
    ),
    (
        _("Học bạ"),
        (
            Item(_("Tiến độ các trường"), "desk:progress", "layout-grid", (Act.PROGRESS_VIEW,)),
            Item(_("Hồ sơ bị từ chối"), "desk:refusals", "clipboard-x", (Act.PROGRESS_VIEW,)),
            Item(_("Tìm học bạ"), "desk:records", "search", (Act.RECORD_READ,)),
            Item(_("Thống kê"), "desk:statistics", "chart-column", (Act.STATISTICS_EXPORT,)),
            Item(_("Báo cáo về Bộ"), "ministry:reports", "landmark", (Act.REPORT_VIEW,)),
            Item(_("Chuyển trường"), "relay:transfers", "arrow-left-right", (Act.TRANSFER_VIEW,)),
            Item(_("Học bạ của trường"), "portal:school", "scroll-text", (Act.OWN_SCHOOL_READ,)),
        ),
    ),
    (
        _("Giám sát"),
        (
            Item(_("Nhật ký hệ thống"), "desk:audit", "history", (Act.AUDIT_VIEW,)),
            Item(_("Nhật ký minh bạch"), "transparency:overview", "list-ordered", (Act.LOG_VIEW,)),
        ),
    ),
    (
        _("Hệ thống"),
        (
            Item(_("Trường học"), "desk:schools", "school", (Act.SCHOOL_MANAGE,)),
            Item(_("Cán bộ"), "desk:officers", "contact", (Act.OFFICER_MANAGE,)),
            Item(_("Xác nhận cán bộ"), "desk:officers_waiting", "contact", (Act.OFFICER_CONFIRM,)),
            Item(
                _("Hệ thống kết nối"),
                "procedures:clients",
                "waypoints",
                (Act.CLIENT_MANAGE, Act.CLIENT_CALLS_VIEW),
            ),
            Item(_("Mô phỏng kết nối"), "rehearsal:overview", "refresh-cw", (Act.REHEARSE,), demo_only=True),
        ),
    ),
)


def entries(officer: Officer, path: str) -> Iterator[dict[str, object]]:
    """The sections an officer sees, as the base template takes them; the entry nearest to `path` is current."""
    found: list[dict[str, object]] = []
    shown: list[dict[str, object]] = []
    for label, items in SECTIONS:
        rows = [row for item in items if (row := _row(officer, item)) is not None]
        if rows:
            shown.append({"label": label, "items": rows})
            found += rows
    nearest = max(
        (one for one in found if leads_to(path, str(one["url"]))), key=lambda one: len(str(one["url"])), default=None
    )
    if nearest is not None:
        nearest["current"] = True
    yield from shown


def _row(officer: Officer, item: Item) -> dict[str, object] | None:
    hidden = item.demo_only and not settings.HOCBA.demo
    if hidden or (item.acts and not any(may(officer, act) for act in item.acts)):
        return None
    try:
        url = reverse(item.view)
    except NoReverseMatch:
        return None
    return {"label": item.label, "url": url, "icon": item.icon, "current": False}
