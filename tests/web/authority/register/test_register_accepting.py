"""Acceptance: everything or nothing, a UUID once for ever, a pupil once a year, nothing into a closed group."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from hocba.model import ClosingGroup
from hocba_web.audit.models import Entry
from hocba_web.register import files
from hocba_web.register.models import Closing, Number, Permit, Prepared, Record
from hocba_web.register.selectors import records
from hocba_web.register.services import states
from hocba_web.register.services.accepting import Raced, accept_many
from support.web.registering import AT, YEAR, held, hold, judged, make_school, uuid_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(authority_site: object) -> None:
    """Files lie in the test's own folder."""


def _close(school, group="15/6"):
    return Closing.objects.create(
        school=school, school_year=YEAR, group=group, finalised_at=AT, records=0, statement="x"
    )


def _permit(school, kind, **changes):
    prepared = Prepared.objects.create(kind=Prepared.Kind.PERMIT, subject=str(changes), prepared_at=AT, state="agreed")
    members = {
        "school_year": YEAR,
        "group": "15/6",
        "decision": "1/QĐ",
        "valid_from": date(2026, 5, 25),
        "valid_until": date(2026, 5, 25),
    }
    return Permit.objects.create(kind=kind, school=school, prepared=prepared, **(members | changes))


def test_what_was_judged_is_held_as_it_came():
    school = make_school("22000001")
    number = held(school, 7, pdf="ab" * 32)
    found = records.held(number.uuid)
    assert found is not None
    assert found.pupil_name == "Nguyễn Thử 7"
    assert found.standing.state == Number.State.CURRENT
    assert found.standing.school_code == "22000001"
    assert found.standing.pdf == "ab" * 32
    assert records.xml(number.uuid) == b"<HOC_BA>7</HOC_BA>"
    entry = Entry.objects.get(action="register.records.accepted")
    assert entry.school_id == school.id
    assert str(number.uuid) in entry.details_json
    assert "Nguy" not in entry.details_json


def test_a_good_record_among_raced_ones_is_accepted():
    school = make_school()
    held(school, 1)
    answers = hold(
        judged(school, 1),
        judged(school, 2, personal_id="022216000001"),
        judged(school, 3),
        judged(school, 4, personal_id="022216000003"),
    )
    codes = {number: answers[uuid_of(number)] for number in (1, 2, 3, 4)}
    assert isinstance(codes[3], Number)
    assert [codes[number].code for number in (1, 2, 4)] == ["RACED_NUMBER", "RACED_PUPIL", "RACED_PUPIL"]
    assert Record.objects.count() == Number.objects.count() == 2


def test_the_same_uuid_of_another_year_is_used_already():
    school = make_school()
    held(school, 1)
    (answer,) = hold(judged(school, 1, school_year=2026, personal_id="022216999999")).values()
    assert isinstance(answer, Raced)
    assert answer.code == "RACED_NUMBER"


def test_a_recalled_records_number_never_comes_again_but_the_pupils_next_record_does():
    school = make_school()
    number = held(school, 1)
    with transaction.atomic():
        states.recalled(number.uuid, at=AT, actor=None)
    again, other = judged(school, 1), judged(school, 2, personal_id="022216000001")
    answers = hold(again, other)
    assert answers[again.uuid].code == "RACED_NUMBER"
    assert isinstance(answers[other.uuid], Number)


def test_nothing_comes_into_a_closed_group_but_by_a_dated_decision():
    school = make_school()
    _close(school)
    (answer,) = hold(judged(school, 1)).values()
    assert answer.code == "RACED_CLOSED"
    assert isinstance(*hold(judged(school, 2, group=ClosingGroup.AUGUST)).values(), Number)
    _permit(school, Permit.Kind.LATE_INTAKE)
    late = held(school, 1)
    assert late.finalised_at == AT  # of effect from its acceptance: nothing changes in a closed group


def test_a_decision_counts_on_both_its_days_in_vietnam_and_on_no_other():
    school = make_school()
    _close(school)
    permit = _permit(school, Permit.Kind.LATE_INTAKE)
    first = AT.replace(day=24, hour=17, minute=0)  # 25/05 00:00 in Vietnam
    assert hold(judged(school, 1), at=first.replace(hour=16, minute=59))[uuid_of(1)].code == "RACED_CLOSED"
    held(school, 1, at=first)
    held(school, 2, at=AT.replace(hour=16, minute=59))
    assert hold(judged(school, 3), at=AT.replace(hour=17))[uuid_of(3)].code == "RACED_CLOSED"
    permit.revoked_at = AT
    permit.save()
    assert hold(judged(school, 3))[uuid_of(3)].code == "RACED_CLOSED"


def test_a_finalised_record_is_replaced_only_where_a_decision_names_it():
    school = make_school()
    old = held(school, 1)
    Number.objects.update(finalised_at=AT)
    _close(school)
    new = judged(school, 2, personal_id=old.personal_id, supersedes=old.uuid)
    assert hold(new)[new.uuid].code == "RACED_NO_PERMIT"
    _permit(school, Permit.Kind.AMENDMENT, uuid=old.uuid)
    number = hold(new)[new.uuid]
    assert isinstance(number, Number)
    old.refresh_from_db()
    assert (old.state, old.successor, old.superseded_at) == ("superseded", new.uuid, AT)
    assert records.xml(old.uuid) == b"<HOC_BA>1</HOC_BA>"
    again = judged(school, 3, personal_id=old.personal_id, supersedes=old.uuid)
    assert hold(again)[again.uuid].code == "RACED_NO_PERMIT"  # a decision is used once


def test_a_failure_while_writing_leaves_nothing(monkeypatch):
    school = make_school()
    monkeypatch.setattr("hocba_web.register.services.accepting.audit.record", _fail)
    with pytest.raises(RuntimeError):
        held(school, 1)
    assert not Number.objects.exists()
    assert not Record.objects.exists()


def _fail(**_told):
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_it_needs_the_callers_transaction():
    school = make_school()
    with pytest.raises(RuntimeError):
        accept_many([judged(school, 1)], at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_record SET pupil_name = 'x'",
        "DELETE FROM register_record",
        "UPDATE register_closing SET records = 9",
        "DELETE FROM register_closing",
    ],
)
def test_what_was_accepted_and_closed_is_never_changed(statement):
    school = make_school()
    held(school, 1)
    _close(school)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_file_that_was_changed_or_lost_is_noticed(authority_site):
    digest = files.put(b"content")
    place = authority_site.folder / "files" / files.place_of(digest)
    place.write_bytes(b"changed")
    with pytest.raises(Exception, match="REGISTER_FILE_DAMAGED"):
        files.get(digest)
    assert files.put(b"content") == digest
    assert files.get(digest) == b"content"
    place.unlink()
    with pytest.raises(Exception, match="REGISTER_FILE_LOST"):
        files.get(digest)
