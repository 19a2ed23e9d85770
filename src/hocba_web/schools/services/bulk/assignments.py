"""Who teaches what, taken over from before the system: in force by a decision already made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hocba_web.schools.models import Homeroom, SchoolClass, SchoolYear, Staff, Teaching
from hocba_web.schools.selectors.rows.fields import Row, Rows
from hocba_web.schools.services.bulk.changes import Writing

_Spell = tuple[int, date, date | None]
"""Staff (id), from, until."""


def write_in_force(*, year_id: int, classes: Rows, assignments: Rows, decision_id: int | None, writing: Writing) -> int:
    """Give the classes of a year their teachers; a teacher of the second term begins on its first day.

    Only for a school whose classes have no teachers yet; later assignments go through a plan for the principal.

    Args:
        year_id: the year.
        classes: `homeroom_first` and `homeroom_last` by class name.
        assignments: `term_1` and `term_2` by "class|subject".
        decision_id: the decision that assigned them, if it is on file.
        writing: who writes and when.

    Returns:
        How many rows were written.
    """
    year = SchoolYear.objects.get(id=year_id)
    staff = {one.code: one.id for one in Staff.objects.filter(school_id=year.school_id)}
    class_ids = {one.name: one.id for one in SchoolClass.objects.filter(year_id=year_id)}
    homerooms = [
        Homeroom(school_class_id=class_ids[name], staff_id=staff_id, since=since, until=until)
        for name, row in classes.items()
        for staff_id, since, until in _spells(year, row, ("homeroom_first", "homeroom_last"), staff)
    ]
    teachings = [
        Teaching(school_class_id=class_ids[name], subject=subject, staff_id=staff_id, since=since, until=until)
        for (name, _, subject), row in ((key.partition("|"), row) for key, row in assignments.items())
        for staff_id, since, until in _spells(year, row, ("term_1", "term_2"), staff)
    ]
    for one in (*homerooms, *teachings):
        one.decision_id = decision_id
        one.approved_at = writing.at
    Homeroom.objects.bulk_create(homerooms)
    Teaching.objects.bulk_create(teachings)
    return len(homerooms) + len(teachings)


def _spells(year: SchoolYear, row: Row, fields: tuple[str, str], staff: Mapping[str, int]) -> list[_Spell]:
    """One spell where the teacher stays or only one term is told, two where they change with the term."""
    first, last = (staff.get(str(row.get(field) or "")) for field in fields)
    if first is None and last is None:
        return []
    if last is None or first == last:
        end = None if last is not None else year.term_2_on - timedelta(days=1)
        return [(first or 0, year.starts_on, end)] if first is not None else []
    second = (last, year.term_2_on, None)
    return [second] if first is None else [(first, year.starts_on, year.term_2_on - timedelta(days=1)), second]
