"""A granted opening that nobody carried out in time does not bar the teacher from asking again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocba_web.assessment.services.windows import ask_late, grant_late
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from support.web import actor_for
from support.web.school import NOW


def asked(world, at):
    return ask_late(
        actor=actor_for(world, "homeroom:4A1"),
        class_id=world.classes["4A1"].id,
        period="gk2",
        part="MATHS",
        reason="Nhập nhầm cột.",
        at=at,
    )


def test_an_opening_that_was_let_pass_may_be_asked_for_again(world):
    closes = NOW + timedelta(days=1)
    grant_late(
        actor=actor_for(world, "principal"),
        request_id=asked(world, NOW).id,
        closes_at=closes,
        at=NOW,
        real_at=clock.real_now(),
    )
    with pytest.raises(Refused, match="LATE_ASKED_BEFORE"):
        asked(world, closes - timedelta(minutes=1))
    assert asked(world, closes).state == "asked"
