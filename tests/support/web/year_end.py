"""A small school at the end of its year, and people and pupils of the sample school by name."""

from __future__ import annotations

from hocba.model import Moment, OverallResult
from hocba.regulation import rules_for
from hocba_web.assessment.models import SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.selectors.register import facts_of
from hocba_web.schools.models import Enrolment, Homeroom, SchoolClass
from support.web.school import NOW, SchoolWorld, add_staff, make_school


def assessed_school(*, classes: tuple[str, ...] = ("4A1", "4A2"), pupils: int = 3) -> SchoolWorld:
    """Complete results of the year's end and an overall result for all; the very first pupil failed."""
    world = make_school(classes=classes, pupils=pupils)
    first = world.enrolments[classes[0]][0]
    for name, enrolments in world.enrolments.items():
        for enrolment in enrolments:
            assess(world.classes[name], enrolment, failed=enrolment.id == first.id)
    return world


def assess(school_class: SchoolClass, enrolment: Enrolment, *, failed: bool = False, decided: bool = True) -> None:
    """Results of the year's end; a pupil who failed has 3 points and "C" in maths."""
    facts = facts_of(school_class)
    rules = rules_for(facts.grade, facts.school_year)
    common = {"enrolment": enrolment, "moment": Moment.YEAR_END.value, "updated_at": NOW}
    for subject in facts.subjects:
        bad = failed and subject.value == "MATHS"
        tested = subject in rules.tested(Moment.YEAR_END)
        score = (3 if bad else 8) if tested else None
        SubjectResult.objects.create(subject=subject.value, level="C" if bad else "H", score=score, **common)
    for kind, traits in (("quality", rules.qualities), ("competency", rules.competencies)):
        for trait in traits:
            TraitResult.objects.create(kind=kind, trait=trait.value, level="Đ", **common)
    if decided:
        overall = OverallResult.NOT_COMPLETED if failed else OverallResult.COMPLETED
        YearEnd.objects.create(enrolment=enrolment, proposed=overall.value, overall=overall.value, updated_at=NOW)


def behind_pupil(world: SchoolWorld) -> Enrolment:
    """The pupil of `assessed_school` who failed."""
    return next(iter(world.enrolments.values()))[0]


def place(world: SchoolWorld, code: str) -> Enrolment:
    """A pupil's place of the sample by ministry code."""
    return Enrolment.objects.select_related("school_class", "pupil").get(
        pupil__school=world.school, pupil__ministry_id=code, school_class__year=world.year
    )


def lead(world: SchoolWorld, school_class: SchoolClass) -> str:
    """The key of a class's homeroom teacher in `world.staff`; one with an account takes over from who has none."""
    key = f"homeroom:{school_class.name}"
    if key not in world.staff:
        staff = add_staff(world, key, f"Cao Thị Nga {school_class.name}")
        Homeroom.objects.filter(school_class=school_class).update(staff=staff)
    return key
