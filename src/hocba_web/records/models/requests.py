"""What people ask for before issue: unlocking, cancelling, giving back; by different people."""

from __future__ import annotations

from django.db import models

from hocba.lifecycle import Role
from hocba_web.records.models.record import Record


class _Asked(models.Model):
    """Asked by one person, decided by another."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="%(class)ss")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    """The role in which they asked: the life of a record names who may."""
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    """None while it waits. False decided by the asker: taken back."""
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey("schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Shared columns only."""

        abstract = True


class Unlocking(_Asked):
    """Entries of a record that is not issued yet are opened again (Decision 32/QĐ-THPĐ, art. 6(6)(c), art. 10(b)).

    Personal data: who asked, decided and executed, and why; kept permanently.
    """

    executed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    executed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField()
    """The revision that is given up."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the record was initialised again."""

    class Meta:
        """One at a time for a record."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(settled_at__isnull=True) & (models.Q(granted__isnull=True) | models.Q(granted=True)),
                name="one_open_unlocking",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}"


class UnlockingPart(models.Model):
    """A part that an unlocking opens: a subject's value, or "homeroom".

    Personal data: part of who asked for what; kept permanently.
    """

    unlocking = models.ForeignKey(Unlocking, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=20)
    done_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    """When whoever answers for the part said that it is corrected."""

    class Meta:
        """A part once."""

        constraints = [models.UniqueConstraint(fields=["unlocking", "part"], name="unlocking_part_once")]

    def __str__(self) -> str:
        return self.part


class Cancellation(_Asked):
    """A record is given up before issue, by two people.

    Personal data: who asked and decided, and why; kept permanently.
    """

    class Meta:
        """One at a time for a record."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(granted__isnull=True), name="one_open_cancellation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}"


class Return(models.Model):
    """The principal gives a record back with a note, to the person whose part it is (Decision 32/QĐ-THPĐ, art. 6(9)).

    Personal data: a note about a child's record; kept permanently.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="returns")
    revision = models.PositiveIntegerField()
    part = models.CharField(max_length=20)
    """A subject's value, or "homeroom"."""
    to_staff = models.ForeignKey("schools.Staff", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    unlocking = models.ForeignKey(Unlocking, on_delete=models.PROTECT, null=True, blank=True, related_name="returns")
    """The unlocking that the note led to; giving back is the principal's decision, so it is granted at once."""
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.record} {self.part}"
