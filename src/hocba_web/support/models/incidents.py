"""Security incidents and their 72-hour clock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """Something that may have harmed personal data; from its discovery the time to notify runs.

    Personal data: who found and managed it; whose data are concerned in words and numbers only; kept permanently.
    """

    class State(models.TextChoices):
        """Where it stands."""

        REPORTED = "reported", _("Vừa báo")
        OPEN = "open", _("Đang xử lý")
        DISMISSED = "dismissed", _("Không phải sự cố")
        CLOSED = "closed", _("Đã khép lại")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="incidents")
    what = models.CharField(max_length=2000)
    """What was seen, by whom reported."""
    found_at = models.DateTimeField()
    """When it was noticed; the clock runs from here. Aware, UTC."""
    reported_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.REPORTED)
    data_kinds = models.CharField(max_length=500, blank=True)
    """Which data: "họ tên, ngày sinh, điểm cuối năm"."""
    people = models.PositiveIntegerField(null=True, blank=True)
    """How many people are concerned, as far as known."""
    harm = models.CharField(max_length=1000, blank=True)
    measures = models.CharField(max_length=2000, blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)
    """When the specialised authority was notified."""
    families_told_at = models.DateTimeField(null=True, blank=True)
    managed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=2000, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return self.what[:60]


class IncidentEntry(models.Model):
    """One line of an incident's timeline.

    Personal data: who wrote; kept with the incident.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    text = models.CharField(max_length=2000)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
