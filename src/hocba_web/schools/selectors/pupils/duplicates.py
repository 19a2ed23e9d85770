"""Rows that may be one child twice (Decision 32/QĐ-THPĐ, art. 4(4)); twins are two children.

Reasons: SAME_NAME_AND_BIRTH (the name compared without diacritics), SWAPPED_DIGITS and ONE_DIGIT (personal IDs that a
slip of the finger tells apart). Twins share birth date and a parent and have different names and unlike numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Q

from hocba_web.base.text import fold
from hocba_web.schools.models import DuplicateVerdict, Enrolment, Guardian, Pupil
from hocba_web.schools.pupil_fields import Value
from hocba_web.schools.selectors.pupils.scope import ON_ROLL

SAME_NAME_AND_BIRTH = "SAME_NAME_AND_BIRTH"
SWAPPED_DIGITS = "SWAPPED_DIGITS"
ONE_DIGIT = "ONE_DIGIT"


@dataclass(frozen=True, slots=True)
class Child:
    """What is compared of one row."""

    pupil_id: int
    name: str
    folded: str
    born: date
    personal_id: str
    ministry_id: str = ""
    parents: frozenset[str] = frozenset()
    """Names of mother and father, folded."""
    class_name: str = ""
    """Of the current year; empty if the pupil is in none."""


@dataclass(frozen=True, slots=True)
class Resembles:
    """A pupil on file who may be the child about to be entered."""

    pupil_id: int
    name: str
    born: date
    class_name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """That two rows were found to be two children."""

    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one child, the smaller number first."""

    first: Child
    second: Child
    reasons: tuple[str, ...]
    verdict: Verdict | None = None
    """Given for these reasons; a reason that came later voids it."""

    @property
    def both(self) -> tuple[Child, Child]:
        """The two rows."""
        return self.first, self.second


def reasons_for(one: Child, other: Child) -> tuple[str, ...]:
    """Why two rows may be one child; empty for two children, twins among them."""
    if one.born == other.born and _are_twins(one, other):
        return ()
    found = []
    if one.folded == other.folded and one.born == other.born:
        found.append(SAME_NAME_AND_BIRTH)
    if one.folded == other.folded or one.born == other.born:
        near = _nearness(one.personal_id, other.personal_id)
        if near == SWAPPED_DIGITS or (near == ONE_DIGIT and one.folded == other.folded):
            found.append(near)
    return tuple(found)


def resembling(school_id: int, values: Mapping[str, Value]) -> tuple[Resembles, ...]:
    """Pupils on file who may be the child that these values describe.

    Args:
        school_id: the school.
        values: complete and cleaned, as `pupil_fields` names them.
    """
    candidate = Child(
        pupil_id=0,
        name=str(values["name"]),
        folded=fold(str(values["name"])),
        born=date.fromisoformat(str(values["born"])),
        personal_id=str(values.get("personal_id") or ""),
        parents=frozenset(
            fold(str(values[f"{who}_name"])) for who in ("mother", "father") if values.get(f"{who}_name")
        ),
    )
    children = _children(school_id, born=candidate.born, folded=candidate.folded)
    found = ((other, reasons_for(candidate, other)) for other in children)
    return tuple(
        Resembles(other.pupil_id, other.name, other.born, other.class_name, reasons)
        for other, reasons in found
        if reasons
    )


def pairs(school_id: int, *, decided: bool = False) -> list[Pair]:
    """Pairs of which at least one is in a class of the current year, by name.

    Args:
        school_id: the school.
        decided: those found to be two children instead of those to look at.
    """
    children = {one.pupil_id: one for one in _children(school_id)}
    verdicts = {
        (row.first_id, row.second_id): row
        for row in DuplicateVerdict.objects.filter(first__school_id=school_id).select_related("by").order_by("at", "id")
    }
    found = []
    for first_id, second_id in sorted(_suspects(children.values())):
        first, second = children[first_id], children[second_id]
        reasons = reasons_for(first, second)
        if not reasons or not (first.class_name or second.class_name):
            continue
        row = verdicts.get((first_id, second_id))
        holds = row is not None and set(reasons) <= set(row.reasons)
        if holds is decided:
            verdict = Verdict(row.note, row.by.get_full_name(), row.at) if row is not None and holds else None
            found.append(Pair(first, second, reasons, verdict))
    return sorted(found, key=lambda pair: (pair.first.folded, pair.first.pupil_id))


def pair_of(school_id: int, first_id: int, second_id: int) -> Pair | None:
    """One pair with its reasons, whether decided or not; None if nothing makes them look alike."""
    children = {one.pupil_id: one for one in _children(school_id, only=(first_id, second_id))}
    low, high = sorted((first_id, second_id))
    if low == high or low not in children or high not in children:
        return None
    reasons = reasons_for(children[low], children[high])
    return Pair(children[low], children[high], reasons) if reasons else None


def _suspects(children: Iterable[Child]) -> set[tuple[int, int]]:
    """Pairs worth comparing: the same name or the same birth date, found without comparing everybody with everybody."""
    by_name: dict[str, list[int]] = defaultdict(list)
    by_birth: dict[date, list[Child]] = defaultdict(list)
    for child in children:
        by_name[child.folded].append(child.pupil_id)
        by_birth[child.born].append(child)
    found = {_ordered(*pair) for ids in by_name.values() for pair in combinations(ids, 2)}
    for same_day in by_birth.values():
        ids = {child.personal_id: child.pupil_id for child in same_day if child.personal_id}
        for child in same_day:
            found |= {
                _ordered(child.pupil_id, ids[other]) for other in _transpositions(child.personal_id) if other in ids
            }
    return found


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _transpositions(digits: str) -> Iterator[str]:
    """The same digits with two neighbours swapped."""
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _nearness(one: str, other: str) -> str:
    """SWAPPED_DIGITS, ONE_DIGIT or nothing."""
    if not one or len(one) != len(other):
        return ""
    apart = [place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(apart) == 1:
        return ONE_DIGIT
    neighbours = len(apart) == 2 and apart[1] == apart[0] + 1  # noqa: PLR2004  # two digits that changed places
    if neighbours and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
        return SWAPPED_DIGITS
    return ""


def _are_twins(one: Child, other: Child) -> bool:
    """Same day, a parent in common, and told apart by name; by marks alone ("An", "Ân") only with unlike numbers.

    A name without any mark was typed in a hurry and tells nobody apart.
    """
    if not one.parents & other.parents or one.name.casefold() == other.name.casefold():
        return False
    if one.folded != other.folded:
        return True
    if any(child.name.casefold() == child.folded for child in (one, other)):
        return False
    both = bool(one.personal_id and other.personal_id)
    return both and one.personal_id != other.personal_id and not _nearness(one.personal_id, other.personal_id)


def _children(
    school_id: int, *, born: date | None = None, folded: str | None = None, only: Iterable[int] | None = None
) -> list[Child]:
    pupils = Pupil.objects.filter(school_id=school_id)
    if only is not None:
        # Each by itself: a number that no key can hold is then a pupil who is not there, on every database.
        pupils = pupils.filter(reduce(or_, (Q(id=one) for one in only)))
    if born is not None and folded is not None:
        pupils = pupils.filter(born=born) | pupils.filter(name_folded=folded)
    rows = list(pupils.values_list("id", "name", "name_folded", "born", "personal_id", "ministry_id"))
    ids = [row[0] for row in rows] if only is not None or born is not None else None
    parents: dict[int, set[str]] = defaultdict(set)
    people = Guardian.objects.filter(pupil__school_id=school_id).exclude(kind=Guardian.Kind.GUARDIAN).exclude(name="")
    classes = Enrolment.objects.filter(
        ON_ROLL, school_class__year__school_id=school_id, school_class__year__is_current=True
    )
    if ids is not None:
        people, classes = people.filter(pupil_id__in=ids), classes.filter(pupil_id__in=ids)
    for pupil_id, name in people.values_list("pupil_id", "name"):
        parents[pupil_id].add(fold(name))
    class_of = dict(classes.values_list("pupil_id", "school_class__name"))
    return [
        Child(
            pupil_id=pupil_id,
            name=name,
            folded=name_folded,
            born=birth,
            personal_id=personal_id,
            ministry_id=ministry_id,
            parents=frozenset(parents.get(pupil_id, ())),
            class_name=class_of.get(pupil_id, ""),
        )
        for pupil_id, name, name_folded, birth, personal_id, ministry_id in rows
    ]
