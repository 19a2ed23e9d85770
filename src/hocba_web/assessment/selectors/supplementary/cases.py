"""Who waits for supplementary assessment, what each is assessed in, how far it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from hocba.model import Moment, Subject, TraitLevel
from hocba.regulation import Explanation
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.assessment.models import Period, SupplementaryEntry
from hocba_web.assessment.ports import RecordLock, ports
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, class_facts, classes_of_year, roll, rolls
from hocba_web.assessment.selectors.windows import WindowState, window_state
from hocba_web.assessment.selectors.year_end.assessed import (
    SUBJECT,
    Assessed,
    Of,
    assessed_of,
    in_words,
    kind_of,
    name_of,
)
from hocba_web.assessment.selectors.year_end.classes import on_roll, proposal
from hocba_web.assessment.selectors.year_end.final import FinalYear, final_years
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.rolls import places


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One pupil who waits or waited."""

    facts: ClassFacts
    pupil: RollPupil
    final: FinalYear
    due: tuple[Due, ...]

    @property
    def assessed(self) -> int:
        """How many of the things due are assessed."""
        return sum(one.standing is not None for one in self.due)


@dataclass(frozen=True, slots=True)
class Due:
    """One subject, competency or quality that may be assessed again."""

    of: Of
    kind: str
    name: str
    before: str
    """In words."""
    needed: bool
    """It stood against completing the grade; others may be assessed again, too."""
    tested: bool
    """Has a test at the end of the year."""
    standing: Assessed | None
    replaced: tuple[Assessed, ...] = ()
    """Earlier entries, the oldest first."""
    may_enter: bool = False

    @property
    def target(self) -> str:
        """The stored value."""
        return str(self.of.value)


@dataclass(frozen=True, slots=True)
class PupilCase:
    """One pupil's page."""

    facts: ClassFacts
    pupil: RollPupil
    final: FinalYear
    due: tuple[Due, ...]
    before: Explanation | None
    """Why the year ended as it did."""
    after: Explanation | None
    """What the rules propose now, and why."""
    window: WindowState
    may_lead: bool
    may_decide: bool
    lock: RecordLock | None = None
    """The pupil's record is initialised; only the parts it names are open."""

    def is_open(self, part: str) -> bool:
        """Whether entries of a part may be changed: by the window, or because the record was unlocked for it."""
        return self.window.is_open if self.lock is None else part in self.lock.opened


def cases(actor: Actor, year_id: int, on: date, class_ids: Collection[int] | None) -> list[CaseRow]:
    """Every pupil of a year who waits or waited, by class and place; subject teachers see those of their subject.

    Args:
        actor: who looks; for the subjects, the caller has asked for the classes.
        year_id: the caller has asked whose it is.
        on: local day.
        class_ids: only these; None for all.
    """
    classes = classes_of_year(year_id, class_ids)
    lists = {class_id: on_roll(pupils, on) for class_id, pupils in rolls([one.id for one in classes]).items()}
    finals = final_years([pupil.enrolment_id for pupils in lists.values() for pupil in pupils])
    rows = [
        CaseRow(facts, pupil, final, tuple(one for one in due_of(final) if one.needed or one.standing))
        for facts in classes
        for pupil in lists[facts.id]
        if (final := finals[pupil.enrolment_id]).waits
    ]
    return [row for row in rows if _sees(actor, row.facts, row.due)]


def pupil_case(actor: Actor, enrolment_id: int, at: datetime) -> PupilCase:
    """One pupil who waits or waited.

    Raises:
        Missing: NOT_FOUND_HERE: unknown, another school's, or not among those who wait; also for a teacher none of
            whose subjects is concerned.
    """
    class_id = (
        places(id=enrolment_id, school_class__year__school_id=actor.school_id)
        .values_list("school_class_id", flat=True)
        .first()
    )
    if class_id is None:
        raise Missing("NOT_FOUND_HERE")
    facts = class_facts(class_id, actor.school_id)
    pupil = next(one for one in roll(facts.id) if one.enrolment_id == enrolment_id)
    final = final_years([enrolment_id])[enrolment_id]
    due = due_of(final)
    if not final.waits or not _sees(actor, facts, due):
        raise Missing("NOT_FOUND_HERE")
    target = Target(school_id=facts.school_id, class_id=facts.id)
    may_lead = allowed(actor, Action.SUPPLEMENTARY_ENTER_HOMEROOM, target)
    whole = allowed(actor, Action.SUPPLEMENTARY_VIEW, target)
    earlier = _replaced(enrolment_id)
    return PupilCase(
        facts=facts,
        pupil=pupil,
        final=final,
        due=tuple(
            _entered(actor, facts, one, earlier, may_lead=may_lead) for one in due if whole or _own(actor, facts, one)
        ),
        before=proposal(final)[0],
        after=proposal(final, after=True)[0] if final.entries else None,
        window=window_state(facts, Period.SUPPLEMENTARY.value, "", at),
        may_lead=may_lead,
        may_decide=allowed(actor, Action.PROMOTION_DECIDE, target),
        lock=ports.record_locks(facts.id).get(pupil.enrolment_id),
    )


def due_of(final: FinalYear) -> tuple[Due, ...]:
    """What a pupil may be assessed in again, in the order of the form; `needed` is what stood against completion.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a) and 11(1)(b).
    """
    end = final.before.at(Moment.YEAR_END)
    explained, _ = proposal(final)
    row = None
    # The last row that still completes the grade is the one a pupil has to reach.
    for check in explained.checks if explained else ():
        row = check if check.result in final.rules.completing else row
    against = {place.split("/")[1] for one in (row.conditions if row else ()) for place in one.places}
    tested = final.rules.tested(Moment.YEAR_END)
    standing = {one.of: one for one in final.entries}
    found: list[Due] = []
    for subject, entry in end.subjects.items():
        if entry.level is None:
            continue
        words = in_words(SUBJECT, entry.level.value, entry.score)
        found.append(_due(subject, words, against, standing, tested=subject in tested))
    traits: list[tuple[Of, TraitLevel]] = [*end.qualities.items(), *end.competencies.items()]
    found += [_due(of, in_words(kind_of(of), level.value, None), against, standing) for of, level in traits]
    order = {of: place for place, of in enumerate((*Subject, *final.rules.qualities, *final.rules.competencies))}
    return tuple(sorted(found, key=lambda one: order.get(one.of, len(order))))


def _due(of: Of, before: str, against: Collection[str], standing: dict[Of, Assessed], *, tested: bool = False) -> Due:
    return Due(of, kind_of(of), name_of(of), before, of.value in against, tested, standing.get(of))


def _own(actor: Actor, facts: ClassFacts, one: Due) -> bool:
    return isinstance(one.of, Subject) and (facts.id, one.of) in actor.teaches


def _sees(actor: Actor, facts: ClassFacts, due: Collection[Due]) -> bool:
    if allowed(actor, Action.SUPPLEMENTARY_VIEW, Target(school_id=facts.school_id, class_id=facts.id)):
        return True
    return any(
        allowed(actor, Action.SUPPLEMENTARY_VIEW, Target(school_id=facts.school_id, class_id=facts.id, subject=one.of))
        for one in due
        if isinstance(one.of, Subject) and (one.needed or one.standing)
    )


def _replaced(enrolment_id: int) -> dict[Of, list[Assessed]]:
    found: dict[Of, list[Assessed]] = {}
    rows = SupplementaryEntry.objects.filter(case__enrolment_id=enrolment_id, replaced_at__isnull=False)
    for row in rows.order_by("id"):
        one = assessed_of(row)
        found.setdefault(one.of, []).append(one)
    return found


def _entered(actor: Actor, facts: ClassFacts, one: Due, replaced: dict[Of, list[Assessed]], *, may_lead: bool) -> Due:
    may = may_lead
    if isinstance(one.of, Subject):
        target = Target(school_id=facts.school_id, class_id=facts.id, subject=one.of)
        may = allowed(actor, Action.SUPPLEMENTARY_ENTER_SUBJECT, target)
    return replace(one, replaced=tuple(replaced.get(one.of, ())), may_enter=may)
