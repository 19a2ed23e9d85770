"""The school, its classes and who teaches what, as rows."""

from __future__ import annotations

from datetime import date, timedelta

from hocba_web.schools.models import Homeroom, School, SchoolClass, SchoolYear, Teaching
from hocba_web.schools.selectors.rows.fields import CLASS, SCHOOL, Row, Rows, plain


def school_row(school_id: int) -> Row:
    """The school's profile."""
    return plain(SCHOOL, School.objects.get(id=school_id))


def class_rows(year_id: int) -> Rows:
    """The classes of a year by name; `campus` by its name, `homeroom_first` and `homeroom_last` by staff code.

    The homeroom teachers are those in force on the first and on the last day of the year.
    """
    year = SchoolYear.objects.get(id=year_id)
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    homerooms = Homeroom.objects.filter(school_class__year_id=year_id, approved_at__isnull=False)
    for one in homerooms.select_related("staff").order_by("since", "id"):
        first.setdefault(one.school_class_id, one.staff.code)
        if one.until is None or one.until >= year.ends_on:
            last[one.school_class_id] = one.staff.code
    found: Rows = {}
    for school_class in SchoolClass.objects.filter(year_id=year_id).select_related("campus"):
        row = plain(CLASS, school_class)
        row["campus"] = school_class.campus.name if school_class.campus else ""
        row["homeroom_first"] = first.get(school_class.id, "")
        row["homeroom_last"] = last.get(school_class.id, "")
        found[school_class.name] = row
    return found


def assignment_rows(year_id: int) -> Rows:
    """Who teaches what, by "class|subject"; `term_1` and `term_2` hold the staff code in the middle of each term.

    Who stands in for somebody absent is not looked at.
    """
    year = SchoolYear.objects.get(id=year_id)
    days = {"term_1": _middle(year.starts_on, year.term_2_on), "term_2": _middle(year.term_2_on, year.ends_on)}
    found: Rows = {}
    teachings = Teaching.objects.filter(school_class__year_id=year_id, approved_at__isnull=False)
    for one in teachings.select_related("staff", "school_class").order_by("since", "id"):
        row = found.setdefault(f"{one.school_class.name}|{one.subject}", {"term_1": "", "term_2": ""})
        for term, day in days.items():
            if one.since <= day and (one.until is None or one.until >= day):
                row[term] = one.staff.code
    return found


def _middle(since: date, until: date) -> date:
    return since + timedelta(days=(until - since).days // 2)
