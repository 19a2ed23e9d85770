"""The tree of RFC 6962: what is stored and proven equals what the definition says."""

from __future__ import annotations

import hashlib
import random

import pytest

from hocba.transparency import (
    EMPTY_ROOT,
    consistency_proof,
    edge,
    grow,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)


def defined_root(leaves):
    """MTH of RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


def defined_path(index, leaves):
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) <= 1:
        return ()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return (*defined_path(index, leaves[:split]), defined_root(leaves[split:]))
    return (*defined_path(index - split, leaves[split:]), defined_root(leaves[:split]))


def defined_proof(old, leaves, *, whole=True):
    """SUBPROOF of RFC 6962, 2.1.2."""
    if old == len(leaves):
        return () if whole else (defined_root(leaves),)
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if old <= split:
        return (*defined_proof(old, leaves[:split], whole=whole), defined_root(leaves[split:]))
    return (*defined_proof(old - split, leaves[split:], whole=False), defined_root(leaves[:split]))


LEAVES = [f"leaf {number}".encode() for number in range(70)]


def stored(leaves, steps):
    """The tree, grown in steps of some sizes."""
    nodes = {}
    size = 0
    for step in steps:
        batch = [leaf_hash(leaf) for leaf in leaves[size : size + step]]
        for level, index, digest in grow(size, {place: nodes[place] for place in edge(size)}, batch):
            assert (level, index) not in nodes, "a stored hash is written once"
            nodes[level, index] = digest
        size += len(batch)
    return nodes


def test_however_it_grows_it_is_the_tree_of_the_definition():
    chance = random.Random(6962)  # noqa: S311  # sizes of batches, no secret
    for count in range(1, len(LEAVES) + 1):
        leaves = LEAVES[:count]
        nodes = stored(leaves, [chance.randint(1, 9) for _ in range(count)])
        assert nodes == stored(leaves, [count])

        def fetch(places, nodes=nodes):
            return {place: nodes[place] for place in places}

        assert root_of(count, fetch) == defined_root(leaves)
        for index in range(count):
            assert inclusion_proof(index, count, fetch) == defined_path(index, leaves)
        for old in range(1, count + 1):
            assert consistency_proof(old, count, fetch) == defined_proof(old, leaves)
            assert root_of(old, fetch) == defined_root(leaves[:old])
    assert root_of(0, fetch) == EMPTY_ROOT == defined_root([])
    assert consistency_proof(0, 70, fetch) == ()


def test_known_hashes():
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node_hash(leaf_hash(b""), leaf_hash(b"\x00")).hex() == (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    )


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="leaf"):
        inclusion_proof(index, size, lambda _: {})
    with pytest.raises(ValueError, match="->"):
        consistency_proof(size + 1, size, lambda _: {})
