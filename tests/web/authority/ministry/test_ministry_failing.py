"""One record that fails keeps no other from going to the ministry, nor from being asked back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.storage import default_storage

from hocba_web.base.refusals import Refused
from hocba_web.ministry.models import Arrangement, Message, Withdrawal
from hocba_web.ministry.services import sending, withdrawing
from hocba_web.officers.roles import OfficerRole
from hocba_web.register import files
from hocba_web.register.models import Number, Recall, Record
from hocba_web.register.services import recalls
from support.web.authority_site import AuthoritySite, make_officer
from support.web.reporting import Desk, accepted, warehouse


@pytest.fixture
def desk(authority_site: AuthoritySite) -> Iterator[Desk]:
    """A warehouse that has the records of pupils 1 and 2; reports go by themselves."""
    with warehouse(authority_site.settings) as found:
        officer = make_officer(OfficerRole.DECIDER)
        Arrangement.objects.create(
            automatic=True, decision="1/QĐ", valid_from=date(2026, 1, 1), made_by_id=officer.user_id, made_at=found.at
        )
        accepted(1)
        accepted(2)
        found.gather()
        found.settle()
        found.gather()
        found.settle()
        assert not Number.objects.filter(reported_at=None).exists()
        yield found


def _number(of: int) -> Number:
    return Number.objects.get(personal_id=f"022216{of:06}")


def _agreed(desk: Desk, of: int) -> None:
    found = _number(of)
    asked = recalls.request(found.uuid, school_id=found.school_id, message_id="m-9", reason="Sai", at=desk.at)
    row = recalls.prepare(make_officer(OfficerRole.INTAKE), asked.pk, agree=True, note="", at=desk.at)
    recalls.decide(make_officer(OfficerRole.DECIDER), row.public_id, agree=True, answer="", at=desk.at)


def test_a_recall_whose_file_is_lost_waits_for_an_officer_and_stops_nothing(desk: Desk) -> None:
    _agreed(desk, 1)
    _agreed(desk, 2)
    accepted(3)
    place = files.place_of(Record.objects.get(uuid=_number(1).uuid).file)
    with default_storage.open(place) as stream:
        content = stream.read()
    default_storage.delete(place)
    desk.gather()
    desk.settle()
    lost = Withdrawal.objects.get(uuid=_number(1).uuid)
    assert (lost.state, lost.error) == (Withdrawal.State.HELD, "REGISTER_FILE_LOST")
    assert (_number(1).state, _number(2).state) == ("current", "recalled")
    assert _number(3).reported_at is not None
    assert files.put(content) == Record.objects.get(uuid=_number(1).uuid).file  # brought back from a backup
    sending.ask_again(officer=make_officer(OfficerRole.DECIDER), withdrawal_id=lost.pk, at=desk.at)
    desk.gather()
    desk.settle()
    assert _number(1).state == "recalled"


def test_reports_go_where_recalls_cannot(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(3)

    def refuses(**_told: object) -> Message | None:
        raise Refused("MINISTRY_NO_SEAL")

    monkeypatch.setattr(withdrawing, "send", refuses)
    assert desk.gather() == 1
    desk.settle()
    assert _number(3).reported_at is not None


def test_what_the_ministry_kept_once_is_asked_back_when_it_is_replaced_later(desk: Desk) -> None:
    desk.state.faults.recalls = "refuse"
    _agreed(desk, 1)
    desk.gather()
    desk.settle()
    assert Recall.objects.get().state == "refused"
    desk.state.faults.recalls = "agree"
    Number.objects.filter(pk=_number(1).pk).update(state="superseded", superseded_at=desk.at)
    assert withdrawing.follow(desk.at) == 1
    desk.gather()
    desk.settle()
    assert desk.state.records[str(_number(1).uuid)]["state"] == "recalled"
    assert withdrawing.follow(desk.at) == 0
