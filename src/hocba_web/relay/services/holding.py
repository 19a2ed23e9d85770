"""Whose records go along: looked up at the release and again at the collection, not only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from hocba_web.base.refusals import Refused
from hocba_web.base.text import fold
from hocba_web.gateway.models import RosterPupil
from hocba_web.register.models import Number, Recall, Record, School
from hocba_web.relay.models import Transfer
from hocba_web.relay.services.common import SOURCE

_OF_IDENTITY = frozenset({"GATEWAY_PUPIL_UNKNOWN", "GATEWAY_PUPIL_NAME", "GATEWAY_PUPIL_BORN"})
"""Warnings that say: this personal ID may be another child's."""
_OPEN = (Recall.State.WAITING, Recall.State.MINISTRY)


def require_releasable(transfer: Transfer, school: School) -> None:
    """Refuse unless the school still holds this pupil, and nothing about the pupil is open; locks the numbers.

    Args:
        transfer: locked.
        school: that wants to release.

    Raises:
        Refused: TRANSFER_HOLDER (another school's record is newer, or it names another pupil than asked for),
            TRANSFER_RECALL_OPEN, TRANSFER_ROSTER_OPEN.
    """
    numbers = _current(transfer)
    newest = numbers[-1] if numbers else None
    if newest is None or newest.school_id != school.pk:
        raise Refused("TRANSFER_HOLDER", source=SOURCE)
    records = _records(numbers)
    name, born = _pupil(records[newest.uuid])
    if transfer.asked_born is not None and (fold(transfer.asked_name), transfer.asked_born) != (name, born):
        raise Refused("TRANSFER_HOLDER", source=SOURCE)
    own = [number for number in numbers if _pupil(records[number.uuid]) == (name, born)]
    if Recall.objects.filter(number__in=own, state__in=_OPEN).exists():
        raise Refused("TRANSFER_RECALL_OPEN", source=SOURCE)
    if any(_disputed(records[number.uuid]) for number in own):
        raise Refused("TRANSFER_ROSTER_OPEN", source=SOURCE)


def to_hand_on(transfer: Transfer) -> tuple[list[Number], int]:
    """The current records of the pupil whom the holding school released, by year, and how many others are left out.

    Personal IDs are typed by schools: what stands under the same one with another name or birth date may be another
    child's. It does not go along; an officer looks at it.

    Raises:
        Refused: TRANSFER_HOLDER, the holding school has no current record of the pupil any more.
    """
    numbers = _current(transfer)
    held = [number for number in numbers if number.school_id == transfer.holding_id]
    if not held:
        raise Refused("TRANSFER_HOLDER", source=SOURCE)
    records = _records(numbers)
    pupil = _pupil(records[held[-1].uuid])
    found = [number for number in numbers if _pupil(records[number.uuid]) == pupil]
    return found, len(numbers) - len(found)


def _current(transfer: Transfer) -> list[Number]:
    """Oldest year first, locked; none where the transfer found nobody."""
    if not transfer.personal_id:
        return []
    found = Number.objects.select_for_update(of=("self",), no_key=True)
    current = found.filter(personal_id=transfer.personal_id, state=Number.State.CURRENT)
    return list(current.order_by("school_year", "accepted_at", "uuid"))


def _records(numbers: Sequence[Number]) -> dict[object, Record]:
    years = {number.school_year for number in numbers}
    found = Record.objects.filter(school_year__in=years, uuid__in=[number.uuid for number in numbers])
    return {record.uuid: record for record in found}


def _pupil(record: Record) -> tuple[str, object]:
    return record.name_key, record.born


def _disputed(record: Record) -> bool:
    """Whether the roster spoke against the pupil's identity at acceptance, and still does."""
    if not _OF_IDENTITY.intersection(record.evidence.get("warnings", ())):
        return False
    listed = RosterPupil.objects.filter(
        roster__school_id=record.school_id, roster__school_year=record.school_year, personal_id=record.personal_id
    ).first()
    return listed is None or (fold(listed.name), listed.born) != _pupil(record)
