"""The principal confirms, sends back, or undoes while the next year is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.assessment.models import RollOver
from hocba_web.assessment.parts import LANGUAGES
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.selectors.rollover import Move, Plan, plan_of, rollover_of
from hocba_web.assessment.services.rollover.preparing import require_placed, trace
from hocba_web.assessment.services.windows.common import reason_of
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.services.rolling import NextClass, close_classes, open_class, put_in, remove_places, untouched

_LANGUAGE_FROM = 3


@transaction.atomic
def confirm_rollover(*, actor: Actor, rollover_id: int, digest: str, at: datetime, real_at: datetime) -> RollOver:
    """Open the classes of the next year and give every pupil carried a place there.

    Source: Decision 32/QĐ-THPĐ, art. 6(2); Circular 27/2020/TT-BGDĐT, art. 11.

    Args:
        actor: the principal, with a fresh second factor; not who prepared it.
        rollover_id: laid before the principal.
        digest: `Plan.digest` of what the principal saw.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: ROLLOVER_CONFIRMED, ROLLOVER_NOT_SUBMITTED, ROLLOVER_CHANGED, ROLLOVER_NO_CLASS.
    """
    row = _submitted(actor, rollover_id)
    fresh(actor, at=real_at)
    two_people(row.prepared_by_id, actor)
    plan = plan_of(row, local(at).date())
    require_placed(plan)
    if plan.digest != digest:
        raise Refused("ROLLOVER_CHANGED")
    ids, row.new_classes = _classes(row, plan)
    row.made = list(_places(row, plan, ids))
    row.confirmed_by_id, row.confirmed_at = actor.user_id, at
    row.save()
    counts = {f"move_{move.value}": count for move, count in plan.counts.items()}
    trace(actor, "assessment.rollover.confirmed", row, at, pupils=len(plan.carried), **counts)
    return row


@transaction.atomic
def return_rollover(*, actor: Actor, rollover_id: int, at: datetime) -> RollOver:
    """Send it back to the registrar.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: ROLLOVER_CONFIRMED, ROLLOVER_NOT_SUBMITTED.
    """
    row = _submitted(actor, rollover_id)
    row.submitted_at = None
    row.save(update_fields=["submitted_at"])
    trace(actor, "assessment.rollover.returned", row, at)
    return row


@transaction.atomic
def undo_rollover(*, actor: Actor, rollover_id: int, reason: str, at: datetime, real_at: datetime) -> RollOver:
    """Take a confirmed roll-over back, as long as nothing was entered for any of its places.

    Args:
        actor: the principal, with a fresh second factor.
        rollover_id: confirmed.
        reason: 1 to 500 signs.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: ROLLOVER_NOT_CONFIRMED, ROLLOVER_IN_USE, REASON_NEEDED, REASON_TOO_LONG.
    """
    require(actor, Action.ROLLOVER_CONFIRM, Target(school_id=actor.school_id))
    row = rollover_of(actor.school_id, rollover_id)
    fresh(actor, at=real_at)
    if row.confirmed_at is None:
        raise Refused("ROLLOVER_NOT_CONFIRMED")
    why = reason_of(reason)
    made = [new for _old, new, _name, _move in row.made if new is not None]
    if not untouched(made):
        raise Refused(
            "ROLLOVER_IN_USE", year=str(row.to_year.value), what=_("học sinh đã chuyển lớp hoặc đổi trạng thái")
        )
    try:
        remove_places(made)
    except ProtectedError as error:
        raise Refused("ROLLOVER_IN_USE", year=str(row.to_year.value), what=_("kết quả, hồ sơ của học sinh")) from error
    closed = close_classes(row.new_classes)
    row.undone_by_id, row.undone_at, row.undone_reason = actor.user_id, at, why
    row.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    trace(actor, "assessment.rollover.undone", row, at, pupils=len(made), classes=closed)
    return row


def _submitted(actor: Actor, rollover_id: int) -> RollOver:
    require(actor, Action.ROLLOVER_CONFIRM, Target(school_id=actor.school_id))
    row = rollover_of(actor.school_id, rollover_id)
    if row.confirmed_at is not None:
        raise Refused("ROLLOVER_CONFIRMED")
    if row.submitted_at is None:
        raise Refused("ROLLOVER_NOT_SUBMITTED")
    return row


def _classes(row: RollOver, plan: Plan) -> tuple[dict[str, int], list[int]]:
    """Classes of the next year by name, and which of them were opened; grade 1 gets the classes it has this year."""
    old = classes_of_year(row.from_year_id)
    names = {*plan.sizes, *(facts.name for facts in old if facts.grade == 1)}
    ids, opened = {}, []
    for name in sorted(names):
        sources = [one.facts for one in plan.carried if one.target == name] or [one for one in old if one.name == name]
        class_id, made = open_class(row.to_year_id, _next_class(name, sources, old))
        ids[name] = class_id
        if made:
            opened.append(class_id)
    return ids, opened


def _next_class(name: str, sources: list[ClassFacts], old: list[ClassFacts]) -> NextClass:
    """With the languages of the classes its pupils come from; from grade 3 on a foreign language is compulsory."""
    grade = int(name[0])
    foreign, minority = (_usual(language, sources) for language in LANGUAGES)
    if not foreign and grade >= _LANGUAGE_FROM:
        foreign = _usual(Subject.FOREIGN_LANG_1, [one for one in old if one.grade >= _LANGUAGE_FROM])
    return NextClass(name, grade, foreign, minority)


def _usual(language: Subject, classes: Iterable[ClassFacts]) -> str:
    """The language that most of some classes learn; empty if none does."""
    named = Counter(facts.languages[language] for facts in classes if language in facts.languages)
    return named.most_common(1)[0][0] if named else ""


def _places(row: RollOver, plan: Plan, ids: dict[str, int]) -> Iterable[list[object]]:
    """Everybody with the new place, None for who gets none; in each class the order of the old lists.

    Who has a place in the next year already (from a file, admitted by hand) keeps it: it is not the roll-over's to
    change, nor to remove when it is undone.
    """
    there = list(
        places(school_class__year_id=row.to_year_id, left_on__isnull=True).values_list(
            "pupil_id", "school_class__name", "number"
        )
    )
    placed = {pupil_id: name for pupil_id, name, _number in there}
    numbers: Counter[str] = Counter()
    for _pupil, name, number in there:
        numbers[name] = max(numbers[name], number or 0)
    for one in plan.rows:
        new, target = None, placed.get(one.pupil.pupil_id, one.target)
        if target and one.pupil.pupil_id not in placed:
            numbers[one.target] += 1
            new = put_in(
                one.pupil.pupil_id,
                ids[one.target],
                number=numbers[one.target],
                joined_on=row.to_year.starts_on,
                awaiting=one.move is Move.AWAITING,
            )
        yield [one.pupil.enrolment_id, new, target, one.move.value]
