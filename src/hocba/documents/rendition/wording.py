"""The words of each released form version, read once from `wording/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hocba.errors import UnknownRule

VERSIONS = {"hoc-ba-2025/1": "hoc-ba-2025-1.toml"}


@cache
def wording(version: str) -> Mapping[str, Any]:
    """All captions and words of one form version.

    Raises:
        UnknownRule: FORM_VERSION_UNKNOWN.
    """
    name = VERSIONS.get(version)
    if name is None:
        raise UnknownRule("FORM_VERSION_UNKNOWN", version=version)
    return tomllib.loads((files(__package__) / "wording" / name).read_text(encoding="utf-8"))
