"""Results and comments at the four moments: KetQua-<grade>-<period>, nhan-xet/NhanXet-<class>-<period>."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hocba.model import Grade, Moment, MomentResults, SchoolYear, Subject, grade_of_class
from hocba.workbooks.check.context import Context
from hocba.workbooks.check.results import check_results
from hocba.workbooks.check.roster import Roster
from hocba.workbooks.check.rows import FirstSeen
from hocba.workbooks.cleaning import Bad, caption_key, code, fault_of, subject_level, text
from hocba.workbooks.kinds import result_words
from hocba.workbooks.school.data import PupilEntry, YearEndRow
from hocba.workbooks.school.reading import Log, identify, only_once, place, readers, row_place
from hocba.workbooks.school.registers import subjects_named
from hocba.workbooks.tables import Table

_SHEET_NAME_LIMIT = 31
"""Excel cuts sheet names here."""
_NOTHING = MomentResults()


@dataclass(frozen=True, slots=True)
class FileScope:
    """What the name of a result file says."""

    file: str
    grade: Grade
    moment: Moment
    school_year: SchoolYear


def read_results(
    log: Log, scope: FileScope, tables: Sequence[Table], roster: Roster
) -> tuple[dict[str, MomentResults], dict[str, YearEndRow]]:
    """Results by pupil code, empty for a pupil who is not assessed; and what a row says beyond levels and scores."""
    results: dict[str, MomentResults] = {}
    rows: dict[str, YearEndRow] = {}
    context = Context(scope.grade, scope.moment, scope.school_year)
    for reader, accepted in check_results([(table, context) for table in tables], roster):
        found = code(reader.raw("code")) if fault_of(reader.raw("code")) is None else ""
        pupil = roster.by_code.get(found)
        if pupil is not None and grade_of_class(pupil.class_name) != scope.grade:
            reader.reject("class", "CLASS_MISMATCH", expected_class=pupil.class_name)
        if accepted is not None and not reader.bad:
            results[found] = (
                MomentResults()
                if accepted.not_assessed
                else MomentResults(accepted.subjects, accepted.competencies, accepted.qualities)
            )
            rows[found] = YearEndRow(
                overall=None if accepted.not_assessed else accepted.rank,
                grade_completed=accepted.completed if reader.has("completed") else None,
                promoted=accepted.promoted if reader.has("promoted") else None,
                where=row_place(scope.file, reader),
            )
        log.take(scope.file, reader, pupil=found, stops=scope.moment is Moment.YEAR_END)
    return results, rows


Comments = dict[str, dict[Subject, str]]
"""By pupil code and subject."""


def read_comments(
    log: Log,
    scope: tuple[str, str, Moment],
    tables: Sequence[Table],
    pupils: Mapping[str, PupilEntry],
    results: Mapping[str, MomentResults],
) -> Comments:
    """Comments of one class at one moment, a sheet a subject.

    Args:
        log: findings.
        scope: file, class and moment by the file's name.
        tables: the sheets.
        pupils: the roster.
        results: of that moment by pupil code; a level that differs there warns.
    """
    file, class_name, moment = scope
    found: Comments = {}
    for table in tables:
        subjects = _subjects_of(table.sheet)
        if not subjects:
            log.note("COMMENT_SHEET_UNKNOWN", place(file, table.sheet), {"sheet": table.sheet}, is_error=False)
            continue
        seen = FirstSeen()
        for reader in readers([table]):
            pupil_code, pupil = identify(reader, pupils)
            if pupil is not None:
                only_once(reader, seen, pupil_code)
                if pupil.class_name != class_name:
                    reader.reject("code", "CLASS_MISMATCH", expected_class=pupil.class_name)
            comment = reader.read("comment", text)
            stated = subject_level(reader.raw("level"))
            for subject in subjects:
                entry = results.get(pupil_code, _NOTHING).subjects.get(subject)
                if entry is not None and stated is not None and stated != entry.level:
                    expected = entry.level.value if entry.level else ""
                    reader.warn("level", "COMMENT_LEVEL_DIFFERS", expected=expected)
                if comment and not reader.bad:
                    found.setdefault(pupil_code, {})[subject] = comment
            log.take(file, reader, pupil=pupil_code, stops=moment is Moment.YEAR_END)
    return found


def _subjects_of(sheet: str) -> tuple[Subject, ...]:
    named = subjects_named(sheet)
    if not isinstance(named, Bad):
        return named
    if len(sheet) < _SHEET_NAME_LIMIT:
        return ()
    key = caption_key(sheet)
    cut = {name for caption, name in result_words().subjects.items() if caption.startswith(key)}
    return tuple(map(Subject, cut)) if len(cut) == 1 else ()
