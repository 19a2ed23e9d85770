"""What the viewer and the privacy page are given."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from hocba_web.accounts.roles import Role
from hocba_web.audit import sequencer
from hocba_web.audit import services as audit
from hocba_web.audit.selectors import Seen, Wanted, seen_by, traces
from support.web.traces import AT, Somebody, chained, trace

pytestmark = pytest.mark.django_db


def view(pupil: int, *, actor: Somebody | None = None, at: datetime = AT, school_id: int = 7) -> None:
    audit.viewed(
        actor=actor or Somebody(),
        action="schools.pupil.viewed",
        subject=("pupil", pupil),
        at=at,
        school_id=school_id,
        pupils=[pupil],
    )


def subjects(**wanted: object) -> list[str]:
    return [one.subject_id for one in traces(school_id=7, wanted=Wanted(**wanted)).traces]  # type: ignore[arg-type]  # by name


def test_entries_come_newest_first_with_words_pupils_and_place() -> None:
    chained(2)
    trace(3, action="audit.request.refused", pupils=[], details={})
    newest, second, _ = traces(school_id=7).traces
    assert (newest.subject_id, newest.phrase, newest.place, newest.pupils) == ("3", "Bị từ chối", None, ())
    assert (second.subject_id, second.place, second.pupils, second.details) == ("2", 2, (20, 21), {"cells": 2})


def test_another_schools_entries_are_never_among_them() -> None:
    trace(1)
    trace(2, school_id=8)
    trace(3, school_id=None)
    view(10, school_id=8)
    assert subjects() == ["1"]
    assert subjects(pupils=frozenset({10, 20, 30})) == ["1"]
    assert [row.acts for row in seen_by(school_id=7, pupil_id=10)] == [1]
    assert seen_by(school_id=7, pupil_id=20) == ()


def test_a_day_is_a_day_in_vietnam() -> None:
    """Midnight in Vietnam is 17:00 UTC of the day before."""
    midnight = datetime.fromisoformat("2026-05-25T00:00:00+07:00")
    for number, at in enumerate((midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=24)), 1):
        trace(number, at=at)
    assert subjects(since=date(2026, 5, 25)) == ["3", "2"]
    assert subjects(until=date(2026, 5, 25)) == ["2", "1"]
    assert subjects(since=date(2026, 5, 25), until=date(2026, 5, 25)) == ["2"]


def test_entries_are_found_by_person_action_kind_thing_and_pupil() -> None:
    trace(1)
    trace(2, actor=Somebody(9), action="assessment.window.opened")
    view(10)
    audit.refused(actor=Somebody(9), code="FORBIDDEN", subject=("page", "x"), at=AT, school_id=7)
    assert subjects(user_id=9) == ["x", "2"]
    assert subjects(action="assessment.window.opened") == ["2"]
    assert subjects(kind="view") == ["10"]
    assert subjects(kind="refusal") == ["x"]
    assert subjects(subject=("class", "2")) == ["2"]
    assert subjects(pupils=frozenset({10})) == ["10", "1"]
    assert subjects(subject=("class", "2"), pupils=frozenset({10})) == ["10", "2", "1"]
    assert subjects(user_id=9, kind="view") == []


def test_pages_follow_each_other_without_counting_or_repeating() -> None:
    for number in range(1, 8):
        trace(number)
    first = traces(school_id=7, limit=3)
    trace(8)
    second = traces(school_id=7, limit=3, before=first.before)
    third = traces(school_id=7, limit=3, before=second.before)
    assert [[one.subject_id for one in page.traces] for page in (first, second, third)] == [
        ["7", "6", "5"],
        ["4", "3", "2"],
        ["1"],
    ]
    assert third.before is None


def test_a_page_costs_two_queries(django_assert_num_queries) -> None:
    for number in range(1, 61):
        trace(number)
    sequencer.sequence_all()
    with django_assert_num_queries(2):
        assert len(traces(school_id=7).traces) == 50


def test_who_had_to_do_with_a_childs_data_is_told_by_person_and_capacity() -> None:
    teacher, principal = Somebody(3), Somebody(4, Role.PRINCIPAL)
    later = AT + timedelta(days=1)
    view(10, actor=teacher)
    view(10, actor=teacher, at=later)
    view(10, actor=principal)
    view(11, actor=principal)
    with transaction.atomic():
        audit.record(
            actor=teacher,
            action="assessment.results.entered",
            subject=("class", 1),
            at=AT,
            school_id=7,
            pupils=[10, 11],
        )
    assert seen_by(school_id=7, pupil_id=10) == (
        Seen(user_id=3, role="homeroom_teacher", views=2, acts=1, first_at=AT, last_at=later),
        Seen(user_id=4, role="principal", views=1, acts=0, first_at=AT, last_at=AT),
    )
