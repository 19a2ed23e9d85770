"""The principal's regular checks (Decision 32/QĐ-THPĐ, art. 12(1), 12(2), 6(8))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Check(models.Model):
    """One check: a sample drawn once and stored, ticked off pupil by pupil.

    Personal data: who checked; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="checks")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="checks")
    period = models.CharField(max_length=3)
    """The moment looked at: a value of `Moment`."""
    subject = models.CharField(max_length=150)
    """What is looked at, in words."""
    per_class = models.PositiveSmallIntegerField()
    """Pupils drawn a class."""
    started_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    closed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    summary = models.CharField(max_length=2000, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return self.subject


class CheckItem(models.Model):
    """One pupil of the sample.

    Personal data: that a pupil's results were checked, with a note about the entries; kept permanently.
    """

    class Verdict(models.TextChoices):
        """What was found."""

        OPEN = "", _("Chưa kiểm tra")
        FINE = "fine", _("Đạt")
        MEND = "mend", _("Cần sửa")

    check_run = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="items")
    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=4, choices=Verdict.choices, blank=True)
    part = models.CharField(max_length=20, blank=True)
    """What is to be mended: a subject's value or "homeroom"."""
    note = models.CharField(max_length=500, blank=True)
    told = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="check_notes")
    """The teacher who was told."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Once a check and pupil."""

        ordering = ["enrolment__school_class__grade", "enrolment__school_class__name", "enrolment__number", "id"]
        constraints = [models.UniqueConstraint(fields=["check_run", "enrolment"], name="drawn_once")]

    def __str__(self) -> str:
        return f"{self.check_run_id}/{self.enrolment_id}"
