"""Sending: whatever the network does, the gateway holds each record once and the school knows it once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from hocba.exchange.messages import AskResult, Judged, Submit, UploadPdf, Verdict
from hocba_web.base.refusals import Refused
from hocba_web.submission.models import GatewayAccount, Message, Package, PackageLine, Receipt
from hocba_web.submission.services.outbox import leases
from hocba_web.submission.services.outbox.stopping import give_up, go_on
from hocba_web.submission.services.outbox.working import work
from hocba_web.submission.tasks import pick_up
from support.web.acting import actor_for
from support.web.school import NOW
from support.web.signing import real_now
from web.submission.conftest import Office
from web.submission.scripted import ScriptedGateway, answer_lost, never_arrived, unreachable


def test_a_package_goes_from_the_clerk_to_receipts(office: Office) -> None:
    assert office.states == ["issued"] * 3
    package = office.signed()
    assert office.states == ["packaged"] * 3
    message = office.send(package)
    assert office.states == ["submitted"] * 3
    assert office.look(message) == Message.State.ANSWERED
    assert office.look(message, later=timedelta(hours=2)) == Message.State.SETTLED
    assert office.states == ["accepted"] * 3
    package.refresh_from_db()
    assert package.state == Package.State.JUDGED
    assert Receipt.objects.count() == 3
    assert set(office.gateway.records) == {record.uuid for record in office.records}
    assert office.look(message, later=timedelta(days=1)) == ""


@pytest.mark.parametrize("fault", [answer_lost, never_arrived, unreachable], ids=lambda one: one.__name__)
def test_a_failed_attempt_is_followed_by_the_same_message(office: Office, fault) -> None:
    office.gateway.script = [fault, fault]
    message = office.send(office.signed())
    office.look(message)
    assert message.problem
    office.deliver(message, looks=4)
    assert message.state == Message.State.SETTLED
    submitted = office.gateway.sent(Submit)
    assert len({one.message_id for one in submitted}) == 1
    assert len({one.content for one in submitted}) == 1
    assert office.states == ["accepted"] * 3
    assert len(office.gateway.records) == 3


def test_a_lost_question_loses_nothing(office: Office) -> None:
    message = office.send(office.signed())
    office.look(message)
    office.gateway.script = [answer_lost]
    assert office.look(message, later=timedelta(hours=2)) == Message.State.ANSWERED
    assert office.look(message, later=timedelta(hours=4)) == Message.State.SETTLED
    assert office.states == ["accepted"] * 3


def test_a_worker_killed_between_answer_and_database_is_followed_by_another(office: Office, monkeypatch) -> None:
    message = office.send(office.signed())

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("hocba_web.submission.services.outbox.answers.keep", killed)
        with pytest.raises(KeyboardInterrupt):
            office.look(message)
    message.refresh_from_db()
    assert message.state == Message.State.SENDING
    assert office.look(message, later=timedelta(hours=1) + leases.LEASE / 2) == ""  # still leased to the dead one
    office.deliver(message, looks=3)
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.packages) == 1
    assert office.states == ["accepted"] * 3


def test_two_workers_send_once(office: Office) -> None:
    message = office.send(office.signed())
    later = real_now() + timedelta(minutes=1)
    first = leases.take(message.pk, real_at=later)
    assert first is not None
    assert leases.take(message.pk, real_at=later) is None
    assert work(message.pk, at=NOW, real_at=later, gateway=office.gateway) == ""
    assert office.gateway.requests == []


def test_an_answer_that_comes_twice_is_written_once(office: Office) -> None:
    message = office.send(office.signed())
    office.deliver(message)
    Message.objects.filter(pk=message.pk).update(state=Message.State.ANSWERED)
    office.look(message, later=timedelta(hours=8))
    assert message.state == Message.State.SETTLED
    assert Receipt.objects.count() == 3
    assert all(record.steps.filter(event="accept").count() == 1 for record in office.records)


def test_a_late_judgement_is_waited_for(office: Office) -> None:
    late = office.records[1].uuid
    office.gateway.undecided = {late}
    message = office.send(office.signed())
    office.deliver(message, looks=3)
    assert message.state == Message.State.ANSWERED
    assert office.states == ["accepted", "submitted", "accepted"]
    office.gateway.undecided = set()
    office.look(message, later=timedelta(days=1))
    assert office.states == ["accepted"] * 3


def test_rows_about_records_that_were_not_sent_change_nothing(office: Office) -> None:
    package = office.signed()
    stranger = Judged(uuid=UUID(int=4), status=Verdict.ACCEPTED)
    office.gateway.extra = [stranger]
    message = office.send(package)
    office.deliver(message)
    assert message.problem == "GATEWAY_ROW_FOREIGN"
    assert office.states == ["accepted"] * 3
    assert Receipt.objects.count() == 3


def test_a_gateway_that_changes_its_mind_is_not_believed(office: Office) -> None:
    message = office.send(office.signed())
    office.deliver(message)
    record = office.records[0]
    office.gateway.refusals = {record.uuid: ("GATEWAY_PUPIL_NAME", "", "")}
    Message.objects.filter(pk=message.pk).update(state=Message.State.ANSWERED)
    office.look(message, later=timedelta(days=1))
    assert message.problem == "GATEWAY_CONTRADICTS"
    assert office.states == ["accepted"] * 3


def test_a_gateway_that_lost_the_message_gets_it_again(office: Office) -> None:
    message = office.send(office.signed())
    office.look(message)
    office.gateway.stored.clear()
    office.gateway.packages.clear()
    assert office.look(message, later=timedelta(hours=2)) == Message.State.UNKNOWN
    office.deliver(message, looks=6)
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.sent(Submit)) == 2
    assert office.states == ["accepted"] * 3


def test_a_package_refused_as_a_whole_says_so_in_each_record(office: Office) -> None:
    office.gateway.whole = "GATEWAY_LIST_SIGNATURE"
    message = office.send(office.signed())
    assert office.look(message) == Message.State.REFUSED
    assert message.settled_at is not None
    assert office.states == ["rejected"] * 3
    assert {line.code for line in office.lines} == {"GATEWAY_LIST_SIGNATURE"}
    assert office.look(message, later=timedelta(days=1)) == ""


def test_a_package_refused_as_a_whole_after_it_was_stored(office: Office) -> None:
    office.gateway.whole_later = "GATEWAY_LIST_SIGNATURE"
    message = office.deliver(office.send(office.signed()))
    assert message.state == Message.State.REFUSED
    assert office.states == ["rejected"] * 3
    assert message.settled_at is not None


def test_a_stopped_message_waits_for_a_person_and_then_goes_on_unchanged(office: Office) -> None:
    clerk = actor_for(office.world, "clerk")
    office.gateway.script = [answer_lost]
    message = office.send(office.signed())
    office.look(message)
    give_up(actor=clerk, message_pk=message.pk, reason="Sở bảo trì cổng", at=NOW)
    assert office.look(message, later=timedelta(days=1)) == ""
    go_on(actor=clerk, message_pk=message.pk, at=NOW, real_at=real_now())
    office.deliver(message, looks=3)
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.records) == 3
    with pytest.raises(Refused, match="MESSAGE_ANSWERED_ALREADY"):
        give_up(actor=clerk, message_pk=message.pk, reason="Muộn", at=NOW)


def test_a_clock_that_is_wrong_by_hours_sends_nothing_twice(office: Office) -> None:
    message = office.send(office.signed())
    assert office.look(message, later=timedelta(hours=-5)) == ""  # set back: not due yet
    office.look(message, later=timedelta(days=400))  # far ahead
    assert office.look(message, later=timedelta(hours=1)) == ""
    office.look(message, later=timedelta(days=401))
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.sent(Submit)) == 1


def test_the_tick_only_asks_jobs_to_look(office: Office, django_capture_on_commit_callbacks) -> None:
    message = office.send(office.signed())
    with django_capture_on_commit_callbacks() as jobs:
        assert pick_up(NOW) == 1
    assert len(jobs) == 1
    message.refresh_from_db()
    assert message.state == Message.State.WAITING


def test_a_refusal_interrupted_in_the_middle_is_finished(office: Office, monkeypatch) -> None:
    office.gateway.whole = "GATEWAY_LIST_SIGNATURE"
    message = office.send(office.signed())
    from hocba_web.submission.services.outbox.answers import lines  # noqa: PLC0415  # after Django is set up

    real, calls = lines.refuse, []

    def dies_at_the_second(*args: object, **named: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(lines, "refuse", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            office.look(message)
    assert sorted(office.states) == ["rejected", "submitted", "submitted"]
    office.look(message, later=timedelta(hours=3))
    assert office.states == ["rejected"] * 3


def test_the_content_of_a_message_cannot_change_under_its_id(office: Office) -> None:
    package = office.signed()
    message = office.send(package)
    Message.objects.filter(pk=message.pk).update(content_digest="0" * 64)
    office.look(message)
    assert message.problem == "MESSAGE_CHANGED"
    assert office.gateway.requests == []


def test_questions_have_ids_of_their_own(office: Office) -> None:
    message = office.send(office.signed())
    office.gateway.undecided = {record.uuid for record in office.records}
    office.deliver(message, looks=4)
    asked = office.gateway.sent(AskResult)
    assert len(asked) == 3
    assert len({one.message_id for one in asked} | {message.message_id}) == 4
    assert PackageLine.objects.filter(state=PackageLine.State.WAITING).count() == 3


def test_sealed_pdfs_go_ahead_where_the_gateway_takes_them(office: Office) -> None:
    office.gateway.pdfs = {}
    office.gateway.pdf_script = [ScriptedGateway.handle, answer_lost]
    office.deliver(office.send(office.signed()), looks=4)
    assert office.states == ["accepted"] * 3
    assert {uuid: one[:5] for uuid, one in office.gateway.pdfs.items()} == {
        record.uuid: b"%PDF-" for record in office.records
    }
    ids = [one.message_id for one in office.gateway.sent(UploadPdf)]
    assert len(set(ids)) == 3


def test_a_gateway_without_that_extension_is_asked_once(office: Office) -> None:
    message = office.deliver(office.send(office.signed()))
    assert message.state == Message.State.SETTLED
    assert len(office.gateway.sent(UploadPdf)) == 1
    assert not GatewayAccount.objects.get().takes_pdfs
