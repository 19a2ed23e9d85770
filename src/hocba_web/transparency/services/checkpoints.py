"""Publishing the tree: sign its new size, have a witness cosign it, make it the one that proofs lead to.

Nothing is signed while fewer witnesses answer than must cosign (more than half of them, so that one honest witness
would have to cosign both sides of a fork), nor where the stored tree does not follow from the last checkpoint, nor
where a witness has seen more than is stored here: then this is an old backup, and signing would fork the log. The
witness is asked with a checkpoint of the empty tree, which is consistent with every tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction

from hocba.adapters.witness.client import Answer, WitnessClient
from hocba.transparency import EMPTY_ROOT, NoteKey, checkpoint_text, consistency_proof, note_of, root_of, with_lines
from hocba.verification.log import consistent
from hocba_web.base.refusals import Refused
from hocba_web.base.sequencing import locked
from hocba_web.transparency import facts
from hocba_web.transparency.models import Checkpoint, Publication
from hocba_web.transparency.selectors import stored
from hocba_web.transparency.services import sequencer

_LOCK = 0x484F_4342_4C32
"""Number of the advisory lock of signing: "HOCBL2"."""
_log = structlog.get_logger("hocba.transparency")
_Known = list[tuple[WitnessClient, int]]


def advance(real_at: datetime) -> Checkpoint | None:
    """Place what waits and publish it; what stands in the way is told in the server's log and on the log's page.

    Args:
        real_at: the machine's clock, aware.

    Returns:
        What was published now; None where nothing was.
    """
    try:
        sequencer.integrate_all()
        return publish(real_at)
    except Refused as refused:
        _log.error("log not published", code=refused.code)
        return None


def publish(real_at: datetime) -> Checkpoint | None:
    """Sign the tree as it is stored and publish it, once. Talks to witnesses: outside of transactions.

    Args:
        real_at: the machine's clock, aware.

    Returns:
        What was published now; None: nothing new, no key, too few witnesses that answer, another process is at it.

    Raises:
        Refused: LOG_NOT_CONSISTENT, LOG_TREE_DAMAGED, LOG_BEHIND_WITNESS, LOG_WITNESS_REFUSED.
        UsageError: LOG_KEY_UNREADABLE, LOG_VKEY_UNREADABLE, WITNESS_ADDRESS_REFUSED, WITNESSES_UNREADABLE.
    """
    key = facts.log_key()
    newest = Checkpoint.objects.order_by("size").select_related("publication").last()
    size = stored.size()
    if key is None or _is_published(newest, size):
        require_consistent(newest, size)
        return None
    witnesses = facts.witnesses()
    known = _ask(witnesses.clients, note_of(checkpoint_text(key.name, 0, EMPTY_ROOT), key))
    if len(known) < witnesses.quorum:
        _log.warning("too few witnesses answer", count=len(known))
        return None
    checkpoint = _signed(key, max((size for _, size in known), default=0), real_at)
    if checkpoint is None:
        return None
    lines = [line for witness, size in known for line in _cosigned(witness, size, checkpoint)]
    if len(lines) < witnesses.quorum:
        return None
    note = with_lines(checkpoint.note, lines)
    with transaction.atomic():
        _, new = Publication.objects.get_or_create(
            checkpoint=checkpoint, defaults={"note": note, "witnesses": len(lines), "published_at": real_at}
        )
    return checkpoint if new else None


def require_consistent(last: Checkpoint | None, size: int) -> None:
    """Refuse where the stored tree does not follow from a checkpoint.

    Raises:
        Refused: LOG_NOT_CONSISTENT.
    """
    if last is None:
        return
    old_root = bytes.fromhex(last.root)
    try:
        whole = size >= last.size and root_of(last.size, stored.fetch) == old_root
        follows = whole and consistent(
            old=last.size,
            old_root=old_root,
            new=size,
            new_root=root_of(size, stored.fetch),
            proof=consistency_proof(last.size, size, stored.fetch),
        )
    except Refused:
        follows = False
    if not follows:
        raise Refused("LOG_NOT_CONSISTENT", size=size, last=last.size)


def _is_published(newest: Checkpoint | None, size: int) -> bool:
    if newest is None:
        return size == 0
    return newest.size == size and hasattr(newest, "publication")


def _ask(witnesses: Sequence[WitnessClient], empty: str) -> _Known:
    """What each witness that answers saw last."""
    known: _Known = []
    for witness in witnesses:
        said = witness.add_checkpoint(0, (), empty)
        if said.answer is Answer.REFUSED:
            raise Refused("LOG_WITNESS_REFUSED", witness=witness.key.name)
        if said.answer is not Answer.AWAY:
            known.append((witness, said.size))
    return known


def _signed(key: NoteKey, seen: int, real_at: datetime) -> Checkpoint | None:
    with transaction.atomic():
        if not locked(_LOCK):
            return None
        size = stored.size()
        last = Checkpoint.objects.order_by("size").last()
        if seen > (last.size if last else 0):
            raise Refused("LOG_BEHIND_WITNESS", size=last.size if last else 0, seen=seen)
        require_consistent(last, size)
        if last is not None and last.size == size:
            return last
        root = root_of(size, stored.fetch)
        note = note_of(checkpoint_text(key.name, size, root), key)
        return Checkpoint.objects.create(size=size, root=root.hex(), note=note, signed_at=real_at)


def _cosigned(witness: WitnessClient, size: int, checkpoint: Checkpoint) -> tuple[str, ...]:
    said = witness.add_checkpoint(size, consistency_proof(size, checkpoint.size, stored.fetch), checkpoint.note)
    if said.answer is Answer.OTHER_SIZE and said.size != size and said.size <= checkpoint.size:  # another process asked
        proof = consistency_proof(said.size, checkpoint.size, stored.fetch)
        said = witness.add_checkpoint(said.size, proof, checkpoint.note)
    fork = said.answer is Answer.OTHER_SIZE and said.size <= checkpoint.size
    if said.answer is Answer.REFUSED or fork:
        raise Refused("LOG_WITNESS_REFUSED", witness=witness.key.name)
    return said.lines
