"""School management reads the own school's records, each look traced (Decision 32/QĐ-THPĐ, chapter I art. 5(1)(d))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.portal.lookup import parcel
from hocba_web.portal.lookup.asking import Found, found_of, standing_of
from hocba_web.portal.lookup.parcel import File
from hocba_web.portal.lookup.visits import FileKind
from hocba_web.register.selectors import lookup
from hocba_web.register.selectors.lookup import Line
from hocba_web.register.selectors.records import Standing


def listed(
    officer: Officer | None, records_of_page: Sequence[lookup.Row], *, year: int, at: datetime
) -> tuple[Line, ...]:
    """A page of the own school's records, with names; leaves its trace where there is anything on it.

    Args:
        officer: a school manager.
        records_of_page: of `lookup.of_school` for the officer's school.
        year: in which the school year begins.
        at: product clock, aware.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
    """
    manager = require(officer, Act.OWN_SCHOOL_READ)
    lines = lookup.lines(records_of_page)
    if lines:
        school_id = standing_of(lines[0].uuid).school_id
        audit.viewed(
            actor=manager,
            action="portal.school.listed",
            subject=("school", school_id),
            at=at,
            school_id=school_id,
            details={"year": year, "count": len(lines)},
        )
    return lines


def read(officer: Officer | None, uuid: UUID, *, at: datetime) -> Found:
    """One record of the own school; leaves its trace with the person.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE (unknown, or another school's), REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
    """
    manager, standing = _own(officer, uuid)
    found = found_of(standing.uuid)
    audit.viewed(
        actor=manager,
        action="portal.school.viewed",
        subject=("record", uuid),
        at=at,
        school_id=standing.school_id,
    )
    return found


def fetch(officer: Officer | None, uuid: UUID, kind: FileKind, *, at: datetime) -> File:
    """A file of the own school's record; leaves its trace with the person. Raises as `read`."""
    manager, standing = _own(officer, uuid)
    with transaction.atomic():
        file = parcel.file_of(standing, kind, at=at)
        audit.record(
            actor=manager,
            action="portal.school.fetched",
            subject=("record", uuid),
            at=at,
            school_id=standing.school_id,
            details={"kind": kind.value},
        )
    return file


def _own(officer: Officer | None, uuid: UUID) -> tuple[Officer, Standing]:
    manager, standing = require(officer, Act.OWN_SCHOOL_READ), standing_of(uuid)
    if not manager.school_code or standing.school_code != manager.school_code:
        raise Missing("NOT_FOUND_HERE")
    return manager, standing
