"""How far batches are, for pages, jobs and the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from django.db.models import QuerySet

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.base.refusals import Missing
from hocba_web.signatures import kinds
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Batch, Item

GOING_ON = (Item.State.SHOWN, Item.State.HASHED, Item.State.SIGNED)
"""Items that nobody else may start."""
WaitsFor = Literal["nobody", "server", "owner", "phone", "code"]


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch at one moment."""

    id: int
    kind: str
    way: str
    """Value of `Certificate.Way`."""
    state: str
    """Value of `Batch.State`."""
    counts: Mapping[str, int]
    """How many items are in each state; every state is there."""
    waits_for: WaitsFor
    """"server": preparing or checking; "owner": the key's owner must unlock it (or run the agent); "phone": a remote
    confirmation; "code": it stopped by itself, see `stopped_code`; "nobody": done, or stopped by a person."""
    stopped_code: str
    stopped_params: Mapping[str, object]
    remote_asked_at: datetime | None
    """Real time; None where nothing is waited for."""
    marks: tuple[tuple[int, str], ...]
    """Number and state of each item, in the order in which they are signed."""

    @property
    def total(self) -> int:
        """All items."""
        return sum(self.counts.values())

    @property
    def committed(self) -> int:
        """Items that are signed, checked and stored."""
        return self.counts["committed"]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item on the page of a batch."""

    id: int
    title: str
    slot: str
    state: str
    state_label: str
    failure_code: str
    failure_params: Mapping[str, object]
    may_retry: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in a list."""

    id: int
    kind: str
    owner_name: str
    confirmed_at: datetime
    state: BatchState


def piece_of(item: Item) -> Piece:
    """An item as its kind knows it."""
    return Piece(item.target, item.shown_digest, item.slot, item.person, item.revision, item.order)


def state(batch_id: int) -> BatchState:
    """A batch, whoever asks: for services and jobs.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    return _one(Batch.objects.filter(id=batch_id))


def state_of(actor: Actor, batch_id: int) -> BatchState:
    """A batch that somebody may see: their own, or one of the school for who may stop it.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    return _one(_visible(actor).filter(id=batch_id))


def rows(actor: Actor, batch_id: int) -> tuple[ItemRow, ...]:
    """The items of a batch with what they are called, in the order in which they are signed.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    batch = _visible(actor).filter(id=batch_id).first()
    if batch is None:
        raise Missing("NOT_FOUND_HERE")
    items = list(batch.items.defer("to_be_signed", "value"))
    titles = kinds.kind_of(batch.kind).titles(batch.school_id, [piece_of(item) for item in items])
    own = batch.owner_id == actor.user_id
    return tuple(
        ItemRow(
            item.id,
            title,
            item.slot,
            item.state,
            str(Item.State(item.state).label),
            item.failure_code,
            item.failure_params,
            own and item.state == Item.State.FAILED,
        )
        for item, title in zip(items, titles, strict=True)
    )


def unfinished(actor: Actor) -> tuple[BatchRow, ...]:
    """The actor's own batches that wait for something, or have items that failed and may be tried again."""
    own = Batch.objects.filter(owner_id=actor.user_id, school_id=actor.school_id)
    return _rows(own.filter(state__in=[Batch.State.OPEN, Batch.State.STOPPED]))


def going_on(actor: Actor) -> tuple[BatchRow, ...]:
    """Batches of the whole school that hold signatures back, for who may stop them; none for others."""
    if not may_stop_others(actor):
        return ()
    found = Batch.objects.filter(school_id=actor.school_id, items__state__in=GOING_ON).distinct()
    return _rows(found)


def signing_now(record_id: int) -> bool:
    """Whether somebody's signature of a record, a person's or the school's, is on its way."""
    return Item.objects.filter(kind__in=("slot", "seal"), target=record_id, state__in=GOING_ON).exists()


def may_stop_others(actor: Actor) -> bool:
    """Whether somebody may free what another began to sign: who decides on locks, and who carries that out."""
    target = Target(school_id=actor.school_id)
    return any(allowed(actor, action, target) for action in (Action.RECORD_UNLOCK_DECIDE, Action.RECORD_UNLOCK_EXECUTE))


def done_url(actor: Actor, batch_id: int) -> str:
    """Where the person goes on once the batch is done.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    batch = _visible(actor).filter(id=batch_id).first()
    if batch is None:
        raise Missing("NOT_FOUND_HERE")
    items = batch.items.defer("to_be_signed", "value")
    return kinds.kind_of(batch.kind).done_url([piece_of(item) for item in items])


def _visible(actor: Actor) -> QuerySet[Batch]:
    here = Batch.objects.filter(school_id=actor.school_id)
    return here if may_stop_others(actor) else here.filter(owner_id=actor.user_id)


def _one(found: QuerySet[Batch]) -> BatchState:
    rows = _rows(found)
    if not rows:
        raise Missing("NOT_FOUND_HERE")
    return rows[0].state


class _Mark(NamedTuple):
    batch_id: int
    id: int
    state: str
    target: int
    order: int


def _rows(found: QuerySet[Batch]) -> tuple[BatchRow, ...]:
    """Two queries, however many batches."""
    batches = list(found.select_related("certificate", "owner"))
    marks: dict[int, list[_Mark]] = defaultdict(list)
    items = Item.objects.filter(batch_id__in=[one.id for one in batches]).order_by("target", "order", "id")
    for row in items.values_list("batch_id", "id", "state", "target", "order"):
        marks[row[0]].append(_Mark(*row))
    return tuple(
        BatchRow(one.id, one.kind, one.owner.full_name, one.confirmed_at, _state(one, marks[one.id])) for one in batches
    )


def _state(batch: Batch, marks: Sequence[_Mark]) -> BatchState:
    counts = dict.fromkeys(Item.State.values, 0)
    for mark in marks:
        counts[mark.state] += 1
    return BatchState(
        id=batch.id,
        kind=batch.kind,
        way=batch.certificate.way,
        state=batch.state,
        counts=counts,
        waits_for=_waits_for(batch, counts, marks),
        stopped_code=batch.stopped_code,
        stopped_params=batch.stopped_params,
        remote_asked_at=batch.remote_asked_at if batch.remote_handle else None,
        marks=tuple((mark.id, mark.state) for mark in marks),
    )


def _waits_for(batch: Batch, counts: Mapping[str, int], marks: Sequence[_Mark]) -> WaitsFor:
    if batch.state != Batch.State.OPEN:
        return "code" if batch.stopped_code else "nobody"
    if counts["shown"] or (counts["signed"] and _can_commit(marks)):
        return "server"
    if not counts["hashed"]:
        return "server"  # nothing is left: it only has to be closed
    return "phone" if batch.remote_handle else "owner"


def _can_commit(marks: Sequence[_Mark]) -> bool:
    """Whether a signed item has nothing below it that is still to come; items come lower first."""
    waiting: dict[int, int] = {}
    for mark in marks:
        below = waiting.get(mark.target)
        if mark.state == Item.State.SIGNED and (below is None or below >= mark.order):
            return True
        if mark.state in GOING_ON:
            waiting.setdefault(mark.target, mark.order)
    return False
