"""Certificates, recalls, closings: decided by an officer or by the rule of a rehearsal, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from hocba.errors import HocbaError
from hocba.exchange.messages import AskClosings, AskRecall, RecallStatus, Registration
from hocba.exchange.statements import ClosingStatement
from hocba.model import ClosingGroup, SchoolYear
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Certificate, Event, HeldRecord, RecallRequest
from hocba_web.gateway.services import certificates, closing, recalls, rehearsal
from hocba_web.gateway.tasks import decide_due
from support.keys import demo_ca
from support.web.authority import AUTHORITY, NOW, YEAR, Sender, record_of, seal, sealed

pytestmark = pytest.mark.django_db


def ask_recall(school: Sender, about) -> AskRecall:
    return AskRecall(login=school.login, school_year=YEAR, message_id=school.id(), about=about.message_id)


def errors(answer) -> list[str]:
    return [row.error for row in answer.rows]


def close(school: Sender, group: ClosingGroup = ClosingGroup.JUNE):
    return closing.close(unit=school.unit, school_year=YEAR, group=group, at=NOW)


def test_a_certificate_waits_until_somebody_decides(newcomer: Sender):
    request = newcomer.certificate()
    assert not newcomer.send(request).refused
    question = newcomer.approval()
    assert newcomer.send(question).status is Registration.PENDING
    padded = replace(question, serial_number="00" + question.serial_number)
    assert newcomer.send(padded).status is Registration.PENDING
    found = certificates.decide(Certificate.objects.get().id, approve=False, at=NOW, reason="Tên trường đã đổi")
    answer = newcomer.send(newcomer.approval())
    assert (answer.status, answer.error) == (Registration.REFUSED, "GATEWAY_CERTIFICATE_REFUSED")
    assert answer.error_description == "Tên trường đã đổi"
    certificates.decide(found.id, approve=True, at=NOW)
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED
    assert not newcomer.send(newcomer.certificate()).refused  # asked again: what was decided stays
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED
    assert Event.objects.filter(kind=Event.Kind.CERTIFICATE).count() == 2


def test_only_the_schools_own_valid_certificate_is_registered(newcomer: Sender, monkeypatch):
    seal_of_other = demo_ca().seal("Trường Tiểu học Khác", kind="p256")
    person = demo_ca().person(newcomer.unit.name, "022198903387", kind="p256")
    right = newcomer.certificate()
    for request, code in (
        (newcomer.certificate(seal_of_other), "GATEWAY_CERTIFICATE_OWNER"),
        (newcomer.certificate(person), "GATEWAY_CERTIFICATE_OWNER"),
        (newcomer.certificate(serial_number="ABC"), "GATEWAY_CERTIFICATE_MALFORMED"),
        (newcomer.certificate(certificates="-----BEGIN"), "GATEWAY_CERTIFICATE_MALFORMED"),
    ):
        answer = newcomer.send(request)
        assert answer.error == code
        assert newcomer.send(newcomer.approval()).error == "GATEWAY_CERTIFICATE_UNKNOWN"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3_000))
    assert newcomer.send(right).error == "GATEWAY_CERTIFICATE_INVALID"


def test_in_a_rehearsal_a_certificate_approves_itself_after_a_while(newcomer: Sender, demo, monkeypatch):
    rehearsal.set_rules(newcomer.unit, approve_after=60)
    newcomer.send(newcomer.certificate())
    assert newcomer.send(newcomer.approval()).status is Registration.PENDING
    later = clock.real_now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert decide_due(NOW) == 1
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED


def test_a_recall_waits_and_is_agreed_once(school: Sender):
    school.judged(sealed(1), sealed(2))
    request = school.recall(sealed(1))
    assert not school.send(request).refused
    (row,) = school.send(ask_recall(school, request)).rows
    assert row.status is RecallStatus.WAITING
    found = RecallRequest.objects.get()
    assert found.reason == "Sai họ tên"
    recalls.decide(found.id, agree=True, at=NOW)
    (row,) = school.send(ask_recall(school, request)).rows
    assert row.status is RecallStatus.AGREED
    held = HeldRecord.objects.get(uuid=record_of(1).lookup_uuid)
    assert (held.state, held.recalled_at) == (HeldRecord.State.RECALLED, NOW)
    with pytest.raises(Refused, match="RECALL_DECIDED"):
        recalls.decide(found.id, agree=False, at=NOW)
    with pytest.raises(Missing):
        recalls.decide(0, agree=True, at=NOW)
    # The replacement comes under a new number.
    replacement = seal(record_of(1, lookup_uuid=UUID(int=60, version=4), class_name="4A3"))
    assert errors(school.judged(replacement)) == [""]


def test_a_refused_recall_says_why(school: Sender):
    school.judged(sealed(1))
    request = school.recall(sealed(1))
    school.send(request)
    recalls.decide(RecallRequest.objects.get().id, agree=False, at=NOW, answer="Không đủ căn cứ")
    (row,) = school.send(ask_recall(school, request)).rows
    assert (row.status, row.error, row.error_description) == (
        RecallStatus.REFUSED,
        "GATEWAY_RECALL_REFUSED",
        "Không đủ căn cứ",
    )
    assert HeldRecord.objects.get().state == HeldRecord.State.CURRENT


def test_only_current_open_records_of_the_school_can_be_recalled(school: Sender):
    school.judged(sealed(1), sealed(2), sealed(3))
    HeldRecord.objects.filter(uuid=record_of(2).lookup_uuid).update(finalised_at=NOW)
    requests = [school.recall(sealed(9)), school.recall(sealed(2)), school.recall(sealed(3), name="Người khác")]
    codes = []
    for request in requests:
        school.send(request)
        codes += errors(school.send(ask_recall(school, request)))
    assert codes == ["GATEWAY_RECALL_UNKNOWN", "GATEWAY_RECALL_CLOSED", "GATEWAY_RECALL_DIFFERS"]
    assert not RecallRequest.objects.filter(status=RecallRequest.Status.WAITING).exists()
    assert school.send(replace(ask_recall(school, requests[0]), about="m-none")).error == "GATEWAY_MESSAGE_UNKNOWN"


def test_a_recall_that_is_not_signed_by_the_school_is_refused_whole(school: Sender):
    school.judged(sealed(1))
    request = school.submit(sealed(1))
    wrong = replace(school.recall(sealed(1)), content=request.content)
    school.send(wrong)
    assert school.send(ask_recall(school, wrong)).error == "GATEWAY_LIST_UNREADABLE"


@pytest.mark.parametrize(("rule", "status"), [("agree", RecallStatus.AGREED), ("refuse", RecallStatus.REFUSED)])
def test_in_a_rehearsal_recalls_decide_themselves(school: Sender, demo, rule, status):
    rehearsal.set_rules(school.unit, recalls=rule)
    school.judged(sealed(1))
    request = school.recall(sealed(1))
    school.send(request)
    (row,) = school.send(ask_recall(school, request)).rows
    assert row.status is status


def test_a_closed_group_has_effect_and_nothing_changes_in_it(school: Sender, settings):
    school.judged(sealed(1), sealed(2))
    question = AskClosings(login=school.login, school_year=YEAR, message_id=school.id())
    assert school.send(question).rows == ()
    request = school.recall(sealed(2))
    school.send(request)
    with pytest.raises(Refused, match="CLOSING_RECALLS_OPEN"):
        close(school)
    recalls.decide(RecallRequest.objects.get().id, agree=True, at=NOW)
    found = close(school)
    assert close(school) == found
    assert HeldRecord.objects.get(uuid=record_of(1).lookup_uuid).finalised_at == NOW
    (row,) = school.send(question).rows
    assert (row.group, row.finalised_at) == (ClosingGroup.JUNE, NOW)
    policy = Policy(validation_time=NOW, trust=load_trust(Path(settings.GATEWAY["trust"])))
    report = verify_statement(row.statement, policy, kind=ClosingStatement.kind, authority=AUTHORITY)
    assert report.indication is Indication.TOTAL_PASSED
    assert report.payload is not None
    assert ClosingStatement.of(report.payload).records == 1
    assert errors(school.judged(sealed(3))) == ["GATEWAY_PERIOD_CLOSED"]
    assert errors(school.judged(sealed(1))) == [""]  # what was accepted before stays accepted
    late = seal(record_of(4, group=ClosingGroup.AUGUST))
    assert errors(school.judged(late)) == [""]
    assert school.send(replace(question, school_year=SchoolYear(2024))).rows == ()


def test_a_recall_decided_after_the_closing_changes_nothing(school: Sender):
    school.judged(sealed(1))
    request = school.recall(sealed(1))
    school.send(request)
    HeldRecord.objects.update(finalised_at=NOW)
    with pytest.raises(Refused, match="GATEWAY_RECALL_CLOSED"):
        recalls.decide(RecallRequest.objects.get().id, agree=True, at=NOW)
    assert HeldRecord.objects.get().state == HeldRecord.State.CURRENT


def test_closing_needs_the_authoritys_seal(school: Sender, settings):
    settings.GATEWAY = settings.GATEWAY | {"seal": ""}
    with pytest.raises(HocbaError, match="AUTHORITY_SEAL_MISSING"):
        close(school)
    settings.GATEWAY = settings.GATEWAY | {"seal": "/nowhere.p12"}
    with pytest.raises(HocbaError, match="AUTHORITY_SEAL_UNREADABLE"):
        close(school)
