"""Subjects, competencies, qualities and the scales they are assessed on (Circular 27/2020/TT-BGDĐT, art. 6-7, 9).

Values are enums on purpose: the letter C means "chưa hoàn thành" for a subject and "cần cố gắng" for a competency,
so a letter alone is never stored.
"""

from __future__ import annotations

from enum import Enum


class Subject(Enum):
    """A subject or educational activity, in the row order of the official form (CV 2088, Phụ lục 2)."""

    VIETNAMESE = "VIETNAMESE"
    MATHS = "MATHS"
    FOREIGN_LANG_1 = "FOREIGN_LANG_1"
    HISTORY_GEO = "HISTORY_GEO"
    SCIENCE = "SCIENCE"
    IT = "IT"
    TECHNOLOGY = "TECHNOLOGY"
    ETHICS = "ETHICS"
    NATURE_SOCIETY = "NATURE_SOCIETY"
    PE = "PE"
    MUSIC = "MUSIC"
    FINE_ARTS = "FINE_ARTS"
    EXPERIENTIAL = "EXPERIENTIAL"
    MINORITY_LANG = "MINORITY_LANG"


class SubjectLevel(Enum):
    """Level reached in a subject (art. 7(1)(a)); the value is the symbol of the paper form."""

    COMPLETED_WELL = "T"
    COMPLETED = "H"
    NOT_COMPLETED = "C"


class TraitLevel(Enum):
    """Level reached in a quality or competency (art. 7(2)); the value is the symbol of the paper form."""

    GOOD = "T"
    ACHIEVED = "Đ"
    NEEDS_EFFORT = "C"


class Competency(Enum):
    """Three general and seven specific competencies, in the order of the form."""

    SELF_STUDY = "SELF_STUDY"
    COMMUNICATION = "COMMUNICATION"
    PROBLEM_SOLVING = "PROBLEM_SOLVING"
    LANGUAGE = "LANGUAGE"
    CALCULATION = "CALCULATION"
    SCIENCE = "SCIENCE"
    TECHNOLOGY = "TECHNOLOGY"
    IT = "IT"
    AESTHETICS = "AESTHETICS"
    PHYSICAL = "PHYSICAL"


class Quality(Enum):
    """The five principal qualities, in the order of the form."""

    PATRIOTISM = "PATRIOTISM"
    KINDNESS = "KINDNESS"
    DILIGENCE = "DILIGENCE"
    HONESTY = "HONESTY"
    RESPONSIBILITY = "RESPONSIBILITY"


class OverallResult(Enum):
    """Overall result of a year (art. 9(2)(a)), best first; the value is the ministry's short form."""

    EXCELLENT = "HTXS"
    GOOD = "HTT"
    COMPLETED = "HT"
    NOT_COMPLETED = "CHT"


class Moment(Enum):
    """The four moments of assessment in a school year (art. 7); the value is the usual short form in file names."""

    MID1 = "gk1"
    END1 = "ck1"
    MID2 = "gk2"
    YEAR_END = "cn"


SUBJECTS = tuple(Subject)
COMPETENCIES = tuple(Competency)
GENERAL_COMPETENCIES = COMPETENCIES[:3]
SPECIFIC_COMPETENCIES = COMPETENCIES[3:]
QUALITIES = tuple(Quality)
