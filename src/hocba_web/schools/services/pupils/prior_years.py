"""School years that lie behind a pupil, as another school's signed records tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hocba.model import StudyYear
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Pupil

_CLASS, _SCHOOL = 20, 150


@transaction.atomic
def inherit_years(
    *, pupil_id: int, school_id: int, lines: Sequence[StudyYear], actor: Acting | None, at: datetime
) -> int:
    """Add lines to "Quá trình học tập"; a year that has one keeps it: inherited, never made anew.

    Permission is the caller's question: the years come with a placing that the principal decided.

    Args:
        pupil_id: the pupil.
        school_id: their school.
        lines: as verified records, or a certified digitised year, tell them.
        actor: who acts; None for a job that follows a decision.
        at: aware, UTC.

    Returns:
        How many lines were new.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    pupil = Pupil.objects.select_for_update().filter(id=pupil_id, school_id=school_id).first()
    if pupil is None:
        raise Missing("NOT_FOUND_HERE")
    known = set(pupil.prior_years.values_list("first", flat=True))
    new = [line for line in lines if line.school_year.first not in known]
    for line in new:
        pupil.prior_years.create(
            first=line.school_year.first,
            class_name=line.class_name[:_CLASS],
            school_name=line.school_name[:_SCHOOL],
            entered_on=line.entered_on,
        )
    if new:
        audit.record(
            actor=actor,
            action="schools.pupil.years_inherited",
            subject=("pupil", pupil.pk),
            at=at,
            school_id=school_id,
            pupils=[pupil.pk],
            details={"years": len(new)},
        )
    return len(new)
