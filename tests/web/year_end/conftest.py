"""The bundled sample school, whole or waiting for its summer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hocba_web.intake.services.school_folder import load_into
from support.sample_school import sample
from support.web import SchoolWorld, make_school
from support.web.school import NOW


@pytest.fixture
def load(db: None) -> Callable[..., SchoolWorld]:
    """A school with an office into which the sample is loaded as wanted."""

    def _load(**wanted: object) -> SchoolWorld:
        world = make_school(classes=(), pupils=0)
        load_into(
            school_id=world.school.id,
            year_id=world.year.id,
            data=sample(),
            by=world.staff["registrar"].user_id,
            at=NOW,
            decision_id=world.decision.id,
            **wanted,
        )
        return world

    return _load
