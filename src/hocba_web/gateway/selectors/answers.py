"""Answers that only read: types 4 and 6, and what is closed."""

from __future__ import annotations

from hocba.exchange.messages import (
    Approval,
    AskApproval,
    AskClosings,
    AskRecall,
    Closing,
    Closings,
    Recall,
    Recalled,
    RecallResults,
    RecallStatus,
    Registration,
)
from hocba.exchange.profile import exchange_profile
from hocba.exchange.refusals import field_title
from hocba.model import ClosingGroup
from hocba_web.base.refusals import Missing
from hocba_web.gateway import models
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.wording import sentence
from hocba_web.register.models import Closing as Closed
from hocba_web.register.models import Recall as Asked
from hocba_web.register.models import School

_STATUS = {
    Asked.State.WAITING: RecallStatus.WAITING,
    Asked.State.MINISTRY: RecallStatus.WAITING,
    Asked.State.AGREED: RecallStatus.AGREED,
    Asked.State.REFUSED: RecallStatus.REFUSED,
}
"""Agreed here and not yet by the ministry is still waiting, as the school sees it."""


def approval(request: AskApproval, school: School) -> Approval:
    """What became of a certificate.

    Raises:
        Missing: GATEWAY_CERTIFICATE_UNKNOWN, it was never registered by this school.
    """
    found = models.Certificate.objects.filter(school=school, serial_number=request.serial_number.lstrip("0")).first()
    if found is None:
        raise Missing("GATEWAY_CERTIFICATE_UNKNOWN")
    refused = found.status == models.Certificate.Status.REFUSED
    return Approval(
        message_id=request.message_id,
        serial_number=request.serial_number,  # as asked, leading zeros or not
        status=Registration(found.status),
        error="GATEWAY_CERTIFICATE_REFUSED" if refused else "",
        error_title=field_title("GATEWAY_CERTIFICATE_REFUSED") if refused else "",
        error_description=(found.reason or sentence("GATEWAY_CERTIFICATE_REFUSED")) if refused else "",
    )


def recall_results(request: AskRecall, school: School) -> RecallResults:
    """What became of a recall; no rows before it was looked at.

    Raises:
        Missing: GATEWAY_MESSAGE_UNKNOWN.
    """
    message = models.Message.objects.filter(school=school, message_id=request.about, kind=Recall.kind).first()
    if message is None:
        raise Missing("GATEWAY_MESSAGE_UNKNOWN")
    rows = tuple(_recalled(found) for found in message.recalls.select_related("recall"))
    if rehearsal.rules_of(school).answer_twice:
        rows += rows
    return RecallResults(
        message_id=request.message_id,
        error=message.error,
        error_description=sentence(message.error) if message.error else "",
        response_code=exchange_profile().response_codes["refused" if message.error else "stored"],
        rows=rows,
    )


def closings(request: AskClosings, school: School) -> Closings:
    """What is closed for a school in a school year."""
    found = Closed.objects.filter(school=school, school_year=request.school_year.first)
    return Closings(
        message_id=request.message_id,
        response_code=exchange_profile().response_codes["stored"],
        rows=tuple(
            Closing(group=ClosingGroup(one.group), finalised_at=one.finalised_at, statement=one.statement)
            for one in found
        ),
    )


def _recalled(found: models.RecallRequest) -> Recalled:
    asked = found.recall
    status = _STATUS[Asked.State(asked.state)] if asked else RecallStatus.REFUSED
    error = found.error or ("GATEWAY_RECALL_REFUSED" if status is RecallStatus.REFUSED else "")
    told = asked.answer if asked else ""
    return Recalled(
        uuid=found.uuid,
        status=status,
        error=error,
        error_field_title=field_title(error) if error else "",
        error_description=(told or sentence(error)) if error else "",
    )
