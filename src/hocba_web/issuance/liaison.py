"""Liaison sheets of a class: what each family is told of its own child at one moment, and of nobody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings

from hocba.documents.handover import HandoverMoment, HandoverResult
from hocba.documents.papers import LiaisonSheet, liaison_sheets
from hocba.model import Absences, Comments, Moment, MomentResults
from hocba_web.assessment.selectors.entries import entries
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, roll
from hocba_web.assessment.selectors.year_end.final import FinalYear, final_years
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.papers import place_of
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.selectors.teaching import teachers_of_class

_COMMENTS = ("comment_qualities", "comment_general", "comment_specific", "comment_homeroom")


def pupils_of(facts: ClassFacts, moment_on: datetime, enrolment_ids: Collection[int]) -> list[RollPupil]:
    """Who gets a sheet: everybody in the class that day, or some of them.

    Raises:
        Missing: NOT_FOUND_HERE, one of them is not in this class.
    """
    here = [pupil for pupil in roll(facts.id) if not pupil.has_left(local(moment_on).date())]
    chosen = [pupil for pupil in here if not enrolment_ids or pupil.enrolment_id in enrolment_ids]
    if enrolment_ids and len(chosen) < len(set(enrolment_ids)):
        raise Missing("NOT_FOUND_HERE")
    return chosen


def sheets(facts: ClassFacts, moment: Moment, pupils: Collection[RollPupil], at: datetime) -> bytes:
    """The sheets as one file, each on pages of its own.

    Args:
        facts: the class.
        moment: whose results.
        pupils: from `pupils_of`.
        at: printed as the day, Vietnamese time.

    Raises:
        Refused: NOTHING_TO_PRINT_HERE.
    """
    if not pupils:
        raise Refused("NOTHING_TO_PRINT_HERE", where=facts.name)
    ids = [pupil.enrolment_id for pupil in pupils]
    results = year_results(ids)
    cells = entries(year_id=facts.year_id, moment=moment, at=at, class_ids=[facts.id])
    finals = final_years(ids, results=results) if moment is Moment.YEAR_END else {}
    day, school = local(at).date(), profile(facts.school_id)
    teacher = next((one.staff_name for one in teachers_of_class(facts.id, day) if one.subject is None), "")
    place = place_of(facts.school_id)
    made = []
    for pupil in pupils:
        final, told = finals.get(pupil.enrolment_id), cells.get(pupil.enrolment_id, {})
        made.append(
            LiaisonSheet(
                school=school.name,
                school_year=facts.school_year,
                class_name=facts.name,
                pupil=pupil.name,
                born=pupil.born,
                results=_results(facts, moment, _standing(final, results[pupil.enrolment_id].at(moment), moment), told),
                absences=_absences(told),
                not_assessed=pupil.not_assessed,
                overall=final.overall if final is not None else None,
                awards=_awards(told) if final is not None else "",
                outcome=final.outcome.text if final is not None and final.outcome is not None else "",
                homeroom_teacher=teacher,
                place=place,
                day=day,
            )
        )
    return liaison_sheets(made, created_at=at, demo=settings.HOCBA.demo)


def _standing(final: FinalYear | None, entered: MomentResults, moment: Moment) -> MomentResults:
    """At the year's end the results after supplementary assessment, if there was one."""
    return entered if final is None else final.after.at(moment)


def _results(facts: ClassFacts, moment: Moment, results: MomentResults, cells: Mapping[str, str]) -> HandoverMoment:
    return HandoverMoment(
        moment=moment,
        results=tuple(
            HandoverResult(
                subject, facts.part_name(subject.value), level=entry.level, score=entry.score, comment=entry.comment
            )
            for subject in facts.subjects
            if (entry := results.subjects.get(subject)) is not None
        ),
        competencies=tuple(results.competencies.items()),
        qualities=tuple(results.qualities.items()),
        comments=Comments(*(cells.get(name, "") for name in _COMMENTS)),
    )


def _absences(cells: Mapping[str, str]) -> Absences | None:
    if "excused" not in cells or "unexcused" not in cells:
        return None
    return Absences(int(cells["excused"]), int(cells["unexcused"]))


def _awards(cells: Mapping[str, str]) -> str:
    """Of the year's end and ad hoc, as entered."""
    return "; ".join(filter(None, (cells.get("award_year_end", ""), cells.get("award_ad_hoc", ""))))
