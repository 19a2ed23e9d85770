"""The one place that says yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions.actions import Action
from hocba_web.accounts.permissions.labels import ACTION_LABELS, SCOPE_LABELS
from hocba_web.accounts.permissions.matrix import MATRIX
from hocba_web.accounts.permissions.scopes import Scope, Target
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing

FRESH_FOR = timedelta(minutes=10)
"""How long a check of the second factor counts for acts that need a fresh one."""
_SKEW = timedelta(minutes=1)
"""A machine's clock may be set back a little between check and act, and counts whole seconds."""


def scope_of(role: Role, action: Action) -> Scope:
    """The cell of the matrix; NOBODY for everything that is not written there."""
    row = MATRIX.get(action)
    return Scope.NOBODY if row is None else row.cells.get(role, Scope.NOBODY)


def source_of(action: Action) -> str:
    """The article behind an action's row; empty for one that is not in the matrix."""
    row = MATRIX.get(action)
    return "" if row is None else row.source


def held_by(role: Role, action: Action) -> bool:
    """Whether a role has the action at all, for some object: what menus ask. Never enough to act."""
    return scope_of(role, action) is not Scope.NOBODY


def allowed(actor: Actor, action: Action, target: Target) -> bool:
    """Whether this person, in this capacity, may do this to that, today."""
    return target.school_id == actor.school_id and _reaches(actor, scope_of(actor.role, action), target)


def require(actor: Actor, action: Action, target: Target) -> None:
    """Refuse unless `allowed`.

    Raises:
        Missing: NOT_FOUND_HERE, the object is another school's: nothing is said about it.
        Forbidden: ROLE_MAY_NOT, the role has no such right; OUT_OF_SCOPE, it has, but not for this object.
    """
    if target.school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    scope = scope_of(actor.role, action)
    if _reaches(actor, scope, target):
        return
    words = {"action": ACTION_LABELS.get(action, action.value), "role": actor.label}
    if scope is Scope.NOBODY:
        raise Forbidden("ROLE_MAY_NOT", where=action.value, source=source_of(action), **words)
    raise Forbidden("OUT_OF_SCOPE", where=action.value, source=source_of(action), scope=SCOPE_LABELS[scope], **words)


def class_limit(actor: Actor, action: Action) -> frozenset[int] | None:
    """Which classes (ids) an action reaches, for selectors of lists; None means every class of the actor's school.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    scope = scope_of(actor.role, action)
    if scope is not Scope.NOBODY:
        return _LIMITS[scope](actor)
    raise Forbidden(
        "ROLE_MAY_NOT",
        where=action.value,
        source=source_of(action),
        action=ACTION_LABELS.get(action, action.value),
        role=actor.label,
    )


def is_fresh(actor: Actor, *, at: datetime) -> bool:
    """Whether the second factor was checked within `FRESH_FOR` before `at` (aware; the machine's real time)."""
    checked = actor.factor_checked_at
    return checked is not None and -_SKEW <= at - checked <= FRESH_FOR


def fresh(actor: Actor, *, at: datetime) -> None:
    """Refuse unless the second factor was checked just now: before lock, role and signing acts.

    Args:
        actor: who acts.
        at: the machine's time (`clock.real_now()`), aware; never the movable one.

    Raises:
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
    """
    if not is_fresh(actor, at=at):
        raise FreshFactorNeeded(
            "FRESH_FACTOR_NEEDED",
            source="Decision 32/QĐ-THPĐ, art. 6(6)(b)",
            minutes=int(FRESH_FOR.total_seconds() // 60),
        )


def two_people(requester_user_id: int, actor: Actor) -> None:
    """Refuse to let one person both ask and decide, in whatever capacities.

    Raises:
        Forbidden: SAME_PERSON.
    """
    if requester_user_id == actor.user_id:
        raise Forbidden("SAME_PERSON", source="Decision 32/QĐ-THPĐ, art. 4(3)")


def _reaches(actor: Actor, scope: Scope, target: Target) -> bool:
    """Whether a scope, held by this actor, covers the target within the school; a scope without rule covers nothing."""
    rule = _RULES.get(scope)
    return rule is not None and rule(actor, target)


def _inspected(actor: Actor, target: Target) -> bool:
    return actor.inspects_school or (target.class_id is not None and target.class_id in actor.inspects)


def _led(actor: Actor, target: Target) -> bool:
    return target.class_id is not None and target.class_id in actor.homeroom_of


def _taught(actor: Actor, target: Target) -> bool:
    return target.class_id is not None and any(target.class_id == class_id for class_id, _ in actor.teaches)


def _subject(actor: Actor, target: Target) -> bool:
    return (
        target.class_id is not None
        and target.subject is not None
        and (target.class_id, target.subject) in actor.teaches
    )


_RULES: Mapping[Scope, Callable[[Actor, Target], bool]] = MappingProxyType(
    {
        Scope.SCHOOL: lambda _actor, _target: True,
        Scope.IF_AUTHORISED: lambda actor, _target: actor.signs_for_head,
        Scope.OWN: lambda actor, target: target.user_id == actor.user_id,
        Scope.INSPECTION: _inspected,
        Scope.OWN_CLASS: _led,
        Scope.TAUGHT_CLASS: _taught,
        Scope.OWN_SUBJECT: _subject,
    }
)


def _taught_classes(actor: Actor) -> frozenset[int]:
    return frozenset(class_id for class_id, _ in actor.teaches)


_LIMITS: Mapping[Scope, Callable[[Actor], frozenset[int] | None]] = MappingProxyType(
    {
        Scope.SCHOOL: lambda _actor: None,
        Scope.IF_AUTHORISED: lambda actor: None if actor.signs_for_head else frozenset(),
        Scope.OWN: lambda _actor: frozenset(),
        Scope.INSPECTION: lambda actor: None if actor.inspects_school else actor.inspects,
        Scope.OWN_CLASS: lambda actor: actor.homeroom_of,
        Scope.TAUGHT_CLASS: _taught_classes,
        Scope.OWN_SUBJECT: _taught_classes,
    }
)
