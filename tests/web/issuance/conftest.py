"""A class whose records are ready for the seal, and one whose records the authority accepted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hocba.lifecycle import Event, Guard, Role
from hocba_web.issuance.kinds.seal import pieces_for
from hocba_web.issuance.selectors.sealing import of_class
from hocba_web.signatures.models import Certificate
from support.keys import demo_ca
from support.web.record_signing import sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import SchoolWorld
from support.web.sealing import Approved, accepted, approved_class, take_steps
from support.web.signing import Pki, sign_batch


@pytest.fixture
def ready(db: None) -> Approved:
    """Records that the principal has signed, and the school's approved certificate."""
    del db
    return approved_class()


@pytest.fixture
def issued(ready: Approved) -> Approved:
    """The same, sealed and accepted by the authority."""
    ready.records = accepted(ready)
    return ready


@pytest.fixture
def pki(settings: Any, tmp_path: Path) -> Pki:
    """The site trusts the authority under which `support.web.record_signing` signs."""
    settings.TRUST_FOLDER = tmp_path / "trust"
    return Pki(tmp_path / "trust", demo_ca())


@pytest.fixture
def sealing(db: None, at: datetime, pki: Pki) -> SchoolWorld:
    """A class that the principal has signed, another that is not; the school's certificate, for the queue."""
    del db
    world = ready_school(classes=("4A1", "4A2"), pupils=4)
    for name in world.classes:
        initialised(world, name, at=at)
    for record in records_of(world, "4A2"):
        sign_up_to(world, record.id, at=at)
    pki.give_seal(world)
    return world


@pytest.fixture
def sealed(sealing: SchoolWorld) -> SchoolWorld:
    """The same with that class sealed and accepted by the authority."""
    certificate = Certificate.objects.get(school=sealing.school, holder="organisation").id
    rows = [row for row in of_class(sealing.classes["4A2"].id) if row.approved]
    sign_batch(sealing, "clerk", "seal", list(pieces_for(rows)), certificate)
    for record in records_of(sealing, "4A2"):
        take_steps(
            record,
            (Event.PACKAGE, Role.CLERK, {Guard.PACKAGE_FITS}),
            (Event.SUBMIT, Role.CLERK, {Guard.PACKAGE_SIGNED}),
            (Event.ACCEPT, Role.GATEWAY, {Guard.SIGNATURES_VALID}),
        )
    return sealing
