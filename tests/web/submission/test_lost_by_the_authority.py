"""The authority went back to an older backup: what it lost goes again, and nothing in the school's hands is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from hocba.exchange.messages import Submit
from hocba_web.audit.models import Entry
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.submission.models import Message, Package, PackageLine, Receipt
from hocba_web.submission.services.outbox.reopening import ask_again
from support.web.lived import run
from support.web.school import NOW
from support.web.signing import real_now
from web.submission.conftest import Office


@pytest.fixture
def settled(office: Office) -> Message:
    """Everything accepted; the authority then forgets all of it."""
    message = office.deliver(office.send(office.signed()))
    assert message.state == Message.State.SETTLED
    office.gateway.stored.clear()
    office.gateway.packages.clear()
    office.gateway.records.clear()
    return message


def _since(message: Message) -> str:
    return (message.answered_at - timedelta(minutes=1)).isoformat()


def _go_on(office: Office, message: Message, looks: int = 3) -> None:
    for number in range(3, 3 + looks):
        office.look(message, later=timedelta(hours=number))


def test_what_the_authority_lost_is_sent_again_unchanged_and_receipts_stay(office: Office, settled: Message) -> None:
    bodies = list(Receipt.objects.order_by("pk").values_list("body", "accepted_at"))
    assert "1 giao dịch" in run("ask_again", "packages", "--since", _since(settled))
    _go_on(office, settled)
    assert settled.state == Message.State.SETTLED
    first, again = office.gateway.sent(Submit)
    assert (again.message_id, again.content) == (first.message_id, first.content)
    assert set(office.gateway.records) == {record.uuid for record in office.records}
    assert office.states == ["accepted"] * 3
    assert list(Receipt.objects.order_by("pk").values_list("body", "accepted_at")) == bodies
    assert Entry.objects.filter(action="submission.message.reopened").count() == 1


def test_an_authority_that_still_has_it_changes_nothing(office: Office) -> None:
    message = office.deliver(office.send(office.signed()))
    run("ask_again", "packages", "--since", _since(message))
    _go_on(office, message, looks=1)
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.sent(Submit)) == 1


def test_older_messages_and_other_kinds_are_left_alone(office: Office, settled: Message) -> None:
    later = settled.answered_at + timedelta(seconds=1)
    assert ask_again(Message.Kind.SUBMIT, since=later, at=NOW, real_at=real_now()).messages == 0
    assert ask_again(Message.Kind.CERTIFICATE, since=NOW, at=NOW, real_at=real_now()).messages == 0
    with pytest.raises(ValueError, match="not asked about"):
        ask_again(Message.Kind.RECALL, since=NOW, at=NOW, real_at=real_now())
    with pytest.raises(CommandError, match="2026-06-01T22:00"):
        call_command("ask_again", "packages", "--since", "hôm qua")


def test_a_code_that_was_handed_out_is_replaced_by_the_one_that_counts_now(office: Office, settled: Message) -> None:
    record = office.records[0]
    old = ports.confirmation_code(record.id)
    run("ask_again", "packages", "--since", _since(settled))
    _go_on(office, settled)
    assert ports.code_states([record.id]) == {record.id: CodeState.READY}
    assert ports.confirmation_code(record.id) not in {None, old}


def test_what_is_refused_now_takes_nothing_back(office: Office, settled: Message) -> None:
    run("ask_again", "packages", "--since", _since(settled))
    office.gateway.whole = "GATEWAY_PERIOD_CLOSED"
    _go_on(office, settled)
    assert settled.state == Message.State.REFUSED
    assert office.states == ["accepted"] * 3
    assert {line.state for line in office.lines} == {PackageLine.State.ACCEPTED}
    assert Package.objects.get().state == Package.State.JUDGED


def test_a_package_of_which_something_was_recalled_since_waits_for_a_person(office: Office, settled: Message) -> None:
    record = office.records[0]
    type(record).objects.filter(pk=record.pk).update(state="recalled")
    told = run("ask_again", "packages", "--since", _since(settled))
    assert "0 giao dịch" in told
    assert settled.message_id in told
    settled.refresh_from_db()
    assert settled.state == Message.State.SETTLED
