"""Which roll-over a year has, and which classes it proposes."""

from __future__ import annotations

from hocba_web.assessment.models import RollOver
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.base.refusals import Missing

LAST_GRADE = 5


def standing(from_year_id: int) -> RollOver | None:
    """The roll-over of a year that was not undone."""
    rows = RollOver.objects.select_related("from_year", "to_year", "prepared_by", "confirmed_by")
    return rows.filter(from_year_id=from_year_id, undone_at__isnull=True).first()


def rollover_of(school_id: int, rollover_id: int) -> RollOver:
    """One of the school's, held until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE; also for one that was undone.
    """
    row = (
        RollOver.objects.select_for_update(of=("self",))
        .select_related("from_year", "to_year")
        .filter(id=rollover_id, from_year__school_id=school_id, undone_at__isnull=True)
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def default_classes(from_year_id: int) -> dict[str, dict[str, str]]:
    """4A1 becomes 5A1; who stays in grade 4 goes into next year's 4A1; grade 5 leaves."""
    return {
        str(facts.id): {
            "up": "" if facts.grade == LAST_GRADE else f"{facts.grade + 1}{facts.name[1:]}",
            "again": facts.name,
        }
        for facts in classes_of_year(from_year_id)
    }
