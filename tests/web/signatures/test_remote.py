"""Signing with a key that a remote service holds, against the strict simulator of the API's version 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hocba.adapters.csc import CscFailed
from hocba.errors import UsageError
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import seen_of
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors import ways
from hocba_web.signatures.selectors.batches import BatchState, state
from hocba_web.signatures.services import batches, remote
from hocba_web.signatures.services.certificates import begin_remote, poll_remote, remote_credentials
from support.csc_v2 import CscV2
from support.csc_v2_http import serving
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import Pki, real_now
from web.signatures.toy import Toy, pieces, signed

WHO = "homeroom:4A1"
CREDENTIAL = "GX0112348"


@dataclass
class Phone:
    """The service, and the installation that knows it."""

    world: SchoolWorld
    service: CscV2

    def register(self) -> int:
        actor = actor_for(self.world, WHO)
        waiting = begin_remote(
            actor=actor, holder="person", provider="sim", credential_id=CREDENTIAL, at=NOW, real_at=real_now()
        )
        assert waiting.state == "waiting"
        self.service.answer_phone("confirmed")
        self.service.values_ready.set()
        done = poll_remote(actor=actor, token=waiting.token, at=NOW, real_at=real_now())
        assert done.state == "declared"
        return done.certificate_id

    def start(self, count: int) -> int:
        wanted = pieces(count)
        return batches.start(
            actor=actor_for(self.world, WHO),
            kind="toy",
            pieces=wanted,
            certificate_id=Certificate.objects.get(way="remote").id,
            seen=seen_of(wanted),
            at=NOW,
            real_at=real_now(),
        )

    def begin(self, batch_id: int, **typed: str) -> BatchState:
        return remote.begin(actor=actor_for(self.world, WHO), batch_id=batch_id, at=NOW, real_at=real_now(), **typed)

    def poll(self, batch_id: int, *, later: int = 0) -> BatchState:
        real_at = real_now() + timedelta(seconds=later)
        return remote.poll(actor=actor_for(self.world, WHO), batch_id=batch_id, at=NOW, real_at=real_at)

    def resume(self, batch_id: int) -> None:
        batches.resume(actor=actor_for(self.world, WHO), batch_id=batch_id, at=NOW, real_at=real_now())


@pytest.fixture
def phone(world: SchoolWorld, pki: Pki, toy: Toy, settings: Any, tmp_path: Path) -> Iterator[Phone]:
    """A service that allows three signatures a confirmation, and holds the key of one teacher."""
    service = CscV2(pki.person_key(world, WHO, kind="rsa2048"))
    service.values_ready.set()
    with serving(service) as url:
        (tmp_path / "providers.toml").write_text(
            f'[sim]\nlabel = "Dịch vụ thử"\nbase_url = "{url}"\nversion = "2"\nauth = "basic"\n'
            "most_hashes = 3\nwait_seconds = 100\ntimeout_seconds = 1\n",
            encoding="utf-8",
        )
        (tmp_path / "secret").write_text(service.password)
        (tmp_path / "signing.toml").write_text(
            f'providers = "providers.toml"\n[logins.sim]\nuser = "{service.user}"\nsecret_file = "secret"\n'
        )
        settings.SIGNING_CONFIG = str(tmp_path / "signing.toml")
        yield Phone(world, service)


def test_declared_by_the_phone_and_signed_by_the_phone(phone: Phone) -> None:
    listed = remote_credentials(actor=actor_for(phone.world, WHO), holder="person", provider="sim")
    assert [one.id for one in listed] == [CREDENTIAL]
    assert ways.of(phone.register()).most_hashes == 3
    batch_id = phone.start(7)

    confirmations = 0
    while state(batch_id).state != "done":
        asked = phone.begin(batch_id)
        assert asked.waits_for == "phone"
        assert phone.poll(batch_id).waits_for == "phone", "the owner has not answered"
        assert "7" not in phone.service.answer_phone("confirmed").description
        phone.poll(batch_id)
        confirmations += 1
    assert confirmations == 3, "three, three and one"
    assert len(signed()) == 7


def test_refused_on_the_phone_and_gone_on_later(phone: Phone) -> None:
    phone.register()
    batch_id = phone.start(2)
    phone.begin(batch_id)
    phone.service.answer_phone("refused")

    stopped = phone.poll(batch_id)
    assert (stopped.waits_for, stopped.stopped_code, stopped.counts["hashed"]) == ("code", "REMOTE_REFUSED", 2)
    assert phone.begin(batch_id).waits_for == "code", "nobody's phone rings until its owner goes on"
    phone.resume(batch_id)
    phone.begin(batch_id)
    phone.service.answer_phone("confirmed")
    assert phone.poll(batch_id).state == "done"
    assert signed() == [(1, "A"), (2, "A")]


def test_nobody_answers_in_time(phone: Phone) -> None:
    phone.register()
    batch_id = phone.start(2)
    phone.begin(batch_id)

    assert phone.poll(batch_id, later=90).waits_for == "phone"
    assert phone.poll(batch_id, later=101).stopped_code == "REMOTE_EXPIRED"
    assert signed() == []


@pytest.mark.parametrize("fault", ["silent", "drop", "busy"])
def test_a_bad_line_while_waiting_loses_nothing(phone: Phone, fault: str) -> None:
    phone.register()
    batch_id = phone.start(2)
    phone.begin(batch_id)
    phone.service.fault = fault

    assert phone.poll(batch_id).waits_for == "phone"
    phone.service.answer_phone("confirmed")
    assert phone.poll(batch_id).state == "done"


def test_a_service_that_is_gone_stops_the_batch(phone: Phone) -> None:
    phone.register()
    batch_id = phone.start(2)
    phone.service.fault = "down"
    stopped = phone.begin(batch_id)
    assert stopped.stopped_code.startswith("CSC_")
    assert stopped.counts["hashed"] + stopped.counts["shown"] == 2
    phone.resume(batch_id)
    phone.begin(batch_id)
    phone.service.answer_phone("confirmed")
    assert phone.poll(batch_id).state == "done"


def test_a_wrong_pin_is_sent_once(phone: Phone) -> None:
    phone.service.objects = ("PIN",)
    actor = actor_for(phone.world, WHO)
    given = {"actor": actor, "holder": "person", "provider": "sim", "credential_id": CREDENTIAL, "at": NOW}
    with pytest.raises(UsageError, match="CSC_SECRET_NEEDED"):
        begin_remote(**given, real_at=real_now())
    with pytest.raises(CscFailed, match="CSC_SECRET_WRONG"):
        begin_remote(**given, real_at=real_now(), pin="000000")
    assert begin_remote(**given, real_at=real_now(), pin=phone.service.pin).state == "declared"
    batch_id = phone.start(2)

    with pytest.raises(UsageError, match="CSC_SECRET_NEEDED"):
        phone.begin(batch_id)
    before = phone.service.wrong_secrets
    stopped = phone.begin(batch_id, pin="000000")
    assert (stopped.stopped_code, phone.service.wrong_secrets) == ("CSC_SECRET_WRONG", before + 1)
    phone.begin(batch_id, pin=phone.service.pin)
    phone.resume(batch_id)
    assert phone.begin(batch_id, pin=phone.service.pin).state == "done"
    kept = str(list(Batch.objects.values())) + str(list(Item.objects.values())) + str(list(Entry.objects.values()))
    assert phone.service.pin not in kept
    assert not any(sad in kept for sad in phone.service.sads)


def test_another_persons_key_never_makes_a_phone_ring(phone: Phone, pki: Pki) -> None:
    phone.service.key = pki.person_key(phone.world, "homeroom:4A2", kind="rsa2048")
    with pytest.raises(Refused, match="CERTIFICATE_OTHER_PERSON"):
        phone.register()
    assert phone.service.authorizations == {}


def test_a_stopped_batch_takes_nothing_from_the_phone(phone: Phone) -> None:
    phone.register()
    batch_id = phone.start(2)
    phone.begin(batch_id)
    batches.stop(actor=actor_for(phone.world, WHO), batch_id=batch_id, at=NOW)
    phone.service.answer_phone("confirmed")

    assert phone.poll(batch_id).state == "stopped"
    assert signed() == []
    assert phone.service.signed == 1, "the proof of possession, and nothing since"
