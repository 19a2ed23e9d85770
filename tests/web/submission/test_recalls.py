"""Giving up an issued record: two people, the authority where it has it, a new UUID for what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from hocba.exchange.messages import AskRecall, Recall, RecallStatus
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.issuance.kinds.seal import SealKind
from hocba_web.issuance.kinds.seal import pieces_for as seal_pieces
from hocba_web.issuance.selectors.sealing import sealable
from hocba_web.records.models import Record
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.kinds.recall import RecallKind, pieces_for
from hocba_web.submission.models import Closing, Package, RecallList
from hocba_web.submission.models import Recall as Request
from hocba_web.submission.services.closing.register import finalise
from hocba_web.submission.services.recalls import asking, deciding
from hocba_web.submission.services.recalls.listing import list_up, take_apart
from hocba_web.submission.services.recalls.permits import record_permit
from hocba_web.submission.services.recalls.superseding import supersede_amended
from support.web.acting import actor_for
from support.web.record_signing import sign_up_to
from support.web.records import initialised
from support.web.school import NOW
from support.web.sealing import drive, signing
from support.web.signing import real_now
from web.submission.conftest import Office

PDF = Upload("giay-khai-sinh.pdf", b"%PDF-1.4 giay khai sinh")
PAPER = deciding.Paper("21/QĐ-THPĐ", date(2026, 5, 25))


def asked(office: Office, record: Record, **values: object) -> Request:
    """The clerk asks."""
    typed: dict = {"reason": "Sai tên đệm", "parts": ["homeroom"], "evidence": PDF} | values
    return asking.ask(actor=actor_for(office.world, "clerk"), record_id=record.id, at=NOW, **typed)


def granted(office: Office, recall: Request) -> Request:
    """The principal agrees."""
    return deciding.grant(
        actor=actor_for(office.world, "principal"), recall_id=recall.id, paper=PAPER, at=NOW, real_at=real_now()
    )


def sent(office: Office, record: Record) -> RecallList:
    """Asked, granted, listed, signed and put into the outbox."""
    granted(office, asked(office, record))
    (listed,) = list_up(actor=actor_for(office.world, "clerk"), at=NOW)
    drive(RecallKind(), pieces_for(listed), signing(office.world, office.key), office.key)
    listed.refresh_from_db()
    return listed


def test_an_issued_record_is_void_by_the_principal_s_decision(office: Office) -> None:
    record = office.records[0]
    recall = granted(office, asked(office, record, evidence=None))
    assert recall.state == Request.State.DONE
    assert office.states == ["recalled", "issued", "issued"]
    step = record.steps.last()
    assert (step.event, step.reason, step.decision.number) == ("withdraw", "Sai tên đệm", "21/QĐ-THPĐ")


def test_who_asked_does_not_decide(office: Office) -> None:
    recall = asked(office, office.records[0])
    same = replace(actor_for(office.world, "principal"), user_id=recall.asked_by_id)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        deciding.grant(actor=same, recall_id=recall.id, paper=PAPER, at=NOW, real_at=real_now())
    with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
        deciding.grant(
            actor=actor_for(office.world, "clerk"), recall_id=recall.id, paper=PAPER, at=NOW, real_at=real_now()
        )


def test_a_denied_request_leaves_the_record(office: Office) -> None:
    recall = asked(office, office.records[0])
    deciding.deny(
        actor=actor_for(office.world, "principal"), recall_id=recall.id, answer="Không sai", at=NOW, real_at=real_now()
    )
    assert office.states == ["issued"] * 3
    assert len(office.prepare()) == 1


def test_a_doubted_record_goes_into_no_package(office: Office) -> None:
    asked(office, office.records[0])
    (package,) = office.prepare()
    assert package.lines.count() == 2


def test_a_withdrawn_record_leaves_an_approved_package_which_is_approved_anew(office: Office) -> None:
    (package,) = office.prepare()
    office.approve(package)
    before = package.content_digest
    granted(office, asked(office, office.records[0]))
    package.refresh_from_db()
    assert package.state == Package.State.PREPARED
    assert package.content_digest != before
    office.approve(package)
    office.sign(package)
    office.deliver(office.send(package))
    assert office.states == ["recalled", "accepted", "accepted"]


def test_a_withdrawn_record_ends_a_signed_package(office: Office) -> None:
    package = office.signed()
    granted(office, asked(office, office.records[0]))
    package.refresh_from_db()
    assert package.state == Package.State.DISSOLVED
    office.deliver(office.send(office.signed()))
    assert office.states == ["recalled", "accepted", "accepted"]


def test_what_was_sent_and_not_answered_cannot_be_recalled(office: Office) -> None:
    office.send(office.signed())
    with pytest.raises(Refused, match="RECALL_WHILE_SENT"):
        asked(office, office.records[0])


def test_an_accepted_record_needs_evidence_and_the_authority(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    record = office.records[1]
    with pytest.raises(Refused, match="RECALL_EVIDENCE_NEEDED"):
        asked(office, record, evidence=None)
    listed = sent(office, record)
    assert office.states == ["accepted", "recall_requested", "accepted"]
    assert listed.state == RecallList.State.SENT
    office.deliver(listed.message)
    assert office.states[1] == "recall_requested"
    (request,) = office.gateway.sent(Recall)
    assert request.reasons == {record.uuid: "Sai tên đệm"}
    office.gateway.recalls = {record.uuid: RecallStatus.AGREED}
    office.deliver(listed.message, looks=4)
    assert office.states == ["accepted", "recalled", "accepted"]
    assert Request.objects.get().state == Request.State.DONE
    assert len(office.gateway.sent(Recall)) == 1


def test_a_recall_that_the_authority_refuses_leaves_the_record_accepted(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    record = office.records[1]
    listed = sent(office, record)
    office.gateway.recalls = {record.uuid: RecallStatus.REFUSED}
    office.deliver(listed.message, looks=3)
    assert office.states == ["accepted"] * 3
    recall = Request.objects.get()
    assert (recall.state, recall.authority_text) == (Request.State.REFUSED, "Không đủ căn cứ")
    assert office.gateway.sent(AskRecall)


def test_after_the_closing_nothing_is_recalled(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    Closing.objects.create(school=office.world.school, year=office.world.year, group="15/6", finalised_at=NOW)
    with pytest.raises(Refused, match="RECALL_AFTER_CLOSING"):
        asked(office, office.records[0])


def test_a_closing_between_decision_and_signature_stops_the_recall(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    granted(office, asked(office, office.records[0]))
    (listed,) = list_up(actor=actor_for(office.world, "clerk"), at=NOW)
    Closing.objects.create(school=office.world.school, year=office.world.year, group="15/6", finalised_at=NOW)
    with pytest.raises(Refused, match="RECALL_AFTER_CLOSING"):
        drive(RecallKind(), pieces_for(listed), signing(office.world, office.key), office.key)
    assert office.states == ["accepted"] * 3
    take_apart(actor=actor_for(office.world, "clerk"), list_id=listed.id, at=NOW)
    assert Request.objects.get().state == Request.State.REFUSED


def test_a_list_that_was_not_signed_is_taken_apart_and_made_again(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    granted(office, asked(office, office.records[0]))
    clerk = actor_for(office.world, "clerk")
    (listed,) = list_up(actor=clerk, at=NOW)
    take_apart(actor=clerk, list_id=listed.id, at=NOW)
    (again,) = list_up(actor=clerk, at=NOW)
    drive(RecallKind(), pieces_for(again), signing(office.world, office.key), office.key)
    assert office.states[0] == "recall_requested"
    with pytest.raises(Refused, match="RECALL_LIST_SIGNED"):
        take_apart(actor=clerk, list_id=again.id, at=NOW)


def test_one_request_a_record(office: Office) -> None:
    asked(office, office.records[0])
    with pytest.raises(Refused, match="RECALL_OPEN_ALREADY"):
        asked(office, office.records[0])


def replacement(office: Office, old: Record) -> Record:
    """Initialised again, signed by everybody and sealed."""
    initialised(office.world, "4A1", enrolments=[old.enrolment_id])
    new = Record.objects.get(replaces=old)
    sign_up_to(office.world, new.id)
    by = signing(office.world, office.key)
    drive(SealKind(), seal_pieces(list(sealable(office.world.school.id, [new.id]).values())), by, office.key)
    return new


def test_a_replacement_has_its_own_uuid_and_names_the_one_before(office: Office) -> None:
    old = office.records[0]
    granted(office, asked(office, old))
    new = replacement(office, old)
    assert new.replaces_id == old.id
    assert new.uuid != old.uuid
    old.refresh_from_db()
    assert old.state == "recalled"
    office.deliver(office.send(office.signed()))
    new.refresh_from_db()
    assert new.state == "accepted"
    assert old.uuid not in office.gateway.records


def closed(office: Office) -> Record:
    """A record that the register has closed."""
    office.deliver(office.send(office.signed()))
    row = Closing.objects.create(school=office.world.school, year=office.world.year, group="15/6", finalised_at=NOW)
    with transaction.atomic():
        finalise(row, at=NOW)
    return office.records[0]


def test_a_closed_record_is_amended_only_under_a_permission_of_the_authority(office: Office) -> None:
    record = closed(office)
    with pytest.raises(Refused, match="RECALL_AFTER_CLOSING"):
        asked(office, record)
    paper = {
        "number": "99/SGDĐT-GDTH",
        "dated": date(2026, 5, 20),
        "body": "Sở Giáo dục và Đào tạo Quảng Ninh",
        "until": date(2026, 5, 31),
        "scan": PDF,
        "at": NOW,
        "real_at": real_now(),
    }
    with pytest.raises(Forbidden):
        record_permit(actor=actor_for(office.world, "clerk"), **paper)
    with pytest.raises(Refused, match="PERMIT_INVALID"):
        record_permit(actor=actor_for(office.world, "principal"), **(paper | {"until": date(2026, 5, 1)}))
    record_permit(actor=actor_for(office.world, "principal"), **paper)
    recall = asked(office, record)
    assert (recall.way, recall.permit.number) == (Request.Way.AMEND, "99/SGDĐT-GDTH")
    granted(office, recall)
    new = replacement(office, record)
    assert supersede_amended(NOW) == 0
    record.refresh_from_db()
    assert record.state == "finalised"
    office.deliver(office.send(office.signed()))
    assert supersede_amended(NOW) == 1
    record.refresh_from_db()
    new.refresh_from_db()
    assert (record.state, new.state, new.replaces_id) == ("superseded", "accepted", record.id)
    assert Request.objects.get().state == Request.State.DONE


def test_a_permission_that_has_run_out_opens_nothing(office: Office) -> None:
    record = closed(office)
    record_permit(
        actor=actor_for(office.world, "principal"),
        number="98/SGDĐT-GDTH",
        dated=date(2026, 5, 1),
        body="Sở Giáo dục và Đào tạo Quảng Ninh",
        until=date(2026, 5, 24),
        scan=PDF,
        at=NOW,
        real_at=real_now(),
    )
    with pytest.raises(Refused, match="RECALL_AFTER_CLOSING"):
        asked(office, record)
