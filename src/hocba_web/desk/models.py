"""Messages of the authority to schools."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from hocba_web.register.models import School


class Message(models.Model):
    """What an officer told one school, several, or all of some areas. Append-only.

    Personal data: the officer who wrote it, and whatever the text names; kept five years.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=150)
    text = models.CharField(max_length=4000)
    areas = models.JSONField(default=list, blank=True)
    """Codes of the areas it was sent to as a whole; empty: to single schools, or to everybody."""
    to_all = models.BooleanField(default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    """Product clock, UTC."""
    schools: models.ManyToManyField[School, Delivery] = models.ManyToManyField(School, through="Delivery")

    class Meta:
        """Newest first."""

        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """A message for one school.

    Personal data: none; kept as long as the message.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="deliveries")
    fetched_at = models.DateTimeField(null=True, blank=True)
    """When the school's software took it for the first time."""

    class Meta:
        """A school once a message; found by school, newest first."""

        constraints = [models.UniqueConstraint(fields=["message", "school"], name="desk_delivery_once")]
        indexes = [models.Index(fields=["school", "-id"], name="desk_delivery_of_school")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.school_id}"
