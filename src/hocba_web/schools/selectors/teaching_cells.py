"""Cells of the assignment: what a class needs, what is in force, what a plan changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q

from hocba.model import Grade, Subject
from hocba.regulation import rules_for
from hocba_web.schools.models import AssignmentPlan, Homeroom, SchoolClass, Teaching
from hocba_web.schools.selectors.dated import in_force

Key = tuple[int, Subject | None]
"""Class (id) and subject; None is the homeroom."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a cell."""

    staff_id: int
    name: str


def stored(subject: Subject | None) -> str:
    """A cell's subject as the tables hold it."""
    return "" if subject is None else subject.value


def loaded(value: str) -> Subject | None:
    """The reverse of `stored`."""
    return Subject(value) if value else None


def in_force_cells(year_id: int, on: date) -> dict[Key, Holder]:
    """Who has which cell of a year's classes on a day; substitutes not included."""
    wanted = in_force(on) & Q(school_class__year_id=year_id)
    found: dict[Key, Holder] = {}
    for led in Homeroom.objects.filter(wanted).select_related("staff"):
        found[led.school_class_id, None] = Holder(led.staff_id, led.staff.name)
    for row in Teaching.objects.filter(wanted).select_related("staff"):
        found[row.school_class_id, Subject(row.subject)] = Holder(row.staff_id, row.staff.name)
    return found


def planned_cells(plan: AssignmentPlan) -> dict[Key, Holder | None]:
    """What a plan changes; None where nobody is to have the cell."""
    return {
        (line.school_class_id, loaded(line.subject)): Holder(line.staff.id, line.staff.name) if line.staff else None
        for line in plan.lines.select_related("staff")
    }


def after_plan(current: Mapping[Key, Holder], planned: Mapping[Key, Holder | None]) -> dict[Key, Holder]:
    """Who will have which cell once the plan holds."""
    merged: dict[Key, Holder | None] = {**current, **planned}
    return {key: holder for key, holder in merged.items() if holder is not None}


def studied(school_class: SchoolClass) -> tuple[Subject, ...]:
    """Subjects of a class in form order: the compulsory ones of its grade and the languages it takes besides.

    Source: Circular 27/2020/TT-BGDĐT, art. 7; Circular 32/2018/TT-BGDĐT for what each grade studies.
    """
    chosen = set()
    if school_class.foreign_language:
        chosen.add(Subject.FOREIGN_LANG_1)
    if school_class.minority_language:
        chosen.add(Subject.MINORITY_LANG)
    rules = rules_for(cast("Grade", school_class.grade), school_class.year.value)
    return rules.studied(frozenset(chosen))


def needed(school_class: SchoolClass) -> tuple[Key, ...]:
    """Cells that must not stay empty: the homeroom and every subject that the class studies."""
    return ((school_class.id, None), *((school_class.id, subject) for subject in studied(school_class)))


def gaps(classes: Iterable[SchoolClass], holders: Mapping[Key, Holder]) -> tuple[Key, ...]:
    """Needed cells that nobody has, by class."""
    return tuple(key for school_class in classes for key in needed(school_class) if key not in holders)
