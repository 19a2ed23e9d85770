"""Which files somebody may take out."""

from __future__ import annotations

from dataclasses import dataclass

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Scope, class_limit, held_by, scope_of
from hocba_web.intake.kinds import FileKind
from hocba_web.schools.selectors.rows import ClassOfYear, YearOfSchool, classes_of_year

_WHOLE_SCHOOL = (FileKind.SCHOOL, FileKind.STAFF, FileKind.CLASSES, FileKind.ASSIGNMENTS)
_OF_PUPILS = (FileKind.PUPILS, FileKind.HISTORY)
_OF_HOMEROOM = (FileKind.SUMMARY, FileKind.HEALTH, FileKind.SUPPLEMENTARY)
MOMENTS = (
    (Moment.MID1, "Giữa học kỳ I"),
    (Moment.END1, "Cuối học kỳ I"),
    (Moment.MID2, "Giữa học kỳ II"),
    (Moment.YEAR_END, "Cuối năm học"),
)


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What the page offers."""

    school: tuple[FileKind, ...]
    """Files of the whole school."""
    pupils: tuple[FileKind, ...]
    """Files about pupils, of all or of one class."""
    pupil_classes: list[ClassOfYear]
    grades: list[int]
    """Grades whose results may go out."""
    result_classes: list[ClassOfYear]
    """Classes whose comments may go out."""
    year_end: tuple[FileKind, ...]
    """Files of the end of the year."""


def export_page(actor: Actor, year: YearOfSchool) -> ExportPage:
    """The files that somebody may take out of a year."""
    classes = classes_of_year(year.id)
    whole = scope_of(actor.role, Action.REGISTER_EXPORT) is Scope.SCHOOL
    school = tuple(
        kind
        for kind in _WHOLE_SCHOOL
        if whole and (kind is not FileKind.STAFF or held_by(actor.role, Action.STAFF_VIEW))
    )
    results = _reached(actor, Action.RESULTS_EXPORT, classes)
    own_subject = scope_of(actor.role, Action.RESULTS_EXPORT) is Scope.OWN_SUBJECT
    pupils = _reached(actor, Action.REGISTER_EXPORT, classes)
    return ExportPage(
        school=school if classes else (),
        pupils=_OF_PUPILS if pupils else (),
        pupil_classes=pupils,
        grades=sorted({one.grade for one in results}),
        result_classes=results,
        year_end=() if own_subject or not results else _OF_HOMEROOM,
    )


def _reached(actor: Actor, action: Action, classes: list[ClassOfYear]) -> list[ClassOfYear]:
    if not held_by(actor.role, action):
        return []
    limit = class_limit(actor, action)
    return [one for one in classes if limit is None or one.id in limit]
