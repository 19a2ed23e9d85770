"""Pupils and the people who sign for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Sex(Enum):
    """Sex as the civil status names it; the value is the word of the forms."""

    MALE = "Nam"
    FEMALE = "Nữ"


class PupilStatus(Enum):
    """Status of a pupil in the sector database (list of 12); the value is its official wording."""

    STUDYING = "Đang học"
    ARRIVED_TERM_1 = "Chuyển đến kỳ 1"
    RETURNED_TERM_1 = "Nghỉ học xin học lại kỳ 1"
    MOVED_TERM_1 = "Chuyển đi kỳ 1"
    LEFT_TERM_1 = "Thôi học kỳ 1"
    ARRIVED_TERM_2 = "Chuyển đến kỳ 2"
    RETURNED_TERM_2 = "Nghỉ học xin học lại kỳ 2"
    MOVED_TERM_2 = "Chuyển đi kỳ 2"
    LEFT_TERM_2 = "Thôi học kỳ 2"
    ARRIVED_SUMMER = "Chuyển đến trong hè"
    MOVED_SUMMER = "Chuyển đi trong hè"
    LEFT_SUMMER = "Thôi học trong hè"

    @property
    def has_left(self) -> bool:
        """Whether the pupil is no longer on the roll ("Chuyển đi" or "Thôi học")."""
        return self.value.startswith(("Chuyển đi", "Thôi học"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs, named as on the certificate."""

    name: str
    """Full name, NFC."""
    personal_id: str
    """Số định danh cá nhân, 12 digits."""


@dataclass(frozen=True, slots=True)
class Manager:
    """The head, or the deputy authorised to sign, with the title that the record prints."""

    name: str
    personal_id: str
    """12 digits."""
    title: str
    """"Hiệu trưởng" or "Phó hiệu trưởng"."""

    @property
    def person(self) -> Person:
        """The same person without the title."""
        return Person(self.name, self.personal_id)


@dataclass(frozen=True, slots=True)
class Family:
    """Parents and guardian as on file; empty text where nobody is on file."""

    mother: str = ""
    father: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class PupilIdentity:
    """Who the pupil is, by birth certificate and sector database."""

    name: str
    """Full name, NFC, at most 150 characters."""
    personal_id: str
    """Số định danh cá nhân, 12 digits; the only identifier of the regulation (Decision 32/QĐ-THPĐ, art. 2(9))."""
    ministry_id: str
    """Mã định danh Bộ GDĐT, opaque, at most 20 characters."""
    sex: Sex
    born: date
    ethnicity: str
    nationality: str
    birthplace: str
    home_place: str
    """Quê quán."""
    residence: str
    """Nơi ở hiện nay."""
    register_no: str
    """Số sổ đăng bộ."""
    family: Family
