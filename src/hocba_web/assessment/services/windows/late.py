"""A teacher asks to correct after the window closed: request, decision, timed opening (art. 6(6)(c))."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.ports import ports as accounts
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EntryWindow, LateRequest, Period
from hocba_web.assessment.parts import is_moment, subject_of
from hocba_web.assessment.selectors.register import ClassFacts, class_facts, facts_of, roll
from hocba_web.assessment.selectors.windows.state import window_state
from hocba_web.assessment.services.windows.common import SOURCE, decision_for, reason_of, tell, trace
from hocba_web.assessment.services.windows.decide import require_span
from hocba_web.assessment.services.windows.execute import executed
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.selectors.regulation import regulation_in_force

_WAITING = (LateRequest.State.ASKED, LateRequest.State.GRANTED)


@transaction.atomic
def ask_late(
    *,
    actor: Actor,
    class_id: int,
    period: str,
    part: str,
    reason: str,
    at: datetime,
    enrolment_id: int | None = None,
) -> LateRequest:
    """Ask for an opening of one's own part of a class.

    Args:
        actor: the teacher of the subject, or the homeroom teacher.
        class_id: a class of the actor's school.
        period: one of the four moments.
        part: a subject's value or "homeroom".
        reason: what is to be corrected, and why.
        at: aware, UTC.
        enrolment_id: the pupil concerned; None for the whole class.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: LATE_NOT_NEEDED, the part is open; LATE_ASKED_BEFORE; REASON_NEEDED, REASON_TOO_LONG.
    """
    facts = class_facts(class_id, actor.school_id)
    if not is_moment(period) or part not in facts.parts:
        raise Missing("NOT_FOUND_HERE")
    require(
        actor,
        Action.RESULTS_ENTER_HOMEROOM if subject_of(part) is None else Action.RESULTS_ENTER_SUBJECT,
        Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part)),
    )
    require(actor, Action.LATE_REQUEST, Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part)))
    why = reason_of(reason)
    if window_state(facts, period, part, at).is_open:
        raise Refused("LATE_NOT_NEEDED", where=part, part=facts.part_name(part))
    if enrolment_id is not None and all(pupil.enrolment_id != enrolment_id for pupil in roll(facts.id)):
        raise Missing("NOT_FOUND_HERE")
    # Granted, but ended or over before anybody opened it: nothing comes of that request any more.
    lapsed = Q(state=LateRequest.State.GRANTED) & (Q(window__closes_at__lte=at) | Q(window__ended_at__isnull=False))
    waiting = LateRequest.objects.filter(state__in=_WAITING).exclude(lapsed)
    same = waiting.filter(school_class_id=facts.id, period=period, part=part)
    if same.exists():
        raise Refused("LATE_ASKED_BEFORE", where=part, part=facts.part_name(part))
    row = LateRequest.objects.create(
        school_class_id=facts.id,
        period=period,
        part=part,
        enrolment_id=enrolment_id,
        reason=why,
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    _trace(actor, "assessment.late.asked", row, facts, at)
    tell(actor, Role.PRINCIPAL, "assessment.late.asked", _about(row, facts, "Có đề nghị mở để sửa"), at)
    return row


@transaction.atomic
def withdraw_late(*, actor: Actor, request_id: int, at: datetime) -> LateRequest:
    """Take back one's own request before it is decided.

    Raises:
        Missing: NOT_FOUND_HERE, also for somebody else's.
        Refused: LATE_DECIDED.
    """
    row, facts = _request(actor, request_id)
    if row.asked_by_id != actor.user_id:
        raise Missing("NOT_FOUND_HERE")
    _require_asked(row)
    row.state = LateRequest.State.WITHDRAWN
    row.decided_at = at
    row.save(update_fields=["state", "decided_at"])
    _trace(actor, "assessment.late.withdrawn", row, facts, at)
    return row


@transaction.atomic
def grant_late(
    *,
    actor: Actor,
    request_id: int,
    closes_at: datetime,
    at: datetime,
    real_at: datetime,
    answer: str = "",
    number: str = "",
    dated: date | None = None,
) -> LateRequest:
    """Decide that the part is opened again until `closes_at`; the admin carries it out.

    Args:
        actor: the principal, with a fresh second factor; not who asked.
        request_id: of the actor's school.
        closes_at: aware; at most as many days away as the school's regulation allows.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        answer: to the teacher.
        number: of a decision on paper; may be empty.
        dated: its day.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: LATE_DECIDED, LATE_TOO_LONG, WINDOW_PAST, REASON_TOO_LONG, DECISION_*.
    """
    require(actor, Action.LATE_DECIDE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row, facts = _request(actor, request_id)
    two_people(row.asked_by_id, actor)
    _require_asked(row)
    require_span(at, closes_at, at)
    days = regulation_in_force(actor.school_id, clock.local(at).date()).values.late_opening_max_days
    if closes_at > at + timedelta(days=days):
        raise Refused("LATE_TOO_LONG", where="closes_at", source=SOURCE, days=days)
    row.window = EntryWindow.objects.create(
        year_id=facts.year_id,
        period=row.period,
        school_class_id=facts.id,
        part=row.part,
        opens_at=at,
        closes_at=closes_at,
        reason=row.reason,
        decision_id=decision_for(actor, number, dated, row.reason, at),
        decided_by_id=actor.user_id,
        decided_at=at,
    )
    _decide(row, LateRequest.State.GRANTED, actor, answer, at)
    trace(actor, "assessment.late.granted", [row.window], at, request=row.id)
    accounts.notify(row.asked_by_id, "assessment.late.granted", _about(row, facts, "Hiệu trưởng đồng ý mở để sửa"))
    tell(actor, Role.SCHOOL_ADMIN, "assessment.late.granted", _about(row, facts, "Có quyết định chờ mở"), at)
    return row


@transaction.atomic
def refuse_late(*, actor: Actor, request_id: int, answer: str, at: datetime, real_at: datetime) -> LateRequest:
    """Decide that the part stays closed.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: LATE_DECIDED, REASON_NEEDED, REASON_TOO_LONG.
    """
    require(actor, Action.LATE_DECIDE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row, facts = _request(actor, request_id)
    two_people(row.asked_by_id, actor)
    _require_asked(row)
    _decide(row, LateRequest.State.REFUSED, actor, reason_of(answer, "answer"), at)
    _trace(actor, "assessment.late.refused", row, facts, at)
    accounts.notify(
        row.asked_by_id, "assessment.late.refused", _about(row, facts, "Hiệu trưởng không đồng ý mở để sửa")
    )
    return row


@transaction.atomic
def execute_late(*, actor: Actor, request_id: int, at: datetime, real_at: datetime) -> LateRequest:
    """Carry out a granted opening.

    Source: Decision 32/QĐ-THPĐ, art. 10(b).

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON: the admin neither asked nor decided.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: LATE_NOT_GRANTED, WINDOW_EXECUTED_BEFORE, WINDOW_WITHDRAWN, WINDOW_OVER.
    """
    require(actor, Action.LATE_EXECUTE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row, facts = _request(actor, request_id)
    if row.state != LateRequest.State.GRANTED or row.window_id is None:
        raise Refused("LATE_NOT_GRANTED")
    window = EntryWindow.objects.select_for_update(of=("self",)).get(id=row.window_id)
    two_people(row.asked_by_id, actor)
    two_people(window.decided_by_id, actor)
    executed(actor, [window], at)
    row.state = LateRequest.State.OPENED
    row.save(update_fields=["state"])
    trace(actor, "assessment.late.opened", [window], at, request=row.id)
    accounts.notify(row.asked_by_id, "assessment.late.opened", _about(row, facts, "Đã mở để sửa"))
    return row


def _request(actor: Actor, request_id: int) -> tuple[LateRequest, ClassFacts]:
    row = (
        LateRequest.objects.select_for_update(of=("self",))
        .select_related("school_class__year")
        .filter(id=request_id, school_class__year__school_id=actor.school_id)
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row, facts_of(row.school_class)


def _require_asked(row: LateRequest) -> None:
    if row.state != LateRequest.State.ASKED:
        raise Refused("LATE_DECIDED", state=str(LateRequest.State(row.state).label))


def _decide(row: LateRequest, state: LateRequest.State, actor: Actor, answer: str, at: datetime) -> None:
    row.state = state
    row.decided_by_id = actor.user_id
    row.decided_at = at
    row.answer = reason_of(answer, "answer") if answer.strip() else ""
    row.save(update_fields=["state", "decided_by", "decided_at", "answer", "window"])


def _about(row: LateRequest, facts: ClassFacts, what: str) -> str:
    with override("vi"):  # what is kept and sent is Vietnamese, whatever language the sender reads
        where = f"{facts.part_name(row.part)} {facts.name}, {Period(row.period).label}"
    return f"{what}: {where}." + (f" {row.answer}" if row.answer else "")


def _trace(actor: Actor, action: str, row: LateRequest, facts: ClassFacts, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("late_request", row.id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.enrolment.pupil_id] if row.enrolment else [],
        details={"class": facts.name, "period": row.period, "part": row.part},
    )
