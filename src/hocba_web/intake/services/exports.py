"""Files going out, each with its trace."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing
from hocba_web.intake.exporting import Wanted, export_file
from hocba_web.intake.exporting.files import Exported
from hocba_web.intake.reading import KnownSchool
from hocba_web.schools.selectors.rows import year_of_school


def export(*, actor: Actor, year_id: int, wanted: Wanted, at: datetime) -> Exported:
    """Write a file of the register or the results for somebody who may have it; every pupil in it is traced.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(5).

    Args:
        actor: within what they may export; others' classes and subjects are left out.
        year_id: a year of the actor's school.
        wanted: which file.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE, EXPORT_UNKNOWN.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: EXPORT_EMPTY.
    """
    year = year_of_school(actor.school_id, year_id)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    found = export_file(KnownSchool(year), wanted, actor, at)
    audit.viewed(
        actor=actor,
        action="intake.file.exported",
        subject=("year", year_id),
        at=at,
        school_id=actor.school_id,
        pupils=found.pupil_ids,
        details={
            "kind": wanted.kind.value,
            "grade": wanted.grade,
            "period": wanted.moment.value if wanted.moment else "",
            "class": wanted.class_name,
            "rows": found.rows,
        },
    )
    return found
