"""Confirmation codes: told once, kept as keyed hashes (Decision 32/QĐ-THPĐ, art. 2(8))."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hocba.errors import InvalidValue
from hocba.exchange.codes import code_hash, new_code, read_code
from hocba_web.audit import services as audit
from hocba_web.register import facts
from hocba_web.register.models import Number

_RANDOM = 10
"""Bytes of a code: 80 bits."""
_AT_ONCE = 200
"""Numbers of one statement."""
_NOBODY = UUID(int=0)
_NO_CODE = new_code(bytes(_RANDOM))


class Coded(Protocol):
    """A record that may have a code: `Number` is one."""

    @property
    def uuid(self) -> UUID:
        """Look-up UUID."""

    @property
    def code_hash(self) -> str:
        """Keyed hash; empty until a code was told."""


def tell(uuids: Iterable[UUID], *, renew: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """Codes of current records that have none yet, and of those whose code is to be replaced.

    The caller hands them on at once and keeps them nowhere: a lost answer means asking for another code.

    Args:
        uuids: of records of the school that asks; the caller sees to that.
        renew: those among them whose code is replaced; the old one is void.
        at: product clock, aware, UTC.

    Returns:
        Code by UUID; nothing for a record that has one already, and for one that is not current.
    """
    told: dict[UUID, str] = {}
    renewed: dict[UUID, bool] = {}
    key = facts.code_key()
    with transaction.atomic():
        without = Q(code_hash="") | Q(uuid__in=list(renew))
        asked = Number.objects.filter(without, uuid__in=list(uuids), state=Number.State.CURRENT)
        found = list(asked.select_for_update().order_by("uuid"))
        for number in found:
            code = told[number.uuid] = new_code(secrets.token_bytes(_RANDOM))
            renewed[number.uuid] = bool(number.code_hash)
            number.code_hash, number.code_told_at = code_hash(key, number.uuid, code), at
        Number.objects.bulk_update(found, ["code_hash", "code_told_at"], batch_size=_AT_ONCE)
        for school_id in sorted({number.school_id for number in found}):
            audit.record_many(
                [
                    (("record", number.uuid), {"renewed": renewed[number.uuid]})
                    for number in found
                    if number.school_id == school_id
                ],
                actor=None,
                action="register.code.told",
                at=at,
                school_id=school_id,
            )
    return told


def fits(found: Coded | None, code: str) -> bool:
    """Whether somebody typed this record's code. Every miss costs the same work and takes the same way.

    Args:
        found: the record; None where there is none.
        code: as typed.
    """
    try:
        typed = read_code(code)
    except InvalidValue:
        typed = ""
    tried = code_hash(facts.code_key(), found.uuid if found else _NOBODY, typed or _NO_CODE)
    same = hmac.compare_digest(tried, (found.code_hash if found else "") or "0" * len(tried))
    return same and bool(typed)
