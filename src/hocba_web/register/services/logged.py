"""What of the register's acts the log keeps: numbers and digests, no pupil and no successor."""

from __future__ import annotations

from datetime import datetime

from hocba.transparency import Kind
from hocba_web.register.models import Number, Record
from hocba_web.transparency.services import leaves


def became(kind: Kind, number: Number, at: datetime) -> None:
    """A record was recalled or superseded; in the same transaction. What stands in its place is not said."""
    digest = Record.objects.values_list("record_digest", flat=True).get(pk=(number.school_year, number.uuid))
    leaves.append(kind, str(number.uuid), {"digest": digest, "school": number.school.code}, at)


def closed(school_code: str, school_year: int, group: str, records: int, at: datetime) -> None:
    """A group of a school was closed; in the same transaction.

    Args:
        school_code: MA_TRUONG of its records.
        school_year: the year in which the school year begins.
        group: "15/6" or "15/8".
        records: how many current ones of the group were held.
        at: product clock, aware, UTC.
    """
    leaves.append(Kind.CLOSED, f"{school_code}:{school_year}:{group}", {"records": str(records)}, at)
