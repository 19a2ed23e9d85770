"""The school's own regulation: what is in force, what it sets, who has read it (Decision 32/QĐ-THPĐ, art. 6(6))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Acknowledgement, RegulationVersion, Staff
from hocba_web.schools.regulation_values import DEFAULTS, RegulationValues, parse
from hocba_web.schools.selectors.dated import working


@dataclass(frozen=True, slots=True)
class InForce:
    """What a school goes by on a day."""

    version_id: int | None
    """None before a first version is in force; the values are then the defaults."""
    number: str
    values: RegulationValues


def regulation_in_force(school_id: int, on: date) -> InForce:
    """Values and version that a school follows on a day.

    Args:
        school_id: the school.
        on: the day in Vietnam.
    """
    version = _in_force(school_id, on).values_list("id", "number", "values").first()
    if version is None:
        return InForce(None, "", DEFAULTS)
    return InForce(version[0], version[1], parse(version[2]))


def _in_force(school_id: int, on: date) -> Any:  # noqa: ANN401  # a query set of values or of rows
    return RegulationVersion.objects.filter(
        school_id=school_id, published_at__isnull=False, in_force_from__lte=on
    ).order_by("-in_force_from", "-id")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the text."""

    key: str
    title: str
    text: str
    """Paragraphs, an empty line between them."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version, as pages show it."""

    id: int
    number: str
    dated: date | None
    in_force_from: date | None
    summary: str
    sections: tuple[Section, ...]
    values: RegulationValues
    published_at: datetime | None
    publisher: str


def _version(row: RegulationVersion) -> Version:
    return Version(
        row.id,
        row.number,
        row.dated,
        row.in_force_from,
        row.summary,
        tuple(Section(one["key"], one["title"], one["text"]) for one in row.sections),
        parse(row.values),
        row.published_at,
        row.published_by.full_name if row.published_by else "",
    )


def version_in_force(school_id: int, on: date) -> Version | None:
    """The whole version that is in force on a day; None before the first."""
    row = _in_force(school_id, on).select_related("published_by").first()
    return _version(row) if row else None


def draft_of(school_id: int) -> Version | None:
    """The draft the principal is working on, if any."""
    row = RegulationVersion.objects.filter(school_id=school_id, published_at__isnull=True).first()
    return _version(row) if row else None


def version(school_id: int, version_id: int) -> Version:
    """One published version.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = (
        RegulationVersion.objects.filter(school_id=school_id, id=version_id, published_at__isnull=False)
        .select_related("published_by")
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _version(row)


def history(school_id: int) -> tuple[Version, ...]:
    """Every published version, the latest to come into force first."""
    rows = RegulationVersion.objects.filter(school_id=school_id, published_at__isnull=False)
    return tuple(_version(row) for row in rows.select_related("published_by"))


def acknowledged_at(user_id: int, version_id: int) -> datetime | None:
    """When somebody said that they had read a version."""
    return Acknowledgement.objects.filter(user_id=user_id, version_id=version_id).values_list("at", flat=True).first()


def must_read(user_id: int, school_id: int, on: date) -> bool:
    """Whether somebody has still to read the version in force (chapter II art. 5): what the banner asks."""
    version_id = _in_force(school_id, on).values_list("id", flat=True).first()
    return version_id is not None and acknowledged_at(user_id, version_id) is None


@dataclass(frozen=True, slots=True)
class Reader:
    """One member of the staff and when they read a version."""

    staff_id: int
    name: str
    position: str
    at: datetime | None
    """None: not yet."""
    has_account: bool


def readers(school_id: int, version_id: int, on: date) -> tuple[Reader, ...]:
    """Everybody who works at the school on a day, those who have not read the version first."""
    read: Mapping[int, datetime] = dict(
        Acknowledgement.objects.filter(version_id=version_id).values_list("user_id", "at")
    )
    people = Staff.objects.filter(working(on), school_id=school_id).order_by("name_folded")
    rows = [
        Reader(one.id, one.name, one.position, read.get(one.user_id) if one.user_id else None, one.user_id is not None)
        for one in people
    ]
    return tuple(sorted(rows, key=lambda one: one.at is not None))
