"""The receiving school takes what was released: the register's files, as they are held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog
from django.db import transaction

from hocba.errors import HocbaError
from hocba.exchange.messages import CollectTransfer, TransferFile
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing
from hocba_web.register import files
from hocba_web.register.models import Number, School
from hocba_web.register.selectors import records
from hocba_web.register.services import copies
from hocba_web.relay.models import Transfer
from hocba_web.relay.services.common import State, held_by, trace
from hocba_web.relay.services.holding import to_hand_on

COPY = "-ban-trich.pdf"
"""How the name of the authority's own copy ends: it is a paper, not the record's PDF."""
log = structlog.get_logger("hocba.relay")


@transaction.atomic
def collect(request: CollectTransfer, school: School, *, at: datetime) -> tuple[TransferFile, ...]:
    """Every current record of the pupil with PDF and receipt, and the hand-over documents.

    A record under the same personal ID with another name or birth date stays: the trace says how many.

    Args:
        request: which transfer.
        school: the receiving one, logged in.
        at: product clock, aware, UTC.

    Raises:
        Missing: TRANSFER_UNKNOWN, of any other school; REGISTER_FILE_LOST.
        Refused: TRANSFER_STATE, not released, or expired; TRANSFER_HOLDER; REGISTER_FILE_DAMAGED.
    """
    states = (State.RELEASED, State.COLLECTED)
    transfer = held_by(school, request.number, side="receiving", states=states, at=at)
    numbers, left_out = to_hand_on(transfer)
    found = tuple(_files(transfer, numbers, at))
    if transfer.collected_at is None:
        transfer.state, transfer.collected_at = State.COLLECTED, at
        transfer.save(update_fields=["state", "collected_at"])
    trace("collected", transfer, school, at, records=len(numbers), files=len(found), left_out=left_out)
    for number in numbers:  # one a record: its family sees who was given it
        audit.record(
            actor=None,
            action="relay.record.handed_on",
            subject=("record", number.uuid),
            at=at,
            school_id=number.school_id,
            details={"uuid": str(number.uuid), "school": school.code},
        )
    return found


def _pdf(number: Number, at: datetime) -> records.Rendition | None:
    """The school's, else the authority's copy; None where none can be made: the XML goes without it."""
    try:
        return records.pdf(number.uuid)
    except Missing as missing:
        if missing.code != "REGISTER_NO_PDF":
            raise
    try:
        return copies.make(number.uuid, at=at)
    except HocbaError as error:
        log.warning("no_copy", school_id=number.school_id, code=error.code)
        return None


def _files(transfer: Transfer, numbers: list[Number], at: datetime) -> Iterator[TransferFile]:
    for number in numbers:
        name = f"{number.school_year}-{number.uuid}"
        yield TransferFile(f"{name}.xml", "xml", records.xml(number.uuid))
        rendition = _pdf(number, at)
        if rendition is not None:
            ending = ".pdf" if rendition.sealed_by == "school" else COPY
            yield TransferFile(f"{name}{ending}", "pdf", rendition.content)
        receipt = records.receipt(number.uuid)
        if receipt is not None:
            yield TransferFile(f"{name}.jws", "receipt", receipt.encode("ascii"))
    for document in transfer.documents.all():
        name = f"ban-giao-{document.uuid}.{document.media}"
        yield TransferFile(name, document.media, files.get(document.sha256))
