"""What the look-up remembers: solved puzzles, and who may fetch which record for how long."""

from __future__ import annotations

from django.db import models


class Spent(models.Model):
    """A puzzle that was solved and used; it is not taken twice.

    Personal data: none; kept until the puzzle has expired.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the puzzle's signature."""
    until = models.DateTimeField(db_index=True)
    """Machine's clock, UTC: from then the puzzle is refused as expired."""

    def __str__(self) -> str:
        return self.digest[:8]


class Visit(models.Model):
    """A successful look-up, or an opened family link: for some minutes the files may be fetched, each once.

    Personal data: the record's UUID; kept a day.
    """

    token_hash = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the token in the page."""
    uuid = models.UUIDField()
    by_code = models.BooleanField()
    """By the five inputs: may hand out and withdraw family links; an opened link may not."""
    made_under = models.CharField(max_length=64, blank=True)
    """`code_mark` of the record when it began: a renewed code ends it."""
    taken = models.CharField(max_length=40, blank=True)
    """Kinds of file that were fetched, each between bars."""
    until = models.DateTimeField(db_index=True)
    """Machine's clock, UTC; so are the other times here."""

    def __str__(self) -> str:
        return f"{self.uuid} {self.taken}"


class FamilyLink(models.Model):
    """A link that a family hands to somebody: one record, some hours, withdrawn at will.

    Personal data: the record's UUID and when the link was opened; kept thirty days after it ended.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token; the token itself is shown once and kept nowhere."""
    uuid = models.UUIDField(db_index=True)
    made_under = models.CharField(max_length=64, blank=True)
    """`code_mark` of the code that the family had then: a renewed code ends what the old one made."""
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.uuid} {self.until:%d/%m/%Y %H:%M}"
