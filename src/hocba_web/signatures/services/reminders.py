"""Reminders to those whose signature is awaited (Decision 32/QĐ-THPĐ, art. 12(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.signatures.selectors.progress import REMINDED, Owing, owing

_SOURCE = "Decision 32/QĐ-THPĐ, art. 12(2)"
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of it."""

    people: int
    records: int
    passed_over: int
    """People reminded within the school's gap, or without an account."""


@transaction.atomic
def remind(*, actor: Actor, at: datetime) -> Reminded:
    """Remind everybody whose turn it is: one notice each, whatever number of classes.

    Source: Decision 32/QĐ-THPĐ, art. 12(2); the gap is the school's own (art. 6(6)).

    Args:
        actor: principal or vice principal.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: SIGNERS_NONE_OWING, SIGNERS_REMINDED_LATELY.
    """
    require(actor, Action.REMINDER_SEND, Target(school_id=actor.school_id))
    today = local(at).date()
    with override("vi"):  # what is sent is Vietnamese, whatever language the sender reads
        late = [one for one in owing(actor, today) if one.now]
    if not late:
        raise Refused("SIGNERS_NONE_OWING", source=_SOURCE)
    gap = timedelta(days=regulation_in_force(actor.school_id, today).values.reminder_gap_days)
    told = [one for one in late if one.user_id is not None and (one.reminded_at is None or one.reminded_at <= at - gap)]
    if not told:
        raise Refused("SIGNERS_REMINDED_LATELY", source=_SOURCE, days=gap.days)
    for one in told:
        _tell(actor, one, at)
    return Reminded(len(told), sum(one.now for one in told), len(late) - len(told))


def _tell(actor: Actor, one: Owing, at: datetime) -> None:
    assert one.user_id is not None  # noqa: S101  # chosen so by the caller
    classes = list(dict.fromkeys(part.class_name for part in one.parts if part.now))
    rest = len(classes) - _NAMED
    words = ", ".join(classes[:_NAMED]) + (f" và {rest} lớp khác" if rest > 0 else "")
    text = f"Nhắc việc: {one.now} học bạ đang chờ thầy/cô ký ({words}). Vào trang Ký học bạ để ký."
    ports.notify(one.user_id, REMINDED, text)
    audit.record(
        actor=actor,
        action=REMINDED,
        subject=("user", one.user_id),
        at=at,
        school_id=actor.school_id,
        details={"records": one.now, "classes": len(classes)},
    )
