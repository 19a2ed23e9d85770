"""Hashes of the tree (RFC 6962, 2.1): leaves and nodes are told apart by their first byte."""

from __future__ import annotations

import hashlib

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf, 32 bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node over the hashes of its two children, 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()
