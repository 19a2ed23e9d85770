"""Workbooks taken in: uploaded, read, compared, applied, perhaps undone."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """The workbooks that somebody uploaded together.

    Personal data: who uploaded; kept as long as its runs.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="import_batches")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=40)
    """In which capacity (`Actor.capacity`): what may be imported depends on it."""
    at = models.DateTimeField()
    turned_away = models.JSONField(default=list)
    """Files that were no workbooks and were not kept: [[name, code, params]]."""
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who asked to apply all of them in order."""
    asked_capacity = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    seen = models.JSONField(default=dict)
    """What that person had seen then: digest of the differences by run."""
    done_at = models.DateTimeField(null=True, blank=True)
    """When the last of them was tried; empty while it goes on."""

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%d/%m/%Y %H:%M}"


class ImportRun(models.Model):
    """One workbook on its way into the register or the results.

    Personal data: the workbook's rows while it is being judged, values before and after; kept with the file as evidence
    of what was imported.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ đọc")
        READING = "reading", _("Đang đọc")
        READ = "read", _("Chờ áp dụng")
        REFUSED = "refused", _("Không nhận được")
        APPLIED = "applied", _("Đã áp dụng")
        UNDONE = "undone", _("Đã hoàn tác")
        DROPPED = "dropped", _("Đã bỏ")

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="runs")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="import_runs")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    """Of the file as uploaded, cleaned, with its folder where one was sent."""
    file = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, related_name="+")
    repaired = models.ForeignKey(
        "schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The corrected workbook that comes back."""
    kind = models.CharField(max_length=20, blank=True)
    """What it is, `hocba_web.intake.kinds.FileKind`; empty while unread or not recognised."""
    moment = models.CharField(max_length=4, blank=True)
    """gk1, ck1, gk2, cn for results, comments and health."""
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    class_name = models.CharField(max_length=10, blank=True)
    """The class of a comment workbook."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often reading was begun; a file that ends the reader again and again is given up."""
    outcome = models.JSONField(default=dict)
    """What reading found: counts, cells with code and sentence, the refusal of a whole file."""
    preview = models.JSONField(default=dict)
    """Differences against the database when it was last compared, and their digest."""
    compared_for = models.CharField(max_length=60, blank=True)
    """Whose differences they are: account and capacity."""
    compared_at = models.DateTimeField(null=True, blank=True)
    left = models.JSONField(null=True, blank=True)
    """Why applying all in order left this one alone: [code, params]."""
    applied = models.JSONField(default=list)
    """What applying changed, `Change` by `Change`: what undoing puts back."""
    applied_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=list)
    """Cells that undoing left as they are because they were changed since."""

    class Meta:
        """In the order of upload."""

        ordering = ["id"]
        indexes = [models.Index(fields=["school", "-applied_at"], name="import_by_school")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"
