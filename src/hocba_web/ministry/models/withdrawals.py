"""Records that the warehouse has and that the register recalls or replaced."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.ministry.models.outbox import Message


class Withdrawal(models.Model):
    """The recall of a reported record at the ministry; an officer's recall waits for it.

    Personal data: none but the record's UUID and a reason in words; kept permanently.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Chờ gửi Bộ")
        ASKED = "asked", _("Chờ Bộ trả lời")
        HELD = "held", _("Kho không nhận danh sách")
        AGREED = "agreed", _("Bộ đồng ý thu hồi")
        REFUSED = "refused", _("Bộ không đồng ý")

    OPEN = (State.WAITING, State.ASKED, State.HELD)

    uuid = models.UUIDField()
    school_year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    """Product clock, UTC."""
    binding = models.BooleanField(default=True)
    """Whether a decision of the register waits for it; False: the register recalled or replaced it already."""
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawals")
    error = models.CharField(max_length=150, blank=True)
    """As received."""
    error_text = models.CharField(max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Oldest first; one at a time a record."""

        ordering = ["id"]
        indexes = [models.Index(fields=["uuid"], name="ministry_withdrawal_uuid")]
        constraints = [
            models.UniqueConstraint(
                fields=["uuid"],
                condition=models.Q(state__in=("waiting", "asked", "held")),
                name="ministry_withdrawal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid} ({self.get_state_display()})"
