"""The sample school's pupils by what is special about them, and ways to break one thing of their data."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date
from typing import Any
from uuid import UUID

from hocba.issuing.assemble import Plan, assemble_pupil
from hocba.issuing.refusal import Refusal
from hocba.model import YearRecord
from hocba.workbooks.school import SchoolData, SchoolFinding
from support.sample_school import sample

PUPIL = "2299238447"
"""4A1: overall HTT."""
PASSED = "2299792777"
"""4A3: passed the supplementary assessment."""
BY_DECISION = "2299141213"
"""4A5: promoted by the principal's decision."""
KEPT_DOWN = "2299893518"
"""5A3."""
NOT_ASSESSED = "2299721506"
"""4A3."""
LEFT = "2299055009"
"""1A4."""
DAY = date(2026, 8, 20)


def plan() -> Plan:
    """Dates after both closings; UUIDs that count."""
    numbers = itertools.count(1)
    return Plan(DAY, DAY, lambda: UUID(int=next(numbers), version=4))


def broken(code: str = PUPIL, **fields: Any) -> Refusal:
    """What a pupil is refused for if these fields of the school's data are replaced."""
    data = dataclasses.replace(sample(), **fields)
    found = assemble_pupil(data, data.pupils[code], plan())
    assert isinstance(found, Refusal)
    return found


def record(code: str = PUPIL, data: SchoolData | None = None) -> YearRecord:
    """The record of a pupil."""
    used = data or sample()
    found = assemble_pupil(used, used.pupils[code], plan())
    assert isinstance(found, YearRecord), found
    return found


def without(mapping: Any, code: str = PUPIL) -> dict[str, Any]:
    """A mapping without one pupil."""
    return {key: value for key, value in mapping.items() if key != code}


def changed(name: str, code: str = PUPIL, **fields: Any) -> dict[str, Any]:
    """The mapping `name` of the sample with one entry changed."""
    mapping = getattr(sample(), name)
    return {name: {**mapping, code: dataclasses.replace(mapping[code], **fields)}}


def said(refusal: Refusal) -> list[str]:
    """Codes of all problems."""
    return [problem.code for problem in refusal.problems]


def error(code: str, where: str, pupil: str) -> SchoolFinding:
    """A finding that stops a pupil's record."""
    return SchoolFinding(code, where, is_error=True, source="x", params={"value": "A"}, pupil=pupil)
