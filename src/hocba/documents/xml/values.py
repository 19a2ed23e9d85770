"""Text of one field <-> value of the model, driven by the profile's words and date formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from hocba.errors import DocumentError, HocbaError
from hocba.model import ClosingGroup, Grade, OverallResult, SchoolYear, Sex, Subject, SubjectLevel, TraitLevel
from hocba.signature_profile import Profile

_ENUMS: Mapping[str, type[Enum]] = {
    "sex": Sex,
    "group": ClosingGroup,
    "subject_level": SubjectLevel,
    "trait_level": TraitLevel,
    "overall": OverallResult,
}
_WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_DECIMAL = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.\d{1,4})?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_YEAR = re.compile(r"\d{4}-\d{4}", re.ASCII)
_DATES = {
    "iso": re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII),
    "dmy": re.compile(r"(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})", re.ASCII),
    "datetime": re.compile(
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
    ),
}

Encode = Callable[[Any], str]
Decode = Callable[[str], object]


@cache
def encoders(profile: Profile) -> Mapping[str, Encode]:
    """By field type: from a value that is there to its text, not yet escaped.

    An encoder raises ValueError or KeyError on a value that could be written but never read again.
    """
    found: dict[str, Encode] = {
        "text": str,
        "whole": _whole_text,
        "personal_id": partial(_personal_id, re.compile(profile.certificates.personal_id, re.ASCII)),
        "uuid": str,
        "school_year": str,
        "decimal": _decimal_text,
        "date": _dmy_text if profile.date_formats[0] == "dmy" else _iso_text,
        "flag": {True: profile.words["flag"]["true"][0], False: profile.words["flag"]["false"][0]}.__getitem__,
        "grade": {int(name): words[0] for name, words in profile.words["grade"].items()}.__getitem__,
        "subject_code": {Subject[name]: row.code for name, row in profile.subject_codes.items()}.__getitem__,
    }
    for kind, enum in _ENUMS.items():
        if kind in profile.words:
            found[kind] = {enum[name]: words[0] for name, words in profile.words[kind].items()}.__getitem__
    return MappingProxyType(found)


@cache
def decoders(profile: Profile) -> Mapping[str, Decode]:
    """By field type: from the text of an element to the value.

    A decoder raises ValueError, KeyError or HocbaError on text outside its domain.
    """
    found: dict[str, Decode] = {
        "text": str,
        "personal_id": partial(_personal_id, re.compile(profile.certificates.personal_id, re.ASCII)),
        "whole": _whole,
        "uuid": _uuid,
        "school_year": _school_year,
        "decimal": _decimal,
        "date": lambda text: _date(text, profile.date_formats),
        "flag": _word_table(profile, "flag", {"true": True, "false": False}.__getitem__),
        "grade": _word_table(profile, "grade", lambda name: cast("Grade", int(name))),
    }
    for kind, enum in _ENUMS.items():
        if kind in profile.words:
            found[kind] = _word_table(profile, kind, enum.__getitem__)
    return MappingProxyType(found)


def decode(profile: Profile, kind: str, text: str, *, tag: str) -> object:
    """The value of a field's text.

    Raises:
        DocumentError: FIELD_INVALID.
    """
    try:
        return decoders(profile)[kind](text)
    except (ValueError, KeyError, HocbaError):
        raise DocumentError("FIELD_INVALID", where=tag, tag=tag, value=text[:80]) from None


def subject_of(profile: Profile, code: str, name: str) -> Subject:
    """The subject that code and name mean together.

    Raises:
        DocumentError: FIELD_INVALID, if no subject has that code, or none with that code has that name.
    """
    for subject, row in profile.subject_codes.items():
        if row.code == code and (not row.names or name in row.names):
            return Subject[subject]
    raise DocumentError("FIELD_INVALID", where="MA_MON_HOC", tag="MA_MON_HOC", value=f"{code} {name}"[:80])


def _word_table(profile: Profile, kind: str, value_of: Callable[[str], object]) -> Decode:
    table = {word: value_of(name) for name, words in profile.words[kind].items() for word in words}
    return table.__getitem__


def _personal_id(pattern: re.Pattern[str], text: str) -> str:
    return _matched(pattern, text)[0]


def _whole_text(value: int) -> str:
    return _matched(_WHOLE, str(value))[0]


def _decimal_text(value: Decimal) -> str:
    return _matched(_DECIMAL, format(value.normalize(), "f"))[0]


def _iso_text(value: date) -> str:
    return value.isoformat()


def _dmy_text(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return match


def _whole(text: str) -> int:
    return int(_matched(_WHOLE, text)[0])


def _decimal(text: str) -> Decimal:
    return Decimal(_matched(_DECIMAL, text)[0])


def _uuid(text: str) -> UUID:
    return UUID(_matched(_UUID, text)[0])


def _school_year(text: str) -> SchoolYear:
    return SchoolYear.parse(_matched(_YEAR, text)[0])


def _date(text: str, formats: tuple[str, ...]) -> date:
    for name in formats:
        match = _DATES[name].fullmatch(text)
        if match is not None:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
    raise ValueError(text)
