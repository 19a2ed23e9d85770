"""Recalls of reported records: the officer's decision waits for the ministry, whose answer frees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hocba_web.ministry.models import Line, Message, Withdrawal
from hocba_web.ministry.services import reporting, sending, withdrawing
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number, Recall
from hocba_web.register.ports import ports
from hocba_web.register.services import recalls
from support.web.authority_site import AuthoritySite, make_officer
from support.web.reporting import Desk, accepted, warehouse


@pytest.fixture
def desk(authority_site: AuthoritySite) -> Iterator[Desk]:
    """A warehouse that has the records of pupils 1 and 2."""
    with warehouse(authority_site.settings) as found:
        accepted(1)
        accepted(2)
        with pytest.raises(Exception, match="MINISTRY_CERTIFICATE_NOT_APPROVED"):
            reporting.prepare(officer=None, areas=None, at=found.at, real_at=found.real)
        found.settle()
        reporting.prepare(officer=None, areas=None, at=found.at, real_at=found.real)
        found.settle()
        assert not Number.objects.filter(reported_at=None).exists()
        yield found


def number(of: int) -> Number:
    """The row of an invented pupil's record."""
    return Number.objects.get(personal_id=f"022216{of:06}")


def agreed(desk: Desk, of: int) -> Recall:
    """A recall that two officers agreed to."""
    found = number(of)
    asked = recalls.request(found.uuid, school_id=found.school_id, message_id="m-9", reason="Sai ngày sinh", at=desk.at)
    preparing, deciding = make_officer(OfficerRole.INTAKE), make_officer(OfficerRole.DECIDER)
    prepared = recalls.prepare(preparing, asked.pk, agree=True, note="Đúng", at=desk.at)
    return recalls.decide(deciding, prepared.public_id, agree=True, answer="", at=desk.at)


def test_the_port_is_filled() -> None:
    assert ports.recall_reported is withdrawing.ask


def test_a_reported_record_is_recalled_when_the_ministry_agrees(desk: Desk) -> None:
    assert agreed(desk, 1).state == "ministry"
    assert number(1).state == "current"
    assert desk.gather() == 1
    desk.settle()
    assert number(1).state == "recalled"
    assert Recall.objects.get().state == "agreed"
    assert desk.state.records[str(number(1).uuid)]["state"] == "recalled"
    assert number(2).state == "current"


def test_what_the_ministry_refuses_stays_current_and_the_school_is_told_why(desk: Desk) -> None:
    desk.state.faults.recalls = "refuse"
    agreed(desk, 1)
    desk.gather()
    desk.settle()
    found = Recall.objects.get()
    assert (found.state, number(1).state) == ("refused", "current")
    assert found.answer


def test_a_ministry_that_takes_its_time_is_asked_again(desk: Desk) -> None:
    desk.state.faults.recalls = "wait"
    agreed(desk, 1)
    desk.gather()
    desk.look()
    desk.later(hours=1)
    desk.look()
    assert Recall.objects.get().state == "ministry"
    desk.state.faults.recalls = "agree"
    desk.settle()
    assert number(1).state == "recalled"


def test_a_recall_whose_answer_is_lost_is_asked_once(desk: Desk) -> None:
    agreed(desk, 1)
    desk.gather()
    desk.state.faults.lose = 2
    desk.settle()
    assert desk.gather() == 0
    assert sum(one["kind"] == "recall" for one in desk.state.messages.values()) == 1
    assert number(1).state == "recalled"


def test_a_report_that_overtook_a_recall_is_asked_back(desk: Desk) -> None:
    late = accepted(3)
    (message,) = reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real)
    Number.objects.filter(pk=late.pk).update(state="recalled", recalled_at=desk.at)  # while it was on its way
    desk.settle()
    assert Line.objects.get(message=message).state == "accepted"
    desk.gather()
    desk.settle()
    assert Withdrawal.objects.get(uuid=late.uuid).state == "agreed"
    assert desk.state.records[str(late.uuid)]["state"] == "recalled"
    assert desk.gather() == 0


def test_a_replacement_goes_after_what_it_replaces_was_asked_back(desk: Desk) -> None:
    old = number(1)
    Number.objects.filter(pk=old.pk).update(state="superseded", superseded_at=desk.at)
    new = Number.objects.get(pk=accepted(4).pk)
    Number.objects.filter(pk=new.pk).update(personal_id=old.personal_id)
    withdrawing.follow(desk.at)
    assert not reporting.candidates().filter(pk=new.pk).exists()
    desk.gather()
    desk.settle()
    assert reporting.candidates().filter(pk=new.pk).exists()


def test_recalls_are_signed_by_the_authority_and_only_with_an_approved_certificate(desk: Desk) -> None:
    for one in desk.state.certificates.values():
        one["status"] = "refused"
    agreed(desk, 1)
    desk.gather()
    desk.settle()
    message = Message.objects.get(kind=Message.Kind.RECALL)
    assert (message.state, message.answer_code) == ("refused", "WAREHOUSE_CERTIFICATE_NOT_APPROVED")
    assert (number(1).state, Recall.objects.get().state) == ("current", "ministry")  # nobody decided about it

    for one in desk.state.certificates.values():
        one["status"] = "approved"
    row = Withdrawal.objects.get()
    assert (row.state, desk.gather()) == ("held", 0)
    sending.ask_again(officer=make_officer(OfficerRole.DECIDER), withdrawal_id=row.pk, at=desk.at)
    desk.gather()
    desk.settle()
    assert (number(1).state, Recall.objects.get().state) == ("recalled", "agreed")
