"""The principal confirms a group, seeing what is missing (Decision 32/QĐ-THPĐ, art. 6(10))."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.model import ClosingGroup
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.rows import year_of_school
from hocba_web.submission.models import Closing
from hocba_web.submission.selectors.overview import group_overview

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(10)"
_LONGEST = 500


@transaction.atomic
def confirm(
    *, actor: Actor, year_id: int, group: ClosingGroup, seen: str, note: str, at: datetime, real_at: datetime
) -> Closing:
    """Confirm what of a group was sent and accepted, and that what is missing is known.

    The school closes nothing by this: the register does, and its answer sets the day of effect.

    Args:
        actor: the principal.
        year_id: the school year.
        group: 15/6 or 15/8.
        seen: digest of the figures that the page showed.
        note: why something is missing; compulsory if something is.
        at: product clock, aware, UTC.
        real_at: the machine's clock, for the second factor.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: CLOSING_CHANGED, the figures are others now; CLOSED_ALREADY; CLOSING_NOTE_NEEDED.
    """
    require(actor, Action.SUBMISSION_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    year = year_of_school(actor.school_id, year_id)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    row, _made = Closing.objects.get_or_create(
        year_id=year.id, group=group.value, defaults={"school_id": actor.school_id}
    )
    row = Closing.objects.select_for_update().get(pk=row.pk)
    if row.finalised_at is not None:
        raise Refused("CLOSED_ALREADY", where=group.value, source="Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d)")
    found = group_overview(year, group, at=at)
    if found.digest != seen:
        raise Refused("CLOSING_CHANGED", where=group.value, source=SOURCE)
    told = clean(note)[:_LONGEST]
    if found.missing and not told:
        raise Refused("CLOSING_NOTE_NEEDED", where="note", source=SOURCE, count=len(found.missing))
    row.confirmed_by_id, row.confirmed_at = actor.user_id, at
    row.snapshot, row.note, row.asked_at = found.snapshot, told, None
    row.save(update_fields=["confirmed_by", "confirmed_at", "snapshot", "note", "asked_at"])
    audit.record(
        actor=actor,
        action="submission.closing.confirmed",
        subject=("school_year", year.id),
        at=at,
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in found.missing],
        details={"group": group.value, "accepted": found.accepted, "missing": len(found.missing)},
    )
    return row
