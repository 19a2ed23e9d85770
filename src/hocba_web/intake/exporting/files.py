"""Which file somebody wants, and what goes into it as far as they may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from hocba.model import Grade, Moment
from hocba.workbooks.school import files as names
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, require
from hocba_web.assessment.parts import subject_of
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.base.refusals import Missing, Refused
from hocba_web.intake.exporting import register
from hocba_web.intake.exporting.results import Entered, comment_sheets, result_sheets
from hocba_web.intake.exporting.sheets import SheetOut, workbook
from hocba_web.intake.exporting.year_end import health_sheets, summary_sheets, supplementary_sheets
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool
from hocba_web.schools.selectors.rows import Place

ExportKind = FileKind
_WHOLE_SCHOOL = frozenset({FileKind.SCHOOL, FileKind.STAFF, FileKind.CLASSES, FileKind.ASSIGNMENTS})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file."""

    kind: FileKind
    grade: Grade | None = None
    """Results and year summary: whose; others: all."""
    moment: Moment | None = None
    class_name: str = ""
    """Comments: whose; pupils, school years: all if empty."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file."""

    name: str
    content: bytes
    rows: int
    pupil_ids: tuple[int, ...]


def export_file(known: KnownSchool, wanted: Wanted, actor: Actor, at: datetime) -> Exported:
    """Write one file.

    Raises:
        Missing: NOT_FOUND_HERE, another school's year; EXPORT_UNKNOWN, no such grade, class or moment.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: EXPORT_EMPTY.
    """
    school_id = known.year.school_id
    if school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    if wanted.kind in _WHOLE_SCHOOL:
        require(actor, Action.REGISTER_EXPORT, Target(school_id=school_id))
        if wanted.kind is FileKind.STAFF:
            require(actor, Action.STAFF_VIEW, Target(school_id=school_id))
        return _exported(_WHOLE[wanted.kind](known), wanted, ())
    places = _reached(known, wanted, actor)
    if wanted.kind is FileKind.PUPILS:
        return _exported(register.pupil_sheets(known, places), wanted, places)
    if wanted.kind is FileKind.HISTORY:
        return _exported(register.history_sheets(known, places), wanted, places)
    return _exported(_of_results(known, wanted, actor, places, at), wanted, places)


_WHOLE = {
    FileKind.SCHOOL: register.school_sheets,
    FileKind.STAFF: register.staff_sheets,
    FileKind.CLASSES: register.class_sheets,
    FileKind.ASSIGNMENTS: register.assignment_sheets,
}


def _reached(known: KnownSchool, wanted: Wanted, actor: Actor) -> list[Place]:
    """The pupils wanted, of classes that the person may export."""
    action = Action.RESULTS_EXPORT if wanted.kind.of_results else Action.REGISTER_EXPORT
    limit = class_limit(actor, action)
    classes = {
        one.id
        for one in known.classes.values()
        if (limit is None or one.id in limit)
        and (wanted.grade is None or one.grade == wanted.grade)
        and wanted.class_name in {"", one.name}
    }
    if wanted.class_name and wanted.class_name not in known.classes:
        raise Missing("EXPORT_UNKNOWN")
    if not classes and (wanted.class_name or limit is not None):
        school_class = known.classes.get(wanted.class_name)
        require(actor, action, Target(school_id=actor.school_id, class_id=school_class.id if school_class else None))
    return [one for one in known.places.values() if one.class_id in classes]


def _of_results(
    known: KnownSchool, wanted: Wanted, actor: Actor, places: Sequence[Place], at: datetime
) -> list[SheetOut]:
    moment = wanted.moment or Moment.YEAR_END

    def sees(class_id: int, part: str) -> bool:
        target = Target(school_id=actor.school_id, class_id=class_id, subject=subject_of(part))
        return allowed(actor, Action.RESULTS_EXPORT, target)

    entered = Entered(known.year.id, known.school_year, moment, places, sees, at)
    if wanted.kind is FileKind.HEALTH:
        return health_sheets(entered)
    if wanted.kind is FileKind.SUPPLEMENTARY:
        own = [one for one in places if sees(one.class_id, "homeroom")]
        entered.places = own
        return supplementary_sheets(entered, {one.id: cast("Grade", one.grade) for one in known.classes.values()})
    if wanted.kind is FileKind.COMMENTS:
        facts = next((one for one in classes_of_year(known.year.id) if one.name == wanted.class_name), None)
        if facts is None:
            raise Missing("EXPORT_UNKNOWN")
        return comment_sheets(entered, [one for one in facts.subjects if sees(facts.id, one.value)])
    if wanted.grade is None:
        raise Missing("EXPORT_UNKNOWN")
    if wanted.kind is FileKind.SUMMARY:
        return summary_sheets(entered, wanted.grade)
    return result_sheets(entered, wanted.grade)


def _exported(sheets: Sequence[SheetOut], wanted: Wanted, places: Sequence[Place]) -> Exported:
    rows = sum(len(one.rows) for one in sheets if one.name != "Huong_Dan")
    if not rows:
        raise Refused("EXPORT_EMPTY")
    return Exported(_name(wanted), workbook(sheets), rows, tuple(one.pupil_id for one in places))


def _name(wanted: Wanted) -> str:
    """As the sector database and the reader name it."""
    moment = wanted.moment or Moment.YEAR_END
    if wanted.kind is FileKind.RESULTS and wanted.grade is not None:
        return names.results_file(wanted.grade, moment)
    if wanted.kind is FileKind.SUMMARY and wanted.grade is not None:
        return names.summary_file(wanted.grade)
    if wanted.kind is FileKind.COMMENTS:
        return names.comments_file(wanted.class_name, moment).rpartition("/")[2]
    if wanted.kind is FileKind.HEALTH:
        return f"SucKhoe-{'hk1' if moment is Moment.END1 else 'hk2'}.xlsx"
    base = _BASE[wanted.kind]
    return f"{base}-{wanted.class_name}.xlsx" if wanted.class_name else f"{base}.xlsx"


_BASE = {
    FileKind.SCHOOL: "TruongHoc",
    FileKind.STAFF: "GiaoVien",
    FileKind.CLASSES: "LopHoc",
    FileKind.ASSIGNMENTS: "PhanCong",
    FileKind.PUPILS: "C1-HocSinh",
    FileKind.HISTORY: "QuaTrinhHocTap",
    FileKind.SUPPLEMENTARY: "DanhGiaBoSung",
}
