"""The bytes that are hashed. Whoever wants to check a chain without this program needs this page and nothing else.

The hash of entry number `seq` of a chain is SHA-256, in lower-case hex, over

    "hocba-audit-v1" LF  <canonical JSON of {"chain", "entry", "previous", "seq"}>

`previous` is the hash before it ("0" * 64 at `seq` 1) and `entry` an object of all columns, by their names, with
`details` as the stored text, `pupils` as the ascending list of numbers, times in UTC as "2026-05-25T01:00:00.000000Z"
and `uuid` with hyphens. Canonical JSON: UTF-8, keys sorted, no white space, no escapes but those JSON demands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from hocba_web.audit.models import Entry

DOMAIN = b"hocba-audit-v1\n"
GENESIS = "0" * 64


def text(value: object) -> str:
    """Canonical JSON of whole numbers, texts, booleans, None, lists and dictionaries."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link_hash(*, chain: int, seq: int, previous: str, entry: Entry, pupils: Iterable[int]) -> str:
    """The hash that ties an entry to its place.

    Args:
        chain: number of the school, or 0.
        seq: 1 for the first.
        previous: hash of the place before, hex.
        entry: as stored.
        pupils: numbers of the pupils it touched, as stored, any order.
    """
    content = {
        "chain": chain,
        "seq": seq,
        "previous": previous,
        "entry": {
            "id": entry.pk,
            "uuid": str(entry.uuid),
            "at": _moment(entry.at),
            "real_at": _moment(entry.real_at),
            "school_id": entry.school_id,
            "user_id": entry.user_id,
            "role": entry.role,
            "kind": str(entry.kind),
            "action": entry.action,
            "subject_kind": entry.subject_kind,
            "subject_id": entry.subject_id,
            "code": entry.code,
            "details": entry.details_json,
            "request_id": entry.request_id,
            "pupils": sorted(pupils),
        },
    }
    return hashlib.sha256(DOMAIN + text(content).encode()).hexdigest()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
