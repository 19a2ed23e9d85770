"""Classes and their records: how far each is, who is ready and who is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from hocba.lifecycle import State
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, classes_of_year, rolls
from hocba_web.records.selectors.assembling import Candidate, Frame, judge, load_sources
from hocba_web.records.selectors.standing import Standing, of_year
from hocba_web.records.selectors.waiting import Missing, missing_signers
from hocba_web.schools.selectors.signers import managers_of


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """One class."""

    facts: ClassFacts
    pupils: int
    """On the roll."""
    states: Mapping[State, int]
    """Living records by state; states without any are left out."""

    @property
    def begun(self) -> int:
        """How many living records there are."""
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Pupils on the roll without a frozen record."""
        return max(self.pupils - self.begun, 0) + self.states.get(State.OPEN_ENTRY, 0)


def class_standings(year_id: int, on: date, class_ids: Collection[int] | None) -> tuple[ClassStanding, ...]:
    """Classes of a year by grade and name; four queries.

    Args:
        year_id: the school year.
        on: the day in Vietnam.
        class_ids: only these; None for all.
    """
    classes = classes_of_year(year_id, class_ids)
    counted: dict[int, Counter[State]] = {one.id: Counter() for one in classes}
    for one in of_year(year_id, class_ids=list(counted)):
        if not one.gives_way:
            counted[one.class_id][one.state] += 1
    lists = rolls(counted)
    return tuple(
        ClassStanding(one, sum(not pupil.has_left(on) for pupil in lists[one.id]), counted[one.id]) for one in classes
    )


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil of a class."""

    pupil: RollPupil
    standing: Standing | None
    """The living record, else the newest void one; None where there never was one."""
    candidate: Candidate | None
    """Whether a record could be made now; None where one is frozen or readiness was not asked for."""
    missing: tuple[Missing, ...]
    """Signatures that are awaited."""
    void: int
    """How many void records the pupil has."""

    @property
    def is_ready(self) -> bool:
        """Whether a record can be initialised now."""
        return self.candidate is not None and self.candidate.draft is not None


def class_rows(facts: ClassFacts, on: date, *, readiness: bool) -> tuple[PupilRow, ...]:
    """The class list with records; those who left without one are left out.

    Args:
        facts: the class.
        on: the day in Vietnam.
        readiness: whether to find out who is ready to be initialised, and what stands against the others.
    """
    records: dict[int, list[Standing]] = {}
    for one in of_year(facts.year_id, class_ids=[facts.id]):
        records.setdefault(one.enrolment_id, []).append(one)
    missing: dict[int, list[Missing]] = {}
    for gap in missing_signers(class_id=facts.id):
        missing.setdefault(gap.record.record_id, []).append(gap)
    candidates = _candidates(facts, on, records) if readiness else {}
    rows = []
    for pupil in rolls([facts.id])[facts.id]:
        own = records.get(pupil.enrolment_id, [])
        living = next((one for one in own if not one.gives_way), None)
        shown = living or (own[-1] if own else None)
        if shown is None and pupil.has_left(on):
            continue
        rows.append(
            PupilRow(
                pupil=pupil,
                standing=shown,
                candidate=candidates.get(pupil.enrolment_id),
                missing=tuple(missing.get(shown.record_id, ())) if shown else (),
                void=sum(one.is_void for one in own),
            )
        )
    return tuple(rows)


def _candidates(facts: ClassFacts, on: date, records: Mapping[int, list[Standing]]) -> Mapping[int, Candidate]:
    """Pupils without a frozen record, judged as initialisation would judge them now."""
    frozen = {
        enrolment_id
        for enrolment_id, own in records.items()
        if any(not one.gives_way and one.state is not State.OPEN_ENTRY for one in own)
    }
    wanted = {pupil.enrolment_id for pupil in rolls([facts.id])[facts.id]} - frozen
    manager = next(iter(managers_of(facts.school_id, on).values()), None)
    if not wanted or manager is None:
        return {}
    sources = load_sources(facts.year_id, [facts.id], manager=manager, on=on)
    return {one.entry.enrolment_id: one for one in judge(sources, Frame(on, on), enrolments=wanted)}
