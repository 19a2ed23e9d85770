"""What the clock does once a day for each school: reminders before the end, a report of what ended, digests.

Called by `manage.py tick`, again and again. A row a school and day is made first, in the same transaction as everything
else: of two ticks at once one does the work, and a tick that is killed has done nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import override

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.assessment.selectors.progress import wall
from hocba_web.base import clock
from hocba_web.schools.selectors.rolls import classes
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.supervision.models import DayRun, LetterChoice, Notice, Reminder
from hocba_web.supervision.selectors.lateness import Late, due_parts, late_parts
from hocba_web.supervision.services.letters import write_letter
from hocba_web.supervision.services.notices import notify
from hocba_web.supervision.services.reminders import some_words

FROM_HOUR = 6
"""In Vietnam; nobody is written to at night."""
DAYS_AHEAD = frozenset({0, 1, 3})
SCHOOLS_A_TICK = 10
"""A tick is one transaction; many schools take several ticks."""
NOTICES_KEPT_FOR = timedelta(days=365)
_WHEN = {0: "hôm nay", 1: "ngày mai", 3: "sau 3 ngày"}


def daily(at: datetime) -> int:
    """Do the daily work of schools that have not had it today.

    Args:
        at: aware, UTC.

    Returns:
        How many notices and letters were written.
    """
    local = clock.local(at)
    if local.hour < FROM_HOUR:
        return 0
    done = DayRun.objects.filter(day=local.date()).values_list("school_id", flat=True)
    real = classes(year__is_current=True, year__school__is_training=False)
    waiting = real.exclude(year__school_id__in=done).order_by("year__school_id")
    schools = waiting.values_list("year__school_id", "year_id").distinct()[:SCHOOLS_A_TICK]
    with override("vi"):
        count = sum(_school(school_id, year_id, at) for school_id, year_id in list(schools))
    Notice.objects.filter(at__lt=at - NOTICES_KEPT_FOR).delete()  # read or not: it says nothing any more
    DayRun.objects.filter(at__lt=at - NOTICES_KEPT_FOR).delete()
    return count


def _school(school_id: int, year_id: int, at: datetime) -> int:
    today = clock.local(at).date()
    if not DayRun.objects.get_or_create(school_id=school_id, day=today, defaults={"at": at})[1]:
        return 0
    count = 0
    owing: Counter[int] = Counter()
    for moment in Moment:
        states = wall(year_id, moment, at)
        due = due_parts(year_id, states, today)
        owing.update(one.user_id for one in due if one.user_id is not None)
        count += _before_the_end(school_id, year_id, moment, due, at)
        ended = [one for one in late_parts(year_id, states, today) if one.last_day == today - timedelta(days=1)]
        count += _after_the_end(school_id, moment, ended, at)
    return count + _digests(school_id, owing, at)


def _before_the_end(school_id: int, year_id: int, moment: Moment, due: tuple[Late, ...], at: datetime) -> int:
    """A notice to each who owes parts that close in three days, in one, or today."""
    today = clock.local(at).date()
    owing: dict[tuple[int, int], list[Late]] = defaultdict(list)
    for one in due:
        days = (one.last_day - today).days
        if one.user_id is None or days not in DAYS_AHEAD:
            continue
        row = {"school_id": school_id, "year_id": year_id, "at": at}
        topic = {"user_id": one.user_id, "topic": one.topic(moment), "slot": f"{days}@{one.last_day:%Y-%m-%d}"}
        if Reminder.objects.get_or_create(**topic, defaults=row)[1]:
            owing[one.user_id, days].append(one)
    for (user_id, days), parts in owing.items():
        text = f"Hết hạn nhập {moment_name(moment)} {_WHEN[days]}: còn {len(parts)} phần ({some_words(parts)})."
        kind = "supervision.reminder.soon"
        notify(user_id=user_id, kind=kind, text=text, url=reverse("assessment:overview"), at=at)
    return len(owing)


def _after_the_end(school_id: int, moment: Moment, ended: list[Late], at: datetime) -> int:
    """A report to principal and vice principals of what stayed unfinished when windows closed yesterday."""
    if not ended:
        return 0
    people = len({one.teacher for one in ended})
    text = (
        f"Đã hết hạn nhập {moment_name(moment)}: {len(ended)} phần của {people} giáo viên chưa hoàn thành "
        f"({some_words(ended)})."
    )
    heads = users_with_role(school_id, (Role.PRINCIPAL, Role.VICE_PRINCIPAL), clock.local(at).date())
    url = f"{reverse('supervision:wall')}?thoi-diem={moment.value}"
    for user_id in sorted(heads):
        notify(user_id=user_id, kind="supervision.window.ended", text=text, url=url, at=at)
    return len(heads)


def _digests(school_id: int, owing: Counter[int], at: datetime) -> int:
    """An e-mail to each who has something unread or unfinished and did not decline it."""
    people = {one.user_id for one in ports.holders_of_school(school_id) if one.active}
    people -= set(LetterChoice.objects.filter(user_id__in=people, daily=False).values_list("user_id", flat=True))
    unread = Counter(
        Notice.objects.filter(user_id__in=people, read_at__isnull=True).order_by().values_list("user_id", flat=True)
    )
    return sum(_digest(user_id, unread[user_id], owing[user_id], at) for user_id in sorted(people))


def _digest(user_id: int, unread: int, parts: int, at: datetime) -> bool:
    if not unread and not parts:
        return False
    today: date = clock.local(at).date()
    lines = []
    if parts:
        lines.append(f"- {parts} phần đang mở chưa đánh dấu hoàn thành")
    if unread:
        lines.append(f"- {unread} thông báo chưa đọc")
    letter = write_letter(
        user_id=user_id,
        kind="digest",
        day=today,
        subject=f"Hocba: việc ngày {today:%d/%m/%Y}",
        body="Kính gửi thầy/cô,\n\nHôm nay có:\n" + "\n".join(lines),
        path="/",
        at=at,
    )
    return letter is not None
