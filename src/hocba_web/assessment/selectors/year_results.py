"""Whole years of pupils as the core's rules take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import MappingProxyType
from typing import cast

from hocba.model import (
    Competency,
    Grade,
    Moment,
    MomentResults,
    OverallResult,
    Quality,
    SchoolYear,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    YearResults,
)
from hocba.regulation import rules_for
from hocba_web.assessment.models import SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.parts import LANGUAGES
from hocba_web.assessment.selectors.register import places_with_classes

_OF_QUALITY = TraitResult.Kind.QUALITY.value


def year_results(enrolment_ids: Iterable[int]) -> dict[int, YearResults]:
    """The four moments of each pupil's year, before any supplementary assessment; four queries, however many.

    What a class of the grade does not study is left out; the decided overall result is the homeroom teacher's.

    Args:
        enrolment_ids: places in classes, of any school and year.
    """
    ids = list(enrolment_ids)
    subjects: dict[tuple[int, Moment], dict[Subject, SubjectEntry]] = defaultdict(dict)
    competencies: dict[tuple[int, Moment], dict[Competency, TraitLevel]] = defaultdict(dict)
    qualities: dict[tuple[int, Moment], dict[Quality, TraitLevel]] = defaultdict(dict)
    entered = SubjectResult.objects.filter(enrolment_id__in=ids).values_list(
        "enrolment_id", "moment", "subject", "level", "score", "comment"
    )
    for one, moment, subject, level, score, comment in entered:
        if level or score is not None or comment:
            entry = SubjectEntry(SubjectLevel(level) if level else None, score, comment)
            subjects[one, Moment(moment)][Subject(subject)] = entry
    traits = TraitResult.objects.filter(enrolment_id__in=ids).exclude(level="")
    for one, moment, kind, trait, level in traits.values_list("enrolment_id", "moment", "kind", "trait", "level"):
        if kind == _OF_QUALITY:
            qualities[one, Moment(moment)][Quality(trait)] = TraitLevel(level)
        else:
            competencies[one, Moment(moment)][Competency(trait)] = TraitLevel(level)
    decided = dict(
        YearEnd.objects.filter(enrolment_id__in=ids).exclude(overall="").values_list("enrolment_id", "overall")
    )
    found = {}
    for place in places_with_classes(ids):
        grade, year = cast("Grade", place.grade), SchoolYear(place.first)
        named = zip(LANGUAGES, (place.foreign_language, place.minority_language), strict=True)
        optional = frozenset(subject for subject, name in named if name) & frozenset(
            rules_for(grade, year).optional_subjects
        )
        one = place.enrolment_id
        found[one] = YearResults(
            school_year=year,
            grade=grade,
            moments=MappingProxyType(
                {
                    moment: MomentResults(
                        MappingProxyType(subjects[one, moment]),
                        MappingProxyType(competencies[one, moment]),
                        MappingProxyType(qualities[one, moment]),
                    )
                    for moment in Moment
                    if (one, moment) in subjects or (one, moment) in competencies or (one, moment) in qualities
                }
            ),
            optional_subjects=optional,
            not_assessed=place.not_assessed,
            individual_plan=place.individual_plan,
            decided=OverallResult(decided[one]) if one in decided else None,
        )
    return found
