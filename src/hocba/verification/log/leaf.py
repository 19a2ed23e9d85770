"""What a leaf says, read strictly: one spelling, the members that are known, nothing beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hocba.verification.log.note import LogFault

MOST_BYTES = 2048
_MEMBERS = {"at", "facts", "kind", "salt", "subject", "v"}
_SALT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class LeafFacts:
    """One leaf."""

    kind: str
    subject: str
    facts: Mapping[str, str]
    at: str
    """As written: "2026-05-25T01:00:00Z"."""


def read_leaf(data: bytes) -> LeafFacts:
    """Read a leaf.

    Raises:
        LogFault: LOG_LEAF_MALFORMED.
    """
    try:
        content = json.loads(data[: MOST_BYTES + 1])
        again = json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
    except (ValueError, RecursionError):
        raise LogFault("LOG_LEAF_MALFORMED") from None
    if again != data or not isinstance(content, dict) or set(content) != _MEMBERS or content["v"] != 1:
        raise LogFault("LOG_LEAF_MALFORMED")
    facts = content["facts"]
    texts = [content[name] for name in ("at", "kind", "salt", "subject")]
    if not isinstance(facts, dict) or not all(isinstance(one, str) for one in (*texts, *facts.values())):
        raise LogFault("LOG_LEAF_MALFORMED")
    if not _SALT.fullmatch(content["salt"]):
        raise LogFault("LOG_LEAF_MALFORMED")
    return LeafFacts(content["kind"], content["subject"], MappingProxyType(facts), content["at"])
