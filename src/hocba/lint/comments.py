"""What comments say, and about whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.lint.text import comments, texts
from hocba.model import Assessment
from hocba.regulation.school_regulation.plausibility import bound

_PLACEHOLDER = re.compile(
    r"[\W\d_]*|x+|abc+|test|todo|n/?a|none|null|(?:nội dung )?nhận xét|chưa (?:có|nhập)(?: nhận xét)?|bổ sung sau",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:(?:nhất|đầu|cuối|bét) (?:lớp|khối)|(?:đứng|xếp) thứ|xếp hạng"
    r"|(?:kém|hơn) (?:các|những) bạn|so với (?:các )?bạn)\b",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")
_GENERAL = (
    "comments/qualities",
    "comments/general_competencies",
    "comments/specific_competencies",
    "comments/homeroom",
)


def other_pupils(case: Case) -> Iterator[Finding]:
    """Another pupil's full name, with its capitals, is a pasted comment: "tiếng Anh" is no pupil."""
    for where, text in texts(case.record):
        if where.startswith(("subjects/", "comments/", "awards/")):
            for name in case.context.roster.names_in(text, case.record.pupil.name):
                yield finding("COMMENT_OTHER_PUPIL", where, name=name)


def missing(case: Case) -> Iterator[Finding]:
    """Comments that the form asks for; nobody writes any for a pupil who is not assessed."""
    if not isinstance(case.record.assessment, Assessment):
        return
    for where, text in comments(case.record):
        if not text.strip():
            code = "COMMENT_GENERAL_MISSING" if where.startswith("comments/") else "COMMENT_SUBJECT_MISSING"
            yield finding(code, where)


def content(case: Case) -> Iterator[Finding]:
    """Comments that say nothing, compare pupils, or give away numbers."""
    fewest = bound("comment.fewest_words", case.rules.day)
    for where, text in comments(case.record):
        plain = text.strip()
        if not plain:
            continue
        if _PLACEHOLDER.fullmatch(plain):
            yield finding("COMMENT_PLACEHOLDER", where, text=plain)
        elif len(plain.split()) < fewest:
            yield finding("COMMENT_SHORT", where, text=plain, fewest=fewest)
        if found := _COMPARES.search(plain):
            yield finding("COMMENT_COMPARES", where, found=found[0])
        if _LONG_NUMBER.search(plain):
            yield finding("COMMENT_PERSONAL_NUMBER", where)


def repeated(case: Case) -> Iterator[Finding]:
    """The same comment under many subjects of one pupil."""
    places: dict[str, list[str]] = defaultdict(list)
    for where, text in comments(case.record):
        if where.startswith("subjects/") and text.strip():
            places[text.strip()].append(where)
    for text, found in places.items():
        if len(found) >= bound("comment.repeats", case.rules.day):
            yield finding("COMMENT_REPEATED", found[0], text=text, times=len(found))


CHECKS = (other_pupils, missing, content, repeated)
