"""Reminders by hand, to those who are late (Decision 32/QĐ-THPĐ, art. 12(2))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.selectors.progress import wall
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.schools.selectors.setup import current_year
from hocba_web.supervision.models import Reminder
from hocba_web.supervision.selectors.lateness import Late, late_parts
from hocba_web.supervision.selectors.reminders import last_reminded
from hocba_web.supervision.services.letters import write_letter
from hocba_web.supervision.services.notices import notify

SOURCE = "Decision 32/QĐ-THPĐ, art. 12(2)"
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of it."""

    people: int
    parts: int
    passed_over: int
    """Parts reminded of within the school's gap, or whose teacher has no account."""


@transaction.atomic
def remind_late(*, actor: Actor, moment: Moment, at: datetime) -> Reminded:
    """Remind everybody who is late at one moment: a notice and an e-mail each, whatever number of parts.

    Source: Decision 32/QĐ-THPĐ, art. 12(2); the gap is the school's own (art. 6(6)).

    Args:
        actor: principal or vice principal.
        moment: one of the four.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: REMINDER_NOBODY_LATE, REMINDER_TOO_SOON.
    """
    require(actor, Action.REMINDER_SEND, Target(school_id=actor.school_id))
    year = current_year(actor.school_id)
    today = clock.local(at).date()
    with override("vi"):  # what is sent is Vietnamese, whatever language the sender reads
        late = late_parts(year.id, wall(year.id, moment, at), today) if year is not None else ()
    if year is None or not late:
        raise Refused("REMINDER_NOBODY_LATE", source=SOURCE)
    gap = regulation_in_force(actor.school_id, today).values.reminder_gap_days
    sent = last_reminded(year.id, (one.topic(moment) for one in late))
    fresh_enough = at - timedelta(days=gap)
    owing: dict[int, list[Late]] = defaultdict(list)
    for one in late:
        if one.user_id is None or sent.get((one.user_id, one.topic(moment)), fresh_enough) > fresh_enough:
            continue
        row = {"school_id": actor.school_id, "year_id": year.id, "by_id": actor.user_id, "at": at}
        topic = {"user_id": one.user_id, "topic": one.topic(moment), "slot": f"{today:%Y-%m-%d}"}
        if Reminder.objects.get_or_create(**topic, defaults=row)[1]:
            owing[one.user_id].append(one)
    count = sum(map(len, owing.values()))
    if not count:
        raise Refused("REMINDER_TOO_SOON", source=SOURCE, days=gap)
    for user_id, parts in owing.items():
        _tell(user_id, parts, moment, at)
    audit.record(
        actor=actor,
        action="supervision.reminders.sent",
        subject=("year", year.id),
        at=at,
        school_id=actor.school_id,
        details={"people": len(owing), "parts": count, "moment": moment.value},
    )
    return Reminded(len(owing), count, len(late) - count)


def _tell(user_id: int, parts: Sequence[Late], moment: Moment, at: datetime) -> None:
    when = moment_name(moment)
    text = f"Nhắc việc: {len(parts)} phần {when} đã quá hạn nhập ({some_words(parts)})."
    path = reverse("assessment:overview")
    notify(user_id=user_id, kind="supervision.reminder.late", text=text, url=path, at=at)
    write_letter(
        user_id=user_id,
        kind="reminder",
        day=clock.local(at).date(),
        subject="Hocba: nhắc hoàn thành phần việc đã quá hạn",
        body=(
            f"Kính gửi thầy/cô,\n\n{text}\n\nNếu đã hết hạn nhập, thầy/cô gửi đề nghị mở muộn ngay trên trang của lớp."
        ),
        path=path,
        at=at,
    )


def some_words(parts: Iterable[Late]) -> str:
    """The first few parts in words: "3A1 – Toán, 3A2 – Toán và 3 phần khác"."""
    words = [one.words for one in parts]
    shown, rest = words[:_NAMED], len(words) - _NAMED
    return ", ".join(shown) + (f" và {rest} phần khác" if rest > 0 else "")
