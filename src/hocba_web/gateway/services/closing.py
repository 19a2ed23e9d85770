"""Closing ("chốt") of a group (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a))."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.exchange.statements import ClosingStatement, sign_statement
from hocba.model import ClosingGroup, SchoolYear
from hocba_web.base.refusals import Refused
from hocba_web.gateway import facts
from hocba_web.gateway.models import Closing, Event, HeldRecord, RecallRequest, Unit


def close(*, unit: Unit, school_year: SchoolYear, group: ClosingGroup, at: datetime) -> Closing:
    """Close a group: its records have effect from now, nothing of them changes, and none is added.

    Args:
        unit: the school.
        school_year: which year.
        group: 15/6 or 15/8.
        at: product clock, aware, UTC.

    Raises:
        Refused: CLOSING_RECALLS_OPEN (decide them first), AUTHORITY_SEAL_MISSING.
    """
    seal = facts.seal()
    if seal is None:
        raise Refused("AUTHORITY_SEAL_MISSING")
    year = school_year.first
    with transaction.atomic():
        Unit.objects.select_for_update().get(id=unit.id)
        found = Closing.objects.filter(unit=unit, school_year=year, group=group.value).first()
        if found is not None:
            return found
        records = HeldRecord.objects.select_for_update().filter(
            unit=unit, school_year=year, group=group.value, state=HeldRecord.State.CURRENT
        )
        waiting = RecallRequest.objects.filter(record__in=records, status=RecallRequest.Status.WAITING).count()
        if waiting:
            raise Refused("CLOSING_RECALLS_OPEN", count=waiting)
        count = records.update(finalised_at=at)
        statement = ClosingStatement(
            school=unit.code, school_year=school_year, group=group, finalised_at=at, records=count
        )
        found = Closing.objects.create(
            unit=unit,
            school_year=year,
            group=group.value,
            finalised_at=at,
            statement=sign_statement(statement, seal.signer, seal.algorithm, at),
        )
        Event.objects.create(
            kind=Event.Kind.CLOSED,
            at=at,
            unit_code=unit.code,
            details={"school_year": year, "group": group.value, "records": count},
        )
    return found
