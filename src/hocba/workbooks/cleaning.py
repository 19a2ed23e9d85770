"""Cleaning of cells: pure functions, one a kind of content, each giving a value, nothing, or an error code.

The rules are silent, fixed and the same for every kind of file, so that a refusal can be foreseen. Their numbers are
those of the project's reading rules for workbooks.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, wraps
from importlib.resources import files
from typing import TypeVar, cast

from hocba.errors import InvalidValue
from hocba.model import OverallResult, Sex, SubjectLevel, TraitLevel, grade_of_class


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a usable value: an Excel error, or a formula whose value was never stored."""

    code: str
    """CELL_ERROR or FORMULA_NO_VALUE."""
    text: str
    """"#N/A", or the formula with its leading "="."""


Value = str | float | int | bool | date | datetime | time | timedelta | Fault
"""A cell as found; empty text where the cell is empty."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be accepted."""

    code: str
    """Stable code of the message catalogue, such as DATE_INVALID."""


_REMOVED = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_TABLE = {**_REMOVED, 0x00D0: "Đ", 0x00F0: "đ"}
_IN_TABLE = re.compile(f"[{''.join(map(chr, _TABLE))}]")
_APOSTROPHES = ("'", "’", "‘")
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIALS = range(20000, 60001)
_EPOCH = date(1899, 12, 30)
_SCORE = re.compile(r"(-?)(\d{1,400})(?:[.,](\d+))?", re.ASCII)
_SCORES = range(11)
_CAPTION_NOISE = re.compile(r"\(\*\)|\*|\s")
_REMEMBERED_TEXTS = 16384
_REMEMBERED_LENGTH = 100

_T = TypeVar("_T")


class Remembered(dict[str, _T]):
    """What cleaning gives for each text: a school year fills some 300,000 cells with a few thousand different texts.

    Looked up like a dictionary, which is what the longest loops do. Only texts are kept, because 1, 1.0 and True are
    one key but three kinds of cell, and no long ones, so that it stays small whatever the files hold.
    """

    def __init__(self, clean: Callable[[str], _T]) -> None:
        super().__init__()
        self._clean = clean

    def __missing__(self, value: str) -> _T:
        found = self._clean(value)
        if len(value) <= _REMEMBERED_LENGTH:
            if len(self) >= _REMEMBERED_TEXTS:
                self.clear()
            self[value] = found
        return found


def remembered(clean: Callable[[Value], _T]) -> Callable[[Value], _T]:
    """Clean each text once."""
    known = Remembered(clean)

    @wraps(clean)
    def cleaned(value: Value) -> _T:
        return known[value] if isinstance(value, str) else clean(value)

    return cleaned


@cache
def _words(section: str) -> Mapping[str, str]:
    """Meaning by word, the word folded as `_fold` does."""
    data = tomllib.loads((files("hocba.workbooks.data") / "words.toml").read_text(encoding="utf-8"))
    table = cast("dict[str, list[str]]", data[section])
    return {_fold(word): meaning for meaning, words in table.items() for word in words}


def _fold(value: str) -> str:
    return unicodedata.normalize("NFC", value).casefold()


def _tidy(value: str) -> str:
    if not value.isascii():
        # Looking is far quicker than translating, and few texts hold any of these.
        value = unicodedata.normalize("NFC", value.translate(_TABLE) if _IN_TABLE.search(value) else value)
    return " ".join(value.split())


def as_found(value: Value) -> str:
    """A cell as a person sees it, for messages; nothing is cleaned away."""
    if isinstance(value, date):
        exact = isinstance(value, datetime) and value.time() != time()
        return value.strftime("%d/%m/%Y %H:%M:%S" if exact else "%d/%m/%Y")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.text if isinstance(value, Fault) else str(value)


@remembered
def text(value: Value) -> str:
    """Text of a cell: NFC, no invisible characters, single spaces, no leading apostrophe, Đ for Ð (rules 1, 2, 4).

    A number without fraction becomes its digits, a ".0" at the end of a number is dropped; a `Fault` has no text.
    """
    if isinstance(value, str):
        found = _tidy(value)
        if found.startswith(_APOSTROPHES):
            found = found[1:].lstrip()
        whole = _WHOLE.fullmatch(found)
        return whole[1] if whole else found
    if isinstance(value, Fault):
        return ""
    return as_found(value)


def _caption_key(value: Value) -> str:
    found = _CAPTION_NOISE.sub("", text(value))
    return unicodedata.normalize("NFC", found.casefold())


caption_keys: Remembered[str] = Remembered(_caption_key)
"""`caption_key` by text."""


def caption_key(value: Value) -> str:
    """What captions are compared by: no case, no spaces or line breaks, no "(*)"; vertical captions joined (rule 3)."""
    return caption_keys[value] if isinstance(value, str) else _caption_key(value)


def fault_of(value: Value) -> Fault | None:
    """The fault of a cell, also where an Excel error was pasted as text."""
    if isinstance(value, Fault):
        return value
    if isinstance(value, str) and "#" in value and text(value).upper() in _excel_errors():
        return Fault("CELL_ERROR", text(value))
    return None


@cache
def _excel_errors() -> frozenset[str]:
    return frozenset(word.upper() for word in _words("excel_errors"))


def is_empty(value: Value) -> bool:
    """Whether nothing is left of a cell after cleaning."""
    if isinstance(value, str):
        # Cleaning never removes a letter or digit, so most cells are told by their first character.
        return not value or not (value[0].isalnum() or text(value))
    return False


@remembered
def code(value: Value) -> str:
    """A code or personal ID: text without any space (rule 4)."""
    found = text(value).replace(" ", "")
    whole = _WHOLE.fullmatch(found)
    return whole[1] if whole else found


@remembered
def day(value: Value) -> date | Bad | None:
    """A date (rule 5), always day first; None if the cell is empty, else DATE_INVALID where it is no date."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    found = text(value)
    serial = _SERIAL.fullmatch(found)
    if serial is not None and int(serial[1]) in _SERIALS:
        return _EPOCH + timedelta(days=int(serial[1]))
    try:
        if (match := _DAY_FIRST.fullmatch(found)) is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if (match := _ISO.fullmatch(found)) is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    return Bad("DATE_INVALID") if found else None


def day_text(value: date) -> str:
    """A date as the workbooks write it, dd/mm/yyyy."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


@remembered
def sex(value: Value) -> Sex | Bad | None:
    """Sex (rule 6); GENDER_INVALID for any other word, "0" included, because lists disagree about it."""
    found = text(value)
    if not found:
        return None
    meaning = _words("sex").get(_fold(found))
    return Sex(meaning) if meaning else Bad("GENDER_INVALID")


def female_mark(value: Value) -> Sex | Bad:
    """Sex from a column "Nữ": any mark is female, empty is male; what denies the mark is GENDER_INVALID."""
    found = text(value)
    if not found:
        return Sex.MALE
    return Bad("GENDER_INVALID") if _fold(found) in _words("female_mark") else Sex.FEMALE


@remembered
def class_name(value: Value) -> str | Bad | None:
    """Code of a primary class (rule 7), such as 4A1, 4A or 4.1; CLASS_INVALID for anything else."""
    if isinstance(value, date):
        return Bad("CLASS_INVALID")
    found = code(value).upper()
    if not found:
        return None
    found = found.removeprefix("LỚP").removeprefix("L")
    try:
        grade_of_class(found)
    except InvalidValue:
        return Bad("CLASS_INVALID")
    return found


@remembered
def subject_level(value: Value) -> SubjectLevel | Bad | None:
    """Level of a subject (rule 9); LEVEL_INVALID also for Đ, which belongs to competencies."""
    return _level(value, "subject_level", SubjectLevel)


@remembered
def trait_level(value: Value) -> TraitLevel | Bad | None:
    """Level of a competency or quality (rule 9); LEVEL_INVALID also for H, which belongs to subjects."""
    return _level(value, "trait_level", TraitLevel)


_LevelT = TypeVar("_LevelT", SubjectLevel, TraitLevel)


def _level(value: Value, section: str, kind: type[_LevelT]) -> _LevelT | Bad | None:
    found = text(value)
    if not found:
        return None
    meaning = _words(section).get(_fold(found))
    return kind(meaning) if meaning else Bad("LEVEL_INVALID")


@remembered
def score(value: Value) -> int | Bad | None:
    """Whole points 0-10 (rule 10), or SCORE_INVALID, SCORE_NOT_INTEGER, SCORE_RANGE."""
    if isinstance(value, float) and math.isfinite(value):
        if not value.is_integer():
            return Bad("SCORE_NOT_INTEGER")
        return int(value) if value in _SCORES else Bad("SCORE_RANGE")
    found = text(value)
    if found.endswith(_APOSTROPHES):
        found = found[:-1].rstrip()
    if not found:
        return None
    match = _SCORE.fullmatch(found)
    if match is None:
        return Bad("SCORE_INVALID")
    if match[3] and match[3].strip("0"):
        return Bad("SCORE_NOT_INTEGER")
    points = int(match[1] + match[2])
    return points if points in _SCORES else Bad("SCORE_RANGE")


@remembered
def flag(value: Value) -> bool | Bad:
    """A mark (rule 11): yes, or no where empty; FLAG_INVALID for other text."""
    if isinstance(value, bool):
        return value
    found = text(value)
    if not found:
        return False
    meaning = _words("flag").get(_fold(found))
    return Bad("FLAG_INVALID") if meaning is None else meaning == "yes"


@remembered
def overall(value: Value) -> OverallResult | Bad | None:
    """Overall result of the year (rule 12) from its short form or its words; RANK_INVALID for anything else."""
    found = text(value)
    if not found:
        return None
    meaning = _words("overall").get(_fold(found))
    return OverallResult(meaning) if meaning else Bad("RANK_INVALID")
