"""Officers find records within their areas, and see how far schools are."""

from __future__ import annotations

from datetime import date

import pytest

from hocba.model import ClosingGroup
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number, Recall
from hocba_web.register.selectors import decisions, progress, search
from hocba_web.register.selectors.search import Query
from hocba_web.register.services import closing, recalls
from support.web.authority_site import make_officer
from support.web.registering import AT, YEAR, held, make_school, uuid_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(authority_site):
    """Keys and files of the authority."""


@pytest.fixture
def intake():
    """An officer of the whole province."""
    return make_officer(OfficerRole.INTAKE)


def _uuids(officer, **known):
    return [row.uuid for row in search.find(officer, Query(**known)).rows]


def test_by_name_without_accents_birth_personal_id_and_uuid(intake):
    school = make_school()
    held(school, 1, pupil_name="Đỗ Thị Ánh", born=date(2015, 3, 2))
    held(school, 2, pupil_name="Đỗ Thị Ánh Dương", born=date(2015, 3, 4))
    held(school, 3, pupil_name="Trần Ánh", class_name="4A2")
    assert _uuids(intake, name="do thi anh") == [uuid_of(1), uuid_of(2)]
    assert _uuids(intake, name="Đỗ Thị Ánh", born=date(2015, 3, 4)) == [uuid_of(2)]
    assert _uuids(intake, name="ánh", school_id=school.id) == [uuid_of(1), uuid_of(2), uuid_of(3)]
    assert _uuids(intake, name="ánh") == []
    assert _uuids(intake, personal_id="022216000003") == [uuid_of(3)]
    assert _uuids(intake, uuid=uuid_of(2)) == [uuid_of(2)]
    assert _uuids(intake, school_id=school.id, class_name="4a2") == [uuid_of(3)]
    assert _uuids(intake, school_id=school.id, school_year=YEAR + 1) == []


def test_nothing_of_another_area_is_there_and_not_everybody_may_look(intake):
    here, there = make_school(area_code="A1"), make_school(area_code="A2")
    held(here, 1)
    held(there, 2)
    some = make_officer(OfficerRole.INTAKE, ["A1"])
    assert _uuids(some, name="nguyen") == [uuid_of(1)]
    assert _uuids(some, uuid=uuid_of(2)) == _uuids(some, school_id=there.id) == []
    assert len(_uuids(intake, name="nguyen")) == 2
    with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
        search.find(make_officer(OfficerRole.ADMIN), Query(name="nguyen"))


@pytest.mark.parametrize("known", [{}, {"name": "N"}, {"born": date(2015, 1, 1)}, {"class_name": "5A1"}])
def test_a_search_of_everything_is_refused(intake, known):
    with pytest.raises(Refused, match="REGISTER_SEARCH_TOO_WIDE"):
        search.find(intake, Query(**known))


def test_a_long_answer_is_paged_and_the_state_is_shown(intake, django_assert_max_num_queries):
    school = make_school()
    for number in range(1, search.PAGE + 2):
        held(school, number)
    Number.objects.filter(uuid=uuid_of(1)).update(state=Number.State.RECALLED)
    with django_assert_max_num_queries(4):
        first = search.find(intake, Query(name="nguyen"))
    second = search.find(intake, Query(name="nguyen"), page=2)
    assert (len(first.rows), first.more, len(second.rows), second.more) == (search.PAGE, True, 1, False)
    assert not {row.uuid for row in first.rows} & {row.uuid for row in second.rows}
    assert _uuids(intake, name="nguyen", state=Number.State.RECALLED) == [uuid_of(1)]


def test_progress_counts_by_school_and_group(intake, django_assert_max_num_queries):
    first, second = make_school("22000001"), make_school("22000002", area_code="A2")
    for number in (1, 2, 3):
        held(first, number)
    held(first, 4, group=ClosingGroup.AUGUST)
    held(second, 5)
    Number.objects.filter(uuid=uuid_of(1)).update(state=Number.State.RECALLED)
    Number.objects.filter(uuid=uuid_of(2)).update(reported_at=AT)
    recalls.request(uuid_of(3), school_id=first.id, message_id="m", reason="", at=AT)
    with django_assert_max_num_queries(4):
        rows = progress.by_school(intake, YEAR)
    june = rows[0].groups["15/6"]
    assert (june.current, june.recalled, june.reported, june.recalls_open) == (2, 1, 1, 1)
    assert rows[0].groups["15/8"].current == 1
    assert progress.total(rows)["15/6"].current == 3
    assert [one.school.code for one in progress.by_school(make_officer(OfficerRole.INTAKE, ["A2"]), YEAR)] == [
        "22000002"
    ]


def test_what_a_closing_would_meet(intake, authority_site, settings):
    school = make_school()
    held(school, 1)
    held(school, 2)
    recalls.request(uuid_of(2), school_id=school.id, message_id="m", reason="", at=AT)
    (row,) = decisions.groups(intake, YEAR, "15/6")
    assert (row.school, row.held, row.recalls, row.closing) == (school, 2, (uuid_of(2),), None)
    (recall,) = decisions.recalls(intake)
    assert recall.state == Recall.State.WAITING
    assert not decisions.recalls(make_officer(OfficerRole.INTAKE, ["A2"])).exists()
    recalls.prepare(intake, recall.pk, agree=False, note="", at=AT)
    assert [one.subject for one in decisions.prepared(intake, ["recall"])] == [str(uuid_of(2))]
    assert not decisions.plans(intake).exists()
    assert not decisions.permits(intake, on=date(2026, 5, 25)).exists()
    assert closing.due(AT) == 0
