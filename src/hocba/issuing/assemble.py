"""From what the workbooks say to one `YearRecord` a pupil, or to the reasons why there is none.

One pupil's bad data never stops the others. What can be judged on a finished record (comments, texts, dates, the
overall result against the rules) is left to `hocba.lint`; refused here is what no record can be made of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from hocba.issuing.refusal import Problem, Refusal
from hocba.issuing.signers import homeroom_teacher, teacher_parts
from hocba.issuing.year_end import YearEnd, year_end_state
from hocba.model import (
    Assessment,
    Awards,
    Moment,
    NotAssessed,
    Person,
    PupilIdentity,
    TeacherPart,
    YearRecord,
    record_identifier,
)
from hocba.regulation import closing, no_information, rules_for
from hocba.workbooks.school import PupilEntry, SchoolClass, SchoolData, SchoolFinding, YearSummary

AWARD_SEPARATOR = "; "
_RESULT_FILES = "KetQua-"
_RECORD = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1"
_LEFT = "Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b)"
_DISABILITY = "Circular 27/2020/TT-BGDĐT, art. 8"
_AWARDS = "Circular 27/2020/TT-BGDĐT, art. 13"
_YEAR_END = "Circular 27/2020/TT-BGDĐT, art. 9"
# A central city keeps its rank where it is named after a person (Decree 30/2020/NĐ-CP, Phụ lục I).
_NAMED_AFTER_A_PERSON = "Thành phố Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed at initialisation and stands in no workbook."""

    created_on: date
    planned_issue_on: date
    new_uuid: Callable[[], UUID]
    """Gives a fresh version-4 UUID for every record."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One pupil among the data, with the class."""

    data: SchoolData
    pupil: PupilEntry
    school_class: SchoolClass


def assemble(data: SchoolData, plan: Plan, *, classes: Collection[str] | None = None) -> Iterator[YearRecord | Refusal]:
    """One record or refusal for every row of the pupil list, and a refusal for year-end results of an unknown pupil.

    First come the rows that were not accepted, then the unknown, then the pupils in the order of the list.

    Source: Công văn 2088/BGDĐT-GDTH, Phụ lục 1; Circular 27/2020/TT-BGDĐT.

    Args:
        data: the school, from `load_school`.
        plan: dates and UUIDs.
        classes: only these classes; None for all. Rejected rows without a readable class always come, the unknown only
            with all classes, because nothing says which is theirs.
    """
    for row in data.rejected_rows:
        if classes is None or not row.class_name or row.class_name in classes:
            yield Refusal(row.pupil or row.name, tuple(map(_problem, row.findings)))
    if classes is None:
        yield from _unknown(data)
    for pupil in data.pupils.values():
        if classes is None or pupil.class_name in classes:
            yield assemble_pupil(data, pupil, plan)


def assemble_pupil(data: SchoolData, pupil: PupilEntry, plan: Plan) -> YearRecord | Refusal:
    """The record of one pupil, or every problem that stands against it.

    Source: Công văn 2088/BGDĐT-GDTH, Phụ lục 1.
    """
    if pupil.status.has_left and pupil.code not in data.year_end and not _rejected(data, pupil, _RESULT_FILES):
        on = f"{pupil.status_on:%d/%m/%Y}" if pupil.status_on else "…"
        params = {"status": pupil.status.value, "on": on}
        return Refusal(pupil.code, (Problem("PUPIL_LEFT", pupil.where, _LEFT, params),))
    school_class = data.classes.get(pupil.class_name)
    if school_class is None:
        unknown = Problem("CLASS_UNKNOWN", pupil.where, _RECORD, {"name": pupil.class_name})
        return Refusal(pupil.code, (unknown,))
    source = _Source(data, pupil, school_class)
    problems = [*map(_problem, data.errors.get(pupil.code, ())), *_gaps(source)]
    homeroom = homeroom_teacher(data, school_class)
    if isinstance(homeroom, Problem):
        problems.append(homeroom)
    state: YearEnd | None = None
    if pupil.code in data.year_end and pupil.code in data.summaries:
        found = year_end_state(data, pupil, rules_for(school_class.grade, data.school_year))
        if isinstance(found, YearEnd):
            state = found
        else:
            problems += found
    parts: tuple[TeacherPart, ...] = ()
    if state is not None and not pupil.not_assessed:
        rules = rules_for(school_class.grade, data.school_year)
        answered = teacher_parts(data, school_class, rules, state.results)
        problems += (one for one in answered if isinstance(one, Problem))
        parts = tuple(one for one in answered if isinstance(one, TeacherPart))
    if problems or state is None or isinstance(homeroom, Problem):
        return Refusal(pupil.code, tuple(problems))
    return _record(source, plan, homeroom, parts, state)


def _unknown(data: SchoolData) -> Iterator[Refusal]:
    """Year-end results whose code is no pupil's: somebody's year would be lost in silence."""
    unknown = (one for one in data.findings if one.code == "PUPIL_UNKNOWN" and one.is_error)
    for pupil, found in groupby(sorted(unknown, key=lambda one: one.pupil), key=lambda one: one.pupil):
        problems = tuple(map(_problem, found))
        if any(one.where.startswith(_RESULT_FILES) for one in problems):
            yield Refusal(pupil, problems)


def _problem(finding: SchoolFinding) -> Problem:
    return Problem(finding.code, finding.where, finding.source, finding.params)


def _rejected(data: SchoolData, pupil: PupilEntry, file: str) -> bool:
    """Whether the pupil's row stands in such a file but could not be accepted."""
    return any(finding.where.startswith(file) for finding in data.errors.get(pupil.code, ()))


def _gaps(source: _Source) -> Iterator[Problem]:
    """What no file says; a row that was there but rejected is already named by its own finding."""
    data, pupil = source.data, source.pupil
    grade = source.school_class.grade
    needed: tuple[tuple[str, str, Mapping[str, object], str], ...] = (
        ("YEAR_END_MISSING", f"KetQua-{grade}-cn.xlsx", data.year_end, _YEAR_END),
        ("YEAR_SUMMARY_MISSING", f"TongKet-{grade}.xlsx", data.summaries, _YEAR_END),
        ("HEALTH_MISSING", "SucKhoe-hk2.xlsx", data.health, _RECORD),
        ("HISTORY_MISSING", "QuaTrinhHocTap.xlsx", data.history, _RECORD),
    )
    for code, file, found, law in needed:
        if pupil.code not in found and not _rejected(data, pupil, file.partition("-")[0]):
            yield Problem(code, file, law, {"file": file})
    if not pupil.identity.personal_id:
        yield Problem("PERSONAL_ID_MISSING", pupil.where, _RECORD)
    if pupil.not_assessed and not pupil.disability:
        yield Problem("EVIDENCE_MISSING", pupil.where, _DISABILITY)
    summary = data.summaries.get(pupil.code)
    if summary is not None:
        given = awards(summary)
        for kind, marked, words in (
            ("cuối năm", summary.award_year_end, given.year_end),
            ("đột xuất", summary.award_ad_hoc, given.ad_hoc),
        ):
            if marked and not words:
                yield Problem("AWARD_TEXT_MISSING", summary.where, _AWARDS, {"kind": kind})


def _record(
    source: _Source, plan: Plan, homeroom: Person, parts: tuple[TeacherPart, ...], state: YearEnd
) -> YearRecord:
    data, pupil, school_class = source.data, source.pupil, source.school_class
    summary = data.summaries[pupil.code]
    year = data.school_year
    return YearRecord(
        lookup_uuid=plan.new_uuid(),
        record_identifier=record_identifier(pupil.identity.personal_id, data.school.level_code, year),
        revision=1,
        school_year=year,
        school=data.school,
        grade=school_class.grade,
        class_name=school_class.name,
        pupil=_with_mother(pupil.identity, rules_for(school_class.grade, year).day),
        health=data.health[pupil.code],
        absences=summary.absences,
        history=data.history[pupil.code].years,
        homeroom_teacher=homeroom,
        manager=data.head,
        place_of_issue=place_of_issue(data.school.province),
        created_on=plan.created_on,
        planned_issue_on=plan.planned_issue_on,
        assessment=_assessment(source, parts, state),
        outcome=state.outcome,
        comments=summary.comments,
        awards=awards(summary),
        group=state.group,
        closing_date=closing(year, state.group).closing_date,
    )


def _assessment(source: _Source, parts: tuple[TeacherPart, ...], state: YearEnd) -> Assessment | NotAssessed:
    overall = state.results.decided
    if source.pupil.not_assessed or overall is None:
        return NotAssessed(evidence=source.pupil.disability)
    rules = rules_for(source.school_class.grade, source.data.school_year)
    end = state.results.at(Moment.YEAR_END)
    return Assessment(
        parts=parts,
        competencies=tuple((one, end.competencies[one]) for one in rules.competencies),
        qualities=tuple((one, end.qualities[one]) for one in rules.qualities),
        overall=overall,
    )


def _with_mother(identity: PupilIdentity, day: date) -> PupilIdentity:
    """HO_VA_TEN_ME is compulsory: a mother not on file gets the set words if a guardian is [assumed; a parameter]."""
    family = identity.family
    if family.mother or not family.guardian:
        return identity
    return replace(identity, family=replace(family, mother=no_information(day)))


def place_of_issue(province: str) -> str:
    """Địa danh phát hành: the province without its rank ("Tỉnh Quảng Ninh" -> "Quảng Ninh")."""
    if province == _NAMED_AFTER_A_PERSON:
        return province
    for rank in ("Tỉnh ", "Thành phố "):
        if province.casefold().startswith(rank.casefold()):
            return province[len(rank) :]
    return province


def awards(summary: YearSummary) -> Awards:
    """The awards of the year: flags say of which kind the text is; with both, the part before "; " is the year-end one.

    Source: Circular 27/2020/TT-BGDĐT, art. 13.
    """
    if summary.award_year_end and summary.award_ad_hoc:
        year_end, _, ad_hoc = summary.award_text.partition(AWARD_SEPARATOR)
        return Awards(year_end, ad_hoc)
    if summary.award_year_end:
        return Awards(year_end=summary.award_text)
    return Awards(ad_hoc=summary.award_text) if summary.award_ad_hoc else Awards()
