"""The one question: what would this workbook change now, in this person's hands?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.intake.comparing.items import Comparison
from hocba_web.intake.comparing.register import (
    compare_assignments,
    compare_classes,
    compare_history,
    compare_pupils,
    compare_school,
    compare_staff,
)
from hocba_web.intake.comparing.results import compare_results
from hocba_web.intake.comparing.supplementary import compare_supplementary
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, Reading, Refusal

Comparer = Callable[[Reading, KnownSchool, Actor, datetime], Comparison]
_COMPARERS: dict[FileKind, Comparer] = {
    FileKind.SCHOOL: compare_school,
    FileKind.STAFF: compare_staff,
    FileKind.CLASSES: compare_classes,
    FileKind.ASSIGNMENTS: compare_assignments,
    FileKind.PUPILS: compare_pupils,
    FileKind.HISTORY: compare_history,
    FileKind.RESULTS: compare_results,
    FileKind.COMMENTS: compare_results,
    FileKind.HEALTH: compare_results,
    FileKind.SUMMARY: compare_results,
    FileKind.SUPPLEMENTARY: compare_supplementary,
}


def needed_action(kind: FileKind) -> Action:
    """What a person must be allowed to do to import a kind."""
    return Action.RESULTS_IMPORT if kind.of_results else Action.IMPORT_APPLY


def compare(reading: Reading, known: KnownSchool, actor: Actor, at: datetime) -> Comparison:
    """The differences, and what of them this person may not take from a file at this instant.

    Args:
        reading: the workbook, of a kind that was recognised and not refused.
        known: the school.
        actor: who would apply it.
        at: aware, UTC: windows are asked for this instant.
    """
    if reading.kind is None:
        raise ValueError("a workbook of no known kind is not compared")
    if not held_by(actor.role, needed_action(reading.kind)):
        code = "INTAKE_RESULTS_NOT_YOURS" if reading.kind.of_results else "INTAKE_REGISTER_NOT_YOURS"
        return Comparison(refusal=Refusal(code, {"kind": reading.kind.label, "role": actor.label}))
    return _COMPARERS[reading.kind](reading, known, actor, at)
