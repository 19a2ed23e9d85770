"""Read a whole school from its folder of workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from hocba.lint import Roster, RosterPupil
from hocba.model import Grade, Moment, MomentResults, SchoolIdentity, SchoolYear, Subject, SubjectEntry, YearResults
from hocba.regulation import rules_for
from hocba.workbooks.check import roster as listed_pupils
from hocba.workbooks.school import files
from hocba.workbooks.school.data import (
    Assignment,
    PupilEntry,
    RejectedRow,
    SchoolClass,
    SchoolData,
    SchoolFinding,
    StaffMember,
    YearEndRow,
    YearSummary,
)
from hocba.workbooks.school.pupils import read_pupils
from hocba.workbooks.school.reading import Log
from hocba.workbooks.school.registers import (
    head_of,
    read_assignments,
    read_classes,
    read_profile,
    read_staff,
    school_of,
)
from hocba.workbooks.school.results import Comments, FileScope, read_comments, read_results
from hocba.workbooks.school.year import read_health, read_history, read_summaries, read_supplementary

_NOTHING = SubjectEntry()


@dataclass(slots=True)
class _Year:
    """Results and comments while the files are read."""

    moments: dict[Moment, dict[str, MomentResults]] = field(default_factory=dict)
    year_end: dict[str, YearEndRow] = field(default_factory=dict)
    comments: dict[Moment, Comments] = field(default_factory=dict)


def load_school(folder: Path, school_year: SchoolYear) -> SchoolData:
    """Everything a school's folder says about one school year, for issuing and for the class summaries.

    Read are C1-HocSinh.xlsx (else CSDL_HocSinh.xls), TruongHoc, GiaoVien, LopHoc, PhanCong, QuaTrinhHocTap,
    KetQua-<grade>-<period>, nhan-xet/NhanXet-<class>-<period>, TongKet-<grade>, DanhGiaBoSung and SucKhoe-hk2, by the
    reading rules of workbooks; nothing else in the folder. Without the first five there is no school. What is wrong in
    the others is a finding, and what they do not say is absent.

    Raises:
        UsageError: SCHOOL_FOLDER_MISSING, SCHOOL_FILE_MISSING, SCHOOL_FIELD_MISSING, SCHOOL_YEAR_MISMATCH,
            HEAD_ID_INVALID.
        UnreadableFile: one of the first five cannot be read; code as of `read_sheets` and `find_tables`.
        UnknownRule: no rules are known for that school year.
    """
    log = Log()
    source = files.Folder(folder, log)
    profile = read_profile(*source.compulsory(files.PROFILE, kind="school"))
    school = school_of(profile, school_year)
    staff = read_staff(log, *source.compulsory(files.STAFF, kind="staff"))
    head = head_of(profile, staff.values())
    classes = read_classes(log, *source.compulsory(files.CLASSES, kind="classes"))
    assignments = read_assignments(log, *source.compulsory(files.ASSIGNMENTS, kind="assignments"), classes)
    listed, rejected = read_pupils(log, *source.compulsory(*files.PUPIL_LISTS, kind="pupils"), classes)
    tables = source.optional(files.HISTORY, kind="history", is_needed=True)
    history, numbers = read_history(log, files.HISTORY, tables, listed)
    pupils = {code: _with_register_no(pupil, numbers.get(code, "")) for code, pupil in listed.items()}
    year = _read_year(log, source, school_year, classes, pupils)
    summaries = _read_summaries(log, source, classes, pupils)
    tables = source.optional(files.SUPPLEMENTARY, kind="supplementary", is_needed=None)
    supplementary = read_supplementary(log, files.SUPPLEMENTARY, tables, pupils)
    tables = source.optional(files.HEALTH, kind="health", is_needed=True)
    health = read_health(log, files.HEALTH, tables, pupils)
    findings = _without_echo(log.findings, rejected)
    blank = {name: _blank(one, assignments.get(name, ()), school_year) for name, one in classes.items()}
    return SchoolData(
        school=school,
        head=head,
        school_year=school_year,
        classes=MappingProxyType(classes),
        staff=MappingProxyType(staff),
        staff_ids=frozenset(one.personal_id for one in staff.values() if one.active and one.personal_id),
        pupils=MappingProxyType(pupils),
        roster=Roster(
            RosterPupil(code, one.identity.personal_id, one.identity.name, one.identity.born, one.class_name)
            for code, one in pupils.items()
        ),
        rejected_rows=rejected,
        assignments=MappingProxyType(assignments),
        results=MappingProxyType(
            {code: _filled(blank[pupil.class_name], pupil, year, summaries.get(code)) for code, pupil in pupils.items()}
        ),
        year_end=MappingProxyType(year.year_end),
        summaries=MappingProxyType(summaries),
        supplementary=MappingProxyType(supplementary),
        history=MappingProxyType(history),
        health=MappingProxyType(health),
        errors=MappingProxyType(_errors(findings, pupils)),
        findings=findings,
    )


def load_staff(folder: Path) -> tuple[SchoolIdentity, tuple[StaffMember, ...]]:
    """Who works at a school, and which school that is: TruongHoc and GiaoVien alone.

    Raises:
        UsageError: SCHOOL_FOLDER_MISSING, SCHOOL_FILE_MISSING, SCHOOL_FIELD_MISSING.
        UnreadableFile: one of the two cannot be read.
    """
    log = Log()
    source = files.Folder(folder, log)
    school = school_of(read_profile(*source.compulsory(files.PROFILE, kind="school")), None)
    return school, tuple(read_staff(log, *source.compulsory(files.STAFF, kind="staff")).values())


def _with_register_no(pupil: PupilEntry, number: str) -> PupilEntry:
    """Both lists carry the register number; that of the history fills a gap."""
    if pupil.identity.register_no or not number:
        return pupil
    return replace(pupil, identity=replace(pupil.identity, register_no=number))


def _grades(classes: Mapping[str, SchoolClass]) -> tuple[Grade, ...]:
    return tuple(sorted({one.grade for one in classes.values()}))


def _read_year(
    log: Log,
    source: files.Folder,
    school_year: SchoolYear,
    classes: Mapping[str, SchoolClass],
    pupils: Mapping[str, PupilEntry],
) -> _Year:
    """Results of every grade and moment, then the comments. Only the year end is needed; the rest warns."""
    year = _Year()
    listed = (
        listed_pupils.RosterPupil(
            one.class_name, code, one.identity.name, one.identity.born, not_assessed=one.not_assessed
        )
        for code, one in pupils.items()
    )
    roster = listed_pupils.Roster(tuple(listed), frozenset(classes))
    for moment in Moment:
        found = year.moments.setdefault(moment, {})
        for grade in _grades(classes):
            scope = FileScope(files.results_file(grade, moment), grade, moment, school_year)
            tables = source.optional(scope.file, kind="results", is_needed=moment is Moment.YEAR_END)
            results, rows = read_results(log, scope, tables, roster)
            found.update(results)
            if moment is Moment.YEAR_END:
                year.year_end.update(rows)
    read = set()
    for file, class_name, moment in source.comment_files():
        tables = source.optional(file, kind="comments", is_needed=False)
        comments = read_comments(log, (file, class_name, moment), tables, pupils, year.moments[moment])
        year.comments.setdefault(moment, {}).update(comments)
        read.add((class_name, moment))
    for name in classes:
        if (name, Moment.YEAR_END) not in read:
            file = files.comments_file(name, Moment.YEAR_END)
            log.note("FILE_MISSING", file, {"file": file}, is_error=False)
    return year


def _read_summaries(
    log: Log, source: files.Folder, classes: Mapping[str, SchoolClass], pupils: Mapping[str, PupilEntry]
) -> dict[str, YearSummary]:
    found: dict[str, YearSummary] = {}
    for grade in _grades(classes):
        file = files.summary_file(grade)
        found.update(read_summaries(log, file, source.optional(file, kind="summary", is_needed=True), pupils))
    return found


def _blank(one: SchoolClass, assignments: tuple[Assignment, ...], school_year: SchoolYear) -> YearResults:
    """The year of a class before anything is entered.

    Optional subjects that it takes: its foreign language, and whatever somebody is assigned to teach.
    """
    taken = {assignment.subject for assignment in assignments}
    if one.foreign_language:
        taken.add(Subject.FOREIGN_LANG_1)
    optional = frozenset(taken & set(rules_for(one.grade, school_year).optional_subjects))
    return YearResults(school_year, one.grade, MappingProxyType({}), optional)


def _filled(blank: YearResults, pupil: PupilEntry, year: _Year, summary: YearSummary | None) -> YearResults:
    """One pupil's year: the moments that have a row; the decision of the year summary, else of the result file."""
    row = year.year_end.get(pupil.code)
    moments = {
        moment: _with_comments(results[pupil.code], year.comments.get(moment, {}).get(pupil.code, {}))
        for moment, results in year.moments.items()
        if pupil.code in results
    }
    decided = summary.overall if summary else None
    return replace(
        blank,
        moments=MappingProxyType(moments),
        not_assessed=pupil.not_assessed,
        decided=decided or (row.overall if row else None),
    )


def _with_comments(results: MomentResults, comments: Mapping[Subject, str]) -> MomentResults:
    if not comments:
        return results
    subjects = dict(results.subjects)
    for subject, comment in comments.items():
        entry = subjects.get(subject, _NOTHING)
        subjects[subject] = SubjectEntry(entry.level, entry.score, comment)
    return MomentResults(MappingProxyType(subjects), results.competencies, results.qualities)


def _without_echo(findings: list[SchoolFinding], rejected: tuple[RejectedRow, ...]) -> tuple[SchoolFinding, ...]:
    """A pupil whose row was rejected is unknown to every other file; that is said once, at the row."""
    known = {row.pupil for row in rejected}
    return tuple(one for one in findings if not (one.code == "PUPIL_UNKNOWN" and one.pupil in known))


def _errors(
    findings: tuple[SchoolFinding, ...], pupils: Mapping[str, PupilEntry]
) -> dict[str, tuple[SchoolFinding, ...]]:
    found: dict[str, list[SchoolFinding]] = {}
    for one in findings:
        if one.is_error and one.pupil in pupils:
            found.setdefault(one.pupil, []).append(one)
    return {pupil: tuple(ones) for pupil, ones in found.items()}
