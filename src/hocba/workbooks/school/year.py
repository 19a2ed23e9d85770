"""What stands beside the results: year summary, supplementary assessment, health, school years so far.

Files TongKet, DanhGiaBoSung, SucKhoe, QuaTrinhHocTap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hocba.errors import InvalidValue
from hocba.model import (
    Absences,
    Comments,
    Competency,
    Health,
    OverallResult,
    Quality,
    SchoolYear,
    StudyYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation import SupplementaryEntry
from hocba.workbooks import cleaning
from hocba.workbooks.check.rows import FirstSeen, RowReader
from hocba.workbooks.cleaning import (
    Bad,
    Value,
    caption_key,
    day,
    flag,
    overall,
    score,
    subject_level,
    text,
    trait_level,
)
from hocba.workbooks.kinds import result_words
from hocba.workbooks.school.data import History, PupilEntry, Supplementary, YearSummary
from hocba.workbooks.school.reading import Log, decimal, identify, only_once, readers, row_place, whole
from hocba.workbooks.tables import Table

_Pupils = Mapping[str, PupilEntry]


def read_summaries(log: Log, file: str, tables: Sequence[Table], pupils: _Pupils) -> dict[str, YearSummary]:
    """The year summary by pupil code."""
    found: dict[str, YearSummary] = {}
    seen = FirstSeen()
    for reader in readers(tables):
        pupil_code, pupil = identify(reader, pupils)
        if pupil is not None:
            only_once(reader, seen, pupil_code)
        row = reader.row
        summary = YearSummary(
            absences=Absences(whole(reader, "excused"), whole(reader, "unexcused")),
            comments=Comments(
                qualities=reader.read("qualities_comment", text) or "",
                general_competencies=reader.read("general_comment", text) or "",
                specific_competencies=reader.read("specific_comment", text) or "",
                homeroom=reader.read("homeroom_comment", text) or "",
            ),
            overall=reader.read("rank", overall),
            award_year_end=reader.read("award_year_end", flag) or False,
            award_ad_hoc=reader.read("award_ad_hoc", flag) or False,
            award_text=row.text("award_text"),
            grade_completed=reader.read("completed", flag) or False,
            primary_completed=reader.read("primary_completed", flag) or False,
            promoted=reader.read("promoted", flag) or False,
            supplementary=reader.read("supplementary", flag) or False,
            where=row_place(file, reader),
        )
        if summary.award_text and not (summary.award_year_end or summary.award_ad_hoc):
            reader.warn("award_text", "AWARD_FLAG_MISSING")
        if not reader.bad:
            found[pupil_code] = summary
        log.take(file, reader, pupil=pupil_code)
    return found


@dataclass(slots=True)
class _Supplement:
    """The rows about one pupil while they are read."""

    readers: list[RowReader] = field(default_factory=list)
    entries: list[SupplementaryEntry] = field(default_factory=list)
    outcomes: list[tuple[OverallResult, bool, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_supplementary(log: Log, file: str, tables: Sequence[Table], pupils: _Pupils) -> dict[str, Supplementary]:
    """The supplementary assessment by pupil code; all its rows must be usable and say the same about the outcome.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b)-(c).
    """
    collected: dict[str, _Supplement] = {}
    for reader in readers(tables):
        pupil_code, _ = identify(reader, pupils)
        one = collected.setdefault(pupil_code, _Supplement())
        one.readers.append(reader)
        entry = _supplementary_entry(reader)
        result = reader.require("rank_after", overall)
        completed = reader.read("completed", flag) or False
        promoted = reader.read("promoted", flag) or False
        if one.outcomes and result and (result, completed, promoted) != one.outcomes[0]:
            reader.reject("rank_after", "SUPPLEMENTARY_DISAGREES", first_row=one.readers[0].row.number)
        if entry is not None and result is not None and not reader.bad:
            one.entries.append(entry)
            one.outcomes.append((result, completed, promoted))
            one.notes.append(reader.row.text("note"))
    found: dict[str, Supplementary] = {}
    for pupil_code, one in collected.items():
        if not any(reader.bad for reader in one.readers):
            result, completed, promoted = one.outcomes[0]
            found[pupil_code] = Supplementary(
                entries=tuple(one.entries),
                overall=result,
                grade_completed=completed,
                promoted=promoted,
                note="; ".join(dict.fromkeys(filter(None, one.notes))),
                where=row_place(file, one.readers[0]),
            )
        for reader in one.readers:
            log.take(file, reader, pupil=pupil_code)
    return found


def _supplementary_entry(reader: RowReader) -> SupplementaryEntry | None:
    target = reader.require("subject", _target)
    of = target.of if target else None
    points = reader.read("score_after", score)
    assessed_on = reader.read("assessed_on", day)
    level: SubjectLevel | TraitLevel | None = None
    if isinstance(of, Subject):
        level = reader.require("level_after", subject_level)
    elif of is not None:
        level = reader.require("level_after", trait_level)
    if of is None or level is None or reader.bad:
        return None
    return SupplementaryEntry(of, level, points, assessed_on)


@dataclass(frozen=True, slots=True)
class _Target:
    """What a row is about."""

    of: Subject | Competency | Quality


def _target(value: Value) -> _Target | Bad:
    """What a row is about: "Toán", "Năng lực: Tính toán", "Phẩm chất: Chăm chỉ"."""
    words = result_words()
    before, colon, after = text(value).partition(":")
    block = words.prefixes.get(caption_key(before)) if colon else "subjects"
    key = caption_key(after if colon else before)
    if block == "subjects" and key in words.subjects:
        return _Target(Subject(words.subjects[key]))
    if block == "competencies" and key in words.competencies:
        return _Target(Competency(words.competencies[key]))
    if block == "qualities" and key in words.qualities:
        return _Target(Quality(words.qualities[key]))
    return Bad("SUBJECT_UNKNOWN")


def read_health(log: Log, file: str, tables: Sequence[Table], pupils: _Pupils) -> dict[str, Health]:
    """Weight in kilograms and height in centimetres by pupil code; a row without both gives nothing."""
    found: dict[str, Health] = {}
    seen = FirstSeen()
    for reader in readers(tables):
        pupil_code, pupil = identify(reader, pupils)
        if pupil is not None:
            only_once(reader, seen, pupil_code)
        weight, height = reader.require("weight", decimal), reader.require("height", decimal)
        if weight is not None and height is not None and not reader.bad:
            found[pupil_code] = Health(weight, height)
        log.take(file, reader, pupil=pupil_code)
    return found


def _school_year(value: Value) -> SchoolYear | Bad:
    try:
        return SchoolYear.parse(text(value))
    except InvalidValue:
        return Bad("SCHOOL_YEAR_INVALID")


def _class_name(value: Value) -> str:
    """A class as this school writes it; other schools name classes in their own ways."""
    found = cleaning.class_name(value)
    return found if isinstance(found, str) else text(value)


def read_history(
    log: Log, file: str, tables: Sequence[Table], pupils: _Pupils
) -> tuple[dict[str, History], dict[str, str]]:
    """The school years so far, oldest first, and the register number where the file has it, by pupil code."""
    years: dict[str, list[StudyYear]] = {}
    places: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for reader in readers(tables):
        pupil_code, _ = identify(reader, pupils, by_class=False)
        year = reader.require("school_year", _school_year)
        entered_on = reader.require("entered_on", day)
        class_name = reader.require("class", _class_name)
        school = reader.require("school", text)
        if not reader.bad and year and entered_on and class_name and school:
            years.setdefault(pupil_code, []).append(StudyYear(year, class_name, school, entered_on))
            places.setdefault(pupil_code, row_place(file, reader))
            numbers[pupil_code] = reader.row.text("register_no") or numbers.get(pupil_code, "")
        log.take(file, reader, pupil=pupil_code)
    histories = {
        pupil_code: History(tuple(sorted(ones, key=lambda one: (one.school_year, one.entered_on))), places[pupil_code])
        for pupil_code, ones in years.items()
    }
    return histories, numbers
