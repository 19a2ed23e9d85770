"""How the text is written: Unicode, broken characters, length. Every visible text of a record is looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import Assessment, NotAssessed, YearRecord
from hocba.regulation.school_regulation.plausibility import bound

_LOST_LETTER = re.compile(r"[^\W\d_]\?+[^\W\d_]")
_WORD = re.compile(r"\S+")
_TCVN3 = frozenset("µ¸¶·¹¨¾¼½Æ©ÇËÎÏÑªÖ×ÜÞ§®¬¦¢¤¥£¡")
"""What TCVN3 letters look like as Latin-1; none of them is a Vietnamese letter."""

_UNPRINTABLE = {
    "TEXT_CONTROL_CHARACTER": frozenset({"Cc", "Zl", "Zp"}),
    "TEXT_INVISIBLE_CHARACTER": frozenset({"Cf"}),
    "TEXT_BROKEN_CHARACTER": frozenset({"Co", "Cs", "Cn"}),
}
"""Unicode categories that must not be signed; what else is not printable is a kind of space."""


def comments(record: YearRecord) -> Iterator[tuple[str, str]]:
    """Every comment with its place, empty ones too; those of subjects first, in the order of the form."""
    if isinstance(record.assessment, Assessment):
        for result in record.assessment.results():
            yield f"subjects/{result.subject.value}/comment", result.comment
    yield "comments/qualities", record.comments.qualities
    yield "comments/general_competencies", record.comments.general_competencies
    yield "comments/specific_competencies", record.comments.specific_competencies
    yield "comments/homeroom", record.comments.homeroom


def texts(record: YearRecord) -> Iterator[tuple[str, str]]:
    """Every text that people read, with its place."""
    pupil, school = record.pupil, record.school
    for name in ("name", "ethnicity", "nationality", "birthplace", "home_place", "residence", "register_no"):
        yield f"pupil/{name}", getattr(pupil, name)
    for name in ("mother", "father", "guardian"):
        yield f"pupil/family/{name}", getattr(pupil.family, name)
    for name in ("name", "authority_name", "province", "commune", "district"):
        yield f"school/{name}", getattr(school, name)
    yield "class_name", record.class_name
    yield "place_of_issue", record.place_of_issue
    yield "signers/homeroom/name", record.homeroom_teacher.name
    yield "signers/manager/name", record.manager.name
    if isinstance(record.assessment, NotAssessed):
        yield "assessment/evidence", record.assessment.evidence
    for index, part in enumerate(record.assessment.parts):
        yield f"signers/subject_teachers/{index}/name", part.teacher.name
        yield from ((f"subjects/{result.subject.value}/name", result.name) for result in part.results)
    yield from comments(record)
    yield "awards/year_end", record.awards.year_end
    yield "awards/ad_hoc", record.awards.ad_hoc
    yield "outcome/text", record.outcome.text
    for index, year in enumerate(record.history):
        yield f"history/{index}/class_name", year.class_name
        yield f"history/{index}/school_name", year.school_name


def _points(text: str, categories: frozenset[str]) -> str:
    """Code points of those categories, as people look them up: "U+200B, U+FEFF"."""
    found = dict.fromkeys(c for c in text if unicodedata.category(c) in categories)
    return ", ".join(f"U+{ord(c):04X}" for c in found)


def characters(case: Case) -> Iterator[Finding]:
    """Characters that must not be signed."""
    for where, text in texts(case.record):
        if not unicodedata.is_normalized("NFC", text):
            yield finding("TEXT_NOT_NFC", where)
        if "Ð" in text or "ð" in text:
            yield finding("TEXT_ETH_FOR_D", where)
        if "\ufffd" in text:
            yield finding("TEXT_BROKEN_CHARACTER", where, points="U+FFFD")
        if not text.isprintable():
            for code, categories in _UNPRINTABLE.items():
                if points := _points(text, categories):
                    yield finding(code, where, points=points)
        for word in _WORD.findall(text):
            if _TCVN3.intersection(word) and any(c.isalpha() and c.isascii() for c in word):
                yield finding("TEXT_OLD_ENCODING", where, word=word)
                break


def spelling(case: Case) -> Iterator[Finding]:
    """Lost letters, stray spaces, too much text."""
    limit = bound("comment.longest", case.rules.day)
    for where, text in texts(case.record):
        if lost := _LOST_LETTER.search(text):
            yield finding("TEXT_LOST_LETTER", where, found=lost[0])
        if text != " ".join(text.split()):
            yield finding("TEXT_SPACES", where)
        if len(text) > limit:
            yield finding("TEXT_LONG", where, length=len(text), longest=limit)


CHECKS = (characters, spelling)
