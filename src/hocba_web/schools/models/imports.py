"""Workbooks taken in: uploaded, previewed, applied, perhaps undone."""

from __future__ import annotations

from django.db import models

from hocba_web.schools.models.papers import Attachment
from hocba_web.schools.models.school import School, SchoolYear


class ImportRun(models.Model):
    """One workbook on its way into the register or the results.

    Personal data: the workbook's rows while it is being judged; the file is kept as evidence of what was imported.
    """

    class State(models.TextChoices):
        """Where it stands."""

        READING = "reading", "Đang đọc"
        READ = "read", "Chờ áp dụng"
        REFUSED = "refused", "Không đọc được"
        APPLYING = "applying", "Đang áp dụng"
        APPLIED = "applied", "Đã áp dụng"
        UNDONE = "undone", "Đã hoàn tác"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="imports")
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """What it is: pupils, staff, classes, assignments, results, comments, summary, health, supplementary, history."""
    moment = models.CharField(max_length=4, blank=True)
    """gk1, ck1, gk2, cn for results."""
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    repaired = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The corrected workbook that comes back."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    outcome = models.JSONField(default=dict)
    """What the core's reader found: counts, rejected cells, warnings; the same keys as `hocba check --json`."""
    preview = models.JSONField(default=dict)
    """Differences against the database: new, changed (field, before, after), unchanged, missing."""
    undo = models.JSONField(default=dict)
    """What must be put back to undo it."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.file} ({self.get_state_display()})"
