"""What differs between two states of one record, leaf by leaf, as people read it.

For pages that say "what changed since you last saw it" before somebody signs, and to know whose signature falls when a
record is unlocked: a subject teacher's signature stands while that teacher's part stands (design: what is signed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal, NamedTuple, TypeVar

from hocba.model.levels import OverallResult, Subject, SubjectLevel, TraitLevel
from hocba.model.record import Assessment, NotAssessed, TeacherPart, YearRecord
from hocba.model.school_year import SchoolYear

Kind = Literal["changed", "added", "removed"]
_T = TypeVar("_T")

# The words of Circular 27 that `hocba.regulation` holds as dated data; the model stands below it, and a test keeps the
# two equal.
LEVEL_WORDS: Mapping[Enum, str] = {
    SubjectLevel.COMPLETED_WELL: "Hoàn thành tốt",
    SubjectLevel.COMPLETED: "Hoàn thành",
    SubjectLevel.NOT_COMPLETED: "Chưa hoàn thành",
    TraitLevel.GOOD: "Tốt",
    TraitLevel.ACHIEVED: "Đạt",
    TraitLevel.NEEDS_EFFORT: "Cần cố gắng",
    OverallResult.EXCELLENT: "Hoàn thành xuất sắc",
    OverallResult.GOOD: "Hoàn thành tốt",
    OverallResult.COMPLETED: "Hoàn thành",
    OverallResult.NOT_COMPLETED: "Chưa hoàn thành",
}
_YES_NO = {True: "Có", False: "Không"}
_ASSESSED = {True: "Có đánh giá", False: "Không đánh giá"}
_SECTIONS = ("school", "pupil", "health", "absences", "homeroom_teacher", "manager", "outcome", "comments", "awards")


@dataclass(frozen=True, slots=True)
class Change:
    """One leaf that differs."""

    section: str
    """Where: "record", "school", "pupil", "health", "absences", "history", "homeroom_teacher", "manager", "subjects",
    "competencies", "qualities", "assessment", "outcome", "comments" or "awards"."""
    item: str
    """Which one of the section: the name of the `Subject`, `Competency` or `Quality`, the school year of a line of the
    history; empty where the section has no items. A second one of the same name ends with "#2"."""
    field: str
    """Which value of it: "level", "score", "family.mother"; "order" where only the order of the items differs."""
    old: str
    """As people read it: "Hoàn thành tốt", "04/03/2016", "29,5"; empty where there was nothing."""
    new: str
    kind: Kind = "changed"
    """Whether the item itself came or went with this value."""
    teacher: str | None = None
    """Personal ID of the subject teacher in whose part it lies now; None where it lies in no teacher's part."""
    teacher_before: str | None = None
    """The same for the older state; another one only where the subject went to another teacher."""

    @property
    def where(self) -> str:
        """The place as findings name it: "subjects/MUSIC/level", "comments/homeroom"."""
        return "/".join(filter(None, (self.section, self.item, self.field)))

    @property
    def subject(self) -> Subject | None:
        """The subject concerned, if it is one."""
        return Subject[self.item.partition("#")[0]] if self.section == "subjects" and self.item else None

    def concerns(self, personal_id: str) -> bool:
        """Whether it touches the part of that teacher, as it is or as it was."""
        return personal_id in {self.teacher, self.teacher_before}


def changes(old: YearRecord, new: YearRecord) -> tuple[Change, ...]:
    """Every leaf in which two states of a record differ, in the order of the form; empty exactly where they are equal.

    Args:
        old: the state that was seen or signed before.
        new: the state now.
    """
    before, after = _leaves(old), _leaves(new)
    items_before, items_after = {key[:2] for key in before}, {key[:2] for key in after}
    found = []
    for key in _merged(tuple(before), tuple(after)):
        was, now = before.get(key, _NOTHING), after.get(key, _NOTHING)
        if was.value == now.value:
            continue
        kind: Kind = "changed"
        if key.item and key[:2] not in items_before:
            kind = "added"
        elif key.item and key[:2] not in items_after:
            kind = "removed"
        teacher, teacher_before = now.teacher or was.teacher, was.teacher or now.teacher
        found.append(Change(*key, was.text, now.text, kind, teacher, teacher_before))
    return (*found, *_reordered(old, new))


def differs_for(old: YearRecord, new: YearRecord) -> frozenset[str]:
    """Personal IDs of the subject teachers whose part is not the same in both: their signatures fall."""
    before, after = _parts(old), _parts(new)
    return frozenset(person for person in {**before, **after} if before.get(person) != after.get(person))


class _Key(NamedTuple):
    section: str
    item: str
    field: str


class _Leaf(NamedTuple):
    value: object
    text: str
    teacher: str | None = None


_NOTHING = _Leaf(None, "")


def _leaves(record: YearRecord) -> dict[_Key, _Leaf]:
    """Every value that there is, by its place; what is empty is not there."""
    found: dict[_Key, _Leaf] = {}
    for place in fields(record):
        value = getattr(record, place.name)
        if place.name in _SECTIONS:
            found |= _values(place.name, "", value)
        elif value is not None and not isinstance(value, (tuple, Assessment, NotAssessed)):
            found[_Key("record", "", place.name)] = _Leaf(value, _text(value))
    for item, line in _numbered((str(line.school_year), line) for line in record.history):
        found |= _values("history", item, line)
    assessed = isinstance(record.assessment, Assessment)
    found[_Key("assessment", "", "assessed")] = _Leaf(assessed, _ASSESSED[assessed])
    if isinstance(record.assessment, NotAssessed):
        found[_Key("assessment", "", "evidence")] = _Leaf(record.assessment.evidence, record.assessment.evidence)
        return found
    return found | _results(record.assessment)


def _results(assessment: Assessment) -> dict[_Key, _Leaf]:
    found: dict[_Key, _Leaf] = {}
    results = [(result.subject.name, (part.teacher, result)) for part in assessment.parts for result in part.results]
    for item, (teacher, result) in _numbered(results):
        found |= _values("subjects", item, result, teacher.personal_id)
        for name, text in (("teacher", teacher.name), ("teacher_id", teacher.personal_id)):
            found[_Key("subjects", item, name)] = _Leaf(text, text, teacher.personal_id)
    for section, levels in (("competencies", assessment.competencies), ("qualities", assessment.qualities)):
        for item, level in _numbered((trait.name, level) for trait, level in levels):
            found[_Key(section, item, "level")] = _Leaf(level, _text(level))
    found[_Key("assessment", "", "overall")] = _Leaf(assessment.overall, _text(assessment.overall))
    return found


def _values(section: str, item: str, value: object, teacher: str | None = None) -> dict[_Key, _Leaf]:
    return {
        _Key(section, item, path): _Leaf(leaf, _text(leaf), teacher)
        for path, leaf in _fields(value)
        if leaf is not None and leaf != ""
    }


def _fields(value: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """The leaves of nested dataclasses by their attribute paths; what names the item is no leaf of it."""
    for field in fields(value):  # type: ignore[arg-type]  # only dataclasses of the model come here
        inner = getattr(value, field.name)
        if isinstance(inner, Subject | SchoolYear):
            continue
        if is_dataclass(inner):
            yield from _fields(inner, f"{prefix}{field.name}.")
        else:
            yield prefix + field.name, inner


def _text(value: object) -> str:
    match value:
        case bool():
            return _YES_NO[value]
        case Decimal():
            return format(value.normalize(), "f").replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case Enum():
            return LEVEL_WORDS.get(value, str(value.value))
    return str(value)


def _numbered(items: Iterable[tuple[str, _T]]) -> Iterator[tuple[str, _T]]:
    """Names made different: the second of a name ends with "#2"."""
    seen: dict[str, int] = {}
    for name, item in items:
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), item


def _merged(before: Sequence[_Key], after: Sequence[_Key]) -> list[_Key]:
    """Keys of both in the order of the newer; each one that is gone stands behind the key that it stood behind."""
    merged = list(after)
    known = set(after)
    place = -1
    for key in before:
        if key in known:
            place = merged.index(key)
        else:
            place += 1
            merged.insert(place, key)
    return merged


def _reordered(old: YearRecord, new: YearRecord) -> Iterator[Change]:
    """Items that both have, but in another order: the same words, other bytes under a signature."""
    after = _sequences(new)
    for place, before in _sequences(old).items():
        was = [one for one in before if one in after.get(place, ())]
        now = [one for one in after.get(place, ()) if one in before]
        if was != now:
            section, teacher = place
            yield Change(section, "", "order", ", ".join(was), ", ".join(now), "changed", teacher, teacher)


def _sequences(record: YearRecord) -> Mapping[tuple[str, str | None], list[str]]:
    """Names in their order: lines of the history, parts, the subjects of each teacher's part, traits."""
    history = [item for item, _ in _numbered((str(line.school_year), line) for line in record.history)]
    found: dict[tuple[str, str | None], list[str]] = {("history", None): history}
    if isinstance(record.assessment, Assessment):
        parts = record.assessment.parts
        found["subjects", None] = [part.teacher.name for part in parts]
        found |= {("subjects", part.teacher.personal_id): [one.name for one in part.results] for part in parts}
        found["competencies", None] = [trait.name for trait, _ in record.assessment.competencies]
        found["qualities", None] = [trait.name for trait, _ in record.assessment.qualities]
    return found


def _parts(record: YearRecord) -> Mapping[str, TeacherPart]:
    return {part.teacher.personal_id: part for part in record.assessment.parts}
