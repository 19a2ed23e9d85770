"""What the authority told the school, and who has read it."""

from __future__ import annotations

from django.db import models


class AuthorityMessage(models.Model):
    """One message of the authority as it came first; never changed.

    Personal data: none, as the authority is asked to name nobody; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    number = models.UUIDField()
    """The authority's; the same for every school it went to."""
    subject = models.CharField(max_length=150)
    text = models.TextField()
    """Plain text; lines are lines."""
    sent_at = models.DateTimeField()
    """As the authority says, UTC."""
    received_at = models.DateTimeField()
    """Product clock, UTC."""

    class Meta:
        """A number once a school; newest first."""

        ordering = ["-sent_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.number}"


class AuthorityMessageRead(models.Model):
    """Somebody opened a message for the first time.

    Personal data: who read what when; kept permanently, with the message.
    """

    message = models.ForeignKey(AuthorityMessage, on_delete=models.PROTECT, related_name="reads")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    """Product clock, UTC."""

    class Meta:
        """Once a person."""

        ordering = ["read_at", "id"]
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="told_read_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.user_id}"
