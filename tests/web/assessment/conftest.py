"""Helpers of the tests of result entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.services.grid import Change, save_act
from support.web import SchoolWorld, actor_for

Entry = Callable[..., dict[str, Any]]


@pytest.fixture
def teacher(world: SchoolWorld, at: datetime) -> Actor:
    """The homeroom teacher of 4A1."""
    return actor_for(world, "homeroom:4A1", at=at)


@pytest.fixture
def enter(world: SchoolWorld, teacher: Actor, at: datetime) -> Entry:
    """Enter cells of 4A1 as its teacher: enter({(0, "MATHS.level"): "T"}, base=…, when=…)."""

    def enter(
        cells: Mapping[tuple[int, str], str],
        *,
        base: int = 0,
        actor: Actor = teacher,
        moment: Moment = Moment.YEAR_END,
        when: datetime = at,
        act: UUID | None = None,
        kind: str = "type",
        slug: str = "",
        school_class: str = "4A1",
    ) -> dict[str, Any]:
        pupils = world.enrolments[school_class]
        return save_act(
            actor=actor,
            class_id=world.classes[school_class].id,
            moment=moment,
            act=act or uuid4(),
            kind=kind,
            changes=[Change(pupils[index].id, col, value, base) for (index, col), value in cells.items()],
            at=when,
            slug=slug,
        )

    return enter
