"""The issued records that the school holds, and whether they may leave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from hocba.lifecycle import State
from hocba.model import SchoolYear as Year
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import LARGEST_KEY
from hocba_web.schools.selectors.rolls import places

HANDED = frozenset({State.ACCEPTED, State.REPORTED, State.FINALISED})
"""A family receives a record once the authority's register has it: before, it may still come back."""
PRINTED = frozenset({State.ISSUED, State.PACKAGED, State.SUBMITTED, State.REJECTED}) | HANDED
"""Sealed on both files and not void."""
_HELD = PRINTED | {State.RECALL_REQUESTED, State.RECALLED, State.SUPERSEDED}
"""Sealed once, whatever became of it."""
_VOID = frozenset({State.RECALLED, State.SUPERSEDED})
_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(3), chapter I art. 5(6)"


@dataclass(frozen=True, slots=True)
class Held:
    """One issued record, void ones included."""

    record_id: int
    uuid: str
    identifier: str
    year: Year
    class_id: int
    class_name: str
    number: int
    """Place in the class list."""
    pupil_id: int
    pupil: str
    state: State
    revision: int
    issued_at: datetime
    effective_from: date | None

    @property
    def void(self) -> bool:
        """Recalled or superseded: it is read as void and given to nobody."""
        return self.state in _VOID

    @property
    def handable(self) -> bool:
        """Whether a family may receive it."""
        return self.state in HANDED

    @property
    def where(self) -> str:
        """Place of refusals."""
        return f"{self.year} {self.class_name}/{self.number}"

    def require_handable(self) -> None:
        """Refuse what must not leave the school.

        Raises:
            Refused: RECORD_IS_VOID, RECALL_IS_ASKED, HAND_OUT_NOT_ACCEPTED.
        """
        if self.void:
            raise Refused("RECORD_IS_VOID", where=self.where, source=_SOURCE)
        if self.state is State.RECALL_REQUESTED:
            raise Refused("RECALL_IS_ASKED", where=self.where, source=_SOURCE)
        if not self.handable:
            raise Refused("HAND_OUT_NOT_ACCEPTED", where=self.where, source=_SOURCE)


_FIELDS = {
    "record_id": F("records__id"),
    "uuid": F("records__uuid"),
    "identifier": F("records__identifier"),
    "first": F("school_class__year__first"),
    "class_name": F("school_class__name"),
    "name": F("pupil__name"),
    "state": F("records__state"),
    "revision": F("records__revision"),
    "issued_at": F("records__issued_at"),
    "effective_from": F("records__effective_from"),
}


def of_pupil(school_id: int, pupil_id: int) -> tuple[Held, ...]:
    """A pupil's issued records, oldest year first."""
    return _held(pupil_id=pupil_id, pupil__school_id=school_id)


def of_class(class_id: int) -> tuple[Held, ...]:
    """The issued records of a class in the order of its list."""
    return _held(school_class_id=class_id)


def find(school_id: int, record_ids: Iterable[int]) -> tuple[Held, ...]:
    """Issued records of a school by id, oldest year first.

    Raises:
        Missing: NOT_FOUND_HERE, one of them is not issued, or another school's.
    """
    wanted = frozenset(record_ids)
    if any(one > LARGEST_KEY for one in wanted):
        raise Missing("NOT_FOUND_HERE")
    found = _held(records__id__in=wanted, school_class__year__school_id=school_id)
    if len(found) < len(wanted):
        raise Missing("NOT_FOUND_HERE")
    return found


def _held(**which: object) -> tuple[Held, ...]:
    rows = (
        places(**which, records__state__in=[state.value for state in _HELD], records__issued_at__isnull=False)
        .order_by("school_class__year__first", "school_class__grade", "school_class__name", "number", "records__id")
        .annotate(**_FIELDS)
        .values(*_FIELDS, "number", "pupil_id", "school_class_id")
    )
    return tuple(
        Held(
            record_id=row["record_id"],
            uuid=str(row["uuid"]),
            identifier=row["identifier"],
            year=Year(row["first"]),
            class_id=row["school_class_id"],
            class_name=row["class_name"],
            number=row["number"],
            pupil_id=row["pupil_id"],
            pupil=row["name"],
            state=State(row["state"]),
            revision=row["revision"],
            issued_at=row["issued_at"],
            effective_from=row["effective_from"],
        )
        for row in rows
    )
