"""One record a pupil, or everything that stands against it, by the core's own assembly and checks.

So a record of the site and one of `hocba issue` cannot differ. What is added here is what no workbook can say wrongly:
a year that nobody has settled yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from hocba.errors import DocumentError
from hocba.issuing import Plan, Problem, Refusal, assemble_pupil, lint_context
from hocba.lint import Finding, lint_record
from hocba.model import PupilStatus, YearRecord
from hocba.signature_profile import profile
from hocba.signature_profile.loader import DEFAULT_PROFILE
from hocba.signing.xades import Draft
from hocba_web.assessment.selectors.year_end import Stage
from hocba_web.records.selectors.assembling.places import HOMEROOM, Page, Place, place_of, place_of_all
from hocba_web.records.selectors.assembling.sources import Entry, Sources

_RECORD = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1"
_PROMOTION = "Circular 27/2020/TT-BGDĐT, art. 11(1)(c)"
_DISABILITY = "Circular 27/2020/TT-BGDĐT, art. 8"
_SITE_WORDS: Mapping[str, str] = {
    "YEAR_END_MISSING": "RECORD_RESULTS_MISSING",
    "HEALTH_MISSING": "RECORD_HEALTH_MISSING",
    "HISTORY_MISSING": "RECORD_HISTORY_MISSING",
    "HOMEROOM_UNKNOWN": "RECORD_HOMEROOM_MISSING",
    "TEACHER_MISSING": "RECORD_TEACHER_MISSING",
    "TEACHER_AMBIGUOUS": "RECORD_TEACHER_AMBIGUOUS",
    "TEACHER_ID_MISSING": "RECORD_TEACHER_ID_MISSING",
    "SUPPLEMENTARY_MISSING": "RECORD_SUPPLEMENTARY_MISSING",
    "EVIDENCE_MISSING": "RECORD_EVIDENCE_MISSING",
}
"""Codes whose sentences name a workbook, and the ones that name the page of the site."""
_PLACES: Mapping[str, Place] = {
    "YEAR_END_MISSING": Place(Page.RESULTS),
    "HEALTH_MISSING": HOMEROOM,
    "HISTORY_MISSING": Place(Page.HISTORY),
    "TEACHER_MISSING": Place(Page.TEACHING),
    "OVERALL_MISSING": Place(Page.YEAR_END),
    "SUPPLEMENTARY_MISSING": Place(Page.SUPPLEMENTARY),
}
_FIELDS = {"HEALTH_MISSING": "health", "HISTORY_MISSING": "history", "OVERALL_MISSING": "overall"}
"""Field of the record that a problem is about, where it is one."""
_ECHOES = frozenset({"YEAR_SUMMARY_MISSING"})
"""What the missing year-end results say already."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is fixed at initialisation."""

    today: date
    """The day in Vietnam."""
    planned_issue_on: date


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a record that was initialised before keeps."""

    uuid: UUID
    revision: int
    created_on: date
    planned_issue_on: date


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands against a record, and where it is put right."""

    code: str
    where: str
    """Field of the record, or the page where there is none."""
    place: Place
    source: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pupil: a record that could be signed, or why there is none."""

    entry: Entry
    draft: Draft | None
    obstacles: tuple[Obstacle, ...]
    """Empty exactly where there is a draft."""
    warnings: tuple[Finding, ...] = ()
    """What somebody should look at before signing."""

    @property
    def has_left(self) -> bool:
        """Nothing to be done: the pupil left before the year's end."""
        return any(one.code == "PUPIL_LEFT" for one in self.obstacles)


def judge(
    sources: Sources,
    frame: Frame,
    *,
    fixed: Mapping[int, Fixed] | None = None,
    enrolments: Iterable[int] | None = None,
    profile_name: str = DEFAULT_PROFILE,
) -> tuple[Candidate, ...]:
    """Records of pupils, with the checks before signing.

    Args:
        sources: their classes.
        frame: day and planned day of issue.
        fixed: by enrolment, what an earlier initialisation fixed.
        enrolments: only these; None for all.
        profile_name: the XML profile.
    """
    wanted = None if enrolments is None else frozenset(enrolments)
    kept = fixed or {}
    return tuple(
        _judged(sources, one, frame, kept.get(one.enrolment_id), profile_name)
        for one in sources.entries
        if wanted is None or one.enrolment_id in wanted
    )


def _judged(sources: Sources, entry: Entry, frame: Frame, fixed: Fixed | None, profile_name: str) -> Candidate:
    record = assembled(sources, entry, frame, fixed)
    if isinstance(record, tuple):
        return Candidate(entry, None, record)
    context = replace(
        lint_context(sources.data, sources.data.pupils[entry.code], today=frame.today), id_override=entry.id_override
    )
    findings = lint_record(record, context)
    obstacles = tuple(
        Obstacle(one.code, one.where, place_of(one.where), one.source, one.params) for one in findings if one.is_error
    )
    warnings = tuple(one for one in findings if not one.is_error)
    if obstacles:
        return Candidate(entry, None, obstacles, warnings)
    try:
        return Candidate(entry, Draft.write(record, profile(profile_name)), (), warnings)
    except DocumentError as error:
        obstacle = Obstacle(error.code, error.where, place_of(error.where), _RECORD, error.params)
        return Candidate(entry, None, (obstacle,), warnings)


def assembled(
    sources: Sources, entry: Entry, frame: Frame, fixed: Fixed | None = None
) -> YearRecord | tuple[Obstacle, ...]:
    """What the record would say, before any check of its content; or why there is none."""
    plan = Plan(frame.today, frame.planned_issue_on, uuid4 if fixed is None else lambda: fixed.uuid)
    found = assemble_pupil(sources.data, sources.data.pupils[entry.code], plan)
    own = () if _has_left(sources, entry) else tuple(_unsettled(entry))
    if isinstance(found, Refusal) or own:
        problems = found.problems if isinstance(found, Refusal) else ()
        return (*own, *(_obstacle(one) for one in problems if one.code not in _ECHOES or not own))
    # Both awards as they were entered: their texts may hold the sign that parts them in a workbook.
    record = replace(found, awards=entry.homeroom.awards)
    if fixed is None:
        return record
    return replace(
        record,
        revision=fixed.revision,
        created_on=fixed.created_on,
        planned_issue_on=fixed.planned_issue_on,
    )


def _has_left(sources: Sources, entry: Entry) -> bool:
    pupil = sources.data.pupils[entry.code]
    return PupilStatus(pupil.status).has_left and entry.code not in sources.data.year_end


def _unsettled(entry: Entry) -> Iterator[Obstacle]:
    """What the site knows to be open, where a workbook would have an empty cell or a mark."""
    final = entry.final
    if final.before.not_assessed and None in final.confirmed:
        yield Obstacle("RECORD_CONFIRMATION_MISSING", "outcome", Place(Page.YEAR_END), _DISABILITY, {})
    if final.stage in {Stage.REPORTING, Stage.PRINCIPAL}:
        yield Obstacle("RECORD_PROMOTION_OPEN", "outcome", Place(Page.SUPPLEMENTARY), _PROMOTION, {})
    if entry.homeroom.absences is None:
        yield Obstacle("RECORD_ABSENCES_MISSING", "absences", HOMEROOM, _RECORD, {})


def _obstacle(problem: Problem) -> Obstacle:
    code = _SITE_WORDS.get(problem.code, problem.code)
    places = problem.params.get("places")
    if isinstance(places, Iterable):
        place = place_of_all(str(one) for one in places)
    else:
        place = _PLACES.get(problem.code) or Place.parse(problem.where)
    return Obstacle(code, _FIELDS.get(problem.code, str(place)), place, problem.source, problem.params)
