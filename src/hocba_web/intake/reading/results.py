"""Rows of results: levels, scores and comments at the four moments, health, year summary, supplementary assessment.

Fields are the columns of the result grid (`hocba_web.assessment.selectors.grid`): "MATHS.level", "c.SCIENCE",
"q.HONESTY", "comment_general", "excused", "overall", "award_year_end"; values are written as the grid writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hocba.issuing.assemble import awards
from hocba.model import Competency, Moment, OverallResult, Subject, grade_of_class
from hocba.workbooks.check import AcceptedResult, CheckKind, check_file
from hocba.workbooks.check.context import find_context
from hocba.workbooks.cleaning import class_name
from hocba.workbooks.school.data import Supplementary, YearSummary
from hocba.workbooks.school.results import read_comments
from hocba.workbooks.school.year import read_health, read_summaries, read_supplementary
from hocba.workbooks.tables import Row, Table
from hocba_web.assessment.services.loading import award_words
from hocba_web.intake.reading.known import KnownSchool
from hocba_web.intake.reading.reading import CellLog, Chosen, Reading, RowsByPlace, place_of, place_where
from hocba_web.intake.reading.reading import Subject as About
from hocba_web.schools.selectors.rows import Row as Fields

_COMMENT_FILE = re.compile(r"nhan[-_ ]?xet[-_ ](?P<name>[^-_ ]+)[-_ ].*", re.IGNORECASE)
_TERM_2 = Moment.YEAR_END


def _moment(reading: Reading, file: str, tables: Sequence[Table], chosen: Chosen) -> Moment | None:
    """The moment that a person, a title, a sheet or the file's name tells; the file is refused without one."""
    found = (find_context(file, table, grade=None, moment=chosen.moment, school_year=None).moment for table in tables)
    moment = chosen.moment or next((one for one in found if one is not None), None)
    if moment is None:
        reading.refuse("INTAKE_MOMENT_UNKNOWN")
    reading.moment = moment
    return moment


def _about(known: KnownSchool, code: str, where: str) -> About:
    place = known.places[code]
    return About(place.name, place.class_name, where)


def read_result_list(  # noqa: PLR0917  # the shape of every reader
    reading: Reading, file: str, content: bytes, tables: Sequence[Table], known: KnownSchool, chosen: Chosen
) -> None:
    """Levels and scores of a grade, or of one class, at one moment; also the class summary of vnEdu."""
    moment = _moment(reading, file, tables, chosen)
    if moment is None:
        return
    kind: CheckKind = "vnedu" if tables[0].kind == "vnedu" else "results"
    checked = check_file(
        content, kind=kind, roster=known.roster, period=moment, school_year=known.school_year, name=file
    )
    reading.rejected += checked.rejected
    reading.warnings += checked.warnings
    reading.data_rows = checked.data_rows
    reading.rejected_rows = checked.data_rows - len(checked.accepted)
    grades = set()
    for one in checked.accepted:
        if not isinstance(one, AcceptedResult) or one.code not in known.places:
            continue
        grades.add(grade_of_class(known.places[one.code].class_name))
        reading.rows[one.code] = _result(one, moment)
        reading.subjects[one.code] = _about(known, one.code, place_of(one.sheet, one.row))
    if len(grades) == 1:
        reading.grade = grades.pop()


def _result(one: AcceptedResult, moment: Moment) -> Fields:
    if one.not_assessed:
        return {}
    row: Fields = {}
    for subject, entry in one.subjects.items():
        if entry.level is not None:
            row[f"{subject.value}.level"] = entry.level.value
        if entry.score is not None:
            row[f"{subject.value}.score"] = str(entry.score)
    row |= {f"c.{trait.value}": level.value for trait, level in one.competencies.items()}
    row |= {f"q.{trait.value}": level.value for trait, level in one.qualities.items()}
    if moment is Moment.YEAR_END and one.rank is not None:
        row["overall"] = one.rank.value
    return row


def read_comment_book(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, chosen: Chosen
) -> None:
    """Comments of one class at one moment, a sheet a subject."""
    moment = _moment(reading, file, tables, chosen)
    if moment is None:
        return
    name = _class_of(file, tables, known)
    if name is None:
        if known.classes:
            reading.refuse("INTAKE_CLASS_UNKNOWN", classes=", ".join(known.classes))
        else:
            reading.refuse("INTAKE_NO_CLASSES")
        return
    log = CellLog()
    found = read_comments(log, (file, name, moment), tables, known.entries, {})
    reading.class_name = name
    reading.grade = grade_of_class(name)
    for code, comments in found.items():
        reading.rows[code] = {f"{subject.value}.comment": comment for subject, comment in comments.items()}
        reading.subjects[code] = _about(known, code, "")
    log.into(reading)


def _class_of(file: str, tables: Sequence[Table], known: KnownSchool) -> str | None:
    """The class that the file's name tells, else the one that its rows name, else that of its pupils."""
    match = _COMMENT_FILE.match(file)
    said = [match["name"]] if match else []
    said += [row.text("class") for table in tables for row in table.rows[:1]]
    said += [place.class_name for table in tables for row in table.rows[:5] if (place := _pupil_of(row, known))]
    names = (class_name(one) for one in said)
    return next((one for one in names if isinstance(one, str) and one in known.classes), None)


def _pupil_of(row: Row, known: KnownSchool) -> About | None:
    place = known.places.get(row.text("code"))
    return About(place.name, place.class_name) if place else None


def read_health_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, chosen: Chosen
) -> None:
    """Weight and height at the end of a term."""
    moment = _moment(reading, file, tables, chosen)
    if moment is None:
        return
    reading.moment = Moment.END1 if moment in {Moment.MID1, Moment.END1} else _TERM_2
    log = CellLog()
    for code, health in read_health(log, file, tables, known.entries).items():
        reading.rows[code] = {"weight_kg": _measure(health.weight_kg), "height_cm": _measure(health.height_cm)}
        reading.subjects[code] = _about(known, code, "")
    log.into(reading)


def _measure(value: Decimal) -> str:
    return f"{value.normalize():f}"


_SUMMARY_TEXTS = {
    "comment_qualities": "qualities_comment",
    "comment_general": "general_comment",
    "comment_specific": "specific_comment",
    "comment_homeroom": "homeroom_comment",
}


def read_summary_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """The year summary: absences, comments by group, overall result, awards."""
    log = CellLog()
    rows = RowsByPlace(file, tables)
    reading.moment = Moment.YEAR_END
    grades = set()
    for code, one in read_summaries(log, file, tables, known.entries).items():
        grades.add(grade_of_class(known.places[code].class_name))
        reading.rows[code] = _summary(one, rows.at(one.where), not_assessed=known.places[code].not_assessed)
        reading.subjects[code] = _about(known, code, place_where(one.where))
    if len(grades) == 1:
        reading.grade = grades.pop()
    log.into(reading)


def _summary(one: YearSummary, row: Row, *, not_assessed: bool) -> Fields:
    fields: Fields = {field: text for field, key in _SUMMARY_TEXTS.items() if (text := row.text(key))}
    for field, count in (("excused", one.absences.excused), ("unexcused", one.absences.unexcused)):
        if row.text(field):
            fields[field] = str(count)
    given = awards(one)
    fields |= {
        field: text
        for field, text in (("award_year_end", award_words(given.year_end)), ("award_ad_hoc", given.ad_hoc))
        if text
    }
    if one.overall is not None and not not_assessed:
        fields["overall"] = one.overall.value
    return fields


def read_supplementary_list(  # the shape of every reader
    reading: Reading, file: str, _content: bytes, tables: Sequence[Table], known: KnownSchool, _chosen: Chosen
) -> None:
    """Supplementary assessment: a field a subject, competency or quality, and how it ended."""
    log = CellLog()
    for code, one in read_supplementary(log, file, tables, known.entries).items():
        if code not in known.places:
            continue
        reading.rows[code] = _supplementary(one)
        reading.subjects[code] = _about(known, code, place_where(one.where))
    log.into(reading)


def _supplementary(one: Supplementary) -> Fields:
    row: Fields = {}
    for target, level, score, day in _assessed(one):
        row[f"{target}.level"] = level
        if score:
            row[f"{target}.score"] = score
        if day:
            row[f"{target}.on"] = day
    row["after"] = one.overall.value
    # Promotion follows from completion; only without it somebody decides, and that is told apart on purpose.
    if one.overall is OverallResult.NOT_COMPLETED and one.promoted:
        row["promoted"] = "x"
    return row


def _assessed(one: Supplementary) -> Iterator[tuple[str, str, str, str]]:
    """Target as the grid names it, level, score and day."""
    for entry in one.entries:
        if isinstance(entry.of, Subject):
            target = entry.of.value
        else:
            target = f"{'c' if isinstance(entry.of, Competency) else 'q'}.{entry.of.value}"
        score = "" if entry.score is None else str(entry.score)
        yield target, entry.level.value, score, entry.assessed_on.isoformat() if entry.assessed_on else ""
