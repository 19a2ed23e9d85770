"""Who teaches what, by names and codes, as workbooks say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hocba.model import Subject
from hocba_web.schools.models import AssignmentPlan, SchoolClass, SchoolYear, Staff
from hocba_web.schools.selectors.teaching_cells import (
    after_plan,
    in_force_cells,
    loaded,
    planned_cells,
    stored,
    studied,
)

_OPEN = (AssignmentPlan.State.DRAFT, AssignmentPlan.State.SUBMITTED, AssignmentPlan.State.RETURNED)


def expected_holders(year_id: int, on: date) -> dict[tuple[str, str], str]:
    """Staff code by class name and subject ("" is the homeroom): in force on a day, and after the plan on its way.

    Before the year begins, its first day counts.
    """
    year = SchoolYear.objects.get(id=year_id)
    cells = in_force_cells(year_id, max(on, year.starts_on))
    plan = year.assignment_plans.filter(state__in=_OPEN).first()
    if plan is not None:
        cells = after_plan(cells, planned_cells(plan))
    names = dict(SchoolClass.objects.filter(year_id=year_id).values_list("id", "name"))
    codes = dict(Staff.objects.filter(school_id=year.school_id).values_list("id", "code"))
    return {(names[class_id], stored(subject)): codes[holder.staff_id] for (class_id, subject), holder in cells.items()}


def studied_subjects(year_id: int) -> dict[str, frozenset[str]]:
    """Subjects (values) that each class of a year studies, by class name."""
    classes = SchoolClass.objects.filter(year_id=year_id).select_related("year")
    return {one.name: frozenset(subject.value for subject in studied(one)) for one in classes}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One cell of an assignment, by names and codes."""

    class_name: str
    subject: str
    """A subject's value; "" is the homeroom."""
    staff_code: str
    """"" for nobody."""


@dataclass(frozen=True, slots=True)
class PlanCell:
    """The same by numbers, as plans take it."""

    class_id: int
    subject: Subject | None
    staff_id: int | None


def plan_cells(year_id: int, lines: Iterable[PlanLine]) -> list[PlanCell]:
    """Lines by the numbers of their classes and people; every name and code is known."""
    year = SchoolYear.objects.get(id=year_id)
    classes = dict(SchoolClass.objects.filter(year_id=year_id).values_list("name", "id"))
    staff = dict(Staff.objects.filter(school_id=year.school_id).values_list("code", "id"))
    return [
        PlanCell(classes[one.class_name], loaded(one.subject), staff[one.staff_code] if one.staff_code else None)
        for one in lines
    ]


def open_plan_id(year_id: int) -> int | None:
    """The plan that is on its way to the principal; None if there is none."""
    return AssignmentPlan.objects.filter(year_id=year_id, state__in=_OPEN).values_list("id", flat=True).first()


def has_teachers(year_id: int, on: date) -> bool:
    """Whether anybody is assigned to a class of the year on a day."""
    return bool(in_force_cells(year_id, on))
