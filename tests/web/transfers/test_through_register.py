"""A pupil moves and the records follow through the authority's register, over the gateway's real view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from hocba.exchange.messages import Answer, Request, parse_answer, request_json
from hocba.exchange.ports import GatewayUnreachable
from hocba.signature_profile import profile
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.gateway.services.units import give_login, put_school
from hocba_web.register import files
from hocba_web.register.models import School
from hocba_web.submission.models import Departure, InheritedFile
from hocba_web.submission.services.account import configure
from hocba_web.submission.transfers.services import relayed
from support.keys import sign_record, staff_of
from support.records import sample_record
from support.web.acting import actor_for, logged_in
from support.web.authority_keys import write_keys
from support.web.registering import held
from support.web.school import SchoolWorld
from support.web.signing import real_now
from web.transfers.conftest import LEFT, Move

pytestmark = pytest.mark.django_db
DOOR = "/api/hoc-ba/v1/giao-dich"


class Way:
    """The gateway's view, called as it is over HTTP."""

    up = True

    def send(self, request: Request[Answer]) -> Any:  # the request's own answer
        """Post the bytes and read the answer."""
        if not self.up:
            raise GatewayUnreachable("GATEWAY_UNREACHABLE")
        answer = Client().post(DOOR, request_json(request), content_type="application/json")
        return parse_answer(answer.content, request)


@dataclass
class Between:
    """Both schools with a login, and what the register holds of the pupil."""

    move: Move
    way: Way
    old: School
    uuid: UUID
    xml: bytes

    def ask(self) -> int:
        """The new school's registrar asks; the arrival."""
        arrival = self.move.apply()
        number = self.move.pupil.personal_id
        relayed.ask(actor=actor_for(self.move.new, "registrar", at=LEFT), arrival_id=arrival.pk, number=number, at=LEFT)
        return int(arrival.pk)

    def going(self) -> UUID:
        """The transfer that waits for the old school."""
        (row,) = relayed.listed(self.move.old.school.pk).going
        return row.number

    def collect(self) -> Any:  # the arrival and what came of the files
        """The new school's registrar collects."""
        (row,) = relayed.listed(self.move.new.school.pk).coming
        actor = actor_for(self.move.new, "registrar", at=LEFT)
        return relayed.collect(actor=actor, number=row.number, at=LEFT, real_at=real_now())


def connect(world: SchoolWorld) -> School:
    """A login at the gateway, set by the school's admin."""
    unit = put_school(code=world.school.code, name=world.school.name)
    given = give_login(None, unit, user_name="vanthu", at=LEFT)
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code=given.unit,
        user_name=given.user_name,
        password=given.password,
        token=given.token,
        at=LEFT,
        real_at=real_now(),
    )
    return unit


@pytest.fixture
def between(move: Move, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Between:
    """Last year's record of the pupil lies in the register, sealed by the old school."""
    keys = tmp_path / "so"
    keys.mkdir()
    settings.GATEWAY = write_keys(keys)
    settings.GATEWAY_URL = "https://so.example.edu.vn" + DOOR
    monkeypatch.setattr(clock, "now", lambda: LEFT)
    way = Way()
    monkeypatch.setattr(relayed, "the_gateway", lambda: way)
    connect(move.new)
    old = connect(move.old)
    sample = sample_record()
    pupil = move.pupil
    record = replace(
        sample,
        lookup_uuid=uuid4(),
        pupil=replace(sample.pupil, personal_id=pupil.personal_id, name=pupil.name, born=pupil.born),
        school=replace(sample.school, code=old.code, name=old.name),
    )
    xml = sign_record(record, profile(), staff_of(record, kind="p256"), LEFT + timedelta(days=105))
    held(
        old,
        1,
        uuid=record.lookup_uuid,
        file=files.put(xml),
        school_year=record.school_year.first,
        personal_id=pupil.personal_id,
        pupil_name=pupil.name,
        born=pupil.born,
    )
    return Between(move, way, old, record.lookup_uuid, xml)


def test_the_records_and_the_hand_over_document_follow_the_pupil(between: Between) -> None:
    arrival = between.ask()
    departure = between.move.seal(between.move.sign(between.move.prepare(between.move.release())))
    relayed.release(actor=actor_for(between.move.old, "principal", at=LEFT), number=between.going(), at=LEFT)
    departure.refresh_from_db()
    assert departure.state == Departure.State.HANDED_OVER
    assert departure.receiver == between.move.new.school.name

    found, brought = between.collect()
    assert found == arrival
    kept = set(InheritedFile.objects.filter(arrival_id=arrival, kept=True).values_list("kind", flat=True))
    assert kept == {InheritedFile.Kind.RECORD, InheritedFile.Kind.HANDOVER}
    assert brought.refused == 0
    assert between.collect()[1].kept == 0  # once more: all of it is there already


def test_nothing_comes_before_the_principal_released_it(between: Between) -> None:
    between.ask()
    with pytest.raises(Refused, match="RELAY_REFUSED"):
        between.collect()
    with pytest.raises(Refused, match="RELAY_NO_DOSSIER"):
        relayed.release(actor=actor_for(between.move.old, "principal", at=LEFT), number=between.going(), at=LEFT)
    for who in ("registrar", "clerk", "vice_principal"):
        with pytest.raises(Forbidden):
            relayed.release(actor=actor_for(between.move.old, who, at=LEFT), number=between.going(), at=LEFT)
    assert not InheritedFile.objects.exists()


def test_a_refusal_is_told_with_its_reason(between: Between) -> None:
    between.ask()
    principal = actor_for(between.move.old, "principal", at=LEFT)
    with pytest.raises(Refused, match="TRANSFER_REASON"):
        relayed.refuse(actor=principal, number=between.going(), reason=" ", at=LEFT)
    relayed.refuse(actor=principal, number=between.going(), reason="Gia đình chưa nộp đơn", at=LEFT)
    (row,) = relayed.listed(between.move.new.school.pk).coming
    assert (row.state.value, row.reason) == ("refused", "Gia đình chưa nộp đơn")


@pytest.mark.parametrize("typed", ["", "123", "abc", "0222160000012"])
def test_a_number_that_is_none_is_refused_before_anything_is_sent(between: Between, typed: str) -> None:
    arrival = between.move.apply()
    between.way.up = False
    with pytest.raises(Refused, match="RELAY_NUMBER"):
        relayed.ask(
            actor=actor_for(between.move.new, "registrar", at=LEFT), arrival_id=arrival.pk, number=typed, at=LEFT
        )


def test_a_file_that_was_changed_in_the_register_is_not_handed_on(between: Between) -> None:
    between.ask()
    between.move.seal(between.move.sign(between.move.prepare(between.move.release())))
    relayed.release(actor=actor_for(between.move.old, "principal", at=LEFT), number=between.going(), at=LEFT)
    place = files.place_of(files.put(between.xml))
    default_storage.delete(place)
    default_storage.save(place, ContentFile(between.xml.replace(b"Minh", b"Ming")))
    with pytest.raises(Refused, match="RELAY_REFUSED"):
        between.collect()
    assert not InheritedFile.objects.exists()


def test_the_pages_lead_through_it_and_say_when_the_register_is_away(between: Between, client: Client) -> None:
    arrival = between.move.apply()
    logged_in(client, between.move.new, "registrar")
    page = reverse("submission:relayed")
    assert "Xin học bạ qua Sở" in client.get(reverse("submission:arrival", args=[arrival.pk])).content.decode()
    sent = client.post(
        reverse("submission:relay_ask", args=[arrival.pk]), {"number": between.move.pupil.personal_id}, follow=True
    )
    assert f"DXC-{arrival.pk}" in sent.content.decode()
    between.way.up = False
    assert "Không kết nối được" in client.get(page).content.decode()
    between.way.up = True

    old = logged_in(Client(), between.move.old, "principal")
    listed = old.get(page).content.decode()
    assert between.move.pupil.name in listed
    answer = reverse("submission:relay_answer", args=[between.going()])
    assert old.post(answer, {"dong-y": "khong", "reason": "Chưa đủ đơn"}).status_code == 302
    assert "Chưa đủ đơn" in client.get(page).content.decode()
    assert client.post(answer, {"dong-y": "co"}).status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_page_holds_on_both_screens(
    between: Between, size: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    window = request.getfixturevalue(size)
    window.sign_in(between.move.old, "principal")
    window.go(reverse("submission:relayed"))
    window.check()
    between.ask()
    window.go(reverse("submission:relayed"))
    window.check()
    window.picture(tmp_path / "going.png", full=True)
    window.sign_in(between.move.new, "registrar")
    window.go(reverse("submission:relayed"))
    window.check()
    window.picture(tmp_path / "coming.png", full=True)
