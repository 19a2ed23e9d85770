"""The stored tree."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max

from hocba.transparency import Place
from hocba_web.base.refusals import Refused
from hocba_web.transparency.models import Node, Position


def size() -> int:
    """How many leaves have their place."""
    last: int | None = Position.objects.aggregate(last=Max("id"))["last"]
    return 0 if last is None else last + 1


def fetch(places: Collection[Place]) -> dict[Place, bytes]:
    """Hashes of complete subtrees (`hocba.transparency.Fetch`).

    Raises:
        Refused: LOG_TREE_DAMAGED: one is not stored: the tree is smaller, or something was removed.
    """
    found: dict[Place, bytes] = {}
    leaves = [index for level, index in places if level == 0]
    if leaves:
        rows = Position.objects.filter(id__in=leaves).values_list("id", "leaf__hash")
        found |= {(0, index): bytes.fromhex(digest or "") for index, digest in rows}
    above = {Node.key(place): place for place in places if place[0] > 0}
    if above:
        rows_above = Node.objects.filter(id__in=list(above)).values_list("id", "hash")
        found |= {above[key]: bytes(digest) for key, digest in rows_above}
    lost = set(places) - found.keys()
    if lost:
        level, index = min(lost)
        raise Refused("LOG_TREE_DAMAGED", level=level, index=index)
    return found
