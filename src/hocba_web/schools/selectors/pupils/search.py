"""Search over the pupils somebody may list: by name without diacritics, by code, by personal ID."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, held_by
from hocba_web.base.text import clean, fold
from hocba_web.schools.models import Enrolment

MOST = 30
"""Results on a page; more mean that the question was too short."""
_SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One pupil found."""

    pupil_id: int
    name: str
    class_id: int
    class_name: str
    year: str
    status: str
    has_left: bool
    born: date | None
    """None for somebody who may list the class but needs no personal data."""
    reachable: bool
    """The person may open the pupil's page."""


@dataclass(frozen=True, slots=True)
class Found:
    """Results, best first."""

    hits: tuple[Hit, ...]
    more: bool
    """There were more than are shown."""


def search_pupils(actor: Actor, question: str) -> Found:
    """Pupils of the current year, or of their last class, that fit a question.

    Words of the question are compared with beginnings of words of the name, both without diacritics; names that fit
    with their diacritics come first. Digits are compared with the beginning of code and personal ID, the latter only
    for somebody who may see personal data.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    limit = class_limit(actor, Action.PUPIL_LIST)
    condition = _condition(clean(question), numbers=held_by(actor.role, Action.PUPIL_VIEW))
    if condition is None:
        return Found((), more=False)
    rows = (
        Enrolment.objects.filter(
            condition, pupil__school_id=actor.school_id, school_class__year__school_id=actor.school_id
        )
        .select_related("pupil", "school_class__year")
        .order_by(F("school_class__year__first").desc(), "pupil__name_folded", "pupil_id", "-id")
    )
    if limit is not None:
        rows = rows.filter(school_class_id__in=limit)
    newest: dict[int, Enrolment] = {}
    for row in rows[: 4 * MOST]:
        known = newest.get(row.pupil_id)
        if known is None or _weight(row) > _weight(known):
            newest[row.pupil_id] = row
    words = clean(question).casefold().split()
    ordered = sorted(newest.values(), key=lambda row: not _fits_exactly(row.pupil.name, words))
    return Found(tuple(_hits(actor, ordered[:MOST])), more=len(ordered) > MOST)


def _weight(row: Enrolment) -> tuple[bool, bool, int]:
    """Which of a pupil's classes is shown: of the current year, still there, the newest."""
    return row.school_class.year.is_current, not row.has_left, row.school_class.year.first


def _condition(question: str, *, numbers: bool) -> Q | None:
    words = fold(question).split()
    if not words:
        return None
    condition = Q()
    for word in words:
        fits = Q(pupil__name_folded__startswith=word) | Q(pupil__name_folded__contains=f" {word}")
        if len(word) >= _SHORTEST_NUMBER and any(sign.isdigit() for sign in word):
            fits |= Q(pupil__ministry_id__istartswith=word)
            if numbers:
                fits |= Q(pupil__personal_id__startswith=word)
        condition &= fits
    return condition


def _fits_exactly(name: str, words: list[str]) -> bool:
    of_name = name.casefold().split()
    return all(any(part.startswith(word) for part in of_name) for word in words)


def _hits(actor: Actor, rows: Iterable[Enrolment]) -> Iterable[Hit]:
    for row in rows:
        target = Target(school_id=actor.school_id, class_id=row.school_class_id)
        reachable = allowed(actor, Action.PUPIL_VIEW, target)
        yield Hit(
            pupil_id=row.pupil_id,
            name=row.pupil.name,
            class_id=row.school_class_id,
            class_name=row.school_class.name,
            year=str(row.school_class.year),
            status=row.status,
            has_left=row.has_left,
            born=row.pupil.born if reachable else None,
            reachable=reachable,
        )
