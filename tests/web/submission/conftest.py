"""A class whose records are sealed, and the steps of a package as people take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from hocba_web.records.models import Record
from hocba_web.submission.kinds.package import PackageKind, pieces_for
from hocba_web.submission.models import Message, Package, PackageLine
from hocba_web.submission.services import packages
from hocba_web.submission.services.account import configure
from hocba_web.submission.services.outbox.working import work
from support.keys import TestKey
from support.web.acting import actor_for
from support.web.school import NOW, SchoolWorld
from support.web.sealing import approved_class, drive, seal_all, signing
from support.web.signing import pki, real_now  # noqa: F401  # a fixture
from web.submission.scripted import ScriptedGateway


@dataclass
class Office:
    """The school's office with a class of issued records, and the gateway it talks to."""

    world: SchoolWorld
    key: TestKey
    gateway: ScriptedGateway = field(default_factory=ScriptedGateway)

    @property
    def records(self) -> list[Record]:
        """As they stand now, in the order of the list."""
        return list(Record.objects.filter(school=self.world.school).order_by("enrolment__number", "id"))

    @property
    def states(self) -> list[str]:
        """Their states."""
        return [record.state for record in self.records]

    @property
    def lines(self) -> list[PackageLine]:
        """Every line, oldest first."""
        return list(PackageLine.objects.order_by("id"))

    def prepare(self, *, at: Any = NOW) -> list[Package]:
        """The clerk packs what is ready."""
        made = packages.prepare(actor=actor_for(self.world, "clerk"), year_id=self.world.year.id, at=at)
        return list(Package.objects.filter(id__in=made.packages).order_by("id"))

    def approve(self, *found: Package) -> None:
        """The principal approves."""
        packages.approve(
            actor=actor_for(self.world, "principal"),
            seen={one.id: one.content_digest for one in found},
            at=NOW,
            real_at=real_now(),
        )

    def sign(self, *found: Package) -> None:
        """The clerk signs the lists."""
        rows = list(Package.objects.filter(id__in=[one.id for one in found]))
        drive(PackageKind(), pieces_for(rows), signing(self.world, self.key), self.key)

    def signed(self) -> Package:
        """All ready records in one signed package."""
        (package,) = self.prepare()
        self.approve(package)
        self.sign(package)
        package.refresh_from_db()
        return package

    def send(self, package: Package) -> Message:
        """The clerk sends."""
        (message,) = packages.send(
            actor=actor_for(self.world, "clerk"), package_ids=[package.id], at=NOW, real_at=real_now()
        )
        return message

    def look(self, message: Message, *, later: timedelta = timedelta(hours=1)) -> str:
        """A job looks at the message, late enough for whatever it waits for."""
        state = work(message.pk, at=NOW, real_at=real_now() + later, gateway=self.gateway)
        message.refresh_from_db()
        return state

    def deliver(self, message: Message, *, looks: int = 2) -> Message:
        """Send and ask for the result."""
        for number in range(1, looks + 1):
            self.look(message, later=timedelta(hours=number))
        return message


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Any) -> Office:
    """Issued records of three pupils, one of whom belongs to August and has none yet; the gateway's account is set."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    settings.GATEWAY_URL = "http://127.0.0.1:1/"
    ready = approved_class(pupils=4)
    seal_all(ready)
    configure(
        actor=actor_for(ready.world, "school_admin"),
        unit_code="22999001",
        user_name="hocba",
        password="mat-khau-cong",
        token="ma-truy-cap",
        at=NOW,
        real_at=real_now(),
    )
    return Office(ready.world, ready.key)
