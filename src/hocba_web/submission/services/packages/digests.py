"""What a package or recall list says, as one digest: what the principal approves and the signer confirms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID


def content_digest(lines: Iterable[tuple[UUID, str]]) -> str:
    """SHA-256 over UUID and digest of each record, in order; lower-case hexadecimal."""
    found = hashlib.sha256()
    for uuid, digest in lines:
        found.update(f"{uuid} {digest}\n".encode())
    return found.hexdigest()
