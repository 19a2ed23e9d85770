"""What is shown before a confirmation, row by row, and the pieces that stand for exactly that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from hocba.model.changes import Change
from hocba.signing.xades import Draft
from hocba_web.accounts.actor import Actor
from hocba_web.records.selectors.changes import changes_of
from hocba_web.records.selectors.drafts import unsigned_of
from hocba_web.records.selectors.standing import Standing
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Item
from hocba_web.signatures.selectors.desk import ClassTurn, Turn
from hocba_web.signatures.selectors.shown import (
    ChangeShown,
    SubjectShown,
    WholeShown,
    changes_shown,
    own_part,
    whole,
)
from hocba_web.signatures.slot_kind import ORDER, shown_digest


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One record as the signer sees it."""

    record: Standing
    pieces: tuple[Piece, ...]
    own: tuple[SubjectShown, ...]
    """Their own part, where that is all they sign; else empty."""
    whole: WholeShown | None
    """The whole year, where they sign it."""
    since: int
    """The revision they know; 0 where they know none."""
    changes: tuple[ChangeShown, ...]
    """What is new since then."""


@dataclass(frozen=True, slots=True)
class ShownClass:
    """One class of the page."""

    class_id: int
    class_name: str
    rows: tuple[ShownRow, ...]


def sheet(actor: Actor, classes: Iterable[ClassTurn]) -> tuple[ShownClass, ...]:
    """Everything that somebody may sign of some classes, as it is now; at most four queries beside `turns`."""
    found = tuple(classes)
    every = [turn for one in found for turn in one.turns]
    current = {turn.record.record_id: turn.record.revision for turn in every}
    drafts, known = unsigned_of(current), known_revisions(actor, current)
    new = changes_of((record_id, number) for record_id, number in known.items() if number)
    return tuple(
        ShownClass(
            one.class_id,
            one.class_name,
            tuple(_row(turn, drafts[turn.record.record_id], known, new) for turn in one.turns),
        )
        for one in found
    )


def known_revisions(actor: Actor, current: Mapping[int, int]) -> Mapping[int, int]:
    """By record, the newest earlier revision that somebody signed or confirmed to sign; else the one before this.

    A record that was never unlocked has none: 0.

    Args:
        actor: who is shown.
        current: the current revision by record.
    """
    reopened = [number for number, revision in current.items() if revision > 1]
    rows = Item.objects.filter(kind="slot", target__in=reopened, batch__owner_id=actor.user_id)
    confirmed = dict(rows.order_by().values_list("target").annotate(last=Max("revision")))
    return {
        number: confirmed[number] if 0 < confirmed.get(number, 0) < revision else revision - 1
        for number, revision in current.items()
    }


def _row(turn: Turn, draft: Draft, known: Mapping[int, int], new: Mapping[int, tuple[Change, ...]]) -> ShownRow:
    record_id = turn.record.record_id
    personal_id = turn.slots[0].personal_id
    signs_all = any(slot.slot != "GVBM" for slot in turn.slots)
    return ShownRow(
        record=turn.record,
        pieces=tuple(
            Piece(
                target=record_id,
                shown_digest=shown_digest(draft, slot.slot, slot.person),
                slot=slot.slot,
                person=slot.person,
                revision=draft.revision,
                order=ORDER[slot.slot],
            )
            for slot in turn.slots
        ),
        own=() if signs_all else own_part(draft.record, personal_id),
        whole=whole(draft.record) if signs_all else None,
        since=known[record_id],
        changes=changes_shown(new.get(record_id, ()), None if signs_all else personal_id),
    )
