"""The parts of a class's results, one a subject and one for the homeroom: what windows and marks are about."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _

from hocba.model import Moment, Subject
from hocba.regulation import form_name
from hocba_web.base.text import fold

HOMEROOM = "homeroom"
"""The part of the homeroom teacher: qualities, competencies, comments, absences, health, the year's overall result."""
SEVERAL = "subjects"
"""What an act over several subjects at once is filed under; never a part of its own."""
LANGUAGES = (Subject.FOREIGN_LANG_1, Subject.MINORITY_LANG)
"""Subjects whose language a class names."""


def subject_of(part: str) -> Subject | None:
    """The subject of a part; None for the homeroom teacher's."""
    return None if part == HOMEROOM else Subject(part)


def part_name(part: str, language: str = "") -> str:
    """What people call a part: "Toán", "Ngoại ngữ 1 (Tiếng Anh)", "Chủ nhiệm"."""
    if part == HOMEROOM:
        return _("Chủ nhiệm")
    if part == SEVERAL:
        return _("Các môn học")
    return form_name(Subject(part), language)


def subject_slug(subject: Subject) -> str:
    """A subject in addresses: "toan", "nghe-thuat-am-nhac"."""
    return slugify(fold(form_name(subject)))


def subject_of_slug(slug: str) -> Subject | None:
    """The subject an address names; None for no subject."""
    return next((subject for subject in Subject if subject_slug(subject) == slug), None)


def is_moment(period: str) -> bool:
    """Whether a period is one of the four moments of Circular 27/2020/TT-BGDĐT, art. 7."""
    return period in {moment.value for moment in Moment}
