"""What people are told in the site."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One line for one person, with a place to go.

    Personal data: none of pupils; who was told what; deleted after a year, read or not.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    """What happened: "schools.assignment.approved"."""
    text = models.CharField(max_length=300)
    """In Vietnamese, without names of pupils."""
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.kind
