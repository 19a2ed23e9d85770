"""What stands in the navigation: who sees an entry is asked of the permission matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Scope, held_by, scope_of


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    label: Promise
    view: str
    """Name of the address: "schools:pupils"."""
    icon: str
    actions: tuple[Action, ...] = ()
    """Shown to roles that may do one of these; none: to everybody with a capacity."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of entries."""

    label: Promise
    items: tuple[Item, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        _("Công việc"),
        (
            Item(_("Trang chính"), "supervision:home", "house"),
            Item(_("Nhập kết quả"), "assessment:overview", "table-2", (Action.RESULTS_VIEW,)),
            Item(_("Cuối năm, lên lớp"), "assessment:year_end", "graduation-cap", (Action.SUPPLEMENTARY_VIEW,)),
            Item(_("Bảng tổng hợp lớp"), "assessment:summaries", "sheet", (Action.CLASS_SUMMARY_VIEW,)),
            Item(_("Bàn giao"), "assessment:handovers", "hand-helping", (Action.HANDOVER_VIEW,)),
            Item(_("Khóa, mở"), "assessment:windows", "lock-keyhole", (Action.WINDOW_VIEW,)),
        ),
    ),
    Section(
        _("Học bạ"),
        (
            Item(_("Học bạ số"), "records:overview", "scroll-text", (Action.RECORD_VIEW,)),
            Item(
                _("Ký học bạ"),
                "signatures:desk",
                "signature",
                (Action.RECORD_SIGN_SUBJECT, Action.RECORD_SIGN_HOMEROOM, Action.RECORD_SIGN_MANAGER),
            ),
            Item(_("Duyệt học bạ"), "issuance:approval", "clipboard-check", (Action.RECORD_SIGN_MANAGER,)),
            Item(_("Ai chưa ký"), "signatures:progress", "list-checks", (Action.RECORD_INITIALISE, Action.WALL_VIEW)),
            Item(
                _("Mở, hủy học bạ"),
                "records:requests",
                "lock-keyhole-open",
                (Action.RECORD_UNLOCK_DECIDE, Action.RECORD_UNLOCK_EXECUTE),
            ),
            Item(_("Phát hành"), "issuance:sealing", "stamp", (Action.RECORD_SEAL,)),
            Item(_("Giao học bạ"), "issuance:hand_out", "file-check", (Action.HAND_OUT,)),
            Item(_("Sao y, trích sao"), "issuance:copies", "copy-check", (Action.CERTIFIED_COPY,)),
            Item(_("In học bạ"), "issuance:prints", "printer", (Action.RECORD_PRINT,)),
            Item(_("Nộp học bạ"), "submission:overview", "send", (Action.SUBMISSION_VIEW,)),
            Item(_("Thu hồi"), "submission:recalls", "undo-2", (Action.RECALL_REQUEST, Action.RECALL_APPROVE)),
            Item(
                _("Chứng thư số"),
                "signatures:certificates",
                "key-round",
                (Action.CERTIFICATE_OWN,),
            ),
            Item(
                _("Chứng thư số của trường"),
                "signatures:certificates_school",
                "shield-check",
                (Action.CERTIFICATE_SCHOOL_DECLARE,),
            ),
            Item(_("Cổng tiếp nhận"), "submission:gateway", "server", (Action.GATEWAY_CONFIGURE,)),
        ),
    ),
    Section(
        _("Hồ sơ"),
        (
            Item(_("Lớp và học sinh"), "schools:classes", "users", (Action.PUPIL_LIST,)),
            Item(_("Tìm học sinh"), "schools:search", "search", (Action.PUPIL_LIST,)),
            Item(_("Chuyển trường"), "schools:transfers", "arrow-left-right", (Action.PUPIL_TRANSFER_APPROVE,)),
            Item(
                _("Hồ sơ chuyển trường"),
                "submission:transfer_steps",
                "folder",
                (Action.PUPIL_TRANSFER_APPROVE, Action.PUPIL_TRANSFER_OUT, Action.RECORD_SEAL),
            ),
            Item(_("Rà soát hồ sơ"), "schools:reviews", "clipboard-check", (Action.CLASS_REVIEW_VIEW,)),
            Item(_("Mã định danh"), "schools:personal_ids", "id-card", (Action.PERSONAL_ID_QUEUE,)),
            Item(_("Nhập tệp"), "intake:upload", "file-up", (Action.IMPORT_PREVIEW, Action.RESULTS_IMPORT)),
            Item(_("Xuất tệp"), "intake:exports", "file-down", (Action.REGISTER_EXPORT, Action.RESULTS_EXPORT)),
            Item(
                _("Lên năm học mới"),
                "assessment:rollover",
                "calendar-sync",
                (Action.ROLLOVER_PREPARE, Action.ROLLOVER_CONFIRM),
            ),
        ),
    ),
    Section(
        _("Nhà trường"),
        (
            Item(_("Trường, năm học"), "schools:school", "school", (Action.STRUCTURE_VIEW,)),
            Item(_("Cán bộ, giáo viên"), "schools:staff", "contact", (Action.STAFF_VIEW,)),
            Item(_("Phân công"), "schools:assignment", "grid-3x3", (Action.ASSIGNMENT_VIEW,)),
            Item(_("Nhiệm vụ, bổ nhiệm"), "schools:appointments", "badge-check", (Action.APPOINTMENT_VIEW,)),
            Item(_("Quyết định"), "schools:decisions", "stamp", (Action.APPOINTMENT_VIEW,)),
            Item(_("Quy chế"), "schools:regulation", "book-open-check", (Action.REGULATION_VIEW,)),
        ),
    ),
    Section(
        _("Theo dõi"),
        (
            Item(_("Tiến độ toàn trường"), "supervision:wall", "layout-grid", (Action.WALL_VIEW,)),
            Item(_("Kiểm tra thường xuyên"), "supervision:checks", "list-checks", (Action.REGULAR_CHECK,)),
            Item(_("Thanh tra, kiểm tra"), "supervision:inspections", "search-check", (Action.INSPECTION_OPEN,)),
            Item(_("Chấp hành quy chế"), "supervision:compliance", "scale", (Action.COMPLIANCE_VIEW,)),
            Item(_("Nhật ký"), "supervision:audit", "history", (Action.AUDIT_VIEW,)),
        ),
    ),
    Section(
        _("Hỗ trợ"),
        (
            Item(_("Hướng dẫn"), "support:guides", "book-open"),
            Item(_("Tập huấn"), "support:training", "target"),
            Item(_("Báo lỗi, đề nghị"), "support:reports", "life-buoy", (Action.FAULT_REPORT,)),
            Item(_("Dữ liệu cá nhân"), "support:privacy", "shield"),
            Item(_("Tài khoản"), "accounts:admin", "key-round", (Action.ACCOUNT_VIEW, Action.ACCOUNT_REQUEST)),
        ),
    ),
)


def entries(actor: Actor, path: str) -> Iterator[dict[str, object]]:
    """The sections an acting person sees, as the base template takes them; the entry nearest to `path` is current."""
    shown: list[dict[str, object]] = []
    found: list[dict[str, object]] = []
    for section in SECTIONS:
        items = []
        for item in section.items:
            if item.actions and not any(_holds(actor, action) for action in item.actions):
                continue
            try:
                url = reverse(item.view)
            except NoReverseMatch:
                continue
            items.append(
                {
                    "label": item.label,
                    "url": url,
                    "icon": item.icon,
                    "current": False,
                }
            )
        if items:
            shown.append({"label": section.label, "items": items})
            found += items
    nearest = max(
        (one for one in found if leads_to(path, str(one["url"]))), key=lambda one: len(str(one["url"])), default=None
    )
    if nearest is not None:
        nearest["current"] = True
    yield from shown


def _holds(actor: Actor, action: Action) -> bool:
    """Whether somebody has the action for some object; a deputy only where authorised."""
    if scope_of(actor.role, action) is Scope.IF_AUTHORISED:
        return actor.signs_for_head
    return held_by(actor.role, action)


def leads_to(path: str, url: str) -> bool:
    """Whether a page lies at or under an address."""
    return path == url or (url != "/" and path.startswith(url))
