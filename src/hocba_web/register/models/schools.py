"""The schools whose records the authority holds."""

from __future__ import annotations

from django.db import models


class School(models.Model):
    """A school under this authority.

    Personal data: none; kept as long as records of the school are.
    """

    code = models.CharField(max_length=40, unique=True)
    """`ma_don_vi` of the exchange, which is the MA_TRUONG of its records."""
    name = models.CharField(max_length=200)
    """As on its certificate (O)."""
    area_code = models.CharField(max_length=20, blank=True)
    """Code of the ward, commune or other area it lies in; officers may be named for some areas only."""
    area_name = models.CharField(max_length=150, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        """By code."""

        ordering = ["code"]
        indexes = [models.Index(fields=["area_code"], name="register_school_area")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
