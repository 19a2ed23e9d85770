"""Intake: what comes is stored before anybody judges it, and the same message twice is one message.

Source: Công văn 2088/BGDĐT-GDTH, part II.2, types 1, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from hocba.exchange.messages import (
    Answer,
    Recall,
    Received,
    RegisterCertificate,
    Registered,
    Request,
    Submit,
    UploadPdf,
    request_digest,
)
from hocba.exchange.profile import exchange_profile
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.gateway import ports, tasks
from hocba_web.gateway.models import Message, SealedPdf
from hocba_web.gateway.services import certificates, rehearsal
from hocba_web.gateway.wording import sentence
from hocba_web.register import files
from hocba_web.register.models import School

PDF_BYTES = 4_000_000
"""Longest sealed PDF; ours have some 85 KB."""

Fill = Callable[[Message], None]


def take(request: Submit | Recall, *, school: School, at: datetime, real_at: datetime) -> Received:
    """Store a submission or a recall; acknowledge storage and nothing else.

    Args:
        request: as parsed.
        school: who sends, logged in.
        at: product clock, aware, UTC.
        real_at: the machine's clock.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED.
    """
    rules = rehearsal.rules_of(school)
    content = files.put(request.content.encode("ascii", "replace"))
    reasons = {str(uuid): text for uuid, text in request.reasons.items()} if isinstance(request, Recall) else {}

    def fill(message: Message) -> None:
        message.content, message.reasons = content, reasons
        if isinstance(request, Submit) and (due := rehearsal.later(real_at, rules.judge_after)):
            message.judge_after = due

    message, new = _once(request, school, at, real_at, fill)
    if new:
        transaction.on_commit(partial(tasks.look, message.id))
    return stored(request.message_id)


def take_certificate(request: RegisterCertificate, *, school: School, at: datetime, real_at: datetime) -> Registered:
    """Register a certificate; it waits for approval.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED, and what `certificates.register` refuses.
    """
    with transaction.atomic():
        _, new = _once(request, school, at, real_at, _done)
        if new:
            certificates.register(request, school=school, at=at, real_at=real_at)
    return Registered(message_id=request.message_id)


def take_pdf(request: UploadPdf, *, school: School, at: datetime, real_at: datetime) -> Received:
    """Keep a sealed PDF until its record is judged.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED, GATEWAY_PDF_WRONG (no PDF, or too long).
    """
    if not request.pdf.startswith(b"%PDF-") or len(request.pdf) > PDF_BYTES:
        raise Refused("GATEWAY_PDF_WRONG")
    digest = files.put(request.pdf)
    with transaction.atomic():
        _, new = _once(request, school, at, real_at, _done)
        if new:
            SealedPdf.objects.create(school=school, uuid=request.uuid, sha256=digest, received_at=at)
    return stored(request.message_id)


def stored(message_id: str) -> Received:
    """The acknowledgement."""
    return Received(
        message_id=message_id,
        response_code=exchange_profile().response_codes["stored"],
        response_description=sentence("GATEWAY_STORED"),
    )


def _once(
    request: Request[Answer], school: School, at: datetime, real_at: datetime, fill: Fill
) -> tuple[Message, bool]:
    """The message of that id, made now if it is new."""
    digest = request_digest(request)
    message = Message(
        school=school,
        message_id=request.message_id,
        kind=request.kind,
        digest=digest,
        school_year=request.school_year.first,
        received_at=at,
        judge_after=real_at,
    )
    fill(message)
    known = Message.objects.filter(school=school, message_id=request.message_id)
    found = known.first()
    if found is None:
        if ports.known_elsewhere(school, request.message_id):
            raise Refused("GATEWAY_MESSAGE_REUSED")
        try:
            with transaction.atomic():
                message.save()
                audit.record(
                    actor=None,
                    action="gateway.message.received",
                    subject=("message", message.id),
                    at=at,
                    school_id=school.id,
                    details={"kind": request.kind, "digest": digest},
                )
        except IntegrityError:  # the same message came twice at once
            found = known.get()
        else:
            return message, True
    if (found.kind, found.digest) != (request.kind, digest):
        raise Refused("GATEWAY_MESSAGE_REUSED")
    return found, False


def _done(message: Message) -> None:
    """Nothing of it is left to a job."""
    message.state = Message.State.JUDGED
