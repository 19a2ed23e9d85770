"""Why a pupil has no record: every problem found, the first of them named in the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hocba.messages import Language, text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands against a record."""

    code: str
    where: str
    """"KetQua-4-cn.xlsx!Sheet1!F12": file, sheet, cell or row."""
    source: str
    """Article or rule."""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, language: Language = "vi") -> str:
        """What happened and what to do next."""
        return text(self.code, self.params, language=language)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row of the pupil list that gets no record, and why."""

    pupil: str
    """Ministry code; the name where no code can be read."""
    problems: tuple[Problem, ...]
    """At least one, in the order in which they were found."""

    def __post_init__(self) -> None:
        if not self.problems:
            raise ValueError("a refusal needs a reason")

    @property
    def code(self) -> str:
        """Code of the first problem."""
        return self.problems[0].code

    @property
    def where(self) -> str:
        """Place of the first problem."""
        return self.problems[0].where

    def message(self, language: Language = "vi") -> str:
        """All problems, a sentence each, without repeats."""
        return " ".join(dict.fromkeys(problem.sentence(language) for problem in self.problems))

    def as_json(self) -> dict[str, str]:
        """The entry of `report.json`: where, pupil, code, message (Vietnamese)."""
        return {"where": self.where, "pupil": self.pupil, "code": self.code, "message": self.message()}
