"""Proofs of the tree, verified as RFC 9162 writes it down (2.1.3.2, 2.1.4.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32


def leaf_digest(leaf: bytes) -> bytes:
    """The hash by which a leaf stands in the tree."""
    return hashlib.sha256(bytes([0]) + leaf).digest()


def included(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a leaf stands at a place of the tree with that root.

    Args:
        index: of the leaf, from 0.
        size: leaves of the tree.
        leaf: its bytes, not its hash.
        proof: as handed out.
        root: of the tree.
    """
    if not 0 <= index < size or not _sound((*proof, root)):
        return False
    place, last, value = index, size - 1, leaf_digest(leaf)
    for part in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            value = _pair(part, value)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            value = _pair(value, part)
        place, last = place >> 1, last >> 1
    return last == 0 and value == root


def consistent(*, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of the new size and root grew out of the old one by adding leaves alone.

    An empty tree is the beginning of every tree: nothing is proven, nor need it be.
    """
    if not 0 <= old <= new or not _sound((*proof, old_root, new_root)):
        return False
    if old in {0, new}:
        same = old != new or old_root == new_root
        return not proof and same and (old != 0 or old_root == hashlib.sha256().digest())
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    first, second = old - 1, new - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    early = late = path[0]
    for part in path[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            early, late = _pair(part, early), _pair(part, late)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            late = _pair(late, part)
        first, second = first >> 1, second >> 1
    return second == 0 and early == old_root and late == new_root


def _sound(hashes: Sequence[bytes]) -> bool:
    return all(len(one) == HASH_BYTES for one in hashes)


def _pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(bytes([1]) + left + right).digest()
