"""The storage does not answer, or cannot take a file now."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class StorageAway(OSError):
    """Nothing was stored or read, and the same may be tried again later.

    Not a `HocbaError`: what turns refusals into decisions (a record refused, an item failed) must not take it
    for one.

    Attributes:
        code: STORAGE_AWAY.
        where: always empty; names of files are nobody's business.
        params: none.
        status: HTTP status of the answer.
    """

    status = 503
    again_after = 60
    """Seconds after which a caller may try again."""

    def __init__(self, reason: str) -> None:
        """Take a short reason for the log: a type's name or an error code of the store, never content or an address."""
        super().__init__(reason)
        self.code = "STORAGE_AWAY"
        self.where = ""
        self.params: Mapping[str, object] = MappingProxyType({})
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
