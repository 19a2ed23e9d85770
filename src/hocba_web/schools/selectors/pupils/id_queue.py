"""Pupils without a valid personal ID, against the 100 % of Decision 32/QĐ-THPĐ, art. 4(4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hocba.model import Sex
from hocba_web.schools.models import Enrolment, SchoolClass
from hocba_web.schools.selectors.pupils.lists import id_problem
from hocba_web.schools.selectors.pupils.scope import ON_ROLL


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pupil of the queue."""

    pupil_id: int
    name: str
    born: date
    sex: Sex
    class_id: int
    class_name: str
    personal_id: str
    code: str
    """The core's code of the catalogue: PUPIL_ID_MISSING, PUPIL_ID_FORMAT ..."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many have a valid ID."""

    label: str
    class_id: int | None
    valid: int
    total: int

    @property
    def percent(self) -> float:
        """One decimal, rounded down, so that 100 is said only when it is true; 100 of nobody."""
        return (1000 * self.valid // self.total) / 10 if self.total else 100.0


@dataclass(frozen=True, slots=True)
class IdQueue:
    """The queue of a year with its figures."""

    whole: Share
    by_class: tuple[Share, ...]
    waiting: tuple[Waiting, ...]


def id_queue(year_id: int, class_ids: Iterable[int] | None = None) -> IdQueue:
    """The queue of a school year.

    Args:
        year_id: the school year; whether somebody may see it is the caller's question.
        class_ids: only these classes; None for all.
    """
    classes = SchoolClass.objects.filter(year_id=year_id)
    if class_ids is not None:
        classes = classes.filter(id__in=list(class_ids))
    named = {one.id: one.name for one in classes}
    total, waiting = dict.fromkeys(named, 0), []
    rows = Enrolment.objects.filter(ON_ROLL, school_class_id__in=list(named)).select_related("pupil")
    for row in rows.order_by("school_class__grade", "school_class__name", "number", "id"):
        total[row.school_class_id] += 1
        code = id_problem(row.pupil)
        if code:
            pupil = row.pupil
            waiting.append(
                Waiting(
                    pupil_id=pupil.pk,
                    name=pupil.name,
                    born=pupil.born,
                    sex=Sex(pupil.sex),
                    class_id=row.school_class_id,
                    class_name=named[row.school_class_id],
                    personal_id=pupil.personal_id,
                    code=f"PUPIL_{code}",
                )
            )
    missing = dict.fromkeys(named, 0)
    for one in waiting:
        missing[one.class_id] += 1
    by_class = tuple(
        Share(name, class_id, total[class_id] - missing[class_id], total[class_id]) for class_id, name in named.items()
    )
    whole = Share("", None, sum(one.valid for one in by_class), sum(one.total for one in by_class))
    return IdQueue(whole, by_class, tuple(waiting))
