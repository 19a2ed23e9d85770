"""School, staff and classes."""

from __future__ import annotations

from collections.abc import Sequence

from hocba_web.base.text import fold
from hocba_web.schools.models import Campus, School, SchoolClass, Staff
from hocba_web.schools.selectors.rows.fields import CLASS, SCHOOL, STAFF, stored
from hocba_web.schools.services.bulk.changes import Change


def write_school(school_id: int, change: Change) -> None:
    """Set fields of the school's profile; its code never changes."""
    School.objects.filter(id=school_id).update(**stored(SCHOOL, change.after or {}))


def write_staff(school_id: int, changes: Sequence[Change]) -> None:
    """Make, set and, on undoing, remove staff rows. Accounts and appointments are not touched."""
    rows = Staff.objects.filter(school_id=school_id, code__in=[change.key for change in changes])
    known = {one.code: one for one in rows.select_for_update()}
    made, gone = [], []
    touched: list[Staff] = []
    for change in changes:
        if change.after is None:
            gone.append(known[change.key].id)
            continue
        staff = known.get(change.key)
        if staff is None:
            staff = Staff(school_id=school_id, code=change.key)
            made.append(staff)
        else:
            touched.append(staff)
        for name, value in stored(STAFF, change.after).items():
            setattr(staff, name, value)
        staff.name_folded = fold(staff.name)
    Staff.objects.filter(id__in=gone).delete()
    Staff.objects.bulk_create(made)
    Staff.objects.bulk_update(touched, [*(column.attribute for column in STAFF.values()), "name_folded"])


def write_classes(school_id: int, year_id: int, changes: Sequence[Change]) -> None:
    """Make, set and, on undoing, remove classes; homeroom teachers are assigned elsewhere."""
    known = {one.name: one for one in SchoolClass.objects.filter(year_id=year_id).select_for_update()}
    made, gone = [], []
    touched: list[SchoolClass] = []
    for change in changes:
        if change.after is None:
            gone.append(known[change.key].id)
            continue
        school_class = known.get(change.key)
        if school_class is None:
            school_class = SchoolClass(year_id=year_id, name=change.key)
            made.append(school_class)
        else:
            touched.append(school_class)
        for name, value in stored(CLASS, change.after).items():
            setattr(school_class, name, value)
        if "campus" in change.after:
            school_class.campus = _campus(school_id, str(change.after["campus"] or ""))
    SchoolClass.objects.filter(id__in=gone).delete()
    SchoolClass.objects.bulk_create(made)
    SchoolClass.objects.bulk_update(touched, [*(column.attribute for column in CLASS.values()), "campus"])


def _campus(school_id: int, name: str) -> Campus | None:
    """The campus of that name, made where a class names it first."""
    return Campus.objects.get_or_create(school_id=school_id, name=name)[0] if name else None
