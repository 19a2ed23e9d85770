"""What tests of the signing pages share: a school whose records wait to be signed, and people with keys."""

from __future__ import annotations

from datetime import datetime

import pytest

from support.web.records import initialised, ready_school
from support.web.school import SchoolWorld
from support.web.signing import Pki, pki  # noqa: F401  # a fixture

SIGNERS = ("homeroom:4A1", "homeroom:4A2", "english", "arts", "principal")


@pytest.fixture
def school(db: None, at: datetime, pki: Pki) -> SchoolWorld:  # noqa: F811  # the fixture above
    """Two classes with initialised records; everybody who signs has a certificate."""
    world = ready_school(classes=("4A1", "4A2"), pupils=4)
    for name in world.classes:
        initialised(world, name, at=at)
    for who in SIGNERS:
        pki.give(world, who)
    return world
