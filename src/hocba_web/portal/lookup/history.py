"""Who looked at a record: the traces of the register and the portal, and what procedures were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba_web.audit.selectors import Wanted, traces
from hocba_web.portal.ports import Call, ports

_SHOWN = 20


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
    page = traces(school_id=school_id, wanted=Wanted(subject=("record", str(uuid))), limit=_SHOWN)
    looks = tuple(Look(one.at, one.phrase) for one in page.traces)
    return History(looks, page.before is not None, ports.calls_of(uuid))
