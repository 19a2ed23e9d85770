"""A submission: its list's signature, then every record alone (Công văn 2088/BGDĐT-GDTH, part II.2 and III).

Each record is accepted or refused in a transaction of its own. So a judge that is killed leaves whole decisions, and
whoever goes on passes over what is decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from hocba.documents.xml import is_list, read_list, read_record
from hocba.errors import HocbaError
from hocba.exchange.refusals import field_title
from hocba.model import YearRecord
from hocba.verification import Policy, VerificationReport, verify
from hocba_web.gateway import facts
from hocba_web.gateway.models import HeldRecord, Item, Message, Unit
from hocba_web.gateway.services import certificates
from hocba_web.gateway.services.judging import lease
from hocba_web.gateway.services.judging.accepting import accept
from hocba_web.gateway.services.judging.deciding import Candidate, require_acceptable
from hocba_web.gateway.services.judging.listed import list_of, require_sender
from hocba_web.gateway.services.judging.outcome import Raced, Refusal, Undecided, WholeRefused
from hocba_web.gateway.wording import sentence

_log = structlog.get_logger("hocba.gateway")
_DESCRIPTION = 1000
_HOLD = 25
"""Records between two renewals of the lease."""
_NUMBER = re.compile(rb"<MA_TRA_CUU_UUID>([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})</MA_TRA_CUU_UUID>")


def judge_list(message: Message, *, at: datetime, real_at: datetime) -> bool:
    """Judge every record of a submission that is not judged yet.

    Returns:
        Whether all are decided.

    Raises:
        WholeRefused: nothing of the list can be accepted.
    """
    data = list_of(message)
    if not is_list(data):
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", "LIST_MALFORMED")
    trust = facts.trust()
    policy = Policy(validation_time=at, trust=trust.anchors)
    report = verify(data, policy)
    try:
        sender = require_sender(message, report)
    except Undecided:
        return False
    files = read_list(data).files
    _make_items(message, files, report.records)
    approved = certificates.approved(message.unit)
    decided = True
    for position, (file, each) in enumerate(zip(files, report.records, strict=True), start=1):
        if position % _HOLD == 0 and not lease.held(message, real_at):
            return False
        candidate = Candidate(message, file, each, sender, approved, policy, trust.bundle)
        decided &= _judge_one(candidate, position, at)
    _log.info("submission judged", message=message.id, records=len(files), decided=decided)
    return decided


def _judge_one(candidate: Candidate, position: int, at: datetime) -> bool:
    with transaction.atomic():
        # Closing a group locks the school too: nothing is accepted into a group that is being closed.
        Unit.objects.select_for_update().get(id=candidate.message.unit_id)
        items = Item.objects.select_for_update().filter(message=candidate.message, position=position)
        item = items.get()
        if item.state != Item.State.PENDING:
            return True
        try:
            item.record = _held(candidate, at)
            item.state = Item.State.ACCEPTED
        except Undecided:
            return False
        except Refusal as refusal:
            item.state, item.error = Item.State.REFUSED, refusal.code
            item.field_title, item.description = field_title(refusal.code), _description(refusal)
        item.save()
    return True


def _held(candidate: Candidate, at: datetime) -> HeldRecord:
    """The record, accepted now or before."""
    while True:
        found = require_acceptable(candidate)
        if isinstance(found, HeldRecord):
            return found
        try:
            return accept(found, at)
        except Raced:
            continue  # it is there now, so asking again ends in the held record or a refusal


def _description(refusal: Refusal) -> str:
    """The code's sentence, and that of the finding behind it with its place."""
    text = sentence(refusal.code)
    if refusal.finding:
        place = f" ({refusal.where})" if refusal.where else ""
        text = f"{text} {sentence(refusal.finding, refusal.params)}{place}"
    return text[:_DESCRIPTION]


def _make_items(message: Message, files: Sequence[bytes], reports: Sequence[VerificationReport]) -> None:
    """One row a record, so that the answer can name each.

    Raises:
        WholeRefused: a record does not say its number, or two say the same: no answer could name them.
    """
    if Item.objects.filter(message=message).exists():
        return
    pairs = enumerate(zip(files, reports, strict=True), start=1)
    items = [_item(message, position, file, report.signed_record) for position, (file, report) in pairs]
    if len({item.uuid for item in items}) < len(items):
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", "PACKED_TWICE")
    Item.objects.bulk_create(items, ignore_conflicts=True)


def _item(message: Message, position: int, file: bytes, verified: YearRecord | None) -> Item:
    """As much as the answer must name; of a record that cannot be read, its number alone."""
    try:
        record = verified or read_record(file).record
    except HocbaError:
        found = _NUMBER.search(file)
        if found is None:
            raise WholeRefused("GATEWAY_LIST_UNREADABLE", f"HOC_BA[{position}]") from None
        return Item(message=message, position=position, uuid=UUID(found[1].decode()))
    pupil = record.pupil
    return Item(
        message=message,
        position=position,
        uuid=record.lookup_uuid,
        pupil_code=pupil.ministry_id[:150],
        pupil_name=pupil.name[:150],
        personal_id=pupil.personal_id[:20],
    )
