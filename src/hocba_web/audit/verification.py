"""Recomputes every chain and says everything that does not fit.

Found is whatever changed, removed, inserted or reordered behind the application's back: contents by the hash, places
by their numbers, entries without a place by age, cut ends by checkpoints. Not found is who writes a whole chain anew,
unless a checkpoint file was kept elsewhere: the hash has no secret, so that anybody can check it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from hocba_web.audit import canonical, checkpoints, sequencer, triggers
from hocba_web.audit.checkpoints import Head
from hocba_web.audit.models import Checkpoint, Entry, EntryPupil, Link
from hocba_web.base import append_only

CHUNK = 1000
OUT_OF_ORDER = timedelta(minutes=15)
"""No transaction is open this long: an entry older than those before it was put in later, or a clock turned back."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; the sentence stands in the message catalogue."""

    code: str
    chain: int
    """Number of the school; 0 for entries of none."""
    seq: int | None = None
    entry_id: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found."""

    heads: tuple[Head, ...]
    """Where each chain stands now."""
    entries: int
    """Links that were recomputed."""
    waiting: int
    """Entries that are not chained yet and are young enough for that to be normal."""
    faults: tuple[Fault, ...]

    @property
    def intact(self) -> bool:
        """Nothing was found."""
        return not self.faults


def verify(
    *,
    now: datetime,
    school_id: int | None = None,
    patience: timedelta = timedelta(minutes=10),
    kept: Iterable[Head] = (),
) -> Report:
    """Recompute every chain, or one school's.

    Args:
        now: real time, aware.
        school_id: only this school's chain; 0 for entries of no school.
        patience: how long an entry may wait for its place.
        kept: heads of a checkpoint file that was kept elsewhere.
    """
    faults = list(_missing_triggers())
    count = 0
    for number in _chains(school_id):
        walk = _Walk(number)
        faults += walk.faults()
        count += walk.count
    unplaced = _of(Entry.objects.filter(link__isnull=True), school_id)
    late = unplaced.filter(real_at__lt=now - patience)
    faults += [
        Fault("AUDIT_NEVER_CHAINED", school or 0, entry_id=pk)
        for pk, school in late.order_by("pk").values_list("pk", "school_id")
    ]
    if school_id is None:
        faults += _strays()
    faults += _cut_ends(kept, school_id)
    return Report(
        heads=checkpoints.heads(school_id=school_id),
        entries=count,
        waiting=unplaced.filter(real_at__gte=now - patience).count(),
        faults=tuple(faults),
    )


class _Walk:
    """One chain from its first place to its last."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 0

    def faults(self) -> Iterator[Fault]:
        """What does not fit; each fault once, not again in every place after it."""
        expected, previous, newest = 1, canonical.GENESIS, None
        for link, entry, pupils in self._places():
            self.count += 1
            place = (self.number, link.seq, link.pk)
            if link.seq != expected:
                yield Fault("AUDIT_GAP", *place, detail=f"{expected}-{link.seq - 1}")
            elif link.previous != previous:
                yield Fault("AUDIT_LINK_BROKEN", *place)
            expected, previous = link.seq + 1, link.hash
            if entry is None:
                yield Fault("AUDIT_ENTRY_MISSING", *place)
                continue
            digest = canonical.link_hash(
                chain=link.chain, seq=link.seq, previous=link.previous, entry=entry, pupils=pupils
            )
            if digest != link.hash or (entry.school_id or 0) != self.number:
                yield Fault("AUDIT_ENTRY_CHANGED", *place)
            if newest is not None and entry.real_at < newest - OUT_OF_ORDER:
                yield Fault("AUDIT_OUT_OF_ORDER", *place)
            newest = entry.real_at if newest is None else max(newest, entry.real_at)

    def _places(self) -> Iterator[tuple[Link, Entry | None, list[int]]]:
        done = Q()
        while True:
            links = list(Link.objects.filter(done, chain=self.number).order_by("seq", "pk")[:CHUNK])
            if not links:
                return
            entries = Entry.objects.in_bulk([link.pk for link in links])
            pupils = sequencer.pupils_of(link.pk for link in links)
            for link in links:
                yield link, entries.get(link.pk), pupils.get(link.pk, [])
            done = Q(seq__gt=links[-1].seq) | Q(seq=links[-1].seq, pk__gt=links[-1].pk)


def _chains(school_id: int | None) -> list[int]:
    if school_id is not None:
        return [school_id]
    return sorted(Link.objects.order_by().values_list("chain", flat=True).distinct())


def _of(entries: QuerySet[Entry], school_id: int | None) -> QuerySet[Entry]:
    if school_id is None:
        return entries
    return entries.filter(school_id=school_id or None)


def _missing_triggers() -> Iterator[Fault]:
    for name in sorted(triggers.names(connection) - triggers.present(connection)):
        yield Fault("AUDIT_TRIGGER_MISSING", 0, detail=name)
    for name in append_only.missing(connection):
        yield Fault("AUDIT_GUARD_MISSING", 0, detail=name)


def _strays() -> Iterator[Fault]:
    """Pupils of no entry; and on SQLite, where numbers have no gaps, entries that are gone altogether."""
    orphans = EntryPupil.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
    for entry_id in orphans.values_list("entry_id", flat=True).distinct():
        yield Fault("AUDIT_ENTRY_MISSING", 0, entry_id=entry_id)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit_entry'")
            given = cursor.fetchone()[0]
        gone = given - Entry.objects.count()
        if gone:
            yield Fault("AUDIT_NUMBERS_GONE", 0, detail=str(gone))


def _cut_ends(kept: Iterable[Head], school_id: int | None) -> Iterator[Fault]:
    """Heads that the chain once had and has no more."""
    there = Link.objects.filter(chain=OuterRef("chain"), seq=OuterRef("seq"), hash=OuterRef("hash"))
    stored = Checkpoint.objects.filter(~Exists(there))
    if school_id is not None:
        stored = stored.filter(chain=school_id)
    lost = {Head(point.chain, point.seq, point.hash) for point in stored}
    for head in kept:
        if school_id in {None, head.chain}:
            places = Link.objects.filter(chain=head.chain, seq=head.seq, hash=head.hash)
            if not places.exists():
                lost.add(head)
    for head in sorted(lost):
        yield Fault("AUDIT_CHECKPOINT_LOST", head.chain, head.seq)
