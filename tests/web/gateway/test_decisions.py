"""Certificates, recalls, closings: decided by an officer or by the rule of a rehearsal, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from hocba.exchange.messages import AskClosings, AskRecall, RecallStatus, Registration
from hocba.exchange.statements import ClosingStatement
from hocba.model import ClosingGroup, SchoolYear
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.audit.models import Entry
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.gateway.models import Certificate
from hocba_web.gateway.services import certificates, rehearsal
from hocba_web.gateway.tasks import decide_due
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number, Recall
from hocba_web.register.services import closing, permits
from hocba_web.register.services.closing import Scope
from support.keys import demo_ca
from support.web.authority import (
    AUTHORITY,
    NOW,
    YEAR,
    Sender,
    decide_certificate,
    decide_recall,
    officer,
    record_of,
    seal,
    sealed,
)
from support.web.authority_site import make_officer
from support.web.registering import held, make_school

pytestmark = pytest.mark.django_db


def ask_recall(school: Sender, about) -> AskRecall:
    return AskRecall(login=school.login, school_year=YEAR, message_id=school.id(), about=about.message_id)


def errors(answer) -> list[str]:
    return [row.error for row in answer.rows]


def prepare_closing(school: Sender):
    """An officer prepares the closing of the school's group 15/6."""
    return closing.prepare(
        officer(OfficerRole.INTAKE),
        school_year=YEAR.first,
        group=ClosingGroup.JUNE,
        scope=Scope(school.school.id, ""),
        on=None,
        decision="12/QĐ-SGDĐT ngày 20/05/2026",
        note="",
        at=NOW,
    )


def close(school: Sender, prepared=None):
    """Another decides."""
    row = prepared or prepare_closing(school)
    return closing.decide(officer(OfficerRole.DECIDER), row.public_id, agree=True, answer="", at=NOW)


def test_a_certificate_waits_until_somebody_decides(newcomer: Sender):
    request = newcomer.certificate()
    assert not newcomer.send(request).refused
    question = newcomer.approval()
    assert newcomer.send(question).status is Registration.PENDING
    padded = replace(question, serial_number="00" + question.serial_number)
    assert newcomer.send(padded).status is Registration.PENDING
    found = decide_certificate(Certificate.objects.get(), approve=False, answer="Tên trường đã đổi")
    answer = newcomer.send(newcomer.approval())
    assert (answer.status, answer.error) == (Registration.REFUSED, "GATEWAY_CERTIFICATE_REFUSED")
    assert answer.error_description == "Tên trường đã đổi"
    decide_certificate(found)
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED
    assert not newcomer.send(newcomer.certificate()).refused  # asked again: what was decided stays
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED
    assert Entry.objects.filter(action="gateway.certificate.decided").count() == 2


def test_a_certificate_needs_two_officers_of_the_schools_area(newcomer: Sender):
    newcomer.send(newcomer.certificate())
    number = Certificate.objects.get().id
    intake, decider = make_officer(OfficerRole.INTAKE), make_officer(OfficerRole.DECIDER)
    for wrong in (OfficerRole.DECIDER, OfficerRole.ADMIN, OfficerRole.AUDITOR):
        with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
            certificates.prepare(make_officer(wrong), number, approve=True, note="", at=NOW)
    with pytest.raises(Missing):
        certificates.prepare(make_officer(OfficerRole.INTAKE, ["Z9"]), number, approve=True, note="", at=NOW)
    row = certificates.prepare(intake, number, approve=True, note="Đã đối chiếu", at=NOW)
    with pytest.raises(Refused, match="PREPARED_ALREADY"):
        certificates.prepare(intake, number, approve=True, note="", at=NOW)
    one_person = replace(intake, role=OfficerRole.DECIDER)
    with pytest.raises(Forbidden, match="OFFICER_PREPARED_IT"):
        certificates.decide(one_person, row.public_id, agree=True, answer="", at=NOW)
    for wrong in (intake, make_officer(OfficerRole.AUDITOR)):
        with pytest.raises(Forbidden, match="OFFICER_MAY_NOT"):
            certificates.decide(wrong, row.public_id, agree=True, answer="", at=NOW)
    assert newcomer.send(newcomer.approval()).status is Registration.PENDING
    certificates.decide(decider, row.public_id, agree=True, answer="", at=NOW)
    with pytest.raises(Refused, match="PREPARED_DECIDED"):
        certificates.decide(decider, row.public_id, agree=False, answer="", at=NOW)
    with pytest.raises(Refused, match="CERTIFICATE_STANDS_SO"):
        certificates.prepare(intake, number, approve=True, note="", at=NOW)
    with pytest.raises(Missing):
        certificates.by_rule(number, approve=False, at=NOW)  # outside demo mode nothing decides itself
    assert newcomer.send(newcomer.approval()).status is Registration.APPROVED


def test_only_the_schools_own_valid_certificate_is_registered(newcomer: Sender, authority_site):
    seal_of_other = demo_ca().seal("Trường Tiểu học Khác", kind="p256")
    person = demo_ca().person(newcomer.school.name, "022198903387", kind="p256")
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
    authority_site.move(NOW + timedelta(days=3_000))
    assert newcomer.send(right).error == "GATEWAY_CERTIFICATE_INVALID"


def test_in_a_rehearsal_a_certificate_approves_itself_after_a_while(newcomer: Sender, demo, monkeypatch):
    rehearsal.set_rules(None, newcomer.school, at=NOW, approve_after=60)
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
    found = Recall.objects.get()
    assert found.reason == "Sai họ tên"
    decide_recall(found)
    (row,) = school.send(ask_recall(school, request)).rows
    assert row.status is RecallStatus.AGREED
    number = Number.objects.get(uuid=record_of(1).lookup_uuid)
    assert (number.state, number.recalled_at) == (Number.State.RECALLED, NOW)
    with pytest.raises(Refused, match="RECALL_DECIDED"):
        decide_recall(found, agree=False)
    # The replacement comes under a new number.
    replacement = seal(record_of(1, lookup_uuid=UUID(int=60, version=4), class_name="4A3"))
    assert errors(school.judged(replacement)) == [""]


def test_a_refused_recall_says_why(school: Sender):
    school.judged(sealed(1))
    request = school.recall(sealed(1))
    school.send(request)
    decide_recall(Recall.objects.get(), agree=False, answer="Không đủ căn cứ")
    (row,) = school.send(ask_recall(school, request)).rows
    assert (row.status, row.error, row.error_description) == (
        RecallStatus.REFUSED,
        "GATEWAY_RECALL_REFUSED",
        "Không đủ căn cứ",
    )
    assert Number.objects.get().state == Number.State.CURRENT


def test_only_current_open_records_of_the_school_can_be_recalled(school: Sender):
    school.judged(sealed(1), sealed(2), sealed(3))
    Number.objects.filter(uuid=record_of(2).lookup_uuid).update(finalised_at=NOW)
    requests = [school.recall(sealed(9)), school.recall(sealed(2)), school.recall(sealed(3), name="Người khác")]
    codes = []
    for request in requests:
        school.send(request)
        codes += errors(school.send(ask_recall(school, request)))
    assert codes == ["GATEWAY_RECALL_UNKNOWN", "GATEWAY_RECALL_CLOSED", "GATEWAY_RECALL_DIFFERS"]
    assert not Recall.objects.exists()
    assert school.send(replace(ask_recall(school, requests[0]), about="m-none")).error == "GATEWAY_MESSAGE_UNKNOWN"


def test_a_recall_that_is_not_signed_by_the_school_is_refused_whole(school: Sender):
    school.judged(sealed(1))
    request = school.submit(sealed(1))
    wrong = replace(school.recall(sealed(1)), content=request.content)
    school.send(wrong)
    assert school.send(ask_recall(school, wrong)).error == "GATEWAY_LIST_UNREADABLE"


@pytest.mark.parametrize(("rule", "status"), [("agree", RecallStatus.AGREED), ("refuse", RecallStatus.REFUSED)])
def test_in_a_rehearsal_recalls_decide_themselves(school: Sender, demo, rule, status):
    rehearsal.set_rules(None, school.school, at=NOW, recalls=rule)
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
    prepared = prepare_closing(school)
    with pytest.raises(Refused, match="CLOSING_RECALLS_OPEN"):
        close(school, prepared)
    decide_recall(Recall.objects.get())
    close(school, prepared)
    assert Number.objects.get(uuid=record_of(1).lookup_uuid).finalised_at == NOW
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


def test_late_records_enter_a_closed_group_by_a_dated_decision_only(school: Sender):
    school.judged(sealed(1))
    close(school)
    assert errors(school.judged(sealed(3))) == ["GATEWAY_PERIOD_CLOSED"]
    let_late_in(school)
    assert errors(school.judged(sealed(3))) == [""]
    assert Number.objects.get(uuid=record_of(3).lookup_uuid).finalised_at == NOW
    changed = seal(record_of(1, lookup_uuid=UUID(int=61, version=4), class_name="4A3"))
    assert errors(school.judged(changed)) == ["GATEWAY_RECORD_EXISTS"]  # late intake amends nothing


def test_a_finalised_record_is_replaced_by_an_amending_decision_only(school: Sender):
    school.judged(sealed(1), sealed(2))
    close(school)
    let_amend(record_of(1).lookup_uuid)
    changed = seal(record_of(1, lookup_uuid=UUID(int=61, version=4), class_name="4A3"))
    other = seal(record_of(2, lookup_uuid=UUID(int=62, version=4), class_name="4A3"))
    assert errors(school.judged(changed, other)) == ["", "GATEWAY_PERIOD_CLOSED"]
    old = Number.objects.get(uuid=record_of(1).lookup_uuid)
    assert (old.state, old.successor) == (Number.State.SUPERSEDED, UUID(int=61, version=4))
    assert errors(school.judged(sealed(1))) == ["GATEWAY_UUID_USED"]


def test_a_pupil_who_moved_has_one_record_of_the_year_that_of_the_school_moved_to(school: Sender):
    """The school left sent one too: it recalls it, or, once closed, a decision lets the right school replace it."""
    left = make_school()
    pupil = record_of(1).pupil.personal_id
    wrong = held(left, 900, personal_id=pupil)
    assert errors(school.judged(sealed(1))) == ["GATEWAY_RECORD_EXISTS"]
    Number.objects.filter(uuid=wrong.uuid).update(finalised_at=NOW)
    assert errors(school.judged(sealed(1))) == ["GATEWAY_RECORD_EXISTS"]
    let_amend(wrong.uuid)  # for the school left: nothing for this one
    assert errors(school.judged(sealed(1))) == ["GATEWAY_RECORD_EXISTS"]
    let_amend(wrong.uuid, school_id=school.school.id)
    assert errors(school.judged(sealed(1))) == [""]
    wrong.refresh_from_db()
    assert (wrong.state, wrong.successor) == (Number.State.SUPERSEDED, record_of(1).lookup_uuid)
    current = Number.objects.filter(personal_id=pupil, state=Number.State.CURRENT)
    assert current.get().school == school.school


VALID = (NOW.date(), NOW.date())
DECISION = "15/QĐ-SGDĐT ngày 24/05/2026"


def let_late_in(school: Sender) -> None:
    """Two officers let late records in."""
    prepared = permits.prepare_late_intake(
        officer(OfficerRole.INTAKE),
        school_id=school.school.id,
        school_year=YEAR.first,
        group=ClosingGroup.JUNE,
        decision=DECISION,
        valid=VALID,
        note="",
        at=NOW,
    )
    permits.decide(officer(OfficerRole.DECIDER), prepared.public_id, agree=True, answer="", at=NOW)


def let_amend(uuid: UUID, *, school_id: int | None = None) -> None:
    """Two officers let one finalised record be replaced, by its own school or another."""
    prepared = permits.prepare_amendment(
        officer(OfficerRole.INTAKE), uuid=uuid, school_id=school_id, decision=DECISION, valid=VALID, note="", at=NOW
    )
    permits.decide(officer(OfficerRole.DECIDER), prepared.public_id, agree=True, answer="", at=NOW)
