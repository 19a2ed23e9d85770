"""Transfers between two schools over the gateway's real door: who may ask, release, collect, and what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hocba.exchange.messages import (
    AddDocument,
    AnswerTransfer,
    AskTransfer,
    AskTransfers,
    CollectTransfer,
    Identity,
    TransferRow,
    WithdrawTransfer,
)
from hocba.model import SchoolYear
from hocba_web.base import clock
from hocba_web.gateway.models import Roster, RosterPupil
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number, Recall
from hocba_web.register.services.accepting import Accepted
from hocba_web.relay.models import Transfer
from hocba_web.relay.services import answering as answering_service
from hocba_web.relay.services import common, ending
from support.handovers import SIGNED_AT as LEFT_AT
from support.handovers import sample_handover, signed_handover
from support.web.authority import Sender, make_sender
from support.web.authority_keys import NOW
from support.web.authority_site import AuthoritySite, make_officer
from support.web.registering import hold, judged
from support.web.reporting import accepted, record_of, sealed

TODAY = clock.local(NOW).date()


@pytest.fixture
def old(authority_site: AuthoritySite) -> Sender:
    """The school that holds pupil 1."""
    accepted(1)
    return make_sender(area_code="A1")


@pytest.fixture
def new(authority_site: AuthoritySite) -> Sender:
    """The school to which pupil 1 moves."""
    return make_sender("22000002", "Trường Tiểu học Mới", area_code="A2")


@pytest.fixture
def stranger(authority_site: AuthoritySite) -> Sender:
    """A school that has nothing to do with it."""
    return make_sender("22000003", "Trường Tiểu học Khác", area_code="A3")


def actions() -> list[str]:
    """What was traced."""
    from hocba_web.audit.models import Entry  # noqa: PLC0415  # the trail itself, not what a page makes of it

    return list(Entry.objects.values_list("action", flat=True))


def head(school: Sender, message_id: str = "") -> dict[str, Any]:
    """Members that every request has."""
    return {"login": school.login, "school_year": SchoolYear(2025), "message_id": message_id or school.id()}


def identity(number: int = 1, **changes: Any) -> Identity:
    """Pupil `number` as the parents' application says."""
    pupil = record_of(number).pupil
    return replace(Identity(pupil.personal_id, pupil.name, pupil.born), **changes)


def asking(school: Sender, **changes: Any) -> AskTransfer:
    """A request for pupil 1, not sent yet."""
    made = {"application": "DXC-12", "applied_on": TODAY, "grade": 5, "pupil": identity()}
    return AskTransfer(**(head(school) | made | changes))


def of_pupil(school: Sender, number: int, year: int, **changes: Any) -> Accepted:
    """A record of pupil 1 of another year."""
    who = identity()
    pupil = {"personal_id": who.personal_id, "pupil_name": who.name, "born": who.born}
    return judged(school.school, number, school_year=year, **(pupil | changes))


def rows(school: Sender) -> tuple[TransferRow, ...]:
    """What a school sees."""
    return school.send(AskTransfers(**head(school))).rows


def row(school: Sender) -> TransferRow:
    """The one transfer that it sees."""
    (found,) = rows(school)
    return found


def answering(school: Sender, number: UUID, *, release: bool = True, **changes: Any) -> AnswerTransfer:
    """The principal's answer, not sent yet."""
    made = {"number": number, "release": release, "decided_by": "Trần Thị Thử", "reason": "" if release else "Chưa đủ"}
    return AnswerTransfer(**(head(school) | made | changes))


def collected(school: Sender, number: UUID) -> Any:  # the dossier, or the refusal
    """What the register hands to a school."""
    return school.send(CollectTransfer(**head(school), number=number))


def test_a_pupil_moves_and_the_records_follow_once_they_are_released(old: Sender, new: Sender) -> None:
    assert not new.send(asking(new)).refused
    asked = row(new)
    assert (asked.state.value, asked.other_name, asked.due) == ("asked", "", date(2026, 5, 28))
    assert collected(new, asked.number).error == "TRANSFER_STATE"

    waiting = row(old)
    assert (waiting.role.value, waiting.other_code, waiting.pupil) == ("holding", "22000002", identity())
    assert not old.send(answering(old, waiting.number)).refused

    assert row(new).other_name == old.school.name
    dossier = collected(new, asked.number)
    contents = {one.media: one.content for one in dossier.files}
    assert contents["xml"] == sealed(1)
    assert row(new).state.value == row(old).state.value == "collected"
    assert collected(new, asked.number).files == dossier.files  # the answer may have been lost
    found = actions()
    assert {"relay.transfer.asked", "relay.transfer.released", "relay.transfer.collected"} <= set(found)
    assert found.count("relay.record.handed_on") == 2


def test_a_record_number_is_enough_and_every_current_year_goes(old: Sender, new: Sender) -> None:
    uuid = record_of(1).lookup_uuid
    earlier = of_pupil(old, 77, 2024)
    recalled = of_pupil(old, 78, 2023)
    hold(earlier, recalled)
    Number.objects.filter(uuid=recalled.uuid).update(state="recalled")
    new.send(asking(new, uuid=uuid, pupil=None))
    old.send(answering(old, row(old).number))
    files = collected(new, row(new).number).files
    assert [one.name[:4] for one in files if one.media == "xml"] == ["2024", "2025"]


def test_a_record_under_the_same_id_with_another_name_stays(old: Sender, new: Sender, stranger: Sender) -> None:
    """Personal IDs are typed: a slip at another school must not hand one child's results to another's family."""
    hold(judged(stranger.school, 79, school_year=2024, personal_id=identity().personal_id))
    new.send(asking(new))
    old.send(answering(old, row(old).number))
    files = collected(new, row(new).number).files
    assert [one.name[:4] for one in files if one.media == "xml"] == ["2025"]


def test_who_holds_the_pupil_is_asked_again_at_the_release(old: Sender, new: Sender, stranger: Sender) -> None:
    """The pupil went elsewhere meanwhile: the school that was right when it was asked releases nothing."""
    new.send(asking(new))
    number = row(old).number
    hold(of_pupil(stranger, 80, 2026))
    assert old.send(answering(old, number)).error == "TRANSFER_HOLDER"
    assert collected(new, number).error == "TRANSFER_STATE"


def test_nothing_is_released_while_a_recall_or_a_doubt_of_identity_is_open(old: Sender, new: Sender) -> None:
    doubtful = of_pupil(old, 81, 2024, evidence={"warnings": ["GATEWAY_PUPIL_BORN"], "signatures": []})
    hold(doubtful)
    new.send(asking(new))
    number = row(old).number
    assert old.send(answering(old, number)).error == "TRANSFER_ROSTER_OPEN"
    clerk = make_officer(OfficerRole.INTAKE).user_id
    counts = {"pupils_count": 1, "teachers_count": 0}
    roster = Roster.objects.create(school=old.school, school_year=2024, imported_at=NOW, imported_by_id=clerk, **counts)
    who = identity()
    RosterPupil.objects.create(roster=roster, personal_id=who.personal_id, name=who.name, born=who.born)
    recall = Recall.objects.create(number_id=doubtful.uuid, message_id="m-9", requested_at=NOW)
    assert old.send(answering(old, number)).error == "TRANSFER_RECALL_OPEN"
    Recall.objects.filter(pk=recall.pk).update(state=Recall.State.REFUSED)
    assert not old.send(answering(old, number)).refused


def test_ids_of_messages_are_one_space(old: Sender, new: Sender) -> None:
    """An id that asked for a transfer does not submit, and the other way round."""
    request = asking(new)
    new.send(request)
    assert new.send(new.submit(sealed(1), message_id=request.message_id)).error == "GATEWAY_MESSAGE_REUSED"


def test_a_document_sent_twice_is_verified_once(old: Sender, new: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """A school whose answer was lost sends the same again: it costs nothing."""
    new.send(asking(new))
    request = AddDocument(**head(old), number=row(old).number, document=b"<A/>")
    looks = []
    who = identity().personal_id
    monkeypatch.setattr(answering_service, "_verified", lambda *_: looks.append(1) or (str(uuid4()), who, "xml"))
    assert old.send(request) == old.send(request)
    assert len(looks) == 1


def test_nothing_is_told_about_a_pupil_before_the_release(old: Sender, new: Sender) -> None:
    """Right or wrong identity, known or unknown number: the same answers, until somebody released."""
    guesses = [
        {"pupil": identity()},
        {"pupil": identity(name="Nguyễn Khác")},
        {"pupil": identity(born=date(2014, 1, 1))},
        {"pupil": identity(personal_id="022216999999")},
        {"uuid": uuid4(), "pupil": None},
    ]
    told = set()
    for number, guess in enumerate(guesses):
        answer = new.send(asking(new, application=f"DXC-{number}", **guess))
        told.add((answer.error, answer.response_code, answer.response_description))
    assert len(told) == 1
    shown = {replace(one, number=uuid4(), application="", pupil=None).state for one in rows(new)}
    assert len(shown) == 1
    assert {(one.other_code, one.reason, one.documents, one.due, one.expires_on) for one in rows(new)} == {
        ("", "", 0, rows(new)[0].due, rows(new)[0].expires_on)
    }
    assert [one.application for one in rows(old)] == ["DXC-0"]


def test_only_the_holding_school_releases_and_only_the_asking_one_collects(
    old: Sender, new: Sender, stranger: Sender
) -> None:
    new.send(asking(new))
    number = row(new).number
    for other in (new, stranger):
        assert other.send(answering(other, number)).error == "TRANSFER_UNKNOWN"
        assert other.send(AddDocument(**head(other), number=number, document=b"<A/>")).error == "TRANSFER_UNKNOWN"
    assert rows(stranger) == ()
    old.send(answering(old, number))
    for other in (old, stranger):
        assert collected(other, number).error == "TRANSFER_UNKNOWN"
        assert other.send(WithdrawTransfer(**head(other), number=number)).error == "TRANSFER_UNKNOWN"
    assert collected(new, number).files


def test_a_refusal_needs_its_reason_and_ends_it(old: Sender, new: Sender) -> None:
    new.send(asking(new))
    number = row(old).number
    assert old.send(answering(old, number, release=False, reason=" ")).error == "TRANSFER_REASON"
    assert not old.send(answering(old, number, release=False)).refused
    found = row(new)
    assert (found.state.value, found.reason, found.other_name) == ("refused", "Chưa đủ", old.school.name)
    assert collected(new, number).error == "TRANSFER_STATE"
    assert old.send(answering(old, number)).error == "TRANSFER_STATE"  # no change of mind behind the family's back
    kept = Transfer.objects.get()
    assert (kept.asked_name, kept.asked_personal_id, kept.personal_id) == ("", "", "")


def test_the_same_request_again_changes_nothing_and_another_under_its_id_is_refused(old: Sender, new: Sender) -> None:
    request = asking(new)
    assert new.send(request) == new.send(request)
    assert Transfer.objects.count() == 1
    assert new.send(replace(request, grade=4)).error == "GATEWAY_MESSAGE_REUSED"
    assert new.send(asking(new)).error == "TRANSFER_ASKED"
    answer = answering(old, row(old).number)
    assert old.send(answer) == old.send(answer)
    assert not old.send(answer).refused


def test_what_is_withdrawn_or_expired_is_not_handed_on(old: Sender, new: Sender, authority_site: AuthoritySite) -> None:
    new.send(asking(new))
    number = row(new).number
    old.send(answering(old, number))
    assert not new.send(WithdrawTransfer(**head(new), number=number)).refused
    assert collected(new, number).error == "TRANSFER_STATE"

    new.send(asking(new, application="DXC-13"))
    second = rows(new)[0].number
    old.send(answering(old, second))
    authority_site.move(NOW + timedelta(days=31))
    assert collected(new, second).error == "TRANSFER_STATE"  # before the clock came by, too
    assert ending.tick(authority_site.at) == 1
    assert rows(new)[0].state.value == "expired"
    assert ending.tick(authority_site.at) == 0


def test_one_transfer_that_cannot_be_ended_keeps_no_other_open(
    new: Sender, authority_site: AuthoritySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        new.send(asking(new, application=f"DXC-{number}"))
    broken = Transfer.objects.get(application="DXC-1")

    def trace(what: str, transfer: Transfer, *rest: Any) -> None:
        if transfer.pk == broken.pk:
            raise RuntimeError
        common.trace(what, transfer, *rest)

    authority_site.move(NOW + timedelta(days=31))
    with monkeypatch.context() as patch:
        patch.setattr(ending, "trace", trace)
        assert ending.tick(authority_site.at) == 2
    assert {one.application: one.state.value for one in rows(new)} == {
        "DXC-0": "expired",
        "DXC-1": "asked",
        "DXC-2": "expired",
    }
    assert actions().count("relay.transfer.expired") == 2
    assert ending.tick(authority_site.at) == 1  # nothing of it was half done


def test_a_school_cannot_fish(old: Sender, new: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hocba_web.relay.services.asking.MOST_OPEN", 3)
    answers = [new.send(asking(new, application=f"DXC-{number}")).error for number in range(5)]
    assert answers == ["", "", "", "TRANSFER_TOO_MANY", "TRANSFER_TOO_MANY"]
    assert new.send(asking(new, applied_on=TODAY + timedelta(days=1))).error == "TRANSFER_DAY"


def test_a_pupil_of_ones_own_is_nobody_to_ask_for(old: Sender) -> None:
    assert not old.send(asking(old)).refused
    assert Transfer.objects.get().holding is None


def test_a_hand_over_document_goes_along_when_it_is_this_pupils(
    old: Sender, new: Sender, authority_site: AuthoritySite
) -> None:
    document = signed_handover()
    pupil = sample_handover().pupil
    hold(judged(old.school, 5, school_year=2024, personal_id=pupil.personal_id, pupil_name=pupil.name, born=pupil.born))
    who = Identity(pupil.personal_id, pupil.name, pupil.born)
    new.send(asking(new, application="DXC-5", pupil=who, grade=4))
    new.send(asking(new, application="DXC-1"))
    numbers = {one.application: one.number for one in rows(old)}
    authority_site.move(max(NOW, LEFT_AT + timedelta(days=1)))

    def add(application: str, data: bytes) -> str:
        return old.send(AddDocument(**head(old), number=numbers[application], document=data)).error

    assert add("DXC-1", document) == "TRANSFER_DOCUMENT"  # another pupil's
    assert add("DXC-5", document.replace(b"Em ngoan", "Em hư".encode())) == "TRANSFER_DOCUMENT"
    assert add("DXC-5", sealed(1)) == "TRANSFER_DOCUMENT"  # a record, no hand-over
    assert add("DXC-5", b"%PDF-1.7 khong") == "TRANSFER_DOCUMENT"
    assert add("DXC-5", document) == ""
    old.send(answering(old, numbers["DXC-5"]))
    files = collected(new, numbers["DXC-5"]).files
    assert document in {one.content for one in files}


def test_officers_follow_it_in_their_area_and_leave_a_trace(
    old: Sender, new: Sender, stranger: Sender, officer_client: Any
) -> None:
    new.send(asking(new))
    stranger.send(asking(stranger, application="DXC-99", pupil=identity(name="Không Khớp")))
    found = Transfer.objects.get(application="DXC-12")
    page = f"/so/chuyen-truong/{found.public_id}/"
    everywhere = officer_client(OfficerRole.AUDITOR)
    listed = everywhere.get("/so/chuyen-truong/").content.decode()
    assert "DXC-12" in listed
    assert "DXC-99" in everywhere.get("/so/chuyen-truong/?loc=khong-khop").content.decode()
    assert identity().name not in listed
    assert identity().name in everywhere.get(page).content.decode()
    assert "relay.transfer.viewed" in actions()
    assert officer_client(OfficerRole.INTAKE, ["A1"]).get(page).status_code == 200
    assert officer_client(OfficerRole.INTAKE, ["A3"]).get(page).status_code == 404
    assert officer_client(OfficerRole.ADMIN).get("/so/chuyen-truong/").status_code == 403
