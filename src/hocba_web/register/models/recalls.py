"""What schools ask to have recalled."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.register.models.closing import Prepared
from hocba_web.register.models.records import Number


class Recall(models.Model):
    """One record that its school asks to recall (Công văn 2088/BGDĐT-GDTH, part II.2, types 5 and 6).

    Personal data: none but the link to a record, and the reason as the school worded it; kept permanently.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ quyết định")
        MINISTRY = "ministry", _("Sở đồng ý, chờ Bộ")
        AGREED = "agreed", pgettext_lazy("state", "Đồng ý")
        REFUSED = "refused", pgettext_lazy("state", "Không đồng ý")

    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="recalls")
    message_id = models.CharField(max_length=150)
    """Of the school's request."""
    reason = models.CharField(max_length=500, blank=True)
    requested_at = models.DateTimeField()
    """Product clock, UTC; so is `decided_at`."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    prepared = models.ForeignKey(Prepared, on_delete=models.PROTECT, null=True, blank=True, related_name="recalls")
    """The preparation that decides or decided it; None until an officer prepared it, and where a rule decided."""
    answer = models.CharField(max_length=500, blank=True)
    """What the school is told."""
    decided_at = models.DateTimeField(null=True, blank=True)
    """When it was agreed or refused for good."""

    class Meta:
        """Oldest first; a record once at a time."""

        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(state__in=["waiting", "ministry"]),
                name="register_recall_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=models.Q(state__in=["waiting", "ministry"]),
                name="register_recall_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number_id} ({self.get_state_display()})"
