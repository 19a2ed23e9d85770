"""Opening a case and entering what was assessed again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba.model import Competency, Moment, OverallResult, Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import SupplementaryCase, SupplementaryEntry
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.year_end.assessed import SUBJECT, Of, kind_of, level_of, name_of, thing
from hocba_web.assessment.services.supplementary.common import (
    SOURCE,
    Concerned,
    concerned,
    locked_case,
    require_due,
    require_here,
    require_open,
    require_undecided,
    told,
    trace,
)
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused

_MAX_SCORE = 10


@transaction.atomic
def plan_help(*, actor: Actor, enrolment_id: int, plan: str, at: datetime) -> SupplementaryCase:
    """Open the case of a pupil who waits, or change how the pupil is helped.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b).

    Args:
        actor: the homeroom teacher.
        enrolment_id: the pupil's place in the class.
        plan: how the pupil is helped, by whom, until when; 1 to 1000 signs.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: SUPPLEMENTARY_NONE_DUE, YEAR_END_PUPIL_LEFT, PROMOTION_STANDS, TEXT_NEEDED, YEAR_END_TEXT_TOO_LONG.
    """
    one = concerned(actor, enrolment_id)
    _require_homeroom(actor, one)
    require_due(one)
    require_here(one, at)
    require_undecided(one)
    case, opened = SupplementaryCase.objects.get_or_create(
        enrolment_id=enrolment_id, defaults={"opened_by_id": actor.user_id, "opened_at": at}
    )
    case.plan = told(plan, "plan", needed=True)
    case.save(update_fields=["plan"])
    trace(actor, "assessment.supplementary.planned", one, at, opened=opened)
    return case


@transaction.atomic
def enter_supplementary(
    *,
    actor: Actor,
    enrolment_id: int,
    kind: str,
    target: str,
    level: str,
    score: int | None,
    comment: str,
    assessed_on: date,
    at: datetime,
) -> SupplementaryEntry:
    """Enter one subject, competency or quality assessed again; an earlier entry of it is kept as replaced.

    The decision of the homeroom teacher that rested on the entries before falls, and so does the report.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b); appendix 1, guidance 2: the last test counts.

    Args:
        actor: the subject's teacher, or the homeroom teacher for qualities and competencies.
        enrolment_id: the pupil's place in the class.
        kind: "subject", "competency" or "quality".
        target: value of the subject or trait.
        level: its stored letter.
        score: whole points 0-10 of the repeated test; None leaves the score of the year's end.
        comment: at most 1000 signs.
        assessed_on: local day, within the year and not in the future.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: SUPPLEMENTARY_NONE_DUE, SUPPLEMENTARY_NOT_OPENED, YEAR_END_PUPIL_LEFT, PROMOTION_STANDS, PART_SIGNED,
            the code of the window, SUPPLEMENTARY_TARGET, SUPPLEMENTARY_LEVEL_WRONG, SUPPLEMENTARY_SCORE,
            SUPPLEMENTARY_DAY, YEAR_END_TEXT_TOO_LONG.
    """
    one = concerned(actor, enrolment_id)
    of = _thing(kind, target)
    _require_enter(actor, one, of)
    require_due(one)
    require_here(one, at)
    require_open(one, of.value if isinstance(of, Subject) else HOMEROOM, at)
    case = locked_case(enrolment_id)
    require_undecided(one)
    before_level, before_score = _before(one, of)
    kept = _level(kind, level)
    _require_score(one, of, score)
    _require_day(one, assessed_on, at)
    case.entries.filter(kind=kind, target=target, replaced_at__isnull=True).update(replaced_at=at)
    entry = SupplementaryEntry.objects.create(
        case=case,
        kind=kind,
        target=target,
        before_level=before_level,
        before_score=before_score,
        level=kept,
        score=score,
        comment=told(comment, "comment", needed=False),
        assessed_on=assessed_on,
        by_id=actor.user_id,
        at=at,
    )
    fell = bool(case.overall)
    _reopen(case)
    trace(actor, "assessment.supplementary.entered", one, at, kind=kind, target=target, decision_fell=fell)
    return entry


def _reopen(case: SupplementaryCase) -> None:
    case.overall = case.proposed = ""
    case.decided_by_id = case.decided_at = None
    case.reported_by_id = case.reported_at = None
    case.save(
        update_fields=["overall", "proposed", "decided_by", "decided_at", "reported_by", "reported_at"],
    )


def _thing(kind: str, target: str) -> Of:
    try:
        return thing(kind, target)
    except ValueError as error:
        raise Missing("NOT_FOUND_HERE") from error


def _require_homeroom(actor: Actor, one: Concerned) -> None:
    target = Target(school_id=one.facts.school_id, class_id=one.facts.id)
    require(actor, Action.SUPPLEMENTARY_ENTER_HOMEROOM, target)


def _require_enter(actor: Actor, one: Concerned, of: Of) -> None:
    if isinstance(of, Subject):
        target = Target(school_id=one.facts.school_id, class_id=one.facts.id, subject=of)
        require(actor, Action.SUPPLEMENTARY_ENTER_SUBJECT, target)
    else:
        _require_homeroom(actor, one)


def _before(one: Concerned, of: Of) -> tuple[str, int | None]:
    """What stood at the end of the year; without it there is nothing to assess again."""
    end = one.final.before.at(Moment.YEAR_END)
    if isinstance(of, Subject):
        entry = end.subjects.get(of)
        if entry is not None and entry.level is not None:
            return entry.level.value, entry.score
    else:
        level = end.competencies.get(of) if isinstance(of, Competency) else end.qualities.get(of)
        if level is not None:
            return level.value, None
    raise Refused("SUPPLEMENTARY_TARGET", where="target", source=SOURCE, name=name_of(of))


def _level(kind: str, level: str) -> str:
    try:
        return str(level_of(kind, level).value)
    except ValueError as error:
        raise Refused("SUPPLEMENTARY_LEVEL_WRONG", where="level", source=SOURCE) from error


def _require_score(one: Concerned, of: Of, score: int | None) -> None:
    if score is None:
        return
    tested = isinstance(of, Subject) and of in one.final.rules.tested(Moment.YEAR_END)
    if kind_of(of) != SUBJECT or not tested or not 0 <= score <= _MAX_SCORE:
        raise Refused("SUPPLEMENTARY_SCORE", where="score", source=SOURCE, name=name_of(of))


def _require_day(one: Concerned, day: date, at: datetime) -> None:
    if not one.facts.term_2_on <= day <= local(at).date():
        raise Refused("SUPPLEMENTARY_DAY", where="assessed_on", day=f"{day:%d/%m/%Y}")


def overall_value(value: str) -> OverallResult:
    """A stored overall result.

    Raises:
        Refused: OVERALL_UNKNOWN.
    """
    try:
        return OverallResult(value)
    except ValueError as error:
        raise Refused("OVERALL_UNKNOWN", where="overall") from error
