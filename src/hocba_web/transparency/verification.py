"""Recomputes the whole tree and says everything that does not fit: leaves by their bytes, nodes, checkpoints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef

from hocba.transparency import edge, grow, node_hash
from hocba.verification.log import LogFault, VerifierKey, leaf_digest, verify_checkpoint
from hocba_web.transparency import triggers
from hocba_web.transparency.models import Checkpoint, Leaf, Node, Position, Publication, Waiting

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; the sentence stands in the message catalogue."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found."""

    size: int
    """Leaves that were recomputed."""
    checkpoints: int
    waiting: int
    """Leaves that have no place yet."""
    faults: tuple[Fault, ...]


def verify(keys: tuple[VerifierKey, ...]) -> Report:
    """Recompute the tree from the bytes of the leaves.

    Args:
        keys: of the log and its witnesses; without them signatures of checkpoints are not checked.
    """
    walk = _Walk()
    faults = [Fault("LOG_TRIGGER_MISSING", name) for name in triggers.missing(connection)]
    faults += walk.faults()
    faults += _checkpoints(walk.roots, walk.size, keys)
    placed = Position.objects.filter(leaf_id=OuterRef("pk"))
    queued = Waiting.objects.filter(leaf_id=OuterRef("pk"))
    lost = Leaf.objects.filter(~Exists(placed), ~Exists(queued)).values_list("pk", flat=True)
    faults += [Fault("LOG_LEAF_UNPLACED", str(pk)) for pk in lost]
    return Report(walk.size, Checkpoint.objects.count(), Waiting.objects.count(), tuple(faults))


class _Walk:
    """All places from the first to the last, and the roots at the sizes of checkpoints."""

    def __init__(self) -> None:
        self.size = 0
        self.roots: dict[int, bytes] = {}
        self._wanted = set(Checkpoint.objects.values_list("size", flat=True))
        self._nodes: dict[tuple[int, int], bytes] = {}

    def faults(self) -> Iterator[Fault]:
        while rows := self._rows():
            first, hashes = self.size, []
            for index, leaf in rows:
                if index != self.size:
                    yield Fault("LOG_GAP", f"{self.size}-{index - 1}")
                    return
                digest = leaf_digest(leaf.body.encode()) if leaf else b""
                if leaf is None or digest.hex() != leaf.hash or not _agrees(leaf):
                    yield Fault("LOG_LEAF_CHANGED", str(index))
                hashes.append(digest)
                self.size += 1
            fresh = grow(first, self._nodes, hashes)
            yield from self._stored(fresh)
            self._remember(first, fresh)

    def _rows(self) -> list[tuple[int, Leaf | None]]:
        found = list(Position.objects.filter(id__gte=self.size).order_by("id").values_list("id", "leaf_id")[:CHUNK])
        leaves = Leaf.objects.in_bulk([leaf_id for _, leaf_id in found])
        return [(index, leaves.get(leaf_id)) for index, leaf_id in found]

    def _stored(self, fresh: list[tuple[int, int, bytes]]) -> Iterator[Fault]:
        wanted = {Node.key((level, index)): (level, index, digest) for level, index, digest in fresh if level}
        found = {pk: bytes(digest) for pk, digest in Node.objects.filter(id__in=list(wanted)).values_list("id", "hash")}
        for key, (level, index, digest) in wanted.items():
            if found.get(key) != digest:
                yield Fault("LOG_NODE_CHANGED", f"{level}/{index}")

    def _remember(self, first: int, fresh: list[tuple[int, int, bytes]]) -> None:
        known = self._nodes | {(level, index): digest for level, index, digest in fresh}
        for size in sorted(size for size in self._wanted if first < size <= self.size):
            *rest, last = edge(size)
            root = known[last]
            for place in reversed(rest):
                root = node_hash(known[place], root)
            self.roots[size] = root
        self._nodes = {place: known[place] for place in edge(self.size)}


def _agrees(leaf: Leaf) -> bool:
    """Whether the columns say what the body says."""
    try:
        said = json.loads(leaf.body)
        return bool((said["kind"], said["subject"]) == (leaf.kind, leaf.subject))
    except (ValueError, KeyError, TypeError):
        return False


def _checkpoints(roots: dict[int, bytes], size: int, keys: tuple[VerifierKey, ...]) -> Iterator[Fault]:
    for point in Checkpoint.objects.order_by("size").iterator():
        root = roots.get(point.size)
        if point.size > size or root is None or root.hex() != point.root:
            yield Fault("LOG_CHECKPOINT_LOST", str(point.size))
        elif keys and not _signed(point.note, point.size, root, keys):
            yield Fault("LOG_CHECKPOINT_CHANGED", str(point.size))
    for published in Publication.objects.select_related("checkpoint").iterator():
        root = roots.get(published.checkpoint.size)
        if keys and root and not _signed(published.note, published.checkpoint.size, root, keys):
            yield Fault("LOG_CHECKPOINT_CHANGED", str(published.checkpoint.size))


def _signed(note: str, size: int, root: bytes, keys: tuple[VerifierKey, ...]) -> bool:
    try:
        said = verify_checkpoint(note, keys).checkpoint
    except LogFault:
        return False
    return (said.size, said.root) == (size, root)
