"""What the look-up portal asks of the register: one record to compare five inputs with, and a school's own records.

Comparing costs the same whether a record is there or not: where there is none, another one's data stand in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from hocba_web.base.text import fold
from hocba_web.register.models import Number, Record, School

Row = Record
"""One row of `of_school`, for `lines`."""
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to compare inputs with; of its pupil nothing may be shown before they all agree."""

    found: bool
    """False: some other record's data, so that the work is the same; nothing may agree then."""
    uuid: UUID
    code_hash: str
    pupil_name: str
    born: date
    personal_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a school's list."""

    uuid: UUID
    pupil_name: str
    born: date
    class_name: str
    state: str
    """Value of `Number.State`."""
    finalised_at: datetime | None


def candidate(*, uuid: UUID | None, of_pupil: str = "", year: int = 0) -> Candidate:
    """The record that somebody names, or another in its place; three queries, always.

    Args:
        uuid: look-up UUID; None where the record's identifier was typed.
        of_pupil: personal ID in the identifier.
        year: year in which the school year in it begins; the pupil's current record of that year is meant, or if there
            is none, the one accepted last.
    """
    numbers = Number.objects.order_by("uuid")
    if uuid is None:
        current = Case(When(state=Number.State.CURRENT, then=Value(0)), default=Value(1))
        wanted = Number.objects.filter(personal_id=of_pupil, school_year=year).order_by(current, "-accepted_at")
    else:
        wanted = numbers.filter(uuid=uuid)
    found, other = wanted[:1].first(), numbers[:1].first()
    number = found or other or Number(uuid=_NOBODY, school_year=0)
    record = Record.objects.filter(school_year=number.school_year, uuid=number.uuid).only(
        "pupil_name", "born", "personal_id"
    )[:1]
    held = next(iter(record), None)
    return Candidate(
        found=found is not None and held is not None,
        uuid=number.uuid,
        code_hash=number.code_hash,
        pupil_name=held.pupil_name if held else "",
        born=held.born if held else date.min,
        personal_id=held.personal_id if held else "",
    )


def code_mark(uuid: UUID) -> str:
    """What tells a record's present confirmation code from those it had: of no use to find it. Empty without a code."""
    stored = Number.objects.filter(uuid=uuid).values_list("code_hash", flat=True).first()
    return hashlib.sha256(stored.encode()).hexdigest() if stored else ""


def years_of(school_code: str) -> tuple[int, ...]:
    """School years of which the register holds records of a school, newest first."""
    years = Number.objects.filter(school__code=school_code).order_by("-school_year")
    return tuple(years.values_list("school_year", flat=True).distinct())


def classes_of(school_code: str, year: int) -> tuple[str, ...]:
    """Classes of a school in one year, in order."""
    classes = _records(school_code, year).order_by("class_name").values_list("class_name", flat=True)
    return tuple(classes.distinct())


def of_school(school_code: str, year: int, *, class_name: str = "", name: str = "") -> QuerySet[Row]:
    """A school's records of one year by class and name, for a list in pages; `lines` reads a page.

    Args:
        school_code: code of the school.
        year: in which the school year begins.
        class_name: only this class; empty: all.
        name: part of a name, with or without accents; empty: all.
    """
    found = _records(school_code, year)
    if class_name:
        found = found.filter(class_name=class_name)
    if name:
        found = found.filter(name_key__contains=fold(name))
    return found.order_by("class_name", "name_key", "uuid")


def lines(records: Sequence[Row]) -> tuple[Line, ...]:
    """A page of `of_school` with the state of each; one query."""
    numbers = Number.objects.in_bulk([record.uuid for record in records])
    return tuple(
        Line(
            uuid=record.uuid,
            pupil_name=record.pupil_name,
            born=record.born,
            class_name=record.class_name,
            state=numbers[record.uuid].state,
            finalised_at=numbers[record.uuid].finalised_at,
        )
        for record in records
    )


def _records(school_code: str, year: int) -> QuerySet[Record]:
    school = School.objects.filter(code=school_code).values_list("id", flat=True).first()
    return Record.objects.filter(Q(school_id=school), school_year=year)
