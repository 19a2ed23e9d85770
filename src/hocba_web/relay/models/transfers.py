"""Transfers between schools: who asked, who released, what went along."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Transfer(models.Model):
    """A pupil's records on their way from one school to another (Decision 32/QĐ-THPĐ, chapter I art. 5(4)).

    Personal data: name, birth date and personal ID as the receiving school sent them; kept permanently with a transfer
    that was released, emptied when one ends without.
    """

    class State(models.TextChoices):
        """Whose turn it is; the values of `hocba.exchange.messages.TransferState`."""

        ASKED = "asked", _("Chờ trường đang giữ học bạ trả lời")
        RELEASED = "released", _("Đã đồng ý chuyển, chờ nhận")
        REFUSED = "refused", _("Không đồng ý chuyển")
        COLLECTED = "collected", _("Trường mới đã nhận")
        WITHDRAWN = "withdrawn", _("Trường mới đã rút")
        EXPIRED = "expired", _("Hết hạn")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    receiving = models.ForeignKey("register.School", on_delete=models.PROTECT, related_name="transfers_in")
    holding = models.ForeignKey(
        "register.School", on_delete=models.PROTECT, null=True, blank=True, related_name="transfers_out"
    )
    """None: nobody here holds such a pupil. The receiving school is not told."""
    application = models.CharField(max_length=150)
    """Number of the parents' application in the receiving school's books."""
    applied_on = models.DateField()
    grade = models.PositiveSmallIntegerField()
    asked_uuid = models.UUIDField(null=True, blank=True)
    """Of a record, where the receiving school named one."""
    asked_personal_id = models.CharField(max_length=12, blank=True)
    asked_name = models.CharField(max_length=150, blank=True)
    asked_born = models.DateField(null=True, blank=True)
    personal_id = models.CharField(max_length=12, blank=True)
    """Of the pupil whom the register found; empty: none."""
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    """Product clock, UTC; so are the other times."""
    due = models.DateField()
    """Last day of the holding school's three working days."""
    expires_on = models.DateField()
    """Last day, in Vietnam, on which it can be answered or collected."""
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    """Name of the holding school's principal, as that school sent it."""
    reason = models.CharField(max_length=500, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    """The first time."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; a school asks once with an application."""

        ordering = ["-id"]
        indexes = [
            models.Index(fields=["receiving", "state"], name="relay_receiving_state"),
            models.Index(fields=["holding", "state"], name="relay_holding_state"),
            models.Index(fields=["state", "expires_on"], name="relay_state_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.get_state_display()})"


class Document(models.Model):
    """A hand-over document of a year that is not over, added by the holding school; verified before it is kept.

    Personal data: its file holds a child's results to date; kept with the transfer.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="documents")
    media = models.CharField(max_length=3)
    """"xml" or "pdf"."""
    sha256 = models.CharField(max_length=64)
    uuid = models.CharField(max_length=36)
    """Of the document, as its signed bytes say."""
    added_at = models.DateTimeField()

    class Meta:
        """In the order of arrival; a file once."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["transfer", "sha256"], name="relay_document_once")]

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.media}"


class Said(models.Model):
    """A request that changed something, so that the same again changes nothing.

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey("register.School", on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    """SHA-256 of what was asked."""
    at = models.DateTimeField()

    class Meta:
        """An id stands for one content."""

        constraints = [models.UniqueConstraint(fields=["school", "message_id"], name="relay_said_once")]

    def __str__(self) -> str:
        return self.message_id
