"""What officers do about reports: send now, let a refused record go again, decide that reports go by themselves."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import structlog
from django.db import transaction

from hocba.errors import HocbaError
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.ministry.models import Arrangement, Line, Message, Withdrawal
from hocba_web.ministry.services import reporting
from hocba_web.ministry.tasks import send_rest
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.officers.selectors import officer_on
from hocba_web.register.models import Number

_log = structlog.get_logger("hocba.ministry")


def send_now(*, officer: Officer | None, at: datetime, real_at: datetime) -> list[Message]:
    """Sign and send what waits in the officer's area: the first round at once, the others by jobs.

    Args:
        officer: who sends.
        at: product clock, aware, UTC: time of the signature; what is accepted later does not go along.
        real_at: the machine's clock.

    Returns:
        The messages of the first round; at least one.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Refused: MINISTRY_NOTHING_TO_SEND, MINISTRY_NO_SEAL, MINISTRY_CERTIFICATE_NOT_APPROVED.
        UsageError, SignerFailed: the Sở's key cannot be used.
    """
    acting = require(officer, Act.REPORT_SEND)
    made = reporting.prepare(officer=acting, areas=acting.areas, at=at, real_at=real_at)
    if not made:
        raise Refused("MINISTRY_NOTHING_TO_SEND")
    _rest(acting, at)
    return made


def go_on(*, user_id: int, until: datetime, at: datetime, real_at: datetime) -> list[Message]:
    """Sign one more round of what waited when an officer pressed "send", and have a job see to the next.

    Args:
        user_id: the officer, who must still be one that may send.
        until: when it was pressed, aware.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Returns:
        The messages; none where nothing waits, or the key or the permission is gone. What is left can be sent again.
    """
    try:
        acting = require(officer_on(user_id, clock.local(at).date()), Act.REPORT_SEND)
        made = reporting.prepare(officer=acting, areas=acting.areas, at=at, real_at=real_at, until=until)
    except HocbaError as error:
        _log.warning("reports_wait", code=error.code)
        return []
    if made:
        _rest(acting, until)
    return made


def _rest(acting: Officer, until: datetime) -> None:
    if reporting.candidates(acting.areas, until=until).exists():
        transaction.on_commit(partial(send_rest.enqueue, acting.user_id, until.isoformat()))


@transaction.atomic
def again(*, officer: Officer | None, line_id: int, at: datetime) -> Line:
    """Let a refused record go again, in a new list; what was refused stays written.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: MINISTRY_LINE_GONE.
    """
    require(officer, Act.REPORT_SEND)
    line = Line.objects.select_for_update(of=("self",)).select_related("school").filter(pk=line_id).first()
    if line is None:
        raise Missing("NOT_FOUND_HERE")
    acting = require(officer, Act.REPORT_SEND, area_code=line.school.area_code)
    if line.state != Line.State.REFUSED or line.dealt_at is not None:
        raise Refused("MINISTRY_LINE_GONE", where=str(line.uuid))
    line.dealt_at = at
    line.save(update_fields=["dealt_at"])
    audit.record(
        actor=acting,
        action="ministry.report.again",
        subject=("record", line.uuid),
        at=at,
        school_id=line.school_id,
        details={"uuid": str(line.uuid)},
    )
    return line


@transaction.atomic
def ask_again(*, officer: Officer | None, withdrawal_id: int, at: datetime) -> Withdrawal:
    """Let a recall go again whose list the warehouse did not take.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: MINISTRY_LINE_GONE.
    """
    require(officer, Act.REPORT_SEND)
    row = Withdrawal.objects.select_for_update().filter(pk=withdrawal_id).first()
    number = Number.objects.select_related("school").filter(uuid=row.uuid).first() if row else None
    if row is None or number is None:
        raise Missing("NOT_FOUND_HERE")
    acting = require(officer, Act.REPORT_SEND, area_code=number.school.area_code)
    if row.state != Withdrawal.State.HELD:
        raise Refused("MINISTRY_LINE_GONE", where=str(row.uuid))
    row.state, row.message, row.error, row.error_text = Withdrawal.State.WAITING, None, "", ""
    row.save(update_fields=["state", "message", "error", "error_text"])
    audit.record(
        actor=acting,
        action="ministry.recall.again",
        subject=("record", row.uuid),
        at=at,
        school_id=number.school_id,
        details={"uuid": str(row.uuid)},
    )
    return row


@transaction.atomic
def arrange(*, officer: Officer | None, automatic: bool, decision: str, valid_from: date, at: datetime) -> Arrangement:
    """Decide, from a day on, whether reports go by themselves.

    Args:
        officer: who enters the decision; one of the whole province.
        automatic: whether the clock sends.
        decision: number and date of the written decision.
        valid_from: first day, in Vietnam.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, the officer works for some areas only.
        Refused: MINISTRY_DECISION_NEEDED.
    """
    acting = require(officer, Act.REPORT_SEND)
    if acting.areas is not None:
        raise Missing("NOT_FOUND_HERE")
    told = clean(decision)[:150]
    if not told:
        raise Refused("MINISTRY_DECISION_NEEDED", where="decision")
    row = Arrangement.objects.create(
        automatic=automatic, decision=told, valid_from=valid_from, made_by_id=acting.user_id, made_at=at
    )
    audit.record(
        actor=acting,
        action="ministry.arrangement.made",
        subject=("ministry_arrangement", row.pk),
        at=at,
        school_id=None,
        details={"automatic": automatic, "from": valid_from.isoformat()},
    )
    return row
