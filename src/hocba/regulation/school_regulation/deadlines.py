"""Until when records must have been sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from hocba.model import ClosingGroup, SchoolYear
from hocba.regulation.applicability import last_day
from hocba.regulation.parameters import school


def local_time(day: date) -> timezone:
    """The time zone in which the texts count days (Asia/Ho_Chi_Minh), as it was on `day`."""
    return timezone(timedelta(hours=school("utc_offset").on(day).whole()))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of one submission period."""

    group: ClosingGroup
    closing_date: date
    """The calendar date the regulation names: 15 June or 15 August."""
    ends_at: datetime
    """Aware, UTC: the moment the period ends, 24:00 local time of its last day. Whatever comes then is late."""
    source: str

    def kept(self, at: datetime) -> bool:
        """Whether something done `at` (aware) was done in time."""
        return at < self.ends_at


@cache
def closing(school_year: SchoolYear, group: ClosingGroup) -> Deadline:
    """The deadline of a group in a school year: "trước ngày 15/6" ends at 24:00 on 14 June, Asia/Ho_Chi_Minh.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b).

    Raises:
        UnknownRule: RULE_NOT_IN_FORCE, the school year ended before the regulation.
    """
    in_force = last_day(school_year)
    rule = school(f"deadline.{group.name}").on(in_force)
    month, day = rule.items(int)
    named = date(school_year.last, month, day)
    day_included = school("deadline.day_included").on(in_force).flag()
    end = named + timedelta(days=1) if day_included else named
    ends_at = datetime.combine(end, time(), tzinfo=local_time(named)).astimezone(UTC)
    return Deadline(group, named, ends_at, rule.source)
