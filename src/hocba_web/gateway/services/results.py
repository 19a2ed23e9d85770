"""What became of a submission (type 2), with receipts, and confirmation codes that are told once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from hocba.errors import HocbaError
from hocba.exchange.messages import AskResult, Judged, Results, Submit, Verdict, Want
from hocba.exchange.profile import exchange_profile
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway import tasks
from hocba_web.gateway.models import Item, Message
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.wording import sentence
from hocba_web.register import facts
from hocba_web.register.models import School
from hocba_web.register.selectors import records
from hocba_web.register.services import codes as register_codes

_VERDICTS = {Item.State.ACCEPTED: Verdict.ACCEPTED, Item.State.REFUSED: Verdict.REFUSED}
_NONE: Mapping[UUID, str] = {}


def results(request: AskResult, *, school: School, at: datetime, real_at: datetime) -> Results:
    """The records judged so far; a record that is not judged has no row, one whose receipt is not signed has none yet.

    Args:
        request: which submission, and what else is wanted.
        school: who asks, logged in; only its own messages are there for it.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        Missing: GATEWAY_MESSAGE_UNKNOWN.
        Refused: GATEWAY_MALFORMED (a new code for a record that is not in this submission).
    """
    message = Message.objects.filter(school=school, message_id=request.about, kind=Submit.kind).first()
    if message is None:
        raise Missing("GATEWAY_MESSAGE_UNKNOWN")
    if message.state == Message.State.STORED and message.judge_after <= real_at:
        tasks.look_again(message.id)
        message.refresh_from_db()
    items = list(message.items.exclude(state=Item.State.PENDING))
    accepted = {item.uuid for item in items if item.state == Item.State.ACCEPTED}
    if not request.renew <= accepted:
        raise Refused("GATEWAY_MALFORMED")
    receipts = records.receipts(accepted) if Want.RECEIPT in request.wants else _NONE
    codes = register_codes.tell(accepted, renew=request.renew, at=at) if Want.CODE in request.wants else _NONE
    rows = tuple(_row(item, receipts, codes) for item in items)
    if rehearsal.rules_of(school).answer_twice:
        rows += tuple(_row(item, receipts, codes) for item in items)
    due = len(accepted - receipts.keys()) if Want.RECEIPT in request.wants and _signs() else 0
    error = message.error
    pending = message.state == Message.State.STORED
    return Results(
        message_id=request.message_id,
        error=error,
        error_description=sentence(error) if error else "",
        response_code=exchange_profile().response_codes["refused" if error else "stored"],
        response_description=sentence("GATEWAY_WAITS" if pending else "GATEWAY_DONE"),
        rows=rows,
        receipts_due=due,
    )


def _signs() -> bool:
    """Whether receipts are to be expected: an installation without a seal signs none, ever."""
    try:
        return facts.seal() is not None
    except HocbaError:  # it is there, and somebody has to put its file or password right
        return True


def _row(item: Item, receipts: Mapping[UUID, str], codes: Mapping[UUID, str]) -> Judged:
    accepted = item.state == Item.State.ACCEPTED
    return Judged(
        uuid=item.uuid,
        status=_VERDICTS[Item.State(item.state)],
        pupil_code=item.pupil_code,
        pupil_name=item.pupil_name,
        personal_id=item.personal_id,
        error=item.error,
        error_field_title=item.field_title,
        error_description=item.description or (sentence(item.error) if item.error else ""),
        receipt=receipts.get(item.uuid) if accepted else None,
        code=codes.get(item.uuid) if accepted else None,
    )
