"""New leaves, written in the transaction of what happened."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hocba.transparency import SALT_BYTES, Kind, leaf_bytes, leaf_hash
from hocba_web.transparency.models import Leaf

Event = tuple[str, Mapping[str, str]]
"""Subject and facts."""


def append(kind: Kind | str, subject: str, facts: Mapping[str, str], at: datetime) -> Leaf:
    """Note one event; arguments and errors as of `append_many`."""
    return append_many(kind, [(subject, facts)], at)[0]


def append_many(kind: Kind | str, events: Sequence[Event], at: datetime) -> list[Leaf]:
    """Note events of one kind, in their order, in the caller's transaction; they get their places later.

    Args:
        kind: what happened, or its value.
        events: to what, and the digests and codes that belong to it; printable ASCII without spaces, never a name.
        at: product clock, aware.

    Raises:
        RuntimeError: no transaction is open.
        ValueError: an unknown kind, or something that a leaf does not hold.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a leaf is written in the transaction of what happened")
    kind = Kind(kind)
    return Leaf.objects.bulk_create(_leaf(kind, subject, facts, at) for subject, facts in events)


def _leaf(kind: Kind, subject: str, facts: Mapping[str, str], at: datetime) -> Leaf:
    body = leaf_bytes(kind, subject, facts, at, secrets.token_bytes(SALT_BYTES))
    return Leaf(kind=kind.value, subject=subject, body=body.decode("ascii"), hash=leaf_hash(body).hex())
