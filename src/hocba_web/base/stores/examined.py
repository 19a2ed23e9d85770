"""Every stored file read once: does it hold what its name says?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from hocba_web.base.stores.kept import find, proven

_DIGEST = re.compile(r"(?:.*/)?([0-9a-f]{64})")
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Examined:
    """What a look at the whole storage found."""

    files: int
    """How many were read."""
    damaged: tuple[str, ...]
    """Names of those that hold something else, or are gone since they were listed."""


def examine(names: Iterable[str]) -> Examined:
    """Read the files of these names that say a SHA-256; others say nothing about their content.

    Raises:
        StorageAway: the storage does not answer.
    """
    wanted = [(name, found[1]) for name in names if (found := _DIGEST.fullmatch(name))]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        whole = threads.map(lambda one: _whole(*one), wanted)
        damaged = tuple(name for (name, _), good in zip(wanted, whole, strict=True) if not good)
    return Examined(len(wanted), damaged)


def _whole(name: str, sha256: str) -> bool:
    content = find(name)
    return content is not None and proven(content, sha256)
