"""The only table of the ground: signs of life."""

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
