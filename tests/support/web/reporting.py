"""Reports to the ministry in tests: real sealed records in the register, and a played warehouse over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.exchange.messages import Login
from hocba.model import ClosingGroup, YearRecord
from hocba.signature_profile import profile
from hocba_web.base import clock
from hocba_web.ministry.models import Message
from hocba_web.ministry.services import gathering
from hocba_web.ministry.services.outbox.working import due_messages, work
from hocba_web.ministry.simulator import Server, Simulator, State
from hocba_web.register import files
from hocba_web.register.models import Number, School
from support.keys import Staff, demo_ca, sign_record, staff_of
from support.records import sample_record
from support.trust import trust_of
from support.web.authority_keys import NOW, SIGNED_AT
from support.web.registering import held

LOGIN = Login.of("22", "so-gddt", "mat-khau-kho", "")
SETTINGS = {"url": "", "ca": "", "unit": "22", "user": "so-gddt", "password": "mat-khau-kho"}


@cache
def people() -> Staff:
    """The school's people and its seal."""
    return staff_of(sample_record(), kind="p256")


def record_of(number: int, **changes: Any) -> YearRecord:  # fields of YearRecord
    """The sample record for another invented pupil."""
    sample = sample_record()
    pupil = replace(
        sample.pupil, personal_id=f"022216{number:06}", ministry_id=f"22{number:08}", name=f"Nguyễn Thử {number}"
    )
    return replace(sample, lookup_uuid=UUID(int=number, version=4), pupil=pupil, **changes)


@cache
def sealed(number: int) -> bytes:
    """Its signed and sealed file."""
    return sign_record(record_of(number), profile(), people(), SIGNED_AT)


def school_of_sample(area_code: str = "A1") -> School:
    """The register's school of the sample record."""
    sample = sample_record().school
    made, _ = School.objects.get_or_create(code=sample.code, defaults={"name": sample.name, "area_code": area_code})
    return made


def accepted(number: int, *, data: bytes | None = None, **changes: Any) -> Number:  # fields of Accepted
    """A record that the register holds: really sealed, or the bytes given."""
    record = record_of(number)
    content = data if data is not None else sealed(number)
    digest = record_digest(parse_strict(content, widest_limits())).hex() if data is None else "0" * 64
    members: dict[str, Any] = {
        "uuid": record.lookup_uuid,
        "file": files.put(content),
        "record_digest": digest,
        "school_year": record.school_year.first,
        "group": record.group or ClosingGroup.JUNE,
        "pupil_name": record.pupil.name,
        "personal_id": record.pupil.personal_id,
        "born": record.pupil.born,
    }
    return held(school_of_sample(), number, at=NOW, **(members | changes))


@dataclass(slots=True)
class Desk:
    """The ministry's end of the line, and a clock that the test turns."""

    server: Server
    at: datetime = NOW + timedelta(hours=1)
    real: datetime = field(default_factory=clock.real_now)
    """The machine's, as views and jobs have it too."""

    @property
    def state(self) -> State:
        """What the warehouse remembers."""
        return self.server.simulator.state

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.real += timedelta(**span)
        self.at += timedelta(**span)

    def gather(self) -> int:
        """What the tick's job does."""
        return gathering.gather(at=self.at, real_at=self.real)

    def look(self) -> list[str]:
        """Look once at every message that is due; the states they are in afterwards."""
        return [work(pk, at=self.at, real_at=self.real) for pk in due_messages(self.real).values_list("pk", flat=True)]

    def settle(self, rounds: int = 12) -> None:
        """Go on until nothing is under way."""
        for _ in range(rounds):
            if not Message.objects.filter(state__in=Message.GOING).exists():
                return
            self.look()
            self.later(hours=1)


@contextmanager
def warehouse(settings: Any, at: datetime = NOW + timedelta(hours=1)) -> Iterator[Desk]:  # pytest-django's
    """A played warehouse that listens, and the settings that lead to it."""
    server = Server(Simulator(State(), trust_of(demo_ca()), lambda: desk.at), LOGIN)
    desk = Desk(server, at=at)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.WAREHOUSE = SETTINGS | {"url": server.address}
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
