"""Whether reports go by themselves: a dated decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Arrangement(models.Model):
    """From a day on, reports go by themselves or only when an officer sends them; the newest that has begun counts.

    Personal data: who set it; kept permanently.
    """

    automatic = models.BooleanField()
    decision = models.CharField(max_length=150)
    """Number and date of the decision."""
    valid_from = models.DateField()
    """First day, in Vietnam."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    """Product clock, UTC."""

    class Meta:
        """Newest first."""

        ordering = ["-valid_from", "-id"]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.automatic}"
