"""Putting issued records into packages by class and group."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from hocba.exchange.content import ContentSize, content_limit
from hocba.model import SchoolYear
from hocba.regulation import closing
from hocba.signature_profile import list_format
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.selectors import files
from hocba_web.records.selectors.standing import Standing
from hocba_web.records.services import steps
from hocba_web.schools.selectors.rows import year_of_school
from hocba_web.submission.models import Package, PackageLine
from hocba_web.submission.selectors.ready import ready_for_package
from hocba_web.submission.services.packages.digests import content_digest


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of preparing."""

    packages: tuple[int, ...]
    """Their numbers (ids)."""
    records: int
    """How many records are in them."""


@transaction.atomic
def prepare(*, actor: Actor, year_id: int, class_ids: Iterable[int] | None = None, at: datetime) -> Prepared:
    """Put every record that is ready into a package of its class and group.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b). Which group a pupil belongs to stands in the record. Asked
    twice, or by two clerks at once, it packs nothing twice.

    Args:
        actor: the clerk.
        year_id: the school year.
        class_ids: only these classes; None: all.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: NOTHING_TO_PACK; PACKAGE_RECORD_TOO_LARGE.
    """
    require(actor, Action.SUBMISSION_PREPARE, Target(school_id=actor.school_id))
    year = year_of_school(actor.school_id, year_id)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    wanted = None if class_ids is None else frozenset(class_ids)
    steps.hold([one.record_id for one in ready_for_package(year_id, wanted)])
    ready = ready_for_package(year_id, wanted)  # again: another clerk may have been first
    if not ready:
        raise Refused("NOTHING_TO_PACK")
    made: list[Package] = []
    number = _last_number(year_id)
    for (class_id, group), members in groupby(sorted(ready, key=_place), key=lambda one: (one.class_id, one.group)):
        for piece in _pieces(list(members)):
            number += 1
            package = Package(
                school_id=actor.school_id,
                year_id=year_id,
                school_class_id=class_id,
                group=group.value,
                number=number,
                late=not closing(SchoolYear(year.first), group).kept(at),
                prepared_by_id=actor.user_id,
                prepared_at=at,
            )
            made.append(_fill(package, piece))
    audit.record(
        actor=actor,
        action="submission.package.prepared",
        subject=("school_year", year_id),
        at=at,
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in ready],
        details={"packages": [one.number for one in made], "records": len(ready)},
    )
    return Prepared(tuple(one.id for one in made), len(ready))


def _last_number(year_id: int) -> int:
    """The last number of the year; who asks at the same time waits until this transaction ends."""
    year = Package(year_id=year_id).year
    type(year).objects.select_for_update().get(pk=year.pk)
    last: int | None = Package.objects.filter(year_id=year_id).aggregate(last=Max("number"))["last"]
    return last or 0


def _place(one: Standing) -> tuple[str, int, str, int, int]:
    return one.class_name, one.class_id, one.group.value, one.number, one.record_id


@dataclass(frozen=True, slots=True)
class _Member:
    record: Standing
    sha256: str


def _pieces(members: Sequence[Standing]) -> Iterator[list[_Member]]:
    """Cut so that each fits into one transaction (Công văn 2088/BGDĐT-GDTH, II: 10 MB)."""
    contents = files.contents([one.record_id for one in members], "xml")
    limit, most = content_limit(), list_format().most_records
    piece: list[_Member] = []
    size = ContentSize()
    for one in members:
        data = contents[one.record_id]
        if piece and (size.add(data) > limit or len(piece) == most):
            yield piece
            piece, size = [], ContentSize()
        if not piece and size.add(data) > limit:
            raise Refused("PACKAGE_RECORD_TOO_LARGE", where=str(one.uuid), limit=limit)
        piece.append(_Member(one, hashlib.sha256(data).hexdigest()))
    yield piece


def _fill(package: Package, piece: Sequence[_Member]) -> Package:
    package.content_digest = content_digest((one.record.uuid, one.sha256) for one in piece)
    package.save()
    PackageLine.objects.bulk_create(
        PackageLine(package=package, record_id=one.record.record_id, position=position, xml_sha256=one.sha256)
        for position, one in enumerate(piece, start=1)
    )
    return package
