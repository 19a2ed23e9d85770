"""How much of a record somebody may read."""

from __future__ import annotations

from dataclasses import dataclass

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.refusals import Missing
from hocba_web.records.selectors.standing import Standing, of_records


@dataclass(frozen=True, slots=True)
class Reach:
    """What of one record may be read."""

    standing: Standing
    whole: bool
    subjects: frozenset[Subject]
    """Where not the whole: the subjects of the class that the person teaches."""


def reach(actor: Actor, record_id: int) -> Reach:
    """A record of the actor's school, as far as they may read it.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(1)(d).

    Raises:
        Missing: NOT_FOUND_HERE, unknown or another school's.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    found = of_records([record_id])
    if not found or found[0].school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    standing = found[0]
    target = Target(school_id=standing.school_id, class_id=standing.class_id)
    if allowed(actor, Action.RECORD_VIEW, target):
        return Reach(standing, whole=True, subjects=frozenset())
    subjects = frozenset(subject for class_id, subject in actor.teaches if class_id == standing.class_id)
    first = next(iter(subjects), None)
    require(actor, Action.RECORD_VIEW, Target(school_id=standing.school_id, class_id=standing.class_id, subject=first))
    return Reach(standing, whole=False, subjects=subjects)
