"""Terms of three working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.regulation.working_days import calendar, due, is_announced, is_working, left

DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),  # a Monday in an ordinary week
        (date(2026, 3, 5), date(2026, 3, 10)),  # over a weekend
        (date(2026, 3, 7), date(2026, 3, 11)),  # received on a Saturday
        (date(2026, 2, 12), date(2026, 2, 24)),  # over Tết Bính Ngọ
        (date(2026, 4, 24), date(2026, 5, 4)),  # Hùng Kings' day made up for, 30/4 and 1/5
        (date(2026, 8, 20), date(2026, 8, 24)),  # Saturday 22/8 was exchanged for Monday 31/8
        (date(2026, 8, 27), date(2026, 9, 4)),  # over the National Day
        (date(2025, 4, 24), date(2025, 4, 28)),  # Saturday 26/4 was exchanged for Friday 2/5
    ],
)
def test_three_working_days(since: date, until: date) -> None:
    assert due(since) == until


@given(since=days, count=st.integers(1, 15))
def test_a_term_holds_just_as_many_working_days_and_ends_on_one(since: date, count: int) -> None:
    until = due(since, count)
    inside = [since + number * DAY for number in range(1, (until - since).days + 1)]
    assert sum(is_working(day) for day in inside) == count
    assert is_working(until)
    assert left(since, until) == count


@given(since=days, later=st.integers(0, 30))
def test_a_later_receipt_never_ends_earlier(since: date, later: int) -> None:
    assert due(since + later * DAY) >= due(since)


@given(since=days, count=st.integers(1, 5))
def test_overdue_counts_the_working_days_that_passed_since(since: date, count: int) -> None:
    until = due(since)
    today = due(until, count)
    assert left(until, until) == 0
    assert left(today, until) == -count


def test_every_announced_day_falls_into_its_year_and_is_no_weekend() -> None:
    known = calendar()
    assert all(day.year in known.years and day.weekday() < 5 for day in known.closed)
    assert all(day.weekday() == 5 and is_working(day) for day in known.worked)
    assert all(source for source in known.sources.values())


def test_of_a_year_that_was_not_announced_the_fixed_holidays_are_known() -> None:
    assert not is_announced(date(2029, 4, 30))
    assert not is_working(date(2029, 4, 30))
    assert is_working(date(2029, 4, 27))
