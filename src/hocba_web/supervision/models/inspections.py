"""Inspections from above: who may look at what, from when to when (Decision 32/QĐ-THPĐ, art. 12(3))."""

from __future__ import annotations

from django.db import models


class Inspection(models.Model):
    """One inspection the principal opened; its inspectors read within its scope and change nothing.

    Personal data: names of the inspecting body's people in the text; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="inspections")
    body = models.CharField(max_length=200)
    """Who inspects: "Đoàn kiểm tra Sở GDĐT"."""
    reason = models.CharField(max_length=500)
    number = models.CharField(max_length=40)
    """Of the decision it rests on."""
    dated = models.DateField()
    whole_school = models.BooleanField(default=True)
    classes = models.JSONField(default=list)
    """Ids of the classes in scope; empty where it is the whole school."""
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """Ended by the principal, perhaps early; empty while it runs or has simply run out."""
    conclusion = models.CharField(max_length=2000, blank=True)
    minutes = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="inspection_not_empty")
        ]

    def __str__(self) -> str:
        return self.body


class Inspector(models.Model):
    """One account of an inspection.

    Personal data: who inspected; kept permanently.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspectors")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=150, blank=True)

    class Meta:
        """Once an inspection."""

        constraints = [models.UniqueConstraint(fields=["inspection", "user"], name="inspector_once")]

    def __str__(self) -> str:
        return str(self.user)
