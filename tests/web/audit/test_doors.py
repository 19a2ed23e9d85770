"""What leaves a trace, what the trace holds, and what it never holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import structlog
from django.db import transaction

from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.models import Entry, EntryPupil, Kind, Pending
from hocba_web.base.refusals import Refused

AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Somebody:
    user_id: int = 3
    role: Role = Role.HOMEROOM_TEACHER


def record(**changed: object):
    told = {
        "actor": Somebody(),
        "action": "assessment.results.entered",
        "subject": ("class", 12),
        "at": AT,
        "school_id": 7,
        "pupils": [5, 4, 5],
        "details": {"subject": "maths", "cells": 3},
    } | changed
    return audit.record(**told)


@pytest.mark.django_db
def test_an_entry_holds_who_did_what_to_whom_in_which_capacity() -> None:
    with structlog.contextvars.bound_contextvars(request_id="a" * 32):
        uuid = record()
    entry = Entry.objects.get(uuid=uuid)
    assert (entry.user_id, entry.role, entry.school_id, entry.at) == (3, "homeroom_teacher", 7, AT)
    assert (entry.kind, entry.action, entry.subject_kind, entry.subject_id) == (
        "act",
        "assessment.results.entered",
        "class",
        "12",
    )
    assert entry.details == {"subject": "maths", "cells": 3}
    assert entry.request_id == "a" * 32
    assert sorted(EntryPupil.objects.filter(entry=entry).values_list("pupil_id", flat=True)) == [4, 5]
    assert Pending.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_trace_disappears_with_the_writing_that_failed() -> None:
    def fails() -> None:
        with transaction.atomic():
            record()
            raise Refused("NOT_FOUND_HERE")

    with pytest.raises(Refused):
        fails()
    assert not Entry.objects.exists()
    assert not EntryPupil.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writing_without_a_transaction_cannot_be_traced() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        record()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_reading_and_refusals_open_their_own_transaction() -> None:
    audit.viewed(
        actor=Somebody(), action="schools.pupil.viewed", subject=("pupil", uuid4()), at=AT, school_id=7, pupils=[4]
    )
    audit.refused(actor=Somebody(), code="FORBIDDEN", subject=("page", "x"), at=AT, school_id=7)
    assert list(Entry.objects.order_by("pk").values_list("kind", "code")) == [
        (Kind.VIEW, ""),
        (Kind.REFUSAL, "FORBIDDEN"),
    ]


@pytest.mark.django_db
def test_somebody_without_a_capacity_and_nobody_leave_traces_too() -> None:
    record(actor=audit.Account(9), school_id=None)
    record(actor=None)
    assert list(Entry.objects.order_by("pk").values_list("user_id", "role", "school_id")) == [
        (9, "", None),
        (None, "", 7),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "details",
    [
        {"pupil": "Nguyễn Bảo An"},
        {"comment": "Em cần cố gắng hơn"},
        {"names": ["Trần Bình"]},
        {"a": {"b": "hai từ"}},
        {"hai từ": 1},
        {"line": "x\ny"},
        {"zero": "x\x00y"},
        {"score": 8.5},
        {"day": AT.date()},
        {"long": "x" * 81},
        {1: 2},
    ],
)
def test_names_texts_and_values_that_do_not_come_back_exactly_are_never_stored(details: dict[object, object]) -> None:
    with pytest.raises(ValueError, match="details"):
        record(details=details)
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "action", ["", "viewed", "Schools.viewed", "schools.Pupil", "schools..viewed", "a.b.c.d.e", "a.b "]
)
def test_an_action_is_namespaced(action: str) -> None:
    with pytest.raises(ValueError, match="is not <application>"):
        record(action=action)


@pytest.mark.django_db
def test_a_time_without_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(at=datetime(2026, 5, 25, 8, 0))  # noqa: DTZ001  # the mistake


@pytest.mark.django_db
def test_a_trace_costs_two_statements_however_many_pupils(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        record(pupils=range(1, 37))
    with django_assert_num_queries(2):
        record(pupils=[1])
