"""Roots and proofs from stored subtrees (RFC 6962, 2.1.1 and 2.1.2), with one fetch each."""

from __future__ import annotations

from collections.abc import Mapping

from hocba.transparency.hashes import EMPTY_ROOT, node_hash
from hocba.transparency.tree import Fetch, Place, covering

_Range = tuple[int, int]


def root_of(size: int, fetch: Fetch) -> bytes:
    """Root hash of the first `size` leaves."""
    if size == 0:
        return EMPTY_ROOT
    return _hashes([(0, size)], fetch)[0]


def inclusion_proof(index: int, size: int, fetch: Fetch) -> tuple[bytes, ...]:
    """That a leaf stands at its place in a tree (RFC 6962, 2.1.1), from the leaf upwards.

    Raises:
        ValueError: no such leaf in a tree of that size.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    wanted: list[_Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            wanted.append((middle, end))
            end = middle
        else:
            wanted.append((start, middle))
            start = middle
    return _hashes(wanted[::-1], fetch)


def consistency_proof(old: int, new: int, fetch: Fetch) -> tuple[bytes, ...]:
    """That a tree grew out of a smaller one (RFC 6962, 2.1.2); empty from nothing and between equal sizes.

    Raises:
        ValueError: the older tree is larger, or a size is negative.
    """
    if not 0 <= old <= new:
        raise ValueError(f"{old} -> {new}")
    if old in {0, new}:
        return ()
    wanted: list[_Range] = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            wanted.append((middle, end))
            end = middle
        else:
            wanted.append((start, middle))
            start = middle
    if start:  # the old tree is no single subtree: whoever verifies does not know its last part
        wanted.append((start, old))
    return _hashes(wanted[::-1], fetch)


def _split(count: int) -> int:
    """The largest power of two smaller than a count."""
    return 1 << (count - 1).bit_length() - 1


def _hashes(ranges: list[_Range], fetch: Fetch) -> tuple[bytes, ...]:
    parts = [covering(*one) for one in ranges]
    known = fetch({place for places in parts for place in places})
    return tuple(_folded(places, known) for places in parts)


def _folded(places: list[Place], known: Mapping[Place, bytes]) -> bytes:
    value = known[places[-1]]
    for place in reversed(places[:-1]):
        value = node_hash(known[place], value)
    return value
