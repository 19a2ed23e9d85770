"""Tables of traces: entries that are only ever added, and the chain that makes a change visible.

Triggers of the database refuse UPDATE, DELETE and TRUNCATE (`triggers.py`). Nothing here points at another table, so
that no cascade reaches a trace and audit stands below every other application. Its own references are not checked by
the database: nothing is deleted, inserts stay cheap, and `audit verify` finds what is missing.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models


class Kind(models.TextChoices):
    """What sort of thing an entry tells."""

    ACT = "act"
    """Something was written or handed out."""
    VIEW = "view"
    """Personal data were read."""
    REFUSAL = "refusal"
    """Something was asked for and refused."""


class Entry(models.Model):
    """One trace: who did, saw or was refused what, in which capacity, when.

    Personal data: numbers of account, class and pupils, never a name or a text somebody typed; kept permanently
    (Decision 32/QĐ-THPĐ, chapter II art. 5(3), art. 12(1)).
    """

    uuid = models.UUIDField(unique=True)
    at = models.DateTimeField()
    """Product clock, UTC."""
    real_at = models.DateTimeField()
    """The machine's clock, UTC."""
    school_id = models.BigIntegerField(null=True)
    """None where no school is concerned; number 0 of the chains."""
    user_id = models.BigIntegerField(null=True)
    """None where nobody acted: clock and jobs."""
    role = models.CharField(max_length=30, blank=True)
    """Value of the capacity's role; empty without one."""
    kind = models.CharField(max_length=8, choices=Kind)
    action = models.CharField(max_length=80)
    """"<application>.<object>.<verb>"; worded in the application's `traces.py`."""
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=64)
    code = models.CharField(max_length=60, blank=True)
    """Code of a refusal."""
    details_json = models.TextField()
    """Canonical JSON. Text, not the database's JSON type: what is hashed is what is stored."""
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        """Ways in: newest of a school, of a person, of an action, of a thing, of a day."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school_id", "id"], name="audit_entry_school"),
            models.Index(fields=["school_id", "at"], name="audit_entry_day"),
            models.Index(fields=["school_id", "user_id", "id"], name="audit_entry_person"),
            models.Index(fields=["school_id", "subject_kind", "subject_id", "id"], name="audit_entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"

    @property
    def details(self) -> dict[str, Any]:
        """What was recorded beside: codes, counts, numbers."""
        found: dict[str, Any] = json.loads(self.details_json)
        return found


class EntryPupil(models.Model):
    """A pupil whose data one entry touched: the index for "who saw this child's data".

    Personal data: number of the pupil; kept as long as the entry.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.DO_NOTHING, related_name="pupils", db_index=False, db_constraint=False
    )
    pupil_id = models.BigIntegerField()

    class Meta:
        """Once an entry; found from the pupil."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "pupil_id"], name="audit_entry_pupil_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["pupil_id", "entry"], name="audit_pupil_entries")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.pupil_id}"


class Link(models.Model):
    """The place of one entry in its school's chain.

    Personal data: none; kept permanently.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, primary_key=True, related_name="link", db_constraint=False
    )
    chain = models.BigIntegerField()
    """Number of the school; 0 for entries of none."""
    seq = models.BigIntegerField()
    """1, 2, 3 ... without a gap."""
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """One entry a place."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_link_place")
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq}"


class Checkpoint(models.Model):
    """The head of a chain at one time, also written to a file that is kept elsewhere.

    Personal data: none; kept permanently.
    """

    chain = models.BigIntegerField()
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    """The machine's clock, UTC."""

    class Meta:
        """Newest of a chain first."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["chain", "seq"], name="audit_checkpoint_chain")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq} {self.at}"


class Pending(models.Model):
    """An entry that waits for its place in the chain; a trigger fills this table, the sequencer empties it.

    Personal data: none; kept until chained.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.pk)
