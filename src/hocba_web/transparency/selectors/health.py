"""How the log stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba.errors import HocbaError
from hocba.verification.log import LogFault, verify_checkpoint
from hocba_web.base.refusals import Spoken, spoken
from hocba_web.transparency import facts
from hocba_web.transparency.models import Checkpoint
from hocba_web.transparency.selectors import proofs, stored
from hocba_web.transparency.services import sequencer
from hocba_web.transparency.services.checkpoints import require_consistent


@dataclass(frozen=True, slots=True)
class Published:
    """The last published checkpoint, for people."""

    size: int
    root: str
    """Hexadecimal."""
    note: str
    at: datetime
    """When it was published: the machine's clock, UTC."""
    witness: str
    """Name of a witness that cosigned it; empty without one."""
    witnessed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """What officers see beside it."""

    placed: int
    waiting: int
    """Leaves that have no place yet."""
    unpublished: int
    """Leaves that stand under no published checkpoint, with and without a place."""
    has_key: bool
    witnesses: int
    trouble: Spoken | None
    """Why nothing can be signed; None where nothing stands in the way here."""


def published() -> Published | None:
    """The last published checkpoint; None before the first."""
    head = proofs.latest()
    if head is None:
        return None
    witness, witnessed_at = "", None
    try:
        seen = verify_checkpoint(head.note, facts.trusted())
    except (LogFault, HocbaError):
        pass  # the keys of this installation are others now, or not there: no witness is named
    else:
        witness, witnessed_at = seen.witness, seen.witnessed_at
    point = head.checkpoint
    return Published(point.size, point.root, head.note, head.published_at, witness, witnessed_at)


def unpublished() -> int:
    """How many leaves stand under no published checkpoint."""
    head = proofs.latest()
    return stored.size() + sequencer.waiting() - (head.checkpoint.size if head else 0)


def health() -> Health:
    """How the log stands, with a check of the stored tree against the last signed checkpoint."""
    trouble, has_key, witnesses = None, False, 0
    try:
        has_key, witnesses = facts.log_key() is not None, len(facts.witnesses().clients)
        require_consistent(Checkpoint.objects.order_by("size").last(), stored.size())
    except HocbaError as error:
        trouble = spoken(error)
    return Health(stored.size(), sequencer.waiting(), unpublished(), has_key, witnesses, trouble)
