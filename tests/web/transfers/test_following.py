"""What happens without anybody pressing a button of these pages; and pupils who were here before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hocba_web.base.refusals import Refused
from hocba_web.schools.services.pupils import pupil_return, transfer_decide, transfer_withdraw
from hocba_web.submission.models import Arrival, Departure
from hocba_web.submission.transfers import following
from hocba_web.submission.transfers.services import arrivals
from hocba_web.supervision.models import Notice
from support.web.acting import actor_for
from web.transfers.conftest import LEFT, Move
from web.transfers.test_whole_way import place, received

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def proposed(move: Move, monkeypatch: pytest.MonkeyPatch) -> Arrival:
    """A proposal that nobody has decided yet."""
    arrival = received(move)
    monkeypatch.setattr(arrivals, "decide_placing", lambda **_all: arrival)
    place(move, arrival)
    monkeypatch.undo()
    arrival.refresh_from_db()
    assert arrival.state == "proposed"
    return arrival


def test_a_decision_on_the_registers_own_page_is_followed(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = proposed(move, monkeypatch)
    assert following.tick(LEFT) == 0
    transfer_decide(
        actor=actor_for(move.new, "principal", at=LEFT),
        transfer_id=arrival.transfer_id or 0,
        agree=True,
        answer="",
        at=LEFT,
    )
    assert following.tick(LEFT) == 1
    arrival.refresh_from_db()
    assert (arrival.state, arrival.pupil is not None) == ("placed", True)
    assert following.tick(LEFT) == 0


def test_a_proposal_that_was_withdrawn_can_be_made_again(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = proposed(move, monkeypatch)
    transfer_withdraw(actor=actor_for(move.new, "registrar", at=LEFT), transfer_id=arrival.transfer_id or 0, at=LEFT)
    following.tick(LEFT)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.transfer_id) == ("received", None)
    assert place(move, arrival).state == "placed"


def test_terms_that_end_are_told_once_a_day_to_whose_turn_it_is(move: Move) -> None:
    move.apply(agree=False)
    departure = move.prepare(move.release())
    principals = {one.staff["principal"].user_id for one in (move.old, move.new)}
    due = Notice.objects.filter(kind="submission.transfer.due")
    following.tick(LEFT + 2 * DAY)
    assert not due.exists()
    following.tick(LEFT + 3 * DAY)
    following.tick(LEFT + 3 * DAY)
    assert set(due.values_list("user_id", flat=True)) == principals
    assert due.count() == 2
    assert not any(move.pupil.name in text for text in due.values_list("text", flat=True))
    Departure.objects.filter(pk=departure.pk).update(state="handed_over")
    following.tick(LEFT + 4 * DAY)
    assert due.count() == 3


def test_a_pupil_who_was_here_before_gets_the_dossier(move: Move) -> None:
    """Away for some months at the old school, back at the new one."""
    arrival = received(move)
    enrolment = move.new.enrolments["4B1"][0]
    mine: Any = enrolment.pupil
    office = actor_for(move.new, "registrar", at=LEFT)
    with pytest.raises(Refused, match="DOSSIER_OTHER_PUPIL"):
        arrivals.join(actor=office, arrival_id=arrival.pk, pupil_id=mine.pk, at=LEFT)
    mine.name, mine.born, mine.personal_id = move.pupil.name, move.pupil.born, move.pupil.personal_id
    mine.save()
    enrolment.left_on = date(2025, 12, 1)
    enrolment.save()
    with pytest.raises(Refused, match="PUPIL_NOT_ON_ROLL"):
        arrivals.join(actor=office, arrival_id=arrival.pk, pupil_id=mine.pk, at=LEFT)
    move.new.open_window("hs", around=LEFT)
    pupil_return(
        actor=office,
        pupil_id=mine.pk,
        class_id=move.new.classes["4B1"].pk,
        on=date(2026, 2, 9),
        reason="Về học lại",
        evidence=None,
        at=LEFT,
    )
    joined = arrivals.join(actor=office, arrival_id=arrival.pk, pupil_id=mine.pk, at=LEFT)
    assert (joined.state, joined.pupil_id) == ("placed", mine.pk)
