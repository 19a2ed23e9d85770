"""Signing times as they are written: in the profile's zone, to the second."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache

from hocba.errors import UsageError
from hocba.signature_profile import Profile


def in_zone(signing_time: datetime, profile: Profile) -> datetime:
    """The same moment in the profile's zone, whole seconds.

    Raises:
        UsageError: SIGNING_TIME_NAIVE.
    """
    if signing_time.tzinfo is None:
        raise UsageError("SIGNING_TIME_NAIVE")
    return signing_time.astimezone(_zone(profile.utc_offset_minutes)).replace(microsecond=0)


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))
