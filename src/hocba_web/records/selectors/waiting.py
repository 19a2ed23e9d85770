"""Who has not signed yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hocba.lifecycle import State
from hocba.model import Subject
from hocba_web.records.models import Record, Revision, Signature
from hocba_web.records.selectors.standing import Standing, of_records
from hocba_web.schools.selectors.signers import Signer, staff_by_personal_id

SIGNING = (State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED)
"""States in which a person's signature is awaited."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One empty slot of a record."""

    record: Standing
    slot: str
    """GVBM, GVCN or CBQL."""
    personal_id: str
    """Of whom the record names for it."""
    name: str
    """As the staff list has it; empty for somebody it does not know."""
    staff_id: int | None
    user_id: int | None
    subjects: tuple[Subject, ...]
    """GVBM: the subjects of that teacher's part; else empty."""
    is_turn: bool
    """Whether everything that must be signed before is signed."""

    @property
    def person(self) -> str:
        """Holder of the slot as signatures name it: the personal ID where the slot repeats, else empty."""
        return self.personal_id if self.subjects else ""


def missing_signers(
    *, year_id: int | None = None, class_id: int | None = None, class_ids: Collection[int] | None = None
) -> tuple[Missing, ...]:
    """Empty slots of all records of a year or class that are being signed: by class and list, in the order of signing.

    Five queries, however many records.
    """
    rows = Record.objects.filter(state__in=[state.value for state in SIGNING])
    if class_id is not None:
        rows = rows.filter(school_class_id=class_id)
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    if year_id is not None:
        rows = rows.filter(school_class__year_id=year_id)
    return missing_of(list(rows.values_list("id", flat=True)))


def missing_of(record_ids: Collection[int]) -> tuple[Missing, ...]:
    """Empty slots of some records, whatever their state."""
    standings = of_records(record_ids)
    named = _named(standings)
    filled = _filled(record_ids)
    empty = [
        (one, entry)
        for one in standings
        for entry in named.get(one.record_id, ())
        if not _is_filled(filled.get((one.record_id, one.revision), frozenset()), entry)
    ]
    schools = {one.school_id for one, _ in empty}
    staff = {
        school_id: staff_by_personal_id(school_id, {entry[1] for one, entry in empty if one.school_id == school_id})
        for school_id in schools
    }
    return tuple(_missing(empty, staff))


def _named(standings: Collection[Standing]) -> Mapping[int, list[Any]]:
    current = {one.record_id: one.revision for one in standings}
    rows = Revision.objects.filter(record_id__in=list(current)).values_list("record_id", "number", "signers")
    return {record_id: signers for record_id, number, signers in rows if current[record_id] == number}


def _filled(record_ids: Collection[int]) -> Mapping[tuple[int, int], frozenset[tuple[str, str]]]:
    found: dict[tuple[int, int], set[tuple[str, str]]] = {}
    rows = Signature.objects.filter(revision__record_id__in=record_ids)
    for record_id, number, slot, person in rows.values_list(
        "revision__record_id", "revision__number", "slot", "person"
    ):
        found.setdefault((record_id, number), set()).add((slot, person))
    return {key: frozenset(slots) for key, slots in found.items()}


def _is_filled(filled: frozenset[tuple[str, str]], entry: list[Any]) -> bool:
    slot, personal_id, _ = entry
    return (slot, personal_id) in filled or (slot, "") in filled


def _missing(
    empty: Collection[tuple[Standing, list[Any]]], staff: Mapping[int, Mapping[str, Signer]]
) -> Iterator[Missing]:
    first: dict[int, str] = {}
    for one, (slot, personal_id, subjects) in empty:
        # Slots come in the order of signing: whatever is not of the first empty one's kind must wait for it.
        turn = first.setdefault(one.record_id, slot)
        person = staff[one.school_id].get(personal_id)
        yield Missing(
            record=one,
            slot=slot,
            personal_id=personal_id,
            name=person.name if person else "",
            staff_id=person.staff_id if person else None,
            user_id=person.user_id if person else None,
            subjects=tuple(Subject(subject) for subject in subjects),
            is_turn=slot == turn,
        )
