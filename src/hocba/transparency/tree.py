"""The tree as it is stored: the hashes of its complete subtrees, each written once and never changed.

A place (level, index) is the subtree over the leaves from index * 2**level up to, not including,
(index + 1) * 2**level; level 0 holds the leaves' own hashes. What is not complete is computed when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from hocba.transparency.hashes import node_hash

Place = tuple[int, int]
"""Level and index of a complete subtree."""
Node = tuple[int, int, bytes]
"""Level, index, hash."""
Fetch = Callable[[Collection[Place]], Mapping[Place, bytes]]
"""Hands out the hashes of complete subtrees that are stored."""


def edge(size: int) -> list[Place]:
    """The complete subtrees that make up a tree of this size, largest (leftmost) first."""
    return covering(0, size)


def covering(start: int, end: int) -> list[Place]:
    """The complete subtrees over the leaves start <= i < end, left to right; start is one where RFC 6962 splits."""
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append((level, start >> level))
        start += 1 << level
    return places


def grow(size: int, known: Mapping[Place, bytes], leaves: Sequence[bytes]) -> list[Node]:
    """The complete subtrees that new leaves bring, level 0 included, in the order in which they become complete.

    Args:
        size: leaves that the tree has.
        known: hashes of `edge(size)`.
        leaves: hashes of the new leaves, in order.
    """
    stack = [(level, known[level, index]) for level, index in edge(size)]
    fresh: list[Node] = []
    for index, digest in enumerate(leaves, start=size):
        level, place, value = 0, index, digest
        fresh.append((0, index, digest))
        while stack and stack[-1][0] == level:
            value = node_hash(stack.pop()[1], value)
            level, place = level + 1, place >> 1
            fresh.append((level, place, value))
        stack.append((level, value))
    return fresh
