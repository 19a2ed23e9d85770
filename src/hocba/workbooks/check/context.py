"""Grade, moment and school year of a file, from what is asked, from titles, sheet names and the file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from hocba.errors import InvalidValue
from hocba.model import Grade, Moment, SchoolYear, grade_of_class
from hocba.workbooks.cleaning import class_name
from hocba.workbooks.tables import Table

DEFAULT_SCHOOL_YEAR = SchoolYear(2025)
"""Whose rules judge a file that names no school year."""

_TERM = r"\s*(?:(?:hoc\s*|h\s*)?k[iy]\s*(1|2|ii|i)|(?:hoc\s*|h\s*)?k\s*(1|2)|hk(ii|i))\b"
_MIDDLE = re.compile(r"\b(?:giua|g)" + _TERM)
_END = re.compile(r"\b(?:cuoi|c)" + _TERM)
_YEAR_END = re.compile(r"\b(?:cuoi|ca)\s*nam\b")
_SHORT_YEAR_END = re.compile(r"\bcn\b")
_TERM_ONLY = re.compile(r"\b(?:hoc\s*k[iy]\s*(1|2|ii|i)|hk\s*(1|2)|hk(ii|i))\b")
_GRADE = re.compile(r"\b(?:khoi|k|ket\s*qua)\s*([1-5])\b")
_CLASS = re.compile(r"\blop\s*([1-5][a-z]\d{0,2})\b")
_NOISE = re.compile(r"[^a-z0-9]+")
_STROKES = str.maketrans("Đđ", "Dd")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*[-–_]\s*(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need to know of a file."""

    grade: Grade | None
    """Only for rows whose class is not known."""
    moment: Moment | None
    school_year: SchoolYear
    class_name: str = ""
    """Class that the sheet's name or a title tells, for files without a class column; empty if none."""
    file_class: str = ""
    """Class that only the file's name tells: shown where nothing better is known, compared with nothing."""


def find_context(
    file: str, table: Table, *, grade: Grade | None, moment: Moment | None, school_year: SchoolYear | None
) -> Context:
    """The context of one sheet: what was asked for wins, then titles, then the sheet's name, then the file's."""
    base = re.split(r"[\\/]", file)[-1]
    texts = (*table.titles, table.sheet, base)
    named_class = _class(table)
    file_class = named_class or _file_class(base)
    return Context(
        grade=grade or (grade_of_class(file_class) if file_class else find_grade(texts)),
        moment=moment or find_moment(texts, base),
        school_year=school_year or _school_year(texts) or DEFAULT_SCHOOL_YEAR,
        class_name=named_class,
        file_class=file_class,
    )


def _plain(value: str) -> str:
    """Without accents, case and punctuation: "GIỮA HỌC KỲ I" is "giua hoc ky i"."""
    bare = unicodedata.normalize("NFD", value.translate(_STROKES)).encode("ascii", "ignore").decode("ascii")
    return _NOISE.sub(" ", bare.casefold()).strip()


def _is_first(match: re.Match[str]) -> bool:
    """Whether a term is the first of the year."""
    return (match[1] or match[2] or match[3]) in ("1", "i")


def find_moment(texts: Iterable[str], file: str = "") -> Moment | None:
    """The moment that titles or names speak of; "CN" alone only in the file's name, elsewhere it is a subject."""
    plain = [_plain(one) for one in texts]
    for one in plain:
        if (match := _MIDDLE.search(one)) is not None:
            return Moment.MID1 if _is_first(match) else Moment.MID2
        if _YEAR_END.search(one) is not None:
            return Moment.YEAR_END
        if (match := _END.search(one)) is not None:
            return Moment.END1 if _is_first(match) else Moment.YEAR_END
    if file and _SHORT_YEAR_END.search(_plain(file)) is not None:
        return Moment.YEAR_END
    for one in plain:
        if (match := _TERM_ONLY.search(one)) is not None:
            return Moment.END1 if _is_first(match) else Moment.YEAR_END
    return None


def find_grade(texts: Iterable[str]) -> Grade | None:
    """The grade that titles or names speak of: "Khối 4", "MOET_K4_CN", "KetQua-4-cn"."""
    for one in map(_plain, texts):
        match = _GRADE.search(one) or _CLASS.search(one)
        if match is not None:
            return cast("Grade", int(match[1][0]))
    return None


def _class(table: Table) -> str:
    sheet = class_name(table.sheet)
    if isinstance(sheet, str):
        return sheet
    title = next((row.class_title for row in table.rows if row.class_title), "")
    return title or _file_class(table.sheet)


def _file_class(name: str) -> str:
    match = _CLASS.search(_plain(name))
    return match[1].upper() if match else ""


def _school_year(texts: Iterable[str]) -> SchoolYear | None:
    for one in texts:
        for match in _SCHOOL_YEAR.finditer(one):
            try:
                return SchoolYear.parse(f"{match[1]}-{match[2]}")
            except InvalidValue:
                continue
    return None
