"""What people call the place of a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from hocba.messages import Language
from hocba.regulation import place_name

_RESULTS = ("subjects", "competencies", "qualities")


@cache
def _names() -> Mapping[str, list[str]]:
    return tomllib.loads((files(__package__) / "places.toml").read_text(encoding="utf-8"))


def name_of(where: str, language: Language = "vi") -> str:
    """The name of a place, such as "Nơi sinh" of "pupil/birthplace"; subjects, competencies, qualities in Vietnamese.

    A deeper place has the name of the nearest one above it; a place nobody has named stands as it is.
    """
    parts = ["*" if part.isdecimal() else part for part in where.split("/")]
    if parts[0] in _RESULTS:
        return place_name(where)
    for length in range(len(parts), 0, -1):
        named = _names().get("/".join(parts[:length]))
        if named is not None:
            return named[0 if language == "vi" else 1]
    return where
