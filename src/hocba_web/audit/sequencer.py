"""Gives new entries their place in the chain of their school, in batches (`hocba_web.base.sequencing`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max

from hocba_web.audit import canonical
from hocba_web.audit.models import Entry, EntryPupil, Link, Pending
from hocba_web.base.sequencing import Queue

BATCH = 500
AT_ONCE = 20
"""Entries that a request chains in passing: few, so that it is not felt; `tick` chains the rest."""


def sequence(*, limit: int = BATCH) -> int:
    """Chain what waits, up to a limit; 0 if nothing waits or another process is at it."""
    return QUEUE.run(limit)


def sequence_all() -> int:
    """Chain everything that waits, batch by batch."""
    return QUEUE.run_all(BATCH)


def waiting() -> int:
    """How many entries wait for their place."""
    return QUEUE.waiting()


def after_commit() -> None:
    """Chain a little after a request's commit: at most every few seconds a process, never by waiting for a lock."""
    QUEUE.run_in_passing(AT_ONCE)


def pupils_of(entries: Iterable[int]) -> dict[int, list[int]]:
    """Pupils by entry."""
    found: dict[int, list[int]] = defaultdict(list)
    for entry_id, pupil_id in EntryPupil.objects.filter(entry_id__in=list(entries)).values_list("entry_id", "pupil_id"):
        found[entry_id].append(pupil_id)
    return found


def _chain(numbers: list[int]) -> None:
    entries = list(Entry.objects.filter(pk__in=numbers).order_by("pk"))
    pupils = pupils_of(entry.pk for entry in entries)
    chains = {entry.school_id or 0 for entry in entries}
    heads = _heads(chains)
    links = []
    for entry in entries:
        chain = entry.school_id or 0
        seq, previous = heads[chain]
        digest = canonical.link_hash(
            chain=chain, seq=seq + 1, previous=previous, entry=entry, pupils=pupils.get(entry.pk, [])
        )
        links.append(Link(entry=entry, chain=chain, seq=seq + 1, previous=previous, hash=digest))
        heads[chain] = (seq + 1, digest)
    Link.objects.bulk_create(links)


def _heads(chains: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Last place and hash of each chain; (0, GENESIS) for a chain without any."""
    found = dict.fromkeys(chains, (0, canonical.GENESIS))
    newest = (
        Link.objects.filter(chain__in=list(found))
        .values("chain")
        .annotate(last=Max("seq"))
        .values_list("chain", "last")
    )
    for chain, last in newest:
        found[chain] = (last, Link.objects.values_list("hash", flat=True).get(chain=chain, seq=last))
    return found


QUEUE = Queue(Pending.objects.all, lock=0x484F_4342_4131, place=_chain)  # "HOCBA1"
"""Entries that wait."""
