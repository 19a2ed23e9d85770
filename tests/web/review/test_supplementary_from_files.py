"""What a workbook may not do to a case that the page would not let anybody do either."""

from __future__ import annotations

from datetime import date

import pytest

from hocba_web.assessment.models import Period, SupplementaryCase, SupplementaryEntry
from hocba_web.assessment.services.promotion import decide_promotion
from hocba_web.assessment.services.supplementary import decide_after, enter_supplementary, plan_help, report_behind
from hocba_web.assessment.services.supplementary_bulk import SupplementaryChange, write_supplementary
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.intake.comparing import compare
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, Reading
from hocba_web.intake.reading.reading import Subject
from hocba_web.schools.selectors.rows import year_of_school
from support.web import actor_for
from support.web.school import NOW
from support.web.year_end import assessed_school, behind_pupil


@pytest.fixture
def reported(db):
    """A pupil who stayed behind after supplementary assessment and was reported; the window is still open."""
    world = assessed_school()
    world.open_window(Period.SUPPLEMENTARY)
    enrolment = behind_pupil(world)
    about = {"actor": actor_for(world, "homeroom:4A1"), "enrolment_id": enrolment.id, "at": NOW}
    plan_help(plan="Ôn phép chia.", **about)
    enter_supplementary(
        kind="subject", target="MATHS", level="C", score=3, comment="", assessed_on=date(2026, 5, 24), **about
    )
    decide_after(overall="CHT", **about)
    report_behind(actor=about["actor"], enrolment_ids=[enrolment.id], report="Còn yếu.", at=NOW)
    return world, enrolment


def promoted(world, enrolment):
    return decide_promotion(
        actor=actor_for(world, "principal"),
        enrolment_id=enrolment.id,
        promoted=True,
        reason="Em có tiến bộ rõ.",
        at=NOW,
        real_at=clock.real_now(),
    )


def better(enrolment):
    return SupplementaryChange(
        enrolment.id, {"MATHS.level": "C", "MATHS.score": "3"}, {"MATHS.level": "H", "MATHS.score": "6"}
    )


def test_a_file_changes_nothing_once_the_principal_has_decided(reported):
    world, enrolment = reported
    promoted(world, enrolment)
    with pytest.raises(Refused, match="PROMOTION_STANDS"):
        write_supplementary([better(enrolment)], by=world.person("registrar").user_id, at=NOW)
    assert SupplementaryEntry.objects.get().level == "C"


def test_the_preview_says_so_before_anybody_applies(reported):
    world, enrolment = reported
    promoted(world, enrolment)
    code = enrolment.pupil.ministry_id
    reading = Reading(
        kind=FileKind.SUPPLEMENTARY,
        rows={code: {"MATHS.level": "H", "MATHS.score": "6"}},
        subjects={code: Subject(enrolment.pupil.name, "4A1")},
    )
    known = KnownSchool(year_of_school(world.school.id, world.year.id))
    found = compare(reading, known, actor_for(world, "registrar"), NOW)
    assert {cell.blocked.code for item in found.items for cell in item.cells} == {"PROMOTION_STANDS"}
    assert not found.changes


def test_a_decision_that_rested_on_earlier_entries_falls_as_on_the_page(reported):
    world, enrolment = reported
    assert write_supplementary([better(enrolment)], by=world.person("registrar").user_id, at=NOW) == ()
    case = SupplementaryCase.objects.get()
    assert (case.overall, case.decided_by_id, case.reported_at) == ("", None, None)


def test_a_file_that_brings_the_decision_too_keeps_it(reported):
    world, enrolment = reported
    change = better(enrolment)
    write_supplementary(
        [SupplementaryChange(enrolment.id, {**change.before, "after": "CHT"}, {**change.after, "after": "HT"})],
        by=world.person("registrar").user_id,
        at=NOW,
    )
    case = SupplementaryCase.objects.get()
    assert (case.overall, case.reported_at) == ("HT", None)
