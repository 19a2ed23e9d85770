"""The registrar initialises records: content, signers and the planned day of issue are fixed, and signing begins.

Source: Công văn 2088/BGDĐT-GDTH, part III; Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 20.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard, Role, State
from hocba.model import Manager, Moment, YearRecord
from hocba.signing.xades import Draft
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.services.progress.recount import hold as hold_entry
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record, Revision, Signature
from hocba_web.records.models.record import LIVING, REPLACEABLE
from hocba_web.records.ports import ports
from hocba_web.records.selectors.assembling import Candidate, Fixed, Frame, Obstacle, judge, load_sources
from hocba_web.records.selectors.assembling.places import PUPIL
from hocba_web.records.selectors.drafts import draft_of, packed
from hocba_web.records.services.settling import settle
from hocba_web.records.services.steps import hold, take
from hocba_web.schools.selectors.signers import managers_of

_SOURCE = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1, part III"
_FACTS = frozenset(
    {Guard.YEAR_SUMMARISED, Guard.PERSONAL_ID_VALID, Guard.LINT_WITHOUT_ERROR, Guard.SIGNERS_FIXED, Guard.PARTS_SIGNED}
)
"""What a record that was assembled and has no error of the checks proves."""


@dataclass(frozen=True, slots=True)
class Made:
    """One record that was initialised."""

    record_id: int
    enrolment_id: int
    revision: int
    state: State
    carried: int
    """Signatures of unchanged parts that stand in the new revision."""


@dataclass(frozen=True, slots=True)
class NotMade:
    """One pupil without a record, and everything that stands against it."""

    enrolment_id: int
    name: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Initialised:
    """What came of it, in the order of the class list."""

    made: tuple[Made, ...]
    refused: tuple[NotMade, ...]
    standing: tuple[int, ...]
    """Enrolments whose record was initialised before; nothing was done to them."""


@transaction.atomic
def initialise(
    *,
    actor: Actor,
    class_id: int,
    enrolments: Collection[int] | None = None,
    planned_issue_on: date,
    at: datetime,
    manager_staff_id: int | None = None,
) -> Initialised:
    """Make the records of a class, or of some of its pupils, as entered now; and again those that were unlocked.

    Whoever is not ready is refused alone; who has a record is left as is, so pressing twice makes nothing twice.

    Args:
        actor: registrar or clerk.
        class_id: a class of the actor's school.
        enrolments: places in that class; None for all.
        planned_issue_on: the day in Vietnam before which the seal must not be set; today or later.
        at: product clock, aware, UTC.
        manager_staff_id: who signs as head: the principal if None, else an authorised deputy (art. 6(6)(d)).

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: PLANNED_ISSUE_PAST, MANAGER_MISSING, MANAGER_NOT_AUTHORISED.
    """
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.RECORD_INITIALISE, Target(school_id=facts.school_id, class_id=facts.id))
    today = clock.local(at).date()
    if planned_issue_on < today:
        raise Refused("PLANNED_ISSUE_PAST", where="planned_issue_on", source=_SOURCE, today=f"{today:%d/%m/%Y}")
    manager = _manager(facts.school_id, manager_staff_id, today)
    # Whoever enters results of the class waits: what is frozen is what stands in the register.
    hold_entry(facts, Moment.YEAR_END, at=at)
    living = _living(facts.id)
    standing = {one.enrolment_id for one in living.values() if one.stands is not State.OPEN_ENTRY}
    sources = load_sources(facts.year_id, [facts.id], manager=manager, on=today)
    known = {one.enrolment_id for one in sources.entries}
    wanted = known if enrolments is None else known & frozenset(enrolments)
    fixed = {
        enrolment_id: Fixed(one.uuid, one.revision + 1, _first(one).created_on, planned_issue_on)
        for enrolment_id, one in living.items()
        if one.stands is State.OPEN_ENTRY and enrolment_id in wanted
    }
    candidates = judge(
        sources,
        Frame(today, planned_issue_on),
        fixed=fixed,
        enrolments=wanted - standing,
    )
    void = _void(wanted - standing)
    made: list[Made] = []
    refused: list[NotMade] = []
    for one in candidates:
        old = living.get(one.entry.enrolment_id)
        kept = void.get(one.entry.enrolment_id) if old is None else None
        blocked = ports.replacement_allowed(kept.id) if kept is not None else None
        if one.draft is None or blocked is not None:
            refused.append(NotMade(one.entry.enrolment_id, one.entry.name, one.obstacles or _told(blocked)))
        elif old is None:
            made.append(_first_revision(actor, facts, one, one.draft, kept, at=at))
        else:
            made.append(_next_revision(actor, old, one.draft, at=at))
    return Initialised(tuple(made), tuple(refused), tuple(sorted(standing & wanted)))


def _manager(school_id: int, staff_id: int | None, today: date) -> Manager:
    found = managers_of(school_id, today)
    if not found:
        raise Refused("MANAGER_MISSING", source="Decision 32/QĐ-THPĐ, art. 6(9)")
    if staff_id is None:
        return next(iter(found.values()))
    if staff_id not in found:
        raise Refused("MANAGER_NOT_AUTHORISED", source="Decision 32/QĐ-THPĐ, art. 6(6)(d)")
    return found[staff_id]


def _living(class_id: int) -> dict[int, Record]:
    """Records of the class that are not void, locked, by enrolment."""
    ids = Record.objects.filter(LIVING, enrolment__school_class_id=class_id)
    return {one.enrolment_id: one for one in hold(list(ids.values_list("id", flat=True)))}


def _void(enrolments: Iterable[int]) -> dict[int, Record]:
    """The newest void, or amended, record of each place that no other has replaced yet."""
    rows = Record.objects.filter(REPLACEABLE, enrolment_id__in=enrolments, replaced_by_record__isnull=True)
    return {one.enrolment_id: one for one in rows.order_by("id")}


def _first(record: Record) -> YearRecord:
    """The last revision, which holds the day of creation."""
    return draft_of(record.id).record


def _told(blocked: Refused | None) -> tuple[Obstacle, ...]:
    return () if blocked is None else (Obstacle(blocked.code, blocked.where, PUPIL, blocked.source, blocked.params),)


def _first_revision(
    actor: Actor, facts: ClassFacts, candidate: Candidate, draft: Draft, replaces: Record | None, *, at: datetime
) -> Made:
    content = draft.record
    record = Record.objects.create(
        uuid=content.lookup_uuid,
        school_id=facts.school_id,
        school_class_id=facts.id,
        enrolment_id=candidate.entry.enrolment_id,
        profile=draft.profile.name,
        state=State.OPEN_ENTRY.value,
        state_at=at,
        revision=draft.revision,
        replaces=replaces,
        created_at=at,
        **_columns(content),
    )
    _keep_revision(actor, record, draft, at=at, reason="")
    take(record, Event.INITIALISE, role=role_of(actor), actor=actor, at=at, facts=_FACTS)
    if replaces is not None:
        settle(replaces, at=at)
    return Made(record.id, record.enrolment_id, record.revision, record.stands, 0)


def _next_revision(actor: Actor, record: Record, draft: Draft, *, at: datetime) -> Made:
    old = draft_of(record.id)
    carried = draft.carry_over(old)
    stored = {
        (one.slot, one.person): one
        for one in Signature.objects.filter(revision__record=record, revision__number=old.revision)
    }
    for name, value in {**_columns(draft.record), "revision": draft.revision}.items():
        setattr(record, name, value)
    record.save(update_fields=[*_columns(draft.record), "revision"])
    reason = settle(record, at=at)
    revision = _keep_revision(actor, record, draft, at=at, reason=reason)
    last: Signature | None = None
    for each in carried.filled:
        before = stored[each.slot.name, each.person]
        last = Signature.objects.create(
            revision=revision,
            slot=before.slot,
            person=before.person,
            signed_at=before.signed_at,
            element=bytes(before.element),
            certificate=before.certificate,
            by_id=before.by_id,
            at=before.at,
            carried_from=before,
            evidence=before.evidence,
        )
    take(
        record,
        Event.INITIALISE,
        role=role_of(actor),
        actor=actor,
        at=at,
        facts=_FACTS,
        details={"carried": len(carried.filled)},
    )
    slots = [slot for slot in carried.profile.slots if slot.repeats]
    if last is not None and all((slot.name, one) in carried.keys for slot in slots for one in carried.holders(slot)):
        take(record, Event.SIGN_SUBJECTS, role=Role.SUBJECT_TEACHER, actor=actor, at=at, facts=_FACTS, by=last.by_id)
    return Made(record.id, record.enrolment_id, record.revision, record.stands, len(carried.filled))


def _columns(content: YearRecord) -> Mapping[str, object]:
    """What the table repeats of a content."""
    if content.group is None or content.closing_date is None:  # assembled records have both
        raise ValueError("a record of the site has a group")
    return {
        "identifier": content.record_identifier,
        "group": content.group.value,
        "closing_on": content.closing_date,
        "planned_issue_on": content.planned_issue_on,
    }


def _keep_revision(actor: Actor, record: Record, draft: Draft, *, at: datetime, reason: str) -> Revision:
    return Revision.objects.create(
        record=record,
        number=draft.revision,
        data=packed(draft.data),
        data_digest=data_digest(draft),
        signers=signers_in(draft),
        made_by_id=actor.user_id,
        made_at=at,
        reason=reason,
    )


def data_digest(draft: Draft) -> str:
    """SHA-256 of the data region, as pages show it and signers confirm it: 64 lower-case hexadecimal digits."""
    return hashlib.sha256(draft.region.data).hexdigest()


def signers_in(draft: Draft) -> list[list[object]]:
    """Slot, personal ID and subjects of everybody whom a content names as a signer, in the order of signing."""
    content = draft.record
    parts = {part.teacher.personal_id: [one.subject.value for one in part.results] for part in content.assessment.parts}
    named = {
        "homeroom_teacher": content.homeroom_teacher.personal_id,
        "manager": content.manager.personal_id,
    }
    return [
        [slot.name, person or named[slot.role], parts.get(person, [])]
        for slot in draft.profile.slots
        if slot.holder == "person"
        for person in draft.holders(slot)
    ]


def role_of(actor: Actor) -> Role:
    """The acting person's role as the life of a record names it."""
    return Role(actor.role.value)
