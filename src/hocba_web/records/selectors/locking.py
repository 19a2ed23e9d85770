"""Which year-end entries a record closes, and which an unlocking opens again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from hocba.lifecycle import State
from hocba_web.assessment.ports import RecordLock
from hocba_web.records.models import Record, UnlockingPart
from hocba_web.records.models.record import VOID_STATES

_FROZEN = RecordLock()


def record_locks(class_id: int) -> Mapping[int, RecordLock]:
    """By place in a class: whose entries are closed, but for the parts that are opened; two queries.

    Frozen is every record from initialisation on; what was executed of an unlocking, or of the replacement of a
    recalled or amended record, opens exactly its parts until the record, or its replacement, is initialised.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c) and art. 10(b).
    """
    rows = list(
        Record.objects.filter(enrolment__school_class_id=class_id).values_list(
            "enrolment_id", "state", "amending_since"
        )
    )
    open_states = {*VOID_STATES, State.OPEN_ENTRY.value}
    found = {one: _FROZEN for one, state, _ in rows if state not in VOID_STATES and state != State.OPEN_ENTRY.value}
    standing = {one for one, state, amending in rows if state not in open_states and amending is None}
    may_be_open = {one for one, *_ in rows} - standing
    if not may_be_open:
        return found
    parts: dict[int, set[str]] = defaultdict(set)
    opened = UnlockingPart.objects.filter(
        unlocking__record__enrolment_id__in=may_be_open,
        unlocking__executed_at__isnull=False,
        unlocking__settled_at__isnull=True,
    )
    for enrolment_id, part in opened.values_list("unlocking__record__enrolment_id", "part"):
        parts[enrolment_id].add(part)
    return found | {one: RecordLock(frozenset(named)) for one, named in parts.items()}
