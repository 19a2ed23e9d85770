"""The log of what was handed to families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise

from hocba_web.base.refusals import Missing
from hocba_web.issuance.models import HandOut


@dataclass(frozen=True, slots=True)
class Given:
    """One act of handing something out."""

    id: int
    kind: HandOut.Kind
    pupil_id: int
    pupil: str
    relation: str | Promise
    recipient: str
    purpose: str
    by: str
    at: datetime
    record_ids: tuple[int, ...]
    copy_id: int | None
    symbol: str
    """Number of the copy that was handed over; empty for the rest."""
    receipt_id: int | None

    @property
    def label(self) -> str | Promise:
        """What was handed over, in words."""
        return self.kind.label


def log(school_id: int, *, pupil_id: int | None = None, kind: str = "", limit: int = 200) -> tuple[Given, ...]:
    """What was handed out, newest first; two queries.

    Args:
        school_id: whose log.
        pupil_id: only of this child.
        kind: only this `HandOut.Kind`; empty: all.
        limit: at most so many.
    """
    which = Q(school_id=school_id)
    if pupil_id is not None:
        which &= Q(pupil_id=pupil_id)
    if kind in HandOut.Kind.values:
        which &= Q(kind=kind)
    rows = HandOut.objects.filter(which).select_related("pupil", "by", "copy").prefetch_related("records")
    return tuple(_given(row) for row in rows[:limit])


def one(school_id: int, hand_out_id: int) -> Given:
    """One act.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = HandOut.objects.select_related("pupil", "by", "copy").prefetch_related("records")
    row = rows.filter(id=hand_out_id, school_id=school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _given(row)


def kinds_given(record_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Per record what was handed over already, as values of `HandOut.Kind`; one query."""
    rows = HandOut.records.through.objects.filter(record_id__in=[*record_ids])
    found: dict[int, set[str]] = {}
    for record_id, kind in rows.values_list("record_id", "handout__kind"):
        found.setdefault(record_id, set()).add(kind)
    return {record_id: frozenset(kinds) for record_id, kinds in found.items()}


def _given(row: HandOut) -> Given:
    return Given(
        id=row.id,
        kind=HandOut.Kind(row.kind),
        pupil_id=row.pupil_id,
        pupil=row.pupil.name,
        relation=HandOut.Relation(row.relation).label,
        recipient=row.recipient,
        purpose=row.purpose,
        by=row.by.full_name,
        at=row.at,
        record_ids=tuple(sorted(record.pk for record in row.records.all())),
        copy_id=row.copy_id,
        symbol=row.copy.symbol if row.copy is not None else "",
        receipt_id=row.receipt_id,
    )
