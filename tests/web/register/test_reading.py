"""Lists, search, the queue of personal IDs and the review: what is shown, to whom, at what cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.schools.selectors.pupils import (
    class_names,
    class_overview,
    class_states,
    id_queue,
    pupil_names,
    pupils_of_class,
    roster_of_year,
)
from hocba_web.schools.selectors.pupils.search import search_pupils
from hocba_web.schools.services.pupils import DataRefused, class_review_confirm, pupil_edit, pupil_leave
from support.web import actor_for, make_school
from support.web.school import NOW, add_pupil

GOOD = {"sex": "Nữ", "born": date(2016, 7, 1)}


def names(world, question, key="registrar", role=None):
    return [hit.name for hit in search_pupils(actor_for(world, key, role=role), question).hits]


@pytest.fixture
def searched(world):
    for number, name in enumerate(("Đỗ Thị Ánh", "Đỗ Văn Đô", "Nguyễn Đoan Trang", "Bùi Anh Đào"), start=10):
        add_pupil(world, world.classes["4A1"], number, name=name, personal_id=f"0223169000{number}")
    return world


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("do", {"Đỗ Thị Ánh", "Đỗ Văn Đô", "Nguyễn Đoan Trang"}),
        ("đỗ", {"Đỗ Thị Ánh", "Đỗ Văn Đô", "Nguyễn Đoan Trang"}),
        ("DO  van", {"Đỗ Văn Đô"}),
        ("anh do", {"Đỗ Thị Ánh"}),
        ("nh", set()),
        ("02231690001", {"Đỗ Thị Ánh", "Đỗ Văn Đô", "Nguyễn Đoan Trang", "Bùi Anh Đào"}),
        ("022316900012", {"Nguyễn Đoan Trang"}),
        ("%", set()),
        ("_", set()),
        ("' OR 1=1 --", set()),
        ("", set()),
        ("   ", set()),
    ],
)
def test_search_without_diacritics_by_beginnings_of_words(searched, question, expected):
    found = set(names(searched, question))
    assert {name for name in found if name in expected or name.startswith(("Đỗ", "Nguyễn Đoan", "Bùi"))} == expected


def test_names_that_fit_with_their_marks_come_first(searched):
    assert names(searched, "đô")[0] == "Đỗ Văn Đô"
    assert names(searched, "anh")[0] == "Bùi Anh Đào"


def test_a_teacher_finds_only_own_pupils_and_no_personal_numbers(searched):
    other = add_pupil(searched, searched.classes["4A2"], 9, name="Đỗ Thị Hoa").pupil
    assert other.name not in names(searched, "do", "homeroom:4A1")
    found = search_pupils(actor_for(searched, "english", role=Role.SUBJECT_TEACHER), "do")
    assert other.name in [hit.name for hit in found.hits]
    assert {(hit.born, hit.reachable) for hit in found.hits} == {(None, False)}
    assert names(searched, "022316900012", "english") == []


def test_search_stays_in_the_school(searched):
    other = make_school(name="Trường khác")
    assert "Đỗ Thị Ánh" not in names(other, "do thi anh")


def test_search_costs_two_queries_whatever_it_finds(searched, django_assert_max_num_queries):
    actor = actor_for(searched, "registrar")
    with django_assert_max_num_queries(2):
        assert search_pupils(actor, "d").hits


def test_a_pupil_who_left_is_still_found_and_said_to_have_left(world, pupil, register):
    leave(world, pupil)
    (hit,) = search_pupils(actor_for(world, "registrar"), pupil.ministry_id).hits
    assert (hit.has_left, hit.status) == (True, "Thôi học kỳ 2")


def leave(world, pupil):
    actor = actor_for(world, "registrar")
    pupil_leave(actor=actor, pupil_id=pupil.id, on=date(2026, 5, 20), reason="Theo đơn", evidence=None, at=NOW)


def test_class_list_and_figures_leave_out_who_has_left(world, pupil, register):
    leave(world, pupil)
    class_id = world.classes["4A1"].id
    assert [one.number for one in pupils_of_class(class_id)] == [2, 3]
    assert [one.has_left for one in pupils_of_class(class_id, with_left=True)] == [True, False, False]
    overview = {one.name: one for one in class_overview(world.year.id, date(2026, 5, 25))}
    assert (overview["4A1"].pupils, overview["4A1"].left, overview["4A2"].pupils) == (2, 1, 3)
    assert overview["4A1"].homeroom == world.person("homeroom:4A1").name
    assert len(roster_of_year(world.year.id).pupils) == 5


def test_figures_of_a_school_cost_few_queries(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        class_overview(world.year.id, date(2026, 5, 25))
    with django_assert_max_num_queries(5):
        class_states(world.year, NOW)
    with django_assert_max_num_queries(2):
        id_queue(world.year.id)


def test_names_never_leave_the_school(world):
    other = make_school(name="Trường khác")
    mine, theirs = world.enrolments["4A1"][0], other.enrolments["4A1"][0]
    assert list(pupil_names(world.school.id, [mine.pupil_id, theirs.pupil_id])) == [mine.pupil_id]
    assert list(class_names(world.school.id, [mine.school_class_id, theirs.school_class_id])) == [mine.school_class_id]


def test_queue_of_ids_counts_towards_one_hundred_per_cent(db):
    world = make_school(pupils=0)
    for number in range(1, 1000):
        add_pupil(world, world.classes["4A1"], number, personal_id=f"022316{number:06}", **GOOD)
    assert id_queue(world.year.id).whole.percent == 100.0
    add_pupil(world, world.classes["4A1"], 1000, personal_id="", **GOOD)
    queue = id_queue(world.year.id)
    assert (queue.whole.valid, queue.whole.total, queue.whole.percent) == (999, 1000, 99.9)
    (waiting,) = queue.waiting
    assert waiting.code == "PUPIL_ID_MISSING"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"personal_id": ""}, "PUPIL_ID_MISSING"),
        ({"personal_id": "22316000001"}, "PUPIL_ID_FORMAT"),
        ({"personal_id": "022216000001"}, "PUPIL_ID_SEX_MISMATCH"),
        ({"personal_id": "022315000001"}, "PUPIL_ID_YEAR_MISMATCH"),
        ({"personal_id": "999316000001"}, None),
        ({"personal_id": "022316000001"}, None),
        ({"personal_id": "022315000001", "id_basis": "QĐ 5/2026"}, None),
    ],
)
def test_the_queue_gives_the_cores_reason(db, fields, code):
    world = make_school(pupils=0)
    add_pupil(world, world.classes["4A1"], 1, **GOOD, **fields)
    assert [one.code for one in id_queue(world.year.id).waiting] == ([code] if code else [])


def test_a_class_without_pupils_is_complete(db):
    assert id_queue(make_school(pupils=0).year.id).whole.percent == 100.0


@pytest.fixture
def tidy(db):
    """A class in which nothing is missing, one pupil."""
    world = make_school(classes=("4A1",), pupils=0)
    add_pupil(world, world.classes["4A1"], 1, name="Hà Thị Mai", personal_id="022316000001", **GOOD)
    return world


def confirm(world, *, at=NOW, key="homeroom:4A1", note="", seen=0):
    class_id = world.classes["4A1"].id
    return class_review_confirm(actor=actor_for(world, key), class_id=class_id, note=note, seen_findings=seen, at=at)


def test_review_is_confirmed_by_the_homeroom_teacher_alone(tidy):
    for key in ("registrar", "principal", "school_admin", "english"):
        with pytest.raises(Forbidden):
            confirm(tidy, key=key)
    review = confirm(tidy)
    assert (review.pupils, review.open_findings) == (1, 0)
    (state,) = class_states(tidy.year, NOW)
    assert state.review is not None
    assert (state.review.by, state.review.changes_since, state.errors) == (tidy.person("homeroom:4A1").name, 0, 0)


def test_changes_after_the_review_are_counted(tidy, register):
    confirm(tidy)
    pupil = tidy.classes["4A1"].enrolments.get().pupil
    later = NOW + timedelta(minutes=5)
    pupil_edit(
        actor=actor_for(tidy, "registrar"), pupil_id=pupil.id, version=1, values={"residence": "Khu 1"}, at=later
    )
    (state,) = class_states(tidy.year, later)
    assert state.review is not None
    assert state.review.changes_since == 1
    confirm(tidy, at=later + timedelta(minutes=1))
    (state,) = class_states(tidy.year, later)
    assert state.review is not None
    assert state.review.changes_since == 0


def test_what_is_missing_must_be_seen_and_explained(tidy):
    pupil = tidy.classes["4A1"].enrolments.get().pupil
    pupil.personal_id = pupil.home_place = ""
    pupil.save()
    (state,) = class_states(tidy.year, NOW)
    assert (state.errors, state.warnings) == (2, 0)
    with pytest.raises(Refused) as refused:
        confirm(tidy, seen=1, note="Chờ gia đình")
    assert refused.value.code == "REVIEW_CHANGED_MEANWHILE"
    with pytest.raises(DataRefused):
        confirm(tidy, seen=2)
    assert confirm(tidy, seen=2, note="Chờ gia đình").open_findings == 2


def test_an_empty_class_is_not_reviewed(db):
    with pytest.raises(Refused) as refused:
        confirm(make_school(classes=("4A1",), pupils=0))
    assert refused.value.code == "REVIEW_NO_PUPILS"
