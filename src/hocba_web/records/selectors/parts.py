"""Whom a record names as signers, and which parts of it can be opened again."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F

from hocba_web.assessment.parts import HOMEROOM
from hocba_web.records.models import Revision


class Named(NamedTuple):
    """One signer of the current revision."""

    slot: str
    personal_id: str
    subjects: tuple[str, ...]
    """Values of the subjects of that teacher's part; empty for homeroom teacher and head."""


def named_in(record_id: int) -> list[Named]:
    """Everybody whom the current revision names, in the order of signing."""
    current = Revision.objects.filter(record_id=record_id, number=F("record__revision"))
    found = current.values_list("signers", flat=True).first()
    return [Named(slot, person, tuple(subjects)) for slot, person, subjects in found or ()]


def parts_of(record_id: int) -> tuple[str, ...]:
    """Parts that can be opened: the subjects of the current revision in its order, then the homeroom's."""
    return (*(subject for one in named_in(record_id) for subject in one.subjects), HOMEROOM)
