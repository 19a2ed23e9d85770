"""The move into the next year meets pupils who have a place there already: put in by a file or admitted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from hocba_web.assessment.selectors.rollover import plan_of
from hocba_web.assessment.services.rollover import confirm_rollover, prepare_rollover, submit_rollover, undo_rollover
from hocba_web.base import clock
from hocba_web.schools.models import Enrolment, SchoolClass
from hocba_web.schools.services.setup import YearData
from support.web import actor_for
from support.web.school import NOW
from support.web.year_end import assessed_school

DAYS = YearData(starts_on=date(2026, 9, 5), term_2_on=date(2027, 1, 18), ends_on=date(2027, 5, 31))


@pytest.fixture
def school(db):
    return assessed_school()


def begun(world):
    registrar = actor_for(world, "registrar")
    row = prepare_rollover(actor=registrar, from_year_id=world.year.id, days=DAYS, at=NOW)
    return submit_rollover(actor=registrar, rollover_id=row.id, at=NOW)


def confirmed(world, row):
    return confirm_rollover(
        actor=actor_for(world, "principal"),
        rollover_id=row.id,
        digest=plan_of(row, NOW.date()).digest,
        at=NOW,
        real_at=clock.real_now(),
    )


def placed_before(world, row, name):
    """The second pupil of 4A1 got a place in a class of the next year by hand."""
    school_class, _made = SchoolClass.objects.get_or_create(
        year=row.to_year, name=name, defaults={"grade": int(name[0]), "foreign_language": "Tiếng Anh"}
    )
    return Enrolment.objects.create(
        pupil=world.enrolments["4A1"][1].pupil,
        school_class=school_class,
        number=31,
        joined_on=DAYS.starts_on,
        status_on=DAYS.starts_on,
    )


@pytest.mark.parametrize("name", ["5A1", "5A2"])
def test_nobody_gets_two_places(school, name):
    row = begun(school)
    place = placed_before(school, row, name)
    confirmed(school, row)
    places = Enrolment.objects.filter(pupil=place.pupil, school_class__year=row.to_year)
    assert [(one.id, one.school_class.name, one.number) for one in places] == [(place.id, name, 31)]


def test_undoing_leaves_what_was_there_before(school):
    row = begun(school)
    place = placed_before(school, row, "5A1")
    confirmed(school, row)
    undo_rollover(
        actor=actor_for(school, "principal"), rollover_id=row.id, reason="Nhầm lớp.", at=NOW, real_at=clock.real_now()
    )
    assert list(Enrolment.objects.filter(school_class__year=row.to_year)) == [place]
