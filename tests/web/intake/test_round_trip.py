"""What goes out comes back without a difference: every kind, the whole sample school."""

from __future__ import annotations

import pytest

from hocba.model import Moment
from hocba_web.intake.comparing import State, compare
from hocba_web.intake.exporting import Wanted
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, read_workbook
from hocba_web.intake.services.exports import export
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.selectors.rows import year_of_school
from support.sample_school import sample
from support.web import actor_for
from support.web.school import NOW
from support.web.workbooks import open_everything, sample_world

FILES = [
    *(Wanted(kind) for kind in (FileKind.SCHOOL, FileKind.STAFF, FileKind.CLASSES, FileKind.ASSIGNMENTS)),
    *(Wanted(kind) for kind in (FileKind.PUPILS, FileKind.HISTORY, FileKind.SUPPLEMENTARY)),
    Wanted(FileKind.HEALTH, moment=Moment.YEAR_END),
    *(Wanted(FileKind.RESULTS, grade=grade, moment=moment) for grade in (1, 2, 3, 4, 5) for moment in Moment),
    *(Wanted(FileKind.SUMMARY, grade=grade) for grade in (1, 2, 3, 4, 5)),
    Wanted(FileKind.COMMENTS, class_name="4A1", moment=Moment.MID1),
    *(Wanted(FileKind.COMMENTS, class_name=name, moment=Moment.YEAR_END) for name in ("1A4", "3A1", "4A1", "5A2")),
]


def _told(wanted: Wanted) -> str:
    parts = (wanted.kind.value, wanted.grade, wanted.moment and wanted.moment.value, wanted.class_name)
    return "-".join(str(one) for one in parts if one)


@pytest.mark.slow
def test_every_kind_comes_back_without_a_difference(db):
    world = sample_world()
    load_into(
        school_id=world.school.id,
        year_id=world.year.id,
        data=sample(),
        by=world.staff["registrar"].user_id,
        at=NOW,
        decision_id=world.decision.id,
    )
    open_everything(world)
    actor = actor_for(world, "registrar")
    known = KnownSchool(year_of_school(world.school.id, world.year.id))
    wrong: dict[str, object] = {}
    rows = 0
    for wanted in FILES:
        exported = export(actor=actor, year_id=world.year.id, wanted=wanted, at=NOW)
        reading = read_workbook(exported.content, exported.name, known)
        if reading.refusal or reading.rejected or reading.kind is not wanted.kind:
            wrong[_told(wanted)] = (reading.kind, reading.refusal, reading.rejected[:3])
            continue
        items = compare(reading, known, actor, NOW).items
        rows += len(items)
        differing = [item.as_json() for item in items if item.state is not State.SAME]
        if differing or not items:
            wrong[_told(wanted)] = (len(items), differing[:3])
    assert wrong == {}
    assert rows > 7_000
