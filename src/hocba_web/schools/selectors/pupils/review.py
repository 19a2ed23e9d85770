"""How far the review of personal data has come, class by class (Decision 32/QĐ-THPĐ, art. 6(8), 7(1))."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hocba.lint import Finding
from hocba.model import Family, PersonalIdOverride, PupilIdentity, Sex
from hocba_web.base.clock import local
from hocba_web.schools.models import ClassReview, Enrolment, Guardian, PupilChange, SchoolClass, SchoolYear
from hocba_web.schools.selectors.pupils.findings import field_of, findings_of
from hocba_web.schools.selectors.pupils.scope import ON_ROLL

_PLAIN = (
    "name",
    "personal_id",
    "ministry_id",
    "born",
    "ethnicity",
    "nationality",
    "birthplace",
    "home_place",
    "residence",
    "register_no",
)


@dataclass(frozen=True, slots=True)
class PupilFindings:
    """One pupil of a class and what is missing or odd."""

    pupil_id: int
    number: int
    name: str
    findings: tuple[Finding, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields concerned, as `pupil_fields` names them."""
        return tuple(dict.fromkeys(field_of(one) for one in self.findings))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last review of a class."""

    by: str
    at: datetime
    pupils: int
    open_findings: int
    note: str
    changes_since: int
    """Changes after it, of pupils in the class or who left it since."""


@dataclass(frozen=True, slots=True)
class ClassState:
    """One class on the principal's view."""

    class_id: int
    name: str
    grade: int
    pupils: int
    errors: int
    """Findings that would stop a record."""
    warnings: int
    review: Reviewed | None


def findings_of_class(school_class: SchoolClass, at: datetime) -> list[PupilFindings]:
    """Pupils on the roll with what is missing or odd, in the order of the list; those without findings are left out.

    Args:
        school_class: with its year.
        at: aware, UTC.
    """
    rows = _rows(school_class.year).filter(school_class=school_class)
    return [row for _class_id, row in _judged(rows, school_class.year, at) if row.findings]


def last_review(school_class: SchoolClass) -> Reviewed | None:
    """The last review of a class; None before the first."""
    return _reviews(school_class.year).get(school_class.id)


def class_states(year: SchoolYear, at: datetime, class_ids: Iterable[int] | None = None) -> list[ClassState]:
    """Every class of a year, or the named ones, with the state of its personal data.

    Args:
        year: the school year.
        at: aware, UTC.
        class_ids: None for all.
    """
    classes = SchoolClass.objects.filter(year=year)
    if class_ids is not None:
        classes = classes.filter(id__in=list(class_ids))
    rows = _rows(year).filter(school_class__in=classes)
    pupils: Counter[int] = Counter()
    errors: Counter[int] = Counter()
    warnings: Counter[int] = Counter()
    for class_id, row in _judged(rows, year, at):
        pupils[class_id] += 1
        stops = sum(one.is_error for one in row.findings)
        errors[class_id] += stops
        warnings[class_id] += len(row.findings) - stops
    reviews = _reviews(year)
    return [
        ClassState(one.id, one.name, one.grade, pupils[one.id], errors[one.id], warnings[one.id], reviews.get(one.id))
        for one in classes
    ]


def _rows(year: SchoolYear) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(ON_ROLL, school_class__year=year).order_by(
        "school_class__grade", "school_class__name", "number", "id"
    )


def _judged(rows: QuerySet[Enrolment], year: SchoolYear, at: datetime) -> list[tuple[int, PupilFindings]]:
    """Class and findings of each pupil; plain values, because a whole school is read at once."""
    today, value = local(at).date(), year.value
    people: dict[int, dict[str, str]] = defaultdict(dict)
    families = Guardian.objects.filter(pupil__enrolments__in=rows.order_by())
    for pupil_id, kind, name in families.values_list("pupil_id", "kind", "name"):
        people[pupil_id][kind] = name
    found = []
    for class_id, grade, class_name, number, pupil_id, basis, sex, *plain in rows.values_list(
        "school_class_id",
        "school_class__grade",
        "school_class__name",
        "number",
        "pupil_id",
        "pupil__id_basis",
        "pupil__sex",
        *(f"pupil__{name}" for name in _PLAIN),
    ):
        identity = PupilIdentity(
            sex=Sex(sex), family=Family(**people[pupil_id]), **dict(zip(_PLAIN, plain, strict=True))
        )
        override = PersonalIdOverride(identity.personal_id, basis) if identity.personal_id and basis else None
        findings = findings_of(identity, grade=grade, class_name=class_name, year=value, today=today, override=override)
        found.append((class_id, PupilFindings(pupil_id, number, identity.name, findings)))
    return found


def _reviews(year: SchoolYear) -> dict[int, Reviewed]:
    """The last review of each class with the number of changes since, in two queries."""
    newest: dict[int, ClassReview] = {}
    for row in ClassReview.objects.filter(school_class__year=year).select_related("by"):
        newest.setdefault(row.school_class_id, row)
    if not newest:
        return {}
    since = min(row.at for row in newest.values())
    changes: Counter[int] = Counter()
    moved = PupilChange.objects.filter(at__gt=since, pupil__enrolments__school_class__in=list(newest)).values_list(
        "pupil__enrolments__school_class_id", "pupil__enrolments__left_on", "at"
    )
    for class_id, left_on, at in moved:
        reviewed = newest[class_id].at
        if at > reviewed and (left_on is None or left_on >= local(reviewed).date()):
            changes[class_id] += 1
    return {
        class_id: Reviewed(row.by.get_full_name(), row.at, row.pupils, row.open_findings, row.note, changes[class_id])
        for class_id, row in newest.items()
    }
