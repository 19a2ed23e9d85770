"""School years and grades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Self, cast

from hocba.errors import InvalidValue

Grade = Literal[1, 2, 3, 4, 5]

_YEAR = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})", re.ASCII)
_CLASS = re.compile(r"([1-5])(?:[A-ZĐ]\d{0,2}|[./]\d{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the two calendar years it spans, such as 2025-2026."""

    first: int
    """The calendar year it begins in, 1990 to 2100."""

    def __post_init__(self) -> None:
        if not 1990 <= self.first <= 2100:  # noqa: PLR2004  # the domain of the value
            raise InvalidValue("SCHOOL_YEAR_INVALID", value=self.first)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2025-2026" (spaces and an en dash allowed).

        Raises:
            InvalidValue: SCHOOL_YEAR_INVALID, also where the two years do not follow each other.
        """
        match = _YEAR.fullmatch(text.strip())
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise InvalidValue("SCHOOL_YEAR_INVALID", value=text)
        return cls(int(match[1]))

    @property
    def last(self) -> int:
        """The calendar year it ends in."""
        return self.first + 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


def grade_of_class(class_name: str) -> Grade:
    """The grade of a cleaned class code such as 4A1, 4A or 4.1.

    Raises:
        InvalidValue: CLASS_INVALID.
    """
    match = _CLASS.fullmatch(class_name)
    if match is None:
        raise InvalidValue("CLASS_INVALID", value=class_name)
    return cast("Grade", int(match[1]))
