"""Counts kept by every save are those that counting anew gives."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba.model import Moment
from hocba_web.assessment.models import Progress
from hocba_web.assessment.selectors.grid.book import load_book
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.schools.ports import ports as register_ports
from support.web import SchoolWorld, actor_for
from support.web.school import NOW

CELLS = (
    ("MATHS.level", st.sampled_from(("T", "H", "C", ""))),
    ("MATHS.score", st.sampled_from(("0", "3", "9", "10", "", "11"))),
    ("MATHS.comment", st.sampled_from(("", "x", "Em học tốt, tính nhanh.", "Em học giỏi nhất lớp."))),
    ("ETHICS.level", st.sampled_from(("T", "C", ""))),
    ("q.HONESTY", st.sampled_from(("T", "Đ", ""))),
    ("c.CALCULATION", st.sampled_from(("T", "C", ""))),
    ("comment_homeroom", st.sampled_from(("", "Em chăm ngoan, học tốt.", "test"))),
    ("excused", st.sampled_from(("", "0", "60"))),
    ("height_cm", st.sampled_from(("", "132.5", "20"))),
    ("overall", st.sampled_from(("", "HT", "HTXS"))),
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, len(CELLS) - 1), st.integers(0, 5)), min_size=1, max_size=8
)
COUNTED = ("school_class_id", "moment", "part", "filled", "total", "errors", "warnings")


@pytest.fixture
def opened(world: SchoolWorld) -> SchoolWorld:
    world.open_window()
    world.open_window("ck1")
    return world


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), CHANGES), min_size=1, max_size=4))
def test_counts_equal_a_recount(opened: SchoolWorld, at: datetime, acts: list) -> None:
    teacher = actor_for(opened, "homeroom:4A1")
    pupils = opened.enrolments["4A1"]
    for at_year_end, changes in acts:
        moment = Moment.YEAR_END if at_year_end else Moment.END1
        cells = {}
        for pupil, cell, choice in changes:
            name, values = CELLS[cell]
            if not at_year_end and name == "overall":
                continue
            options = values.elements
            cells[pupils[pupil].id, name] = options[choice % len(options)]
        if not cells:
            continue
        save_act(
            actor=teacher,
            class_id=opened.classes["4A1"].id,
            moment=moment,
            act=uuid4(),
            kind="paste",
            changes=[Change(row, col, value, _rev(opened, moment, row, col)) for (row, col), value in cells.items()],
            at=NOW,
        )
    own = Progress.objects.filter(school_class=opened.classes["4A1"])
    kept = set(own.values_list(*COUNTED))
    counted_moments = {moment for _class, moment, *_rest in kept}
    rebuild_progress(opened.year.id, [Moment(one) for one in counted_moments], at=at)
    assert kept == set(own.values_list(*COUNTED))


def _rev(world: SchoolWorld, moment: Moment, row: int, col: str) -> int:
    facts = class_facts(world.classes["4A1"].id, world.school.id)
    return load_book(facts, moment, NOW.date()).cell(row, col).rev


def test_a_fall_is_counted_when_the_first_term_is_corrected(opened: SchoolWorld, enter, at: datetime) -> None:
    enter({(0, "ETHICS.level"): "C"})
    assert Progress.objects.get(moment="cn", part="ETHICS").warnings == 0
    enter({(0, "ETHICS.level"): "T"}, moment=Moment.END1)
    assert Progress.objects.get(moment="cn", part="ETHICS").warnings == 1


def test_counts_follow_the_register(opened: SchoolWorld, enter, at: datetime) -> None:
    enter({(0, "MATHS.level"): "T"})
    assert Progress.objects.get(moment="cn", part="MATHS").total == 6
    gone = opened.enrolments["4A1"][2]
    gone.left_on = at.date()
    gone.save()
    register_ports.roll_changed([gone.school_class_id], at)
    assert Progress.objects.get(moment="cn", part="MATHS").total == 4
