"""One invented family of the demo, whose record is accepted already: the five inputs of the look-up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = "family.json"
INPUTS = ("identifier", "name", "born", "personal_id", "code")
"""Decision 32/QĐ-THPĐ, art. 2(8)."""


def write_family(folder: Path, inputs: Mapping[str, str]) -> None:
    """Keep the inputs in the demo's folder of the authority: an invented family has nothing to hide."""
    (folder / FILE).write_text(json.dumps({name: inputs[name] for name in INPUTS}, ensure_ascii=False))


def read_family(folder: Path) -> dict[str, str]:
    """The inputs by name; empty where there are none."""
    try:
        found: dict[str, str] = json.loads((folder / FILE).read_text())
    except FileNotFoundError:
        return {}
    return found
