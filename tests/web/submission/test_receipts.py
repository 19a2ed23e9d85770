"""Receipts are kept whole and believed only if signed; confirmation codes are given once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from hocba.exchange.messages import AskResult
from hocba.exchange.statements import Receipt as Statement
from hocba.exchange.statements import sign_statement
from hocba.transparency import Kind
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.records.models import Record
from hocba_web.submission.models import Message, Receipt
from hocba_web.submission.services import codes
from support.keys import algorithm_for, demo_ca
from support.logs import LOG, WITNESS, SmallLog
from support.web.acting import actor_for
from support.web.school import NOW
from support.web.signing import Pki, real_now
from web.submission.conftest import Office


@pytest.fixture
def accepted(office: Office) -> Office:
    """Everything accepted."""
    office.deliver(office.send(office.signed()))
    return office


def test_a_code_is_handed_out_once(accepted: Office) -> None:
    record = accepted.records[0]
    assert ports.code_states([record.id]) == {record.id: CodeState.READY}
    assert ports.confirmation_code(record.id) == "ABCD-0001"
    assert ports.confirmation_code(record.id) is None
    assert ports.code_states([record.id]) == {record.id: CodeState.GIVEN}


def test_codes_and_secrets_stand_nowhere_in_the_open(accepted: Office) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of tables
            text = repr(cursor.fetchall())
            assert "ABCD-00" not in text, table
            assert "ma-truy-cap" not in text, table
            assert "mat-khau-cong" not in text, table


def test_another_code_is_asked_for_and_replaces_the_old(accepted: Office) -> None:
    record = accepted.records[0]
    ports.confirmation_code(record.id)
    clerk = actor_for(accepted.world, "clerk")
    codes.ask_new(actor=clerk, record_id=record.id, at=NOW, real_at=real_now())
    assert ports.code_states([record.id]) == {record.id: CodeState.ASKED}
    with pytest.raises(Refused, match="CODE_ASKED_ALREADY"):
        codes.ask_new(actor=clerk, record_id=record.id, at=NOW, real_at=real_now())
    message = Message.objects.get()
    accepted.look(message, later=timedelta(hours=9))
    assert message.state == Message.State.SETTLED
    asked = accepted.gateway.sent(AskResult)[-1]
    assert asked.renew == {record.uuid}
    assert ports.code_states([record.id]) == {record.id: CodeState.READY}
    assert ports.confirmation_code(record.id) not in {None, "ABCD-0001"}


def test_only_who_hands_out_asks_for_codes(accepted: Office) -> None:
    with pytest.raises(Forbidden):
        codes.ask_new(
            actor=actor_for(accepted.world, "homeroom:4A1"),
            record_id=accepted.records[0].id,
            at=NOW,
            real_at=real_now(),
        )


def test_a_receipt_without_the_authority_s_signature_is_kept_and_not_believed(office: Office, monkeypatch) -> None:
    real = office.gateway._judged  # the scripted gateway's own way to judge

    def with_receipt(uuid):
        return replace(real(uuid), receipt="e30.e30.e30")

    monkeypatch.setattr(office.gateway, "_judged", with_receipt)
    office.deliver(office.send(office.signed()))
    assert office.states == ["accepted"] * 3
    receipt = Receipt.objects.first()
    assert (receipt.body, receipt.signed, receipt.accepted_at) == ("e30.e30.e30", False, NOW)


def _stated(office: Office, uuid: UUID, digest: str, log: object) -> str:
    """A receipt as the authority signs it."""
    stated = Statement(
        uuid=uuid,
        record_digest=digest,
        pdf_digest=None,
        school=office.world.school.code,
        message_id="m-1",
        verdict="accepted",
        policy="cv2088/1",
        accepted_at=NOW,
        log=log,
    )
    key = demo_ca("Web").seal(office.world.school.authority_name, "5700000001", kind="p256", key_no=2)
    return sign_statement(stated, key, algorithm_for(key), NOW)


Member = Callable[[UUID, str], Any]


@pytest.fixture
def receipted(office: Office, monkeypatch) -> Callable[[Member], None]:
    """The gateway answers with signed receipts; what is given makes their member `log` of UUID and digest."""
    real = office.gateway._judged  # the scripted gateway's own way to judge

    def answers(log: Member) -> None:
        def with_receipt(uuid: UUID):
            (digest,) = Record.objects.get(uuid=uuid).files.filter(kind="xml").values_list("record_digest", flat=True)
            return replace(real(uuid), receipt=_stated(office, uuid, digest, log(uuid, digest)))

        monkeypatch.setattr(office.gateway, "_judged", with_receipt)

    return answers


def test_a_receipt_whose_certificate_has_no_status_now_is_looked_at_again(office: Office, pki: Pki, receipted) -> None:
    receipted(lambda _uuid, _digest: None)
    pki.publish(at=real_now() - timedelta(days=60), lasts=timedelta(days=1))  # lists that are out of date
    message = office.deliver(office.send(office.signed()))
    assert office.states == ["accepted"] * 3
    assert message.state == Message.State.ANSWERED
    assert not Receipt.objects.filter(signed=True).exists()
    pki.publish()
    office.look(message, later=timedelta(hours=9))
    assert message.state == Message.State.SETTLED
    assert Receipt.objects.filter(signed=True, accepted_at=NOW).count() == 3


@pytest.mark.parametrize(
    ("trusted", "tree"),
    [(LOG.vkey, "its own"), (LOG.vkey, "another"), (WITNESS.vkey, "another"), ("no key", "its own")],
    ids=["in the log", "not in the log", "a log that is not trusted", "a key that cannot be read"],
)
def test_a_receipt_is_believed_only_where_the_trusted_log_holds_its_leaf(
    office: Office, pki: Pki, receipted, trusted: str, tree: str
) -> None:
    def member(uuid: UUID, digest: str) -> object:
        small = SmallLog()
        facts = {"digest": digest, "pdf": "", "school": office.world.school.code}
        shown = small.member(small.add(Kind.ACCEPTED, str(uuid), facts, NOW), small.note(witnessed_at=NOW))
        if tree == "another":
            small.add(Kind.CLOSED, "x", {}, NOW)
            shown["checkpoint"] = small.note(witnessed_at=NOW)
        return shown

    (pki.folder / "log.vkey").write_text(trusted)
    receipted(member)
    office.deliver(office.send(office.signed()))
    assert office.states == ["accepted"] * 3
    believed = (trusted, tree) != (LOG.vkey, "another")
    assert set(Receipt.objects.values_list("signed", flat=True)) == {believed}


def test_each_acceptance_leaves_its_trace_with_the_pupil(accepted: Office) -> None:
    entries = Entry.objects.filter(action="records.step.accept")
    pupils = {pupil.pupil_id for entry in entries for pupil in entry.pupils.all()}
    assert pupils == {record.enrolment.pupil_id for record in accepted.records}
