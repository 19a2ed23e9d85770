"""Class lists, the classes of a year, the roster that the core's checks compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hocba.lint import Roster, RosterPupil
from hocba.model import PupilStatus, Sex, check_personal_id
from hocba_web.schools.models import Enrolment, Homeroom, Pupil, SchoolClass
from hocba_web.schools.selectors.dated import in_force
from hocba_web.schools.selectors.pupils.scope import ON_ROLL

_ID_WORDS = {
    "": _("Hợp lệ"),
    "ID_MISSING": _("Chưa có"),
    "ID_FORMAT": _("Chưa đủ 12 số"),
    "ID_SEX_MISMATCH": _("Khác giới tính"),
    "ID_YEAR_MISMATCH": _("Khác năm sinh"),
}
ID_ODDITY_ALLOWED = frozenset({"ID_PROVINCE_UNKNOWN"})
"""What may be said about a personal ID that is valid all the same."""


@dataclass(frozen=True, slots=True)
class ClassPupil:
    """One line of a class list."""

    enrolment_id: int
    pupil_id: int
    number: int
    name: str
    born: date
    sex: str
    personal_id: str
    ministry_id: str
    id_problem: str
    """Code of what is wrong with the personal ID (ID_MISSING, ID_FORMAT ...); empty if it is valid."""
    status: PupilStatus
    status_on: date | None
    has_left: bool
    disability: str
    not_assessed: bool
    individual_plan: bool
    awaiting_outcome: bool
    """Rolled over before last year's outcome was known."""

    @property
    def id_state(self) -> str:
        """The state of the personal ID in two or three words."""
        return str(_ID_WORDS.get(self.id_problem, self.id_problem))


@dataclass(frozen=True, slots=True)
class ClassOverview:
    """One class of a year in figures."""

    class_id: int
    name: str
    grade: int
    campus: str
    homeroom: str
    """Who leads it on the day asked for; empty if nobody."""
    pupils: int
    girls: int
    with_disability: int
    without_valid_id: int
    left: int


def id_problem(pupil: Pupil) -> str:
    """Code of the first thing that keeps a personal ID from being valid; empty if nothing does."""
    found = check_personal_id(
        pupil.personal_id, sex=Sex(pupil.sex), birth_year=pupil.born.year, override=pupil.id_override()
    )
    return next((one.code for one in found if one.code not in ID_ODDITY_ALLOWED), "")


def pupils_of_class(class_id: int, *, with_left: bool = False) -> list[ClassPupil]:
    """The class list in its order.

    Args:
        class_id: the class; whether somebody may see it is the caller's question.
        with_left: also those who are no longer in the class.
    """
    rows = Enrolment.objects.filter(school_class_id=class_id).select_related("pupil").order_by("number", "id")
    if not with_left:
        rows = rows.filter(ON_ROLL)
    return [_line(row) for row in rows]


def class_overview(year_id: int, on: date, class_ids: Iterable[int] | None = None) -> list[ClassOverview]:
    """Every class of a year in figures, by grade and name.

    Args:
        year_id: the school year.
        on: day for which the homeroom teacher is named.
        class_ids: only these; None for all.
    """
    classes = SchoolClass.objects.filter(year_id=year_id).select_related("campus")
    if class_ids is not None:
        classes = classes.filter(id__in=list(class_ids))
    homerooms = dict(
        Homeroom.objects.filter(in_force(on), school_class__year_id=year_id)
        .order_by("since")
        .values_list("school_class_id", "staff__name")
    )
    figures: dict[str, Counter[int]] = {
        name: Counter() for name in ("pupils", "girls", "disability", "without_id", "left")
    }
    for row in Enrolment.objects.filter(school_class__year_id=year_id).select_related("pupil"):
        place = row.school_class_id
        if row.has_left:
            figures["left"][place] += 1
            continue
        figures["pupils"][place] += 1
        figures["girls"][place] += row.pupil.sex == Sex.FEMALE.value
        figures["disability"][place] += bool(row.pupil.disability)
        figures["without_id"][place] += bool(id_problem(row.pupil))
    return [
        ClassOverview(
            class_id=one.id,
            name=one.name,
            grade=one.grade,
            campus=one.campus.name if one.campus else "",
            homeroom=homerooms.get(one.id, ""),
            pupils=figures["pupils"][one.id],
            girls=figures["girls"][one.id],
            with_disability=figures["disability"][one.id],
            without_valid_id=figures["without_id"][one.id],
            left=figures["left"][one.id],
        )
        for one in classes
    ]


def roster_of_year(year_id: int) -> Roster:
    """All pupils on the roll of a year, for the core's checks before signing."""
    rows = Enrolment.objects.filter(ON_ROLL, school_class__year_id=year_id).values_list(
        "pupil__ministry_id", "pupil__personal_id", "pupil__name", "pupil__born", "school_class__name"
    )
    return Roster(RosterPupil(*row) for row in rows)


def _line(row: Enrolment) -> ClassPupil:
    pupil = row.pupil
    return ClassPupil(
        enrolment_id=row.pk,
        pupil_id=pupil.pk,
        number=row.number,
        name=pupil.name,
        born=pupil.born,
        sex=pupil.sex,
        personal_id=pupil.personal_id,
        ministry_id=pupil.ministry_id,
        id_problem=id_problem(pupil),
        status=PupilStatus(row.status),
        status_on=row.status_on,
        has_left=row.has_left,
        disability=pupil.disability,
        not_assessed=pupil.not_assessed,
        individual_plan=pupil.individual_plan,
        awaiting_outcome=row.awaiting_outcome,
    )
