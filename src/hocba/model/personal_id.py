"""The 12 digits of a personal ID (số định danh cá nhân) against sex, year and place of birth.

Structure `PPP G YY RRRRRR`: place where the birth was registered, century and sex, last two digits of the birth year,
serial. There is no check digit. Source: Circular 59/2021/TT-BCA; a mismatch is possible after a corrected civil
status, so it can be overridden, but only with evidence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hocba.model.people import Sex

_DIGITS = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class IdFinding:
    """One thing wrong or noteworthy about a personal ID."""

    code: str
    """ID_MISSING, ID_FORMAT, ID_SEX_MISMATCH, ID_YEAR_MISMATCH or ID_PROVINCE_UNKNOWN."""
    is_error: bool
    """False for what only warns (an unknown place code, for example of a birth abroad; no ID on file yet)."""


@dataclass(frozen=True, slots=True)
class PersonalIdOverride:
    """A decision that an ID stands although it disagrees with sex or birth year."""

    personal_id: str
    evidence: str
    """The civil-status decision it rests on: number, date and issuer. Never empty."""

    def __post_init__(self) -> None:
        if not self.evidence.strip():
            raise ValueError("an override needs evidence")


@cache
def place_codes() -> Mapping[str, str]:
    """Province by its three digits, as printed in Circular 59/2021 (63 provinces before 1/7/2025)."""
    data = tomllib.loads((files(__package__) / "place_codes.toml").read_text(encoding="utf-8"))
    provinces: dict[str, str] = data["provinces"]
    return provinces


def check_personal_id(
    value: str, *, sex: Sex | None, birth_year: int | None, override: PersonalIdOverride | None = None
) -> tuple[IdFinding, ...]:
    """Every finding about `value`; empty if nothing is to be said.

    Args:
        value: the ID after cleaning; empty text means none on file.
        sex: sex on file, or None if unknown (then it is not compared).
        birth_year: four digits, 1900-2399, or None if unknown.
        override: suppresses the two mismatches for exactly this ID.
    """
    if not value:
        return (IdFinding("ID_MISSING", is_error=False),)
    if _DIGITS.fullmatch(value) is None:
        return (IdFinding("ID_FORMAT", is_error=True),)
    findings: list[IdFinding] = []
    overridden = override is not None and override.personal_id == value
    gender_digit = int(value[3])
    if sex is not None and not overridden and (gender_digit % 2 == 0) != (sex is Sex.MALE):
        findings.append(IdFinding("ID_SEX_MISMATCH", is_error=True))
    year = 1900 + 100 * (gender_digit // 2) + int(value[4:6])
    if birth_year is not None and not overridden and year != birth_year:
        findings.append(IdFinding("ID_YEAR_MISMATCH", is_error=True))
    if value[:3] not in place_codes():
        findings.append(IdFinding("ID_PROVINCE_UNKNOWN", is_error=False))
    return tuple(findings)
