"""Who looked at a record: the traces of the register and the portal, and what procedures were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocba_web.audit.selectors import Trace, Wanted, traces
from hocba_web.portal.ports import Call, ports

_SHOWN = 20
_READ = 100
"""Traces looked at: some of them are no business of a family's page."""
_WORDS: Mapping[str, Promise] = {
    "portal.file.fetched": gettext_lazy("Tải tệp học bạ"),
    "portal.link.made": gettext_lazy("Tạo liên kết chia sẻ"),
    "portal.link.revoked": gettext_lazy("Thu hồi liên kết chia sẻ"),
    "portal.school.viewed": gettext_lazy("Cán bộ quản lý nhà trường đọc học bạ"),
    "portal.school.fetched": gettext_lazy("Cán bộ quản lý nhà trường tải tệp học bạ"),
    "register.code.told": gettext_lazy("Cấp mã xác nhận"),
    "relay.record.handed_on": gettext_lazy("Giao học bạ cho trường khác theo thủ tục chuyển trường"),
}
"""Words of this page, not those of the trail: those may name the school where the pupil is now."""


@dataclass(frozen=True, slots=True)
class Look:
    """One line: when and what; never who, but that it was an officer."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class History:
    """What a family sees of the use of its record."""

    looks: tuple[Look, ...]
    """Newest first, at most twenty."""
    more: bool
    """Whether there are older ones."""
    calls: Sequence[Call]


def history_of(uuid: UUID, school_id: int) -> History:
    """The use of a record.

    Args:
        uuid: of the record.
        school_id: the register's number of its school, in whose chain its traces stand.
    """
    page = traces(school_id=school_id, wanted=Wanted(subject=("record", str(uuid))), limit=_READ)
    looks = [Look(one.at, what) for one in page.traces if (what := _said(one))]
    return History(tuple(looks[:_SHOWN]), page.before is not None or len(looks) > _SHOWN, ports.calls_of(uuid))


def _said(one: Trace) -> str:
    """A trace in words for a family; empty for what is not theirs to see."""
    if one.action in _WORDS:
        return str(_WORDS[one.action])
    if one.action == "portal.record.viewed":
        return _("Mở bằng liên kết chia sẻ") if one.details.get("way") == "link" else _("Tra cứu bằng năm thông tin")
    if one.kind != "view" or one.action.startswith("relay."):
        return ""
    return _("Cơ quan hỏi để làm thủ tục") if one.action.startswith("procedures.") else _("Cán bộ có thẩm quyền xem")
