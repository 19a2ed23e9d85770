"""Records by what an officer knows of them, within the officer's areas; whoever calls traces the look.

A search that would read the whole register is refused: a school, a name, a personal ID or a look-up UUID is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hocba_web.base.refusals import Refused
from hocba_web.base.text import fold
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import Number, Record, School

PAGE = 50
_SHORTEST = 2
_MOST_PAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is known; what is empty does not narrow."""

    school_id: int | None = None
    """Of the register's school."""
    school_year: int | None = None
    """The year in which the school year begins."""
    class_name: str = ""
    name: str = ""
    """With or without accents. Within a school any part of the name, elsewhere how the full name begins."""
    born: date | None = None
    personal_id: str = ""
    uuid: UUID | None = None
    state: Number.State | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A record as a list shows it."""

    uuid: UUID
    pupil_name: str
    born: date
    class_name: str
    school_id: int
    school_code: str
    school_name: str
    school_year: int
    group: str
    state: Number.State
    finalised: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found."""

    rows: tuple[Found, ...]
    number: int
    """From 1."""
    more: bool
    """There is another page."""


def find(officer: Officer, query: Query, *, page: int = 1) -> Page:
    """Records that fit, by name; four queries at most.

    Args:
        officer: who asks; records of other areas are not there.
        query: what is known.
        page: from 1 to 100, of 50 records each.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Refused: REGISTER_SEARCH_TOO_WIDE.
    """
    require(officer, Act.RECORD_READ)
    name = fold(query.name)
    if query.school_id is None and query.uuid is None and not query.personal_id and len(name) < _SHORTEST:
        raise Refused("REGISTER_SEARCH_TOO_WIDE")
    number = min(max(page, 1), _MOST_PAGES)
    found = _matching(officer, query, name).order_by("name_key", "uuid")
    rows = list(found[(number - 1) * PAGE : number * PAGE + 1])
    return Page(_shown(rows[:PAGE]), number, more=len(rows) > PAGE)


def _matching(officer: Officer, query: Query, name: str) -> QuerySet[Record]:
    found = _numbered(query)
    if officer.areas is not None:
        theirs = School.objects.filter(area_code__in=officer.areas).values_list("id", flat=True)
        found = found.filter(school_id__in=list(theirs))
    if query.school_id is not None:
        found = found.filter(school_id=query.school_id)
    if query.school_year is not None:
        found = found.filter(school_year=query.school_year)
    if query.class_name:
        found = found.filter(class_name__iexact=query.class_name.strip())
    if query.born is not None:
        found = found.filter(born=query.born)
    if name:
        found = found.filter(Q(name_key__startswith=name) if query.school_id is None else Q(name_key__contains=name))
    if query.state is not None:
        found = found.filter(Exists(Number.objects.filter(uuid=OuterRef("uuid"), state=query.state)))
    return found


def _numbered(query: Query) -> QuerySet[Record]:
    """Those of a look-up UUID or a personal ID, which stand in one table for all years."""
    if query.uuid is None and not query.personal_id:
        return Record.objects.all()
    known = Number.objects.all()
    if query.uuid is not None:
        known = known.filter(uuid=query.uuid)
    if query.personal_id:
        known = known.filter(personal_id=query.personal_id)
    keys = list(known.values_list("school_year", "uuid")[: PAGE * 2])  # a pupil has a handful
    return Record.objects.filter(school_year__in={key[0] for key in keys}, uuid__in=[key[1] for key in keys])


def _shown(rows: Sequence[Record]) -> tuple[Found, ...]:
    numbers = Number.objects.select_related("school").in_bulk([row.uuid for row in rows])
    return tuple(_found(row, numbers[row.uuid]) for row in rows)


def _found(row: Record, number: Number) -> Found:
    return Found(
        uuid=row.uuid,
        pupil_name=row.pupil_name,
        born=row.born,
        class_name=row.class_name,
        school_id=number.school_id,
        school_code=number.school.code,
        school_name=number.school.name,
        school_year=row.school_year,
        group=number.group,
        state=Number.State(number.state),
        finalised=number.finalised_at is not None,
    )
