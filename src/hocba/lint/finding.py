"""What a check says, and the table of all checks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from hocba.lint.places import name_of
from hocba.messages import Language, next_step, what
from hocba.regulation import citation


class Severity(Enum):
    """What a finding does."""

    ERROR = "error"
    """Stops the signing of this record, never of the others."""
    WARNING = "warning"
    """Somebody should look; nothing stops."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check as the table of checks has it."""

    code: str
    area: str
    """Which part of the record it concerns; the name of its file and of its table in `registry.toml`."""
    severity: Severity
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one place of a record."""

    code: str
    severity: Severity
    where: str
    """"pupil/personal_id", "subjects/MUSIC/level", "comments/homeroom", "history/0/class_name" ..."""
    source: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_error(self) -> bool:
        """Whether it stops the signing."""
        return self.severity is Severity.ERROR

    def what(self, language: Language = "vi") -> str:
        """What is wrong."""
        return what(self.code, self.params, language=language)

    def next_step(self, language: Language = "vi") -> str:
        """What to do now."""
        return next_step(self.code, self.params, language=language)

    def place(self, language: Language = "vi") -> str:
        """What people call the place."""
        return name_of(self.where, language)

    def citation(self, language: Language = "vi") -> str:
        """The text it rests on."""
        return citation(self.source, language)


@cache
def rules() -> Mapping[str, Rule]:
    """Every check by code, in the order of the table.

    Raises:
        ValueError: a code stands in two areas.
    """
    table = tomllib.loads((files(__package__) / "registry.toml").read_text(encoding="utf-8"))
    found: dict[str, Rule] = {}
    for area, codes in table.items():
        for code, (severity, source) in codes.items():
            if code in found:
                raise ValueError(f"{code} stands in two areas")
            found[code] = Rule(code, area, Severity(severity), source)
    return MappingProxyType(found)


def finding(code: str, where: str, **params: object) -> Finding:
    """A finding of the check `code`, as severe as the table says."""
    rule = rules()[code]
    return Finding(code, rule.severity, where, rule.source, MappingProxyType(params))
