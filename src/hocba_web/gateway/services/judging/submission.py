"""A submission: its list's signature, then every record alone (Công văn 2088/BGDĐT-GDTH, part II.2 and III)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from hocba.adapters import limited
from hocba.adapters.limited.answers import ListedRecord
from hocba_web.gateway import facts
from hocba_web.gateway.models import Item, Message
from hocba_web.gateway.services.judging import chunks, lease
from hocba_web.gateway.services.judging.deciding import Candidate, bench_of
from hocba_web.gateway.services.judging.listed import list_of, require_sender
from hocba_web.gateway.services.judging.outcome import Undecided, WholeRefused

_log = structlog.get_logger("hocba.gateway")


def judge_list(message: Message, *, at: datetime, real_at: datetime) -> bool:
    """Judge every record of a submission that is not judged yet.

    Returns:
        Whether all are decided.

    Raises:
        WholeRefused: nothing of the list can be accepted.
        ChildLost, TrustMoved: as `list_of`.
    """
    found = list_of(message, limited.judge_list, at)
    if found.report.kind != "package":
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", "LIST_MALFORMED")
    try:
        sender = require_sender(message, found.report)
    except Undecided:
        return False
    waiting = _make_items(message, found.records)
    bench = bench_of(message, sender, facts.trust(), at)
    candidates = [
        Candidate(position, listed, report)
        for position, (listed, report) in enumerate(zip(found.records, found.report.records, strict=True), start=1)
        if position in waiting
    ]
    decided, began = True, time.monotonic()
    for start in range(0, len(candidates), chunks.SIZE):
        if not lease.held(message, real_at + timedelta(seconds=time.monotonic() - began)):
            return False
        decided &= chunks.decide(bench, candidates[start : start + chunks.SIZE])
    _log.info("submission judged", number=message.id, count=len(found.records), kind="whole" if decided else "part")
    return decided


def _make_items(message: Message, records: Sequence[ListedRecord]) -> set[int]:
    """One row a record, so that the answer can name each; returns the positions that are not decided yet.

    Raises:
        WholeRefused: a record does not say its number, or two say the same: no answer could name them.
    """
    known = Item.objects.filter(message=message)
    if not known.exists():
        items = [_item(message, position, listed) for position, listed in enumerate(records, start=1)]
        if len({item.uuid for item in items}) < len(items):
            raise WholeRefused("GATEWAY_LIST_UNREADABLE", "PACKED_TWICE")
        Item.objects.bulk_create(items, ignore_conflicts=True)
    return set(known.filter(state=Item.State.PENDING).values_list("position", flat=True))


def _item(message: Message, position: int, listed: ListedRecord) -> Item:
    """As much as the answer must name; of a record that cannot be read, its number alone."""
    claimed = listed.claimed
    if claimed is None:
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", f"HOC_BA[{position}]")
    return Item(
        message=message,
        position=position,
        uuid=claimed.uuid,
        pupil_code=claimed.pupil_code[:150],
        pupil_name=claimed.pupil_name[:150],
        personal_id=claimed.personal_id[:20],
    )
