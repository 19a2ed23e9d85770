"""Closing ("chốt") of a group."""

from __future__ import annotations

from django.db import models

from hocba_web.submission.models.packages import GROUPS


class Closing(models.Model):
    """The principal confirms that a group is complete, or what is missing in it; the register then closes it.

    Personal data: who confirmed, and which records were missing then; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=5, choices=GROUPS)
    confirmed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty where the register closed a group that nobody had confirmed."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(default=dict)
    """Counts by state and class, and enrolments that were missing, as the principal saw them."""
    note = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    """Real time, of the last question to the register."""
    finalised_at = models.DateTimeField(null=True, blank=True)
    """As the register says; never set by the school."""
    problem = models.CharField(max_length=60, blank=True)
    """Code of what the last question met."""

    class Meta:
        """Once a group."""

        ordering = ["year", "group"]
        constraints = [models.UniqueConstraint(fields=["year", "group"], name="closed_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.group}"
