"""Tables of the ground: signs of life, and how often something was tried."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When something that should run all the time last did.

    Personal data: none; only the last time is kept.
    """

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    """The machine's clock, UTC."""

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Effort(models.Model):
    """How often something was tried within one window of time.

    Personal data: a keyed hash of a network address or of a typed identifier, which nobody reads back; kept two hours.
    """

    key = models.CharField(max_length=64, primary_key=True)
    """Keyed hash of what is counted and of the window."""
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
    """Machine's clock, UTC: when the window ends."""

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
