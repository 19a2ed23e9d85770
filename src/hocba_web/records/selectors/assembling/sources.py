"""The register and the results of some classes as the core's `SchoolData`: the site's own tables instead of workbooks.

Every query is asked once for all classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hocba.issuing.assemble import AWARD_SEPARATOR
from hocba.lint import Roster, RosterPupil
from hocba.model import (
    Absences,
    Manager,
    Moment,
    PersonalIdOverride,
    PupilStatus,
    SchoolIdentity,
    SchoolYear,
    StudyYear,
    Subject,
)
from hocba.workbooks.school import (
    Assignment,
    History,
    PupilEntry,
    SchoolClass,
    SchoolData,
    StaffMember,
    Supplementary,
    YearEndRow,
    YearSummary,
)
from hocba_web.assessment.selectors.record_rows import HomeroomPart, homeroom_parts
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.selectors.year_end import FinalYear, final_years
from hocba_web.records.selectors.assembling.places import HOMEROOM, PUPIL, Page, Place
from hocba_web.schools.selectors import rows
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.selectors.signers import Cell, Signer, signers_of, working_personal_ids

_TERM = 2
_NOT_ENTERED = Absences(0, 0)


@dataclass(frozen=True)
class Entry:
    """One pupil in one class, with everything that is not in the core's data."""

    enrolment_id: int
    pupil_id: int
    code: str
    """Ministry code."""
    number: int
    name: str
    class_id: int
    final: FinalYear
    homeroom: HomeroomPart
    id_override: PersonalIdOverride | None


@dataclass(frozen=True)
class Sources:
    """Some classes of one school year."""

    data: SchoolData
    entries: tuple[Entry, ...]
    """Pupils in the order of classes and lists; whoever changed class stands in the later one."""
    facts: Mapping[int, ClassFacts]
    signers: Mapping[Cell, tuple[Signer, ...]]

    def headed_by(self, manager: Manager) -> Sources:
        """The same, with another person who signs as head."""
        if manager == self.data.head:
            return self
        return replace(self, data=replace(self.data, head=manager))


def load_sources(year_id: int, class_ids: Collection[int], *, manager: Manager, on: date) -> Sources:
    """Everything the records of some classes are made of; some twenty queries, however many pupils.

    Args:
        year_id: the school year.
        class_ids: of that year.
        manager: who will sign as head.
        on: the day in Vietnam.
    """
    facts = {one.id: one for one in classes_of_year(year_id, class_ids)}
    listed = [one for one in _listed(facts) if one.left_on is None or PupilStatus(one.status).has_left]
    ids = [one.id for one in listed]
    finals, parts = final_years(ids), homeroom_parts(ids)
    entries = tuple(
        Entry(
            enrolment_id=one.id,
            pupil_id=one.pupil_id,
            code=one.pupil.ministry_id,
            number=one.number,
            name=one.pupil.name,
            class_id=one.school_class_id,
            final=finals[one.id],
            homeroom=parts[one.id],
            id_override=one.pupil.id_override(),
        )
        for one in listed
    )
    signers = signers_of(year_id, list(facts), on)
    year = listed[0].school_class.year if listed else None
    school = year.school.identity() if year is not None else _NO_SCHOOL
    school_year = next((one.school_year for one in facts.values()), SchoolYear(on.year))
    school_id = next((one.school_id for one in facts.values()), 0)
    everybody = rows.places(year_id).values()
    return Sources(
        data=SchoolData(
            school=school,
            head=manager,
            school_year=school_year,
            classes=MappingProxyType({one.name: _school_class(one, signers) for one in facts.values()}),
            staff=MappingProxyType(_staff(signers)),
            staff_ids=working_personal_ids(school_id, on),
            pupils=MappingProxyType({one.pupil.ministry_id: _pupil(one) for one in listed}),
            roster=Roster(
                RosterPupil(one.code, one.personal_id, one.name, one.born, one.class_name) for one in everybody
            ),
            rejected_rows=(),
            assignments=MappingProxyType({one.name: tuple(_assignments(one, signers)) for one in facts.values()}),
            results=MappingProxyType({one.code: one.final.before for one in entries}),
            year_end=MappingProxyType({one.code: _row(one) for one in entries if _has_year_end(one)}),
            summaries=MappingProxyType({one.code: _summary(one) for one in entries if _has_year_end(one)}),
            supplementary=MappingProxyType(dict(_supplementary(entries))),
            history=MappingProxyType(dict(_histories(listed, school))),
            health=MappingProxyType({one.code: one.homeroom.health for one in entries if one.homeroom.health}),
            errors=MappingProxyType({}),
            findings=(),
        ),
        entries=entries,
        facts=facts,
        signers=signers,
    )


_NO_SCHOOL = SchoolIdentity(code="", name="", authority_code="", authority_name="", province="", commune="")


def _listed(facts: Mapping[int, ClassFacts]) -> list[Any]:
    """Places with pupil, family and school years, by class and list."""
    found = places(school_class_id__in=list(facts)).select_related("pupil", "school_class__year__school")
    return list(
        found.prefetch_related("pupil__guardians", "pupil__prior_years").order_by(
            "school_class__grade", "school_class__name", "number", "id"
        )
    )


def _school_class(facts: ClassFacts, signers: Mapping[Cell, tuple[Signer, ...]]) -> SchoolClass:
    homeroom = signers.get((facts.id, None), ())
    code = homeroom[-1].code if homeroom else ""
    return SchoolClass(
        name=facts.name,
        grade=facts.grade,
        homeroom_start=code,
        homeroom=code,
        foreign_language=facts.languages.get(Subject.FOREIGN_LANG_1, ""),
        where=str(Place(Page.TEACHING)),
    )


def _staff(signers: Mapping[Cell, tuple[Signer, ...]]) -> dict[str, StaffMember]:
    return {
        one.code: StaffMember(
            code=one.code,
            name=one.name,
            personal_id=one.personal_id,
            active=True,
            position="",
            where=str(Place(Page.STAFF, one.code)),
        )
        for ones in signers.values()
        for one in ones
    }


def _assignments(facts: ClassFacts, signers: Mapping[Cell, tuple[Signer, ...]]) -> Iterator[Assignment]:
    for subject in facts.subjects:
        for one in signers.get((facts.id, subject), ()):
            yield Assignment(facts.name, subject, _TERM, one.code, str(Place(Page.TEACHING)))


def _pupil(enrolment: Any) -> PupilEntry:  # noqa: ANN401  # a row of the register, whose tables are private
    pupil = enrolment.pupil
    return PupilEntry(
        code=pupil.ministry_id,
        class_name=enrolment.school_class.name,
        identity=pupil.identity(),
        status=PupilStatus(enrolment.status),
        status_on=enrolment.status_on,
        disability=pupil.disability,
        not_assessed=pupil.not_assessed,
        policy_group=pupil.policy_group,
        where=str(PUPIL),
    )


def _has_year_end(entry: Entry) -> bool:
    """Whether anything of the year's end was entered: else the pupil has no row, as in a workbook."""
    final = entry.final
    return (
        Moment.YEAR_END in final.before.moments
        or final.before.decided is not None
        or final.confirmed != (None, None)
        or bool(entry.homeroom.comments.homeroom)
    )


def _row(entry: Entry) -> YearEndRow:
    return YearEndRow(entry.final.before.decided, None, None, str(Place(Page.RESULTS)))


def _summary(entry: Entry) -> YearSummary:
    final, part = entry.final, entry.homeroom
    outcome = final.outcome
    texts = (part.awards.year_end, part.awards.ad_hoc)
    return YearSummary(
        absences=part.absences or _NOT_ENTERED,
        comments=part.comments,
        overall=final.before.decided,
        award_year_end=bool(part.awards.year_end),
        award_ad_hoc=bool(part.awards.ad_hoc),
        award_text=AWARD_SEPARATOR.join(filter(None, texts)),
        grade_completed=outcome is not None and outcome.grade_completed,
        primary_completed=outcome is not None and outcome.primary_completed is True,
        promoted=outcome is not None and outcome.promoted,
        supplementary=final.waits,
        where=str(HOMEROOM),
    )


def _supplementary(entries: Collection[Entry]) -> Iterator[tuple[str, Supplementary]]:
    """Outcomes that are decided; who still waits has none."""
    for one in entries:
        final = one.final
        overall = final.overall_after
        if overall is not None:
            outcome = final.outcome
            yield (
                one.code,
                Supplementary(
                    entries=tuple(found.entry for found in final.entries),
                    overall=overall,
                    grade_completed=outcome is not None and outcome.grade_completed,
                    promoted=outcome is not None and outcome.promoted,
                    note="",
                    where=str(Place(Page.SUPPLEMENTARY)),
                ),
            )


def _histories(listed: Collection[Any], school: SchoolIdentity) -> Iterator[tuple[str, History]]:
    """School years so far: as told by the sector database, completed by the school's own class lists."""
    own: dict[int, dict[int, StudyYear]] = defaultdict(dict)
    pupils = {one.pupil_id: one.school_class.year.first for one in listed}
    earlier = places(pupil_id__in=list(pupils)).select_related("school_class__year").order_by("joined_on", "id")
    for one in earlier:
        year = one.school_class.year
        if year.first <= pupils[one.pupil_id]:
            entered = own[one.pupil_id].get(year.first)
            day = entered.entered_on if entered is not None else one.joined_on or year.starts_on
            own[one.pupil_id][year.first] = StudyYear(year.value, one.school_class.name, school.name, day)
    for one in listed:
        lines = [line.study_year() for line in one.pupil.prior_years.all() if line.first <= pupils[one.pupil_id]]
        known = {line.school_year.first for line in lines}
        lines += [line for first, line in own[one.pupil_id].items() if first not in known]
        if lines:
            yield one.pupil.ministry_id, History(_in_order(lines, own[one.pupil_id], school), str(Place(Page.HISTORY)))


def _in_order(
    lines: Collection[StudyYear], own: Mapping[int, StudyYear], school: SchoolIdentity
) -> tuple[StudyYear, ...]:
    """Oldest first; the last line of this school names the class as the class list does now."""
    found = sorted(lines, key=lambda line: (line.school_year.first, line.entered_on))
    last = found[-1]
    listed = own.get(last.school_year.first)
    if listed is not None and last.school_name == school.name:
        found[-1] = StudyYear(last.school_year, listed.class_name, last.school_name, last.entered_on)
    return tuple(found)
