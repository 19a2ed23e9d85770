"""The school, its classes, its staff and who teaches what: TruongHoc, LopHoc, GiaoVien, PhanCong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hocba.errors import UsageError
from hocba.model import Manager, SchoolIdentity, SchoolYear, Subject, check_personal_id, grade_of_class
from hocba.regulation import subject_info
from hocba.workbooks.check.rows import FirstSeen
from hocba.workbooks.check.staff import check_staff
from hocba.workbooks.cleaning import Bad, Value, caption_key, class_name, code, text
from hocba.workbooks.kinds import result_words
from hocba.workbooks.school.data import Assignment, SchoolClass, StaffMember
from hocba.workbooks.school.reading import Log, only_once, readers, row_place
from hocba.workbooks.tables import Table

_PRIMARY = "02"
HEAD_TITLE = "Hiệu trưởng"
_BOTH_TERMS = (1, 2)
_TERM = re.compile(r"(?:học k[ỳì]|hk)?\s*(1|2|i|ii)", re.IGNORECASE)
_WHOLE_YEAR = frozenset(map(caption_key, ("Cả năm", "1, 2", "1 và 2")))
# One row may assign the two halves of the subject together.
_TOGETHER = {caption_key(words): (Subject.IT, Subject.TECHNOLOGY) for words in ("Tin học và Công nghệ", "TH-CN")}


@dataclass(frozen=True, slots=True)
class Profile:
    """The school profile by caption and by technical name."""

    file: str
    values: Mapping[str, str]

    def get(self, *captions: str) -> str:
        """The first value that is there; empty if none."""
        return next((found for caption in captions if (found := self.values.get(caption_key(caption), ""))), "")

    def require(self, *captions: str) -> str:
        """The value of one of these captions.

        Raises:
            UsageError: SCHOOL_FIELD_MISSING, names the first caption.
        """
        found = self.get(*captions)
        if not found:
            raise UsageError("SCHOOL_FIELD_MISSING", where=self.file, file=self.file, caption=captions[0])
        return found


def read_profile(file: str, tables: Sequence[Table]) -> Profile:
    """Every line of the school profile."""
    values: dict[str, str] = {}
    for reader in readers(tables):
        value = text(reader.raw("value"))
        for key in ("caption", "technical"):
            name = caption_key(reader.raw(key))
            if name and value:
                values.setdefault(name, value)
    return Profile(file, values)


def _written(school_year: SchoolYear) -> tuple[str, ...]:
    return str(school_year.first), str(school_year), f"{school_year.first} - {school_year.last}"


def school_of(profile: Profile, school_year: SchoolYear | None) -> SchoolIdentity:
    """The school as every record names it; a year, where one is given, must be the profile's.

    Raises:
        UsageError: SCHOOL_FIELD_MISSING; SCHOOL_YEAR_MISMATCH, the profile is of another school year.
    """
    stated = profile.get("Năm học", "NamHoc")
    if stated and school_year is not None and stated not in _written(school_year):
        raise UsageError(
            "SCHOOL_YEAR_MISMATCH", where=profile.file, file=profile.file, found=stated, expected=str(school_year)
        )
    return SchoolIdentity(
        code=profile.require("Mã trường học", "MaTruongHoc", "Mã trường"),
        name=profile.require("Tên trường học", "TenTruongHoc", "Tên trường"),
        authority_code=profile.require("Mã sở giáo dục", "MaSoGiaoDuc"),
        authority_name=profile.require("Tên sở giáo dục", "TenSoGiaoDuc"),
        province=profile.require("Tên tỉnh", "TenTinh"),
        commune=profile.require("Tên xã", "TenXa"),
        level_code=(profile.get("Cấp học", "CapHoc") or _PRIMARY).zfill(2),
    )


def head_of(profile: Profile, staff: Collection[StaffMember]) -> Manager:
    """The principal, who signs for the school.

    A zero lost at the front of the personal ID is put back if somebody of the staff has that ID.

    Raises:
        UsageError: SCHOOL_FIELD_MISSING; HEAD_ID_INVALID.
    """
    name = profile.require("Tên hiệu trưởng", "HieuTruong")
    stated = code(profile.require("Số định danh cá nhân hiệu trưởng", "SoDinhDanhHieuTruong"))
    known = {member.personal_id for member in staff}
    personal_id = f"0{stated}" if f"0{stated}" in known else stated
    if any(found.is_error for found in check_personal_id(personal_id, sex=None, birth_year=None)):
        raise UsageError("HEAD_ID_INVALID", where=profile.file, file=profile.file, value=stated)
    return Manager(name, personal_id, HEAD_TITLE)


def read_classes(log: Log, file: str, tables: Sequence[Table]) -> dict[str, SchoolClass]:
    """The classes by name, in the order of the file."""
    found: dict[str, SchoolClass] = {}
    seen = FirstSeen()
    for reader in readers(tables):
        name = reader.require("class", class_name)
        if name:
            only_once(reader, seen, name, "class")
        homeroom = reader.read("homeroom_last", code)
        start = reader.read("homeroom_first", code)
        if name and not reader.bad:
            found[name] = SchoolClass(
                name=name,
                grade=grade_of_class(name),
                homeroom_start=start or "",
                homeroom=homeroom or "",
                foreign_language=reader.row.text("language_1"),
                where=row_place(file, reader),
            )
        log.take(file, reader)
    return found


def read_staff(log: Log, file: str, tables: Sequence[Table]) -> dict[str, StaffMember]:
    """The staff by code."""
    found: dict[str, StaffMember] = {}
    for reader, person in check_staff(tables):
        if person is not None:
            found[person.code] = StaffMember(
                code=person.code,
                name=person.name,
                personal_id=person.personal_id,
                active=person.active,
                position=reader.row.text("duty") or reader.row.text("position"),
                where=row_place(file, reader),
            )
        log.take(file, reader)
    return found


def subjects_named(value: Value) -> tuple[Subject, ...] | Bad:
    """The subject that a caption of the sector database names; both halves of "Tin học và Công nghệ" together."""
    key = caption_key(value)
    if key in _TOGETHER:
        return _TOGETHER[key]
    name = result_words().subjects.get(key)
    return (Subject(name),) if name else Bad("SUBJECT_UNKNOWN")


def _terms(value: Value) -> tuple[int, ...] | Bad:
    found = text(value)
    if caption_key(found) in _WHOLE_YEAR:
        return _BOTH_TERMS
    match = _TERM.fullmatch(found)
    if match is None:
        return Bad("TERM_INVALID")
    return (1 if match[1].casefold() in ("1", "i") else 2,)


def read_assignments(
    log: Log, file: str, tables: Sequence[Table], classes: Collection[str]
) -> dict[str, tuple[Assignment, ...]]:
    """Who teaches what, by class.

    IT and technology share one ministry code, so the name of the subject decides; a code of another subject warns.
    """
    found: dict[str, list[Assignment]] = {}
    for reader in readers(tables):
        name = reader.require("class", class_name)
        if name and name not in classes:
            reader.reject("class", "CLASS_INVALID")
        subjects = reader.require("subject", subjects_named)
        terms = reader.require("term", _terms)
        teacher = reader.require("teacher_code", code)
        stated = code(reader.raw("subject_code"))
        if subjects and stated and stated.zfill(2) != subject_info(subjects[0]).ministry_code:
            reader.warn("subject_code", "SUBJECT_CODE_DIFFERS", expected=subject_info(subjects[0]).ministry_code)
        if not reader.bad and name and teacher:
            where = row_place(file, reader)
            found.setdefault(name, []).extend(
                Assignment(name, subject, term, teacher, where) for subject in subjects or () for term in terms or ()
            )
        log.take(file, reader)
    return {name: tuple(ones) for name, ones in found.items()}
