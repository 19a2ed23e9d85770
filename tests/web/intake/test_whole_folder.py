"""A school's whole folder through the site: uploaded, read, applied in order."""

from __future__ import annotations

import pytest

from hocba.model import Moment
from hocba_web.assessment.selectors.entries import entries
from hocba_web.intake.models import ImportRun
from hocba_web.intake.services.school_folder import load_into
from hocba_web.intake.services.whole import apply_asked, ask_all
from hocba_web.schools.models import AssignmentPlan, Enrolment, Pupil, School, Teaching
from support.sample_school import sample
from support.web import actor_for
from support.web.school import NOW
from support.web.workbooks import open_everything, sample_uploads, sample_world


def entered(world) -> dict[str, dict[str, dict[str, str]]]:
    """Every cell by moment and ministry code."""
    codes = dict(Enrolment.objects.filter(school_class__year=world.year).values_list("id", "pupil__ministry_id"))
    return {
        moment.value: {
            codes[enrolment]: cells
            for enrolment, cells in entries(year_id=world.year.id, moment=moment, at=NOW).items()
            if cells
        }
        for moment in Moment
    }


@pytest.mark.slow
def test_a_whole_folder_is_applied_in_order_and_equals_the_bulk_door(
    empty, bring, at, django_capture_on_commit_callbacks
):
    open_everything(empty)
    batch = bring(empty, sample_uploads(""))
    waiting = {run.outcome["refusal"][0] for run in batch.runs.filter(kind="pupils")}
    assert waiting == {"INTAKE_NO_CLASSES"}
    with django_capture_on_commit_callbacks(execute=True):
        ask_all(actor=actor_for(empty, "registrar"), uuid=str(batch.uuid), seen={}, at=NOW)
    left = {run.name: run.left for run in batch.runs.exclude(state=ImportRun.State.APPLIED)}
    assert left == {}
    batch.refresh_from_db()
    assert batch.done_at == NOW
    assert Pupil.objects.filter(school=empty.school).count() == len(sample().pupils)
    assert not Teaching.objects.filter(school_class__year=empty.year).exists(), "the principal decides assignments"
    assert AssignmentPlan.objects.get(year=empty.year).lines.count() > 250
    # The job again, as after a worker that was killed, changes nothing.
    assert apply_asked(batch.id, at=NOW) == 0
    imported = entered(empty)
    School.objects.filter(id=empty.school.id).update(code="22990001")
    other = sample_world()
    load_into(
        school_id=other.school.id,
        year_id=other.year.id,
        data=sample(),
        by=other.staff["registrar"].user_id,
        at=NOW,
    )
    loaded = entered(other)
    left_early = set(
        Enrolment.objects.filter(school_class__year=empty.year, left_on__isnull=False).values_list(
            "pupil__ministry_id", flat=True
        )
    )
    for moment in Moment:
        for code, cells in loaded[moment.value].items():
            if code in left_early or sample().pupils[code].not_assessed:
                continue  # nothing is taken from a file about a pupil who has left, or whose grid is locked
            brought = imported[moment.value].get(code, {})
            assert {name: brought.get(name) for name in cells} == cells, (moment, code)


def test_a_file_that_would_replace_something_waits_for_a_look(empty, bring, at, django_capture_on_commit_callbacks):
    School.objects.filter(id=empty.school.id).update(province="Tỉnh Cũ")
    batch = bring(empty, sample_uploads("TruongHoc", "GiaoVien"))
    registrar = actor_for(empty, "registrar")
    with django_capture_on_commit_callbacks(execute=True):
        ask_all(actor=registrar, uuid=str(batch.uuid), seen={}, at=NOW)
    profile, staff = batch.runs.get(kind="school"), batch.runs.get(kind="staff")
    assert (profile.state, profile.left[0]) == (ImportRun.State.READ, "INTAKE_NEEDS_LOOK")
    assert staff.state == ImportRun.State.APPLIED
    seen = {str(profile.uuid): profile.preview["digest"]}
    with django_capture_on_commit_callbacks(execute=True):
        ask_all(actor=registrar, uuid=str(batch.uuid), seen=seen, at=NOW)
    profile.refresh_from_db()
    assert profile.state == ImportRun.State.APPLIED
    empty.school.refresh_from_db()
    assert empty.school.province == "Tỉnh Quảng Ninh"
