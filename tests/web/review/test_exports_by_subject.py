"""What a subject teacher takes out of the site is what that teacher may see in it."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from hocba.model import Moment
from hocba_web.assessment.models import YearEnd
from hocba_web.intake.exporting import Wanted
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.services.exports import export
from hocba_web.schools.models import Pupil
from support.web import actor_for
from support.web.school import NOW
from support.web.year_end import assessed_school


@pytest.fixture
def school(db):
    """A pupil of 4A1 is not assessed; the school has confirmed completion and promotion."""
    world = assessed_school()
    enrolment = world.enrolments["4A1"][1]
    Pupil.objects.filter(id=enrolment.pupil_id).update(not_assessed=True)
    YearEnd.objects.filter(enrolment=enrolment).update(
        overall="", not_assessed_completed=True, not_assessed_promoted=True
    )
    return world


def marks(world, who):
    found = export(
        actor=actor_for(world, who),
        year_id=world.year.id,
        wanted=Wanted(FileKind.RESULTS, grade=4, moment=Moment.YEAR_END),
        at=NOW,
    )
    rows = list(load_workbook(BytesIO(found.content))["Sheet1"].iter_rows(min_row=4, values_only=True))
    return [cell for row in rows for cell in row[-3:] if cell]


def test_decisions_of_the_homeroom_stay_with_those_who_may_see_them(school):
    assert "x" in marks(school, "homeroom:4A1")
    assert marks(school, "english") == []
