"""What an archive says about itself: names, kinds and digests. It proves nothing; each signed file proves itself.

Our own form ("hocba-dossier/1"), not official: a receiver without it reads the files alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

NAME = "manifest.json"
FORM = "hocba-dossier/1"
PAPERS = "giay-to/"
"""Folder of papers that are not verified: application, plan, materials, prints."""
RECEIPTS = "bien-nhan/"
"""Folder of receipts of the authority, each named after its record's UUID."""
_DIGEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    name: str
    """Path in the archive."""
    kind: str
    """record, handover, paper, receipt or sheet."""
    content: bytes
    about: str = ""
    """In words, for the check sheet."""

    @property
    def sha256(self) -> str:
        """64 lower-case hexadecimal digits."""
        return sha256(self.content).hexdigest()


def written(head: Mapping[str, object], entries: Iterable[Entry]) -> bytes:
    """The manifest.

    Args:
        head: who made it for whom, and when.
        entries: every other file of the archive.
    """
    files = [{"name": one.name, "kind": one.kind, "size": len(one.content), "sha256": one.sha256} for one in entries]
    return json.dumps({"form": FORM, **head, "files": files}, ensure_ascii=False, indent=1).encode()


def digests(content: bytes) -> dict[str, str] | None:
    """SHA-256 by path, as a manifest says; None for something that is no manifest of ours."""
    try:
        data = json.loads(content)
        if data["form"] != FORM:
            return None
        found = {str(one["name"]): str(one["sha256"]) for one in data["files"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if all(len(one) == _DIGEST for one in found.values()) else None
