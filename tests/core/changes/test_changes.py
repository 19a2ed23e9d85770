"""What changed between two states of a record is found, at its place, in words; and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.model import (
    Assessment,
    OverallResult,
    Person,
    SchoolYear,
    StudyYear,
    Subject,
    SubjectLevel,
    TeacherPart,
    TraitLevel,
    YearRecord,
)
from hocba.model.changes import LEVEL_WORDS, Change, changes, differs_for
from hocba.regulation import level_name
from support.records import ENGLISH, HOMEROOM, IT, MUSIC, not_assessed_record, sample_record

RECORD = sample_record()
TEACHERS = [HOMEROOM, ENGLISH, IT, MUSIC]


def other(value: object) -> object:
    """A value of the same kind that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, UUID):
        return UUID("00000000-0000-4000-8000-000000000001")
    steps = {int: 1, str: " khác", Decimal: Decimal("0.5"), date: timedelta(days=1)}
    return 7 if value is None else value + steps[type(value)]


def leaf_paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in nested dataclasses and tuples that holds a single value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, SchoolYear):
        for field in dataclasses.fields(value):
            yield from leaf_paths(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from leaf_paths(inner, (*path, index))
    else:
        yield path


def with_leaf(value: object, path: tuple[str | int, ...], change: Callable[[object], object]) -> object:
    """The same value with one leaf changed."""
    if not path:
        return change(value)
    step, *rest = path
    if isinstance(step, int):
        items = list(value)
        items[step] = with_leaf(items[step], tuple(rest), change)
        return tuple(items)
    return dataclasses.replace(value, **{step: with_leaf(getattr(value, step), tuple(rest), change)})


LEAVES = [
    path
    for path in leaf_paths(RECORD)
    # Names of the items: another one is one item less and one more, shown in tests of their own.
    if path[-1] not in {"subject", "school_year", 0}
]


def one(old: YearRecord, new: YearRecord) -> Change:
    (change,) = changes(old, new)
    return change


def with_result(subject: Subject, **values: object) -> YearRecord:
    parts = tuple(
        TeacherPart(
            part.teacher,
            tuple(dataclasses.replace(r, **values) if r.subject is subject else r for r in part.results),
        )
        for part in RECORD.assessment.parts
    )
    return dataclasses.replace(RECORD, assessment=dataclasses.replace(RECORD.assessment, parts=parts))


def test_nothing_changed() -> None:
    assert changes(RECORD, sample_record()) == ()
    assert differs_for(RECORD, sample_record()) == frozenset()
    assert changes(not_assessed_record(), not_assessed_record()) == ()


@given(path=st.sampled_from(LEAVES))
def test_any_single_leaf_is_found_at_its_place(path: tuple[str | int, ...]) -> None:
    new = with_leaf(RECORD, path, other)
    assert isinstance(new, YearRecord)
    found = changes(RECORD, new)
    last = [step for step in path if isinstance(step, str)][-1]
    if path[:2] == ("assessment", "parts") and path[3] == "teacher":
        # The teacher stands at each subject of the part.
        assert {change.field for change in found} == {{"name": "teacher", "personal_id": "teacher_id"}[last]}
        assert len(found) == len(RECORD.assessment.parts[path[2]].results)
        return
    (change,) = found
    traits = path[0] == "assessment" and last in {"competencies", "qualities"}
    assert change.field.rpartition(".")[2] == ("level" if traits else last)
    assert change.old != change.new
    assert (change.teacher is not None) == (path[:2] == ("assessment", "parts"))
    back = changes(new, RECORD)
    assert [(b.where, b.old, b.new) for b in back] == [(change.where, change.new, change.old)]


@given(paths=st.lists(st.sampled_from(LEAVES), min_size=1, max_size=6, unique=True))
def test_several_changes_are_all_found_and_name_the_teachers_whose_part_they_touch(
    paths: list[tuple[str | int, ...]],
) -> None:
    new: object = RECORD
    for path in paths:
        new = with_leaf(new, path, other)
    found = changes(RECORD, new)
    assert found
    touched = {
        person
        for path in paths
        if path[:2] == ("assessment", "parts")
        for person in (
            RECORD.assessment.parts[path[2]].teacher.personal_id,
            new.assessment.parts[path[2]].teacher.personal_id,
        )
    }
    assert differs_for(RECORD, new) == touched
    assert {person for person in touched if any(change.concerns(person) for change in found)} == touched


def test_words_are_those_of_the_form() -> None:
    assert {level: level_name(level) for level in (*SubjectLevel, *TraitLevel, *OverallResult)} == LEVEL_WORDS


@pytest.mark.parametrize(
    ("new", "where", "old_text", "new_text", "teacher"),
    [
        (
            with_result(Subject.MUSIC, level=SubjectLevel.COMPLETED),
            "subjects/MUSIC/level",
            "Hoàn thành tốt",
            "Hoàn thành",
            MUSIC,
        ),
        (with_result(Subject.MATHS, score=8), "subjects/MATHS/score", "9", "8", HOMEROOM),
        (with_result(Subject.MATHS, score=None), "subjects/MATHS/score", "9", "", HOMEROOM),
        (
            dataclasses.replace(RECORD, pupil=dataclasses.replace(RECORD.pupil, born=date(2016, 3, 14))),
            "pupil/born",
            "04/03/2016",
            "14/03/2016",
            None,
        ),
        (
            dataclasses.replace(RECORD, health=dataclasses.replace(RECORD.health, weight_kg=Decimal(30))),
            "health/weight_kg",
            "29,5",
            "30",
            None,
        ),
        (
            dataclasses.replace(RECORD, outcome=dataclasses.replace(RECORD.outcome, promoted=False)),
            "outcome/promoted",
            "Có",
            "Không",
            None,
        ),
    ],
)
def test_words_and_place(new: YearRecord, where: str, old_text: str, new_text: str, teacher: Person | None) -> None:
    change = one(RECORD, new)
    assert (change.where, change.old, change.new) == (where, old_text, new_text)
    assert change.teacher == (teacher.personal_id if teacher else None)
    assert change.kind == "changed"


def test_an_added_and_a_removed_result_say_so() -> None:
    parts = tuple(part for part in RECORD.assessment.parts if part.teacher != ENGLISH)
    without = dataclasses.replace(RECORD, assessment=dataclasses.replace(RECORD.assessment, parts=parts))
    added, removed = changes(without, RECORD), changes(RECORD, without)
    assert {change.kind for change in added} == {"added"}
    assert {change.kind for change in removed} == {"removed"}
    assert {change.subject for change in (*added, *removed)} == {Subject.FOREIGN_LANG_1}
    assert {change.field for change in added} == {"name", "level", "score", "comment", "teacher", "teacher_id"}
    assert all(change.old == "" and change.new for change in added)
    assert {change.teacher for change in (*added, *removed)} == {ENGLISH.personal_id}
    assert differs_for(RECORD, without) == differs_for(without, RECORD) == {ENGLISH.personal_id}


def test_a_subject_that_goes_to_another_teacher_touches_both_parts() -> None:
    homeroom, english, it, music = RECORD.assessment.parts
    fine_arts = music.results[-1]
    parts = (
        dataclasses.replace(homeroom, results=(*homeroom.results, fine_arts)),
        english,
        it,
        dataclasses.replace(music, results=music.results[:-1]),
    )
    new = dataclasses.replace(RECORD, assessment=dataclasses.replace(RECORD.assessment, parts=parts))
    assert [change.where for change in changes(RECORD, new)] == [
        "subjects/FINE_ARTS/teacher",
        "subjects/FINE_ARTS/teacher_id",
    ]
    assert differs_for(RECORD, new) == {HOMEROOM.personal_id, MUSIC.personal_id}
    assert all(c.concerns(HOMEROOM.personal_id) and c.concerns(MUSIC.personal_id) for c in changes(RECORD, new))


def test_only_the_order_differs() -> None:
    homeroom, *rest = RECORD.assessment.parts
    turned = dataclasses.replace(homeroom, results=homeroom.results[::-1])
    within = dataclasses.replace(RECORD, assessment=dataclasses.replace(RECORD.assessment, parts=(turned, *rest)))
    assert one(RECORD, within).field == "order"
    assert differs_for(RECORD, within) == {HOMEROOM.personal_id}
    swapped = dataclasses.replace(RECORD, assessment=dataclasses.replace(RECORD.assessment, parts=(*rest, homeroom)))
    assert one(RECORD, swapped).field == "order"
    assert differs_for(RECORD, swapped) == frozenset()


def test_a_pupil_who_is_no_longer_assessed() -> None:
    found = changes(RECORD, not_assessed_record())
    texts = {change.where: (change.old, change.new) for change in found}
    assert texts["assessment/assessed"] == ("Có đánh giá", "Không đánh giá")
    assert texts["assessment/evidence"][1].startswith("Khuyết tật trí tuệ")
    assert texts["subjects/MATHS/score"] == ("9", "")
    assert differs_for(RECORD, not_assessed_record()) == {teacher.personal_id for teacher in TEACHERS}


def test_a_line_of_the_history_that_comes_and_a_year_at_two_schools() -> None:
    line = StudyYear(SchoolYear(2025), "4B", "Trường Tiểu học Uông Bí", date(2026, 1, 12))
    new = dataclasses.replace(RECORD, history=(*RECORD.history, line))
    found = changes(RECORD, new)
    assert {(change.section, change.item, change.kind) for change in found} == {("history", "2025-2026#2", "added")}
    assert {change.new for change in found} == {"4B", "Trường Tiểu học Uông Bí", "12/01/2026"}
    assert isinstance(new.assessment, Assessment)
