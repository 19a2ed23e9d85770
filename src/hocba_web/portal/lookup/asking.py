"""One look-up: the work is taken, the five inputs are compared, a visit begins.

Nobody is locked out of a record: tries that missed make the next one cost more work, for the address they came from and
for the record they named. Only an address as a whole has a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.portal import pace
from hocba_web.portal.lookup import puzzle, visits
from hocba_web.portal.lookup.inputs import Asked
from hocba_web.portal.lookup.matching import match
from hocba_web.portal.lookup.shown import Content, content_of
from hocba_web.register import files
from hocba_web.register.selectors import records
from hocba_web.register.selectors.records import Standing

MOST_MISSES = 300
"""Of one address in an hour: a school's whole network on the evening of the hand-out stays below it."""
_FREE = 5
"""Misses that cost nothing more; the work doubles after these and with each doubling of their number."""
_BY_ADDRESS = "look-up.address"
_BY_RECORD = "look-up.record"


class _TooMany(Refused):
    status = 429


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up shows."""

    standing: Standing
    content: Content
    receipt: bool
    """Whether the receipt is signed: from then the time of acceptance is proven."""


def level_for(address: str, *, real_at: datetime) -> int:
    """How much work the next try from an address costs, whatever record it names."""
    return _level(pace.count(_BY_ADDRESS, address, real_at=real_at))


def look_up(asked: Asked, answer: str, *, address: str, real_at: datetime) -> UUID:
    """The record that five inputs name.

    Args:
        asked: the inputs, of the right shape.
        answer: the solved puzzle.
        address: `pace.address_of` the request.
        real_at: the machine's clock, aware.

    Raises:
        Refused: LOOKUP_TOO_MANY; what `puzzle.redeem` refuses.
        TooLittleWork: a harder puzzle is due.
        Missing: LOOKUP_NOT_FOUND, the same for whatever was wrong.
    """
    missed = pace.count(_BY_ADDRESS, address, real_at=real_at)
    if missed >= MOST_MISSES:
        raise _TooMany("LOOKUP_TOO_MANY")
    tried = pace.count(_BY_RECORD, asked.identifier, real_at=real_at)
    puzzle.redeem(answer, level=_level(max(missed, tried)), real_at=real_at)
    uuid = match(asked)
    if uuid is None:
        pace.hit(_BY_ADDRESS, address, real_at=real_at)
        pace.hit(_BY_RECORD, asked.identifier, real_at=real_at)
        raise Missing("LOOKUP_NOT_FOUND")
    return uuid


def show(uuid: UUID, *, way: str, at: datetime) -> Found:
    """What is shown of a record to somebody who may see it; leaves its trace.

    Args:
        uuid: of a record that is held.
        way: "code" (five inputs) or "link".
        at: product clock, aware.

    Raises:
        Missing: NOT_FOUND_HERE, REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
    """
    found = found_of(uuid)
    audit.viewed(
        actor=None,
        action="portal.record.viewed",
        subject=("record", uuid),
        at=at,
        school_id=found.standing.school_id,
        details={"way": way},
    )
    return found


def found_of(uuid: UUID) -> Found:
    """What is shown of a record; the caller traces it. Raises as `show`."""
    held = records.held(uuid)
    if held is None:
        raise Missing("NOT_FOUND_HERE")
    content = content_of(files.get(held.file))
    return Found(held.standing, content, receipt=records.receipt(uuid) is not None)


def standing_of(uuid: UUID) -> Standing:
    """Where a record stands.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = records.standing(uuid)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def sweep(real_at: datetime) -> int:
    """Throw away what has served its time."""
    return puzzle.sweep(real_at) + visits.sweep(real_at)


def _level(missed: int) -> int:
    return min((missed // _FREE).bit_length(), puzzle.LEVELS - 1)
