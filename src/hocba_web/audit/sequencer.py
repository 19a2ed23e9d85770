"""One sequencer gives new entries their place in the chain of their school, in batches.

Writers never wait for the chain: they add entries, a trigger queues them, and whoever holds the lock chains what is
committed. On PostgreSQL the lock is an advisory one that nobody waits for; on SQLite it is the write lock itself.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from hocba_web.audit import canonical
from hocba_web.audit.models import Entry, EntryPupil, Link, Pending

BATCH = 500
_LOCK = 0x484F_4342_4131
"""Number of the advisory lock: "HOCBA1"."""
_PAUSE_SECONDS = 5.0
AT_ONCE = 20
"""Entries that a request chains in passing: few, so that it is not felt; `tick` chains the rest."""
_last_run = [float("-inf")]


def sequence(*, limit: int = BATCH) -> int:
    """Chain what waits, up to a limit; 0 if nothing waits or another process is at it."""
    with transaction.atomic():
        if not _locked():
            return 0
        batch = list(Pending.objects.order_by("pk").values_list("pk", flat=True)[:limit])
        if batch:
            _chain(list(Entry.objects.filter(pk__in=batch).order_by("pk")))
            Pending.objects.filter(pk__in=batch).delete()
    return len(batch)


def sequence_all() -> int:
    """Chain everything that waits, batch by batch."""
    total = 0
    while done := sequence():
        total += done
    return total


def waiting() -> int:
    """How many entries wait for their place."""
    return Pending.objects.count()


def after_commit() -> None:
    """Chain a little after a request's commit: at most every few seconds a process, never by waiting for a lock."""
    now = time.monotonic()
    if now - _last_run[0] < _PAUSE_SECONDS:
        return
    _last_run[0] = now
    with _without_waiting():
        sequence(limit=AT_ONCE)


def pupils_of(entries: Iterable[int]) -> dict[int, list[int]]:
    """Pupils by entry."""
    found: dict[int, list[int]] = defaultdict(list)
    for entry_id, pupil_id in EntryPupil.objects.filter(entry_id__in=list(entries)).values_list("entry_id", "pupil_id"):
        found[entry_id].append(pupil_id)
    return found


def _chain(entries: list[Entry]) -> None:
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


def _locked() -> bool:
    if connection.vendor != "postgresql":
        return True  # BEGIN IMMEDIATE has taken the write lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


@contextmanager
def _without_waiting() -> Iterator[None]:
    """On SQLite, give up at once where another process writes; the next commit or tick will do it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
