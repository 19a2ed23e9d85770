"""Gives new leaves their place in the tree and stores the subtrees that become complete; one process at a time."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from hocba.transparency import edge, grow
from hocba_web.base.refusals import Refused
from hocba_web.base.sequencing import Queue
from hocba_web.transparency.models import Leaf, Node, Position, Waiting
from hocba_web.transparency.selectors import stored

BATCH = 2000


def integrate(limit: int = BATCH) -> int:
    """Place what waits, up to a limit; 0 if nothing waits or another process is at it.

    Raises:
        Refused: LOG_TREE_DAMAGED.
    """
    return QUEUE.run(limit)


def integrate_all() -> int:
    """Place everything that waits; raises as `integrate`."""
    return QUEUE.run_all(BATCH)


def waiting() -> int:
    """How many leaves wait for their place."""
    return QUEUE.waiting()


def _place(numbers: list[int]) -> None:
    size = stored.size()
    leaves = list(Leaf.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "hash"))
    fresh = grow(size, stored.fetch(edge(size)), [bytes.fromhex(digest) for _, digest in leaves])
    positions = [Position(id=index, leaf_id=pk) for index, (pk, _) in enumerate(leaves, start=size)]
    nodes = [Node(id=Node.key((level, index)), hash=digest) for level, index, digest in fresh if level]
    try:
        with transaction.atomic():
            Position.objects.bulk_create(positions)
            Node.objects.bulk_create(nodes)
    except IntegrityError:  # a hash stands already where the tree only now grows to
        raise Refused("LOG_TREE_DAMAGED", level=0, index=size) from None


QUEUE = Queue(Waiting.objects.all, lock=0x484F_4342_4C31, place=_place)  # "HOCBL1"
"""Leaves that wait."""
