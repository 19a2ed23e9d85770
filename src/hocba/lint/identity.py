"""Who the pupil is: name, numbers, birth date, family."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import product

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import check_personal_id
from hocba.regulation import no_information
from hocba.regulation.school_regulation.plausibility import longest, span, usual_ages

_VIETNAM = "Việt Nam"
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VIETNAMESE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđ") | {
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)
}
_JOINERS = " '’-."


def _unnatural(name: str) -> str:
    """Characters that no name has: digits, marks, symbols."""
    return "".join(dict.fromkeys(c for c in name if c not in _JOINERS and unicodedata.category(c)[0] not in "LM"))


def name(case: Case) -> Iterator[Finding]:
    """The pupil's name as the birth certificate writes it."""
    where, value = "pupil/name", case.record.pupil.name
    if not value.strip():
        yield finding("PUPIL_NAME_MISSING", where)
        return
    if len(value) > longest("name"):
        yield finding("PUPIL_NAME_LONG", where, length=len(value), longest=longest("name"))
    if unnatural := _unnatural(value):
        yield finding("PUPIL_NAME_CHARACTERS", where, name=value, characters=unnatural)
    letters = {c for c in unicodedata.normalize("NFC", value).casefold() if c.isalpha()}
    if case.record.pupil.nationality == _VIETNAM and (strange := letters - _VIETNAMESE_LETTERS):
        yield finding("PUPIL_NAME_LETTERS", where, name=value, characters="".join(sorted(strange)))
    words = value.split()
    if len(words) == 1:
        yield finding("PUPIL_NAME_ONE_WORD", where, name=value)
    if value.isupper() or any(word[0].islower() for word in words):
        yield finding("PUPIL_NAME_CAPITALS", where, name=value)


def personal_id(case: Case) -> Iterator[Finding]:
    """The 12 digits against sex, birth year, place, and the other pupils."""
    where, pupil = "pupil/personal_id", case.record.pupil
    for found in check_personal_id(
        pupil.personal_id, sex=pupil.sex, birth_year=pupil.born.year, override=case.context.id_override
    ):
        yield finding(
            f"PUPIL_{found.code}", where, value=pupil.personal_id, sex=pupil.sex.value, born=f"{pupil.born:%d/%m/%Y}"
        )
    for other in case.context.roster.with_personal_id(pupil.personal_id) if pupil.personal_id else ():
        if other.ministry_id != pupil.ministry_id:
            yield finding("PUPIL_ID_DUPLICATE", where, value=pupil.personal_id, other=other.ministry_id)


def ministry_id(case: Case) -> Iterator[Finding]:
    """The ministry's code: opaque, but there and one pupil's alone."""
    where, value = "pupil/ministry_id", case.record.pupil.ministry_id
    if not value:
        yield finding("MINISTRY_ID_MISSING", where)
        return
    if len(value) > longest("ministry_id") or not value.isalnum():
        yield finding("MINISTRY_ID_FORMAT", where, value=value, longest=longest("ministry_id"))
    if len(case.context.roster.with_ministry_id(value)) > 1:
        yield finding("MINISTRY_ID_DUPLICATE", where, value=value)


def twins(case: Case) -> Iterator[Finding]:
    """Two codes for what may be one child."""
    pupil = case.record.pupil
    for other in case.context.roster.namesakes(pupil.name, pupil.born):
        if other.class_name == case.record.class_name and other.ministry_id != pupil.ministry_id:
            yield finding("PUPIL_TWIN_RECORD", "pupil/name", name=pupil.name, other=other.ministry_id)


def status(case: Case) -> Iterator[Finding]:
    """A pupil who left has no year-end rows; where they are there, they decide."""
    if case.context.status is not None and case.context.status.has_left:
        yield finding("PUPIL_HAS_LEFT", "pupil", status=case.context.status.value)


def birth_date(case: Case) -> Iterator[Finding]:
    """The birth date against the calendar and the grade."""
    where, born = "pupil/born", case.record.pupil.born
    day, age = case.rules.day, case.record.school_year.first - born.year
    least, greatest = span("age.possible", day)
    written = f"{born:%d/%m/%Y}"
    if born >= case.context.today or not least <= age <= greatest:
        yield finding("BIRTH_DATE_UNNATURAL", where, born=written, age=age, grade=case.record.grade)
        return
    youngest, oldest = usual_ages(case.record.grade, day)
    if not youngest <= age <= oldest:
        yield finding(
            "BIRTH_DATE_AGE", where, youngest=youngest, oldest=oldest, born=written, age=age, grade=case.record.grade
        )


def personal_data(case: Case) -> Iterator[Finding]:
    """What the technical specification makes compulsory."""
    pupil = case.record.pupil
    for name_, value in (
        ("ethnicity", pupil.ethnicity),
        ("nationality", pupil.nationality),
        ("birthplace", pupil.birthplace),
        ("home_place", pupil.home_place),
        ("residence", pupil.residence),
        ("register_no", pupil.register_no),
    ):
        if not value.strip():
            yield finding("PERSONAL_DATA_MISSING", f"pupil/{name_}")


def family(case: Case) -> Iterator[Finding]:
    """Mother, father, guardian: somebody must be on file."""
    people = {
        "mother": case.record.pupil.family.mother,
        "father": case.record.pupil.family.father,
        "guardian": case.record.pupil.family.guardian,
    }
    if people["mother"] == no_information(case.rules.day):
        people["mother"] = ""
    if not any(value.strip() for value in people.values()):
        yield finding("FAMILY_MISSING", "pupil/family")
    elif not people["mother"].strip():
        yield finding("MOTHER_NOT_ON_FILE", "pupil/family/mother")
    for role, value in people.items():
        if unnatural := _unnatural(value):
            yield finding("FAMILY_NAME_CHARACTERS", f"pupil/family/{role}", name=value, characters=unnatural)
        if value and value == case.record.pupil.name:
            yield finding("FAMILY_IS_PUPIL", f"pupil/family/{role}", name=value)


CHECKS = (name, personal_id, ministry_id, twins, status, birth_date, personal_data, family)
