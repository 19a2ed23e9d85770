"""What a manager was shown before approving."""

from __future__ import annotations

from django.db import models


class Seen(models.Model):
    """A revision of a record that somebody was shown on the approval pages.

    Personal data: who looked at which record and when; kept as long as the record, for it says what was approved by
    looking at it.
    """

    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    """Product clock, when that revision was shown first."""

    class Meta:
        """Each revision once a person."""

        constraints = [models.UniqueConstraint(fields=["record", "user", "revision"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.record_id} #{self.revision}"
