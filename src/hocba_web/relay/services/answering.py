"""The holding school releases or refuses, and adds what the year that is not over needs; nobody else does."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from django.db import transaction

from hocba.adapters import limited
from hocba.adapters.limited import ChildLost, Pool
from hocba.errors import HocbaError
from hocba.exchange.messages import AddDocument, AnswerTransfer
from hocba.verification import Indication, Policy, verify
from hocba_web.base.refusals import Refused
from hocba_web.gateway import facts
from hocba_web.register import files
from hocba_web.register.models import School
from hocba_web.relay.models import Document
from hocba_web.relay.services.asking import forget
from hocba_web.relay.services.common import SOURCE, State, held_by, is_new, said_before, trace
from hocba_web.relay.services.holding import require_releasable

_CHILDREN = 1
"""Readers of its own: schools that send documents do not keep the judges of submissions waiting."""
MOST_BYTES = 4_000_000
MOST_DOCUMENTS = 4


@transaction.atomic
def answer(request: AnswerTransfer, school: School, *, at: datetime) -> None:
    """Release the pupil's records to the school that asks, or refuse.

    Args:
        request: who decided, and why not.
        school: the holding one, logged in.
        at: product clock, aware, UTC.

    Raises:
        Missing: TRANSFER_UNKNOWN, of any other school.
        Refused: GATEWAY_MESSAGE_REUSED, TRANSFER_STATE, TRANSFER_REASON, and what `require_releasable` refuses.
    """
    if not is_new(request, school, at):
        return
    transfer = held_by(school, request.number, side="holding", states=(State.ASKED,), at=at)
    reason = request.reason.strip()
    if not request.release and not reason:
        raise Refused("TRANSFER_REASON", where="reason", source=SOURCE)
    if request.release:
        require_releasable(transfer, school)
    transfer.state = State.RELEASED if request.release else State.REFUSED
    transfer.answered_at, transfer.decided_by, transfer.reason = at, request.decided_by.strip(), reason
    if not request.release:
        transfer.ended_at = at
        forget(transfer)
    transfer.save()
    trace("released" if request.release else "refused", transfer, school, at)


def add_document(request: AddDocument, school: School, *, at: datetime) -> None:
    """Keep a hand-over document that verifies, is this pupil's and this school's.

    Args:
        request: with the file.
        school: the holding one, logged in.
        at: product clock, aware, UTC; certificates are judged at it, as those of records are.

    Raises:
        Missing: TRANSFER_UNKNOWN, of any other school.
        Refused: GATEWAY_MESSAGE_REUSED, TRANSFER_STATE, TRANSFER_DOCUMENT.
        OSError: the storage cannot take it.
    """
    if said_before(request, school):
        return
    with transaction.atomic():
        asked = held_by(school, request.number, side="holding", states=(State.ASKED, State.RELEASED), at=at)
        if asked.documents.count() >= MOST_DOCUMENTS:
            raise Refused("TRANSFER_DOCUMENT", where="document", source=SOURCE)
    uuid, personal_id, media = _verified(request.document, school, at)
    with transaction.atomic():
        if not is_new(request, school, at):
            return
        transfer = held_by(school, request.number, side="holding", states=(State.ASKED, State.RELEASED), at=at)
        if transfer.personal_id != personal_id or transfer.documents.count() >= MOST_DOCUMENTS:
            raise Refused("TRANSFER_DOCUMENT", where="document", source=SOURCE)
        sha256 = files.put(request.document)
        known = {"media": media, "uuid": uuid, "added_at": at}
        Document.objects.get_or_create(transfer=transfer, sha256=sha256, defaults=known)
        trace("document_added", transfer, school, at, media=media)


@cache
def _pool() -> Pool:
    return Pool(most=_CHILDREN)


def _verified(data: bytes, school: School, at: datetime) -> tuple[str, str, str]:
    """UUID of the document, personal ID of the pupil, and its medium; first looked at in a fenced child.

    Raises:
        Refused: TRANSFER_DOCUMENT.
    """
    wrong = Refused("TRANSFER_DOCUMENT", where="document", source=SOURCE)
    if len(data) > MOST_BYTES:
        raise wrong
    try:
        found = limited.verify_upload(data, trust=facts.trust_folder(), at=at, pool=_pool())
        if found["indication"] != Indication.TOTAL_PASSED.value:
            raise wrong
        # Its signatures hold, so it is of somebody we trust: what it says may be read here.
        report = verify(data, Policy(validation_time=at, trust=facts.load_anchors()))
    except (ChildLost, HocbaError):
        raise wrong from None
    document = report.signed_handover
    if document is None or document.school.code != school.code:
        raise wrong
    return str(document.lookup_uuid), document.pupil.personal_id, "pdf" if data.startswith(b"%PDF-") else "xml"
