"""Transfers as each of the two schools may see them."""

from __future__ import annotations

from django.db.models import Count, Q

from hocba.exchange.messages import Identity, Role, TransferRow, TransferState
from hocba_web.register.models import Number, Record, School
from hocba_web.relay.models import Transfer

_ROWS = 500
_TOLD = (Transfer.State.RELEASED, Transfer.State.REFUSED, Transfer.State.COLLECTED)


def of_school(school: School) -> tuple[TransferRow, ...]:
    """A school's transfers, newest first: those it asked for, and those that ask it.

    What the register found is told to the school that holds the pupil, to the one that asks once that has answered.
    """
    mine = Transfer.objects.filter(Q(receiving=school) | Q(holding=school)).select_related("receiving", "holding")
    rows = list(mine.annotate(added=Count("documents")).order_by("-id")[:_ROWS])
    pupils = _pupils({row.personal_id for row in rows if row.holding_id == school.id and row.personal_id})
    return tuple(_row(row, school, pupils) for row in rows)


def _pupils(personal_ids: set[str]) -> dict[str, Identity]:
    """Who the pupils are, by their newest current records."""
    numbers = Number.objects.filter(personal_id__in=personal_ids, state=Number.State.CURRENT).order_by("school_year")
    newest = {number.personal_id: number for number in numbers}
    years = {number.school_year for number in newest.values()}
    found = Record.objects.filter(school_year__in=years, uuid__in=[number.uuid for number in newest.values()])
    return {one.personal_id: Identity(one.personal_id, one.pupil_name, one.born) for one in found}


def _row(row: Transfer, school: School, pupils: dict[str, Identity]) -> TransferRow:
    receiving = row.receiving_id == school.id
    told = row.state in _TOLD
    other = row.receiving if not receiving else row.holding if told else None
    sent = Identity(row.asked_personal_id, row.asked_name, row.asked_born) if row.asked_born else None
    return TransferRow(
        number=row.public_id,
        role=Role.RECEIVING if receiving else Role.HOLDING,
        state=TransferState(row.state),
        application=row.application,
        applied_on=row.applied_on,
        grade=row.grade,
        asked_at=row.asked_at,
        due=row.due,
        expires_on=row.expires_on,
        other_code=other.code if other else "",
        other_name=other.name if other else "",
        pupil=sent if receiving else pupils.get(row.personal_id),
        answered_at=row.answered_at,
        reason=row.reason,
        documents=row.added if told or not receiving else 0,  # type: ignore[attr-defined]  # annotated above
    )
