"""Checks of results: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from dataclasses import replace

from hocba.model import Competency, Moment, Quality, SchoolYear, Subject, SubjectLevel, TraitLevel
from support.lint_cases.changes import MATHS, E, W, entry, moment, same, traits, with_optional
from support.linted import fields, in_results, in_subject

CASES = [
    # results
    ("RULES_UNKNOWN", E, "school_year", fields(school_year=SchoolYear(2022)), {}),
    ("RULES_UNKNOWN", E, "school_year", fields(school_year=SchoolYear(2024)), {}),
    (
        "SUBJECT_MISSING",
        E,
        f"subjects/{MATHS}/level",
        in_results(lambda one: None if one.subject is Subject.MATHS else one),
        {},
    ),
    (
        "SUBJECT_NOT_OF_GRADE",
        E,
        "subjects/NATURE_SOCIETY",
        with_optional(Subject.NATURE_SOCIETY, name="Tự nhiên và Xã hội"),
        {},
    ),
    ("SUBJECT_NOT_TAKEN", W, "subjects/MINORITY_LANG", with_optional(Subject.MINORITY_LANG), {}),
    ("SUBJECT_TWICE", E, f"subjects/{MATHS}", with_optional(Subject.MATHS, score=9, name="Toán"), {}),
    ("SUBJECT_NAME_UNUSUAL", W, "subjects/MUSIC/name", in_subject(Subject.MUSIC, name="Âm nhạc"), {}),
    (
        "LANGUAGE_NOT_NAMED",
        W,
        "subjects/FOREIGN_LANG_1/name",
        in_subject(Subject.FOREIGN_LANG_1, name="Ngoại ngữ 1"),
        {},
    ),
    ("YEAR_END_SCORE_MISSING", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=None), {}),
    ("SCORE_WITHOUT_TEST", E, "subjects/MUSIC/score", in_subject(Subject.MUSIC, score=9), {}),
    ("SCORE_NOT_ON_SCALE", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=11), {}),
    ("SCORE_NOT_ON_SCALE", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=-1), {}),
    ("SCORE_NOT_ON_SCALE", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=8.5), {}),
    ("SCORE_NOT_ON_SCALE", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=9.0), {}),
    ("SCORE_NOT_ON_SCALE", E, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=True), {}),
    ("SCORE_IS_ZERO", W, f"subjects/{MATHS}/score", in_subject(Subject.MATHS, score=0), {}),
    ("LEVEL_AGAINST_SCORE", W, f"subjects/{MATHS}/level", in_subject(Subject.MATHS, score=6), {}),
    (
        "RESULT_NOT_AS_REGISTERED",
        E,
        f"subjects/{MATHS}",
        same,
        moment(Moment.YEAR_END, entry(Subject.MATHS, score=10)),
    ),
    (
        "RESULT_NOT_AS_REGISTERED",
        E,
        "competencies/IT",
        same,
        moment(Moment.YEAR_END, lambda results: replace(results, competencies={})),
    ),
    (
        "RESULT_NOT_AS_REGISTERED",
        E,
        "qualities/HONESTY",
        same,
        moment(Moment.YEAR_END, lambda results: replace(results, qualities={})),
    ),
    ("RESULT_NOT_AS_REGISTERED", E, f"subjects/{MATHS}", same, moment(Moment.YEAR_END, lambda _: type(_)())),
    # traits
    ("COMPETENCY_MISSING", E, "competencies/SELF_STUDY", traits("competencies", lambda all_: all_[1:]), {}),
    (
        "COMPETENCY_TWICE",
        E,
        "competencies/SELF_STUDY",
        traits("competencies", lambda all_: (*all_, (Competency.SELF_STUDY, TraitLevel.ACHIEVED))),
        {},
    ),
    (
        "COMPETENCY_AGAINST_SUBJECT",
        W,
        "competencies/CALCULATION",
        traits(
            "competencies",
            lambda all_: tuple(
                (one, TraitLevel.NEEDS_EFFORT if one is Competency.CALCULATION else level) for one, level in all_
            ),
        ),
        {},
    ),
    ("QUALITY_MISSING", E, "qualities/PATRIOTISM", traits("qualities", lambda all_: all_[1:]), {}),
    (
        "QUALITY_TWICE",
        E,
        "qualities/HONESTY",
        traits("qualities", lambda all_: (*all_, (Quality.HONESTY, TraitLevel.GOOD))),
        {},
    ),
    # moments
    ("EARLIER_MOMENT_EMPTY", W, "moments/gk1", same, moment(Moment.MID1, lambda _: type(_)())),
    (
        "EARLIER_LEVEL_MISSING",
        W,
        f"moments/gk1/subjects/{MATHS}/level",
        same,
        moment(Moment.MID1, entry(Subject.MATHS, level=None)),
    ),
    (
        "EARLIER_SCORE_MISSING",
        W,
        f"moments/gk2/subjects/{MATHS}/score",
        same,
        moment(Moment.MID2, entry(Subject.MATHS, score=None)),
    ),
    (
        "EARLIER_SCORE_WITHOUT_TEST",
        W,
        "moments/gk2/subjects/SCIENCE/score",
        same,
        moment(Moment.MID2, entry(Subject.SCIENCE, score=8)),
    ),
    (
        "EARLIER_TRAIT_MISSING",
        W,
        "moments/ck1",
        same,
        moment(Moment.END1, lambda results: replace(results, qualities={})),
    ),
    (
        "LEVEL_FELL",
        W,
        f"subjects/{MATHS}/level",
        same,
        moment(Moment.YEAR_END, entry(Subject.MATHS, level=SubjectLevel.NOT_COMPLETED)),
    ),
]
