"""Staff, pupils and their school years as rows."""

from __future__ import annotations

from hocba_web.schools.models import Enrolment, PriorYear, Pupil, Staff
from hocba_web.schools.selectors.rows.fields import ENROLMENT, GUARDIAN, PUPIL, RELATIVES, STAFF, Row, Rows, plain


def staff_rows(school_id: int) -> Rows:
    """Everybody of the staff, by staff code."""
    return {one.code: plain(STAFF, one) for one in Staff.objects.filter(school_id=school_id)}


def pupil_rows(year_id: int, class_ids: frozenset[int] | None = None) -> Rows:
    """The pupils of a year, by ministry code, in the order of classes and lists; of some classes where they are named.

    Who changed class within the year stands in the last one. Besides the columns: `class`, and "mother_name" … for each
    relative on file.
    """
    enrolments = (
        Enrolment.objects.filter(school_class__year_id=year_id)
        .select_related("pupil", "school_class")
        .prefetch_related("pupil__guardians")
        .order_by("school_class__grade", "school_class__name", "number", "id")
    )
    if class_ids is not None:
        enrolments = enrolments.filter(school_class_id__in=class_ids)
    found: Rows = {}
    for one in sorted(enrolments, key=lambda one: one.left_on is None):
        found[one.pupil.ministry_id] = _placed(one)
    return found


def _placed(enrolment: Enrolment) -> Row:
    row = pupil_row(enrolment.pupil) | plain(ENROLMENT, enrolment)
    row["class"] = enrolment.school_class.name
    return row


def pupil_row(pupil: Pupil) -> Row:
    """A pupil with relatives, without the place in a class; guardians are fetched."""
    row = plain(PUPIL, pupil)
    for kind in RELATIVES:
        row |= {f"{kind}_{field}": None if field == "born_year" else "" for field in GUARDIAN}
    for guardian in pupil.guardians.all():
        row |= {f"{guardian.kind}_{field}": value for field, value in plain(GUARDIAN, guardian).items()}
    return row


def history_rows(year_id: int) -> Rows:
    """The school years so far of the pupils of a year, by ministry code; a field a line, see `history_field`."""
    lines = PriorYear.objects.filter(pupil__enrolments__school_class__year_id=year_id).distinct()
    found: Rows = {}
    for line in lines.select_related("pupil").order_by("pupil_id", "first", "entered_on"):
        row = found.setdefault(line.pupil.ministry_id, {})
        row[f"{line.first}/{line.entered_on.isoformat()}"] = f"{line.class_name}|{line.school_name}"
    return found


def enrolment_ids(year_id: int) -> dict[str, int]:
    """Places of the pupils in the classes of a year (ids), by ministry code; the open one where there are several."""
    places = Enrolment.objects.filter(school_class__year_id=year_id).values_list("pupil__ministry_id", "id", "left_on")
    return {code: place_id for code, place_id, _ in sorted(places, key=lambda one: one[2] is None)}


def staff_names(school_id: int) -> dict[str, str]:
    """Names of the staff by staff code."""
    return dict(Staff.objects.filter(school_id=school_id).values_list("code", "name"))
