"""The two submissions of a year: who belongs to which, who still lacks what, how long there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba.model import ClosingGroup
from hocba.regulation import Deadline, closing
from hocba_web.assessment.selectors.register import classes_of_year, rolls
from hocba_web.assessment.selectors.year_end.classes import on_roll
from hocba_web.assessment.selectors.year_end.final import FinalYear, Stage, final_years
from hocba_web.base.clock import local


@dataclass(frozen=True, slots=True)
class Lacking:
    """A pupil whose year is not settled."""

    enrolment_id: int
    name: str
    class_id: int
    class_name: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class GroupState:
    """One submission."""

    group: ClosingGroup
    deadline: Deadline
    pupils: int
    settled: int
    lacking: tuple[Lacking, ...]
    """By class and place in its list."""
    days_left: int
    """Whole days until the last day of the period, that day not counted; negative once it is over."""

    @property
    def is_over(self) -> bool:
        """Whether the period has ended."""
        return self.days_left < 0


def groups(year_id: int, at: datetime) -> tuple[GroupState, ...]:
    """June, then August; a fixed number of queries.

    A pupil without an overall result counts for June until the result says otherwise; one with "Chưa hoàn thành" at the
    end of the year belongs to August whatever came of it, also when kept down, and may be sent earlier.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b).

    Args:
        year_id: the caller has asked whose it is.
        at: aware, UTC.
    """
    classes = classes_of_year(year_id)
    if not classes:
        return ()
    today = local(at).date()
    lists = {class_id: on_roll(pupils, today) for class_id, pupils in rolls([one.id for one in classes]).items()}
    finals = final_years([pupil.enrolment_id for pupils in lists.values() for pupil in pupils])
    return tuple(
        _group(
            group,
            closing(classes[0].school_year, group),
            [
                (Lacking(pupil.enrolment_id, pupil.name, facts.id, facts.name, final.stage), final)
                for facts in classes
                for pupil in lists[facts.id]
                if (final := finals[pupil.enrolment_id]).group is group
            ],
            at,
        )
        for group in ClosingGroup
    )


def _group(
    group: ClosingGroup, deadline: Deadline, members: list[tuple[Lacking, FinalYear]], at: datetime
) -> GroupState:
    lacking = tuple(one for one, final in members if final.stage is not Stage.SETTLED)
    last = local(deadline.ends_at).date()
    # The period ends at 24:00 of the day before `last`, which is 00:00 of `last`.
    days = (last - local(at).date()).days - 1
    return GroupState(group, deadline, len(members), len(members) - len(lacking), lacking, days)
