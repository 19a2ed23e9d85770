"""The whole sample school through the one bulk door."""

from __future__ import annotations

import time

import pytest

from hocba_web.audit import services as audit  # noqa: F401
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.models import Pupil
from support.sample_school import sample
from support.web import make_school
from support.web.school import NOW


@pytest.fixture
def empty(db):
    return make_school(classes=(), pupils=0)


def load(world, **wanted):
    return load_into(
        school_id=world.school.id,
        year_id=world.year.id,
        data=sample(),
        by=world.staff["registrar"].user_id,
        at=NOW,
        decision_id=world.decision.id,
        **wanted,
    )


def test_the_sample_school_arrives_whole(empty):
    data = sample()
    began = time.perf_counter()
    loaded = load(empty)
    print("seconds", time.perf_counter() - began, loaded)
    assert Pupil.objects.filter(school=empty.school).count() == len(data.pupils) == loaded.pupils
