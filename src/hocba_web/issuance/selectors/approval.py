"""What a manager sees before approving: how far each class is, what changed, warnings, samples, numbers.

Source: Decision 32/QĐ-THPĐ, art. 6(9), art. 6(6)(d). Pupils are never put into an order by their results.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hocba.lifecycle import State
from hocba.lint import Finding
from hocba.model import Assessment, OverallResult, Subject
from hocba.regulation import level_name
from hocba.signing.xades import Draft
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.base.refusals import Missing
from hocba_web.issuance.models import Seen
from hocba_web.records.selectors.changes import changes_of
from hocba_web.records.selectors.drafts import draft_of, unsigned_of
from hocba_web.records.selectors.requests import to_be_unlocked
from hocba_web.records.selectors.standing import Standing, of_year
from hocba_web.records.selectors.waiting import missing_signers
from hocba_web.records.selectors.warnings import warnings_of
from hocba_web.schools.selectors.setup import ClassRow, class_row, classes_of_year, years
from hocba_web.signatures.selectors.shown import ChangeShown, WholeShown, changes_shown, whole

SAMPLES = 3
BEFORE = (State.OPEN_ENTRY, State.DRAFT, State.SUBJECTS_SIGNED)
READY = State.HOMEROOM_SIGNED
_YEARS = 2
"""Two school years run side by side in summer."""


@dataclass(frozen=True, slots=True)
class ClassApproval:
    """One class on the list."""

    class_id: int
    class_name: str
    before: int
    """Records whose teachers have not all signed, or that are given back."""
    ready: int
    """Records that wait for approval."""
    approved: int
    """Records signed by the manager, and everything after."""
    reopened: int
    """Of those that wait: records that were unlocked before."""
    waits_for: tuple[str, ...]
    """Whose turn it is."""

    @property
    def total(self) -> int:
        """All living records of the class."""
        return self.before + self.ready + self.approved


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One record that waits for approval."""

    record: Standing
    content: WholeShown
    since: int
    """The revision that this manager saw last; 0: none."""
    changes: tuple[ChangeShown, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ApprovalClass:
    """Everything about one class."""

    school_class: ClassRow
    rows: tuple[ApprovalRow, ...]
    """Records that wait for approval, by the list."""
    returned: tuple[Standing, ...]
    """Records whose unlocking is asked for or decided and not carried out."""
    others: tuple[Standing, ...]
    """The other records of the class."""
    samples: tuple[ApprovalRow, ...]
    numbers: tuple[tuple[str, int], ...]
    """How many of those that wait have which overall result; in the order of the regulation, results that nobody has
    left out."""
    waits_for: tuple[str, ...]


def approvals(actor: Actor) -> tuple[ClassApproval, ...]:
    """Classes with records of the two newest years; eight queries a year.

    Raises:
        Forbidden: ROLE_MAY_NOT, also for a deputy who is not authorised.
    """
    _require(actor)
    held = to_be_unlocked(actor.school_id)
    return tuple(one for year in years(actor.school_id)[:_YEARS] for one in _of_year(year.id, held))


def approval_class(actor: Actor, class_id: int, *, seed: int, on: date) -> ApprovalClass:
    """One class with its samples.

    Args:
        actor: principal or authorised deputy.
        class_id: of the actor's school.
        seed: which samples; the same number draws the same ones as long as the same records wait.
        on: the day in Vietnam.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
    """
    _require(actor)
    school_class = class_row(actor.school_id, class_id)
    standings = of_year(school_class.year_id, class_ids=[class_id])
    held = to_be_unlocked(actor.school_id)
    ready = [one for one in standings if one.state is READY and one.record_id not in held]
    current = {one.record_id: one.revision for one in ready}
    drafts, warnings = unsigned_of(current), warnings_of(current, on=on) if current else {}
    known = seen_before(actor.user_id, current)
    new = changes_of((number, revision) for number, revision in known.items() if revision)
    rows = tuple(
        ApprovalRow(
            record=one,
            content=whole(drafts[one.record_id].record),
            since=known[one.record_id],
            changes=changes_shown(new.get(one.record_id, ()), None),
            warnings=warnings.get(one.record_id, ()),
        )
        for one in ready
    )
    return ApprovalClass(
        school_class=school_class,
        rows=rows,
        returned=tuple(one for one in standings if one.record_id in held),
        others=tuple(one for one in standings if one.state is not READY and one.record_id not in held),
        samples=_samples(rows, f"{class_id}/{seed}"),
        numbers=_numbers(drafts.values()),
        waits_for=tuple({one.name: None for one in missing_signers(class_id=class_id) if one.is_turn}),
    )


def waiting_record(actor: Actor, class_id: int, record_id: int) -> Standing:
    """A record of the class that waits for approval.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
    """
    _require(actor)
    school_class = class_row(actor.school_id, class_id)
    for one in of_year(school_class.year_id, states=[READY, State.PRINCIPAL_SIGNED], class_ids=[class_id]):
        if one.record_id == record_id:
            return one
    raise Missing("NOT_FOUND_HERE")


def seen_before(user_id: int, current: Mapping[int, int]) -> dict[int, int]:
    """By record, the newest earlier revision that somebody saw; else the one before this, 0 if there is none.

    Args:
        user_id: the account.
        current: the current revision by record.
    """
    found: dict[int, int] = {}
    for record_id, revision in Seen.objects.filter(user_id=user_id, record_id__in=list(current)).values_list(
        "record_id", "revision"
    ):
        if revision < current[record_id]:
            found[record_id] = max(revision, found.get(record_id, 0))
    return {record_id: found.get(record_id, revision - 1) for record_id, revision in current.items()}


def _require(actor: Actor) -> None:
    require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))


def _of_year(year_id: int, held: frozenset[int]) -> Iterable[ClassApproval]:
    by_class: dict[int, list[Standing]] = defaultdict(list)
    for one in of_year(year_id):
        by_class[one.class_id].append(one)
    turn: dict[int, dict[str, None]] = defaultdict(dict)
    for missing in missing_signers(year_id=year_id):
        if missing.is_turn:
            turn[missing.record.class_id][missing.name] = None
    for row in classes_of_year(year_id):
        if row.id in by_class:
            yield _counted(row, by_class[row.id], held, tuple(turn[row.id]))


def _counted(
    row: ClassRow, standings: Collection[Standing], held: frozenset[int], waits_for: tuple[str, ...]
) -> ClassApproval:
    before = sum(one.state in BEFORE or one.record_id in held for one in standings)
    ready = [one for one in standings if one.state is READY and one.record_id not in held]
    return ClassApproval(
        class_id=row.id,
        class_name=row.name,
        before=before,
        ready=len(ready),
        approved=len(standings) - before - len(ready),
        reopened=sum(one.revision > 1 for one in ready),
        waits_for=waits_for,
    )


def _samples(rows: tuple[ApprovalRow, ...], seed: str) -> tuple[ApprovalRow, ...]:
    drawn = random.Random(seed).sample(range(len(rows)), min(SAMPLES, len(rows)))  # noqa: S311  # a sample, no secret
    return tuple(rows[place] for place in sorted(drawn))


def _numbers(drafts: Iterable[Draft]) -> tuple[tuple[str, int], ...]:
    counted: Counter[OverallResult | None] = Counter()
    for draft in drafts:
        results = draft.record.assessment
        counted[results.overall if isinstance(results, Assessment) else None] += 1
    words = [(level_name(one), counted[one]) for one in OverallResult if counted[one]]
    return (*words, *([(_("Không đánh giá"), counted[None])] if counted[None] else []))


def record_parts(record_id: int) -> tuple[tuple[str, str], ...]:
    """Parts of a record that can be given back: subjects in the order of the form, then "homeroom".

    The caller has made sure whose record it is.

    Returns:
        Each part with the name of who answers for it.
    """
    record = draft_of(record_id).record
    by_subject = {result.subject: part.teacher.name for part in record.assessment.parts for result in part.results}
    subjects = tuple((subject.value, by_subject[subject]) for subject in Subject if subject in by_subject)
    return (*subjects, (HOMEROOM, record.homeroom_teacher.name))
