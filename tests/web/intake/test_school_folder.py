"""The whole sample school through the one bulk door."""

from __future__ import annotations

import pytest

from hocba.model import Moment
from hocba_web.assessment.models import HomeroomEntry, PromotionDecision, SubjectResult, SupplementaryCase, YearEnd
from hocba_web.base.refusals import Refused
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.models import Homeroom, PriorYear, Pupil, PupilChange, Teaching
from support.sample_school import sample
from support.web.school import NOW


def load(world, **wanted):
    return load_into(
        school_id=world.school.id,
        year_id=world.year.id,
        data=sample(),
        by=world.staff["registrar"].user_id,
        at=NOW,
        decision_id=world.decision.id,
        **wanted,
    )


@pytest.mark.slow
def test_the_sample_school_arrives_whole(empty, django_assert_max_num_queries):
    data = sample()
    with django_assert_max_num_queries(900):
        loaded = load(empty)
    assert Pupil.objects.filter(school=empty.school).count() == len(data.pupils) == loaded.pupils
    assert loaded.classes == len(data.classes)
    assert PupilChange.objects.filter(kind="imported").count() == len(data.pupils)
    assert PriorYear.objects.count() == sum(len(one.years) for one in data.history.values())
    levels = sum(len(moment.subjects) for year in data.results.values() for moment in year.moments.values())
    assert SubjectResult.objects.count() == levels
    assert YearEnd.objects.count() == len(data.summaries)
    assert HomeroomEntry.objects.filter(height_cm__isnull=False).count() == len(data.health)
    assert SupplementaryCase.objects.count() == len(data.supplementary)
    assert PromotionDecision.objects.filter(promoted=True).count() == 1
    replaced = Homeroom.objects.filter(school_class__name="2A3").order_by("since")
    assert [one.until is None for one in replaced] == [False, True]
    assert replaced[1].since == empty.year.term_2_on
    assert not Teaching.objects.filter(approved_at__isnull=True).exists()
    with pytest.raises(Refused, match="SCHOOL_YEAR_NOT_EMPTY"):
        load(empty)


@pytest.mark.slow
def test_a_school_in_the_middle_of_its_work(empty):
    load(empty, moments=(Moment.MID1, Moment.END1), year_end=False)
    assert set(SubjectResult.objects.values_list("moment", flat=True)) == {"gk1", "ck1"}
    assert not YearEnd.objects.exists()
