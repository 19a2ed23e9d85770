"""What the register holds in tests: schools and invented records, with files that are only bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction

from hocba.model import ClosingGroup
from hocba_web.register import files
from hocba_web.register.models import Number, School
from hocba_web.register.services.accepting import Accepted, Raced, accept_many

AT = datetime(2026, 5, 25, 3, 0, tzinfo=UTC)
YEAR = 2025
_SERIAL = count(1)


def make_school(code: str = "", *, area_code: str = "A1", area_name: str = "Phường Thử", active: bool = True) -> School:
    """An invented primary school."""
    code = code or f"22{next(_SERIAL):06}"
    return School.objects.create(
        code=code, name=f"Trường Tiểu học Thử {code}", area_code=area_code, area_name=area_name, active=active
    )


def uuid_of(number: int) -> UUID:
    """The look-up UUID of an invented pupil."""
    return UUID(int=number, version=4)


def judged(school: School, number: int, **changes: Any) -> Accepted:  # fields of Accepted
    """A record that was judged good; the same number is the same pupil, UUID and content."""
    content = f"<HOC_BA>{number}</HOC_BA>".encode()
    members: dict[str, Any] = {
        "uuid": uuid_of(number),
        "school_id": school.id,
        "school_year": YEAR,
        "group": ClosingGroup.JUNE,
        "class_name": "5A1",
        "grade": 5,
        "personal_id": f"022216{number:06}",
        "pupil_name": f"Nguyễn Thử {number}",
        "born": date(2015, 1, 1) + timedelta(days=number % 300),
        "pupil_code": f"22{number:08}",
        "revision": 1,
        "profile": "school-2025",
        "issued_at": AT - timedelta(days=1),
        "record_digest": hashlib.sha256(content).hexdigest(),
        "file": files.put(content),
        "certificate": hashlib.sha256(b"certificate").hexdigest(),
        "message_id": "m-1",
        "evidence": {"policy": "hocba-gateway/1", "indication": "TOTAL_PASSED", "signatures": []},
    }
    return Accepted(**(members | changes))


def hold(*found: Accepted, at: datetime = AT) -> dict[UUID, Number | Raced]:
    """Accept them, in a transaction as the gateway does."""
    with transaction.atomic():
        return accept_many(list(found), at=at)


def held(school: School, number: int, *, at: datetime = AT, **changes: Any) -> Number:  # the same
    """A record that is held."""
    (answer,) = hold(judged(school, number, **changes), at=at).values()
    assert isinstance(answer, Number), answer
    return answer
