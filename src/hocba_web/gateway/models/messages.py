"""What came in: stored before it is judged, judged by jobs that may end at any moment and be begun again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.register.models import Recall, School


class Message(models.Model):
    """One transaction of type 1, 3 or 5, or an uploaded PDF; kept as received, login aside.

    Personal data: none in the row; its file holds records of pupils; kept permanently as evidence of receipt.
    """

    class Kind(models.TextChoices):
        """What was asked; the values are the kinds of `hocba.exchange.messages`."""

        SUBMIT = "submit", _("Gửi học bạ")
        RECALL = "recall", _("Xin thu hồi")
        CERTIFICATE = "register_certificate", _("Đăng ký chứng thư số")
        PDF = "upload_pdf", _("Gửi bản thể hiện")

    class State(models.TextChoices):
        """Where it stands."""

        STORED = "stored", _("Đã lưu, chờ xử lý")
        JUDGED = "judged", _("Đã xử lý")
        REFUSED = "refused", _("Từ chối cả gói")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="messages")
    message_id = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=Kind)
    digest = models.CharField(max_length=64)
    """`request_digest`: what the id is bound to."""
    school_year = models.PositiveSmallIntegerField()
    """`nam_hoc`: the year in which the school year begins."""
    content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the stored content; empty where the row says all."""
    reasons = models.JSONField(default=dict)
    """Of a recall: our extension, UUID -> reason."""
    received_at = models.DateTimeField()
    """Product clock, UTC."""
    state = models.CharField(max_length=10, choices=State, default=State.STORED)
    error = models.CharField(max_length=60, blank=True)
    """Why the whole was refused."""
    detail = models.CharField(max_length=300, blank=True)
    """Code of the finding behind it."""
    judge_after = models.DateTimeField()
    """Machine's clock: not judged, or not again, before this moment."""
    lease_until = models.DateTimeField(null=True, blank=True)
    """Machine's clock: somebody judges it until then; past and still stored, whoever did so is gone."""
    attempts = models.PositiveSmallIntegerField(default=0)
    judged_at = models.DateTimeField(null=True, blank=True)
    """Product clock, UTC."""

    class Meta:
        """An id once a school; what waits is found quickly."""

        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["school", "message_id"], name="gateway_message_once")]
        indexes = [
            models.Index(fields=["judge_after"], condition=models.Q(state="stored"), name="gateway_message_waits")
        ]

    def __str__(self) -> str:
        return f"{self.school_id}/{self.message_id} ({self.get_state_display()})"


class Item(models.Model):
    """One record of a submission, and what became of it.

    Personal data: pupil's name, code and personal ID, as the answer must repeat them; kept with the message.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending", _("Chờ xử lý")
        ACCEPTED = "accepted", _("Đã tiếp nhận")
        REFUSED = "refused", pgettext_lazy("state", "Từ chối")

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    """In the list, from 1."""
    uuid = models.UUIDField()
    pupil_code = models.CharField(max_length=150, blank=True)
    pupil_name = models.CharField(max_length=150, blank=True)
    personal_id = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    error = models.CharField(max_length=60, blank=True)
    field_title = models.CharField(max_length=150, blank=True)
    description = models.CharField(max_length=1000, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    """Codes of what disagrees with the roster, where that is only warned of."""

    class Meta:
        """In the order of the list."""

        ordering = ["message", "position"]
        constraints = [models.UniqueConstraint(fields=["message", "position"], name="gateway_item_once")]
        indexes = [
            models.Index(fields=["uuid"], name="gateway_item_of"),
            models.Index(fields=["error"], condition=models.Q(state="refused"), name="gateway_item_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}#{self.position} {self.uuid} ({self.get_state_display()})"


class RecallRequest(models.Model):
    """One record of a recall, and why it cannot be recalled, or the recall that the register keeps.

    Personal data: none but the number of a record; kept permanently.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="recalls")
    uuid = models.UUIDField()
    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    """What is decided about; None where it was refused at once."""
    error = models.CharField(max_length=60, blank=True)
    """Why it was refused at once."""
    decide_after = models.DateTimeField(null=True, blank=True)
    """Rehearsal: decided by the school's rule from this moment on (machine's clock); None: officers decide."""

    class Meta:
        """A record once a message."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "uuid"], name="gateway_recall_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.uuid}"


class SealedPdf(models.Model):
    """A sealed PDF that a school sent before its submission (our extension).

    Personal data: its file is a pupil's record; kept with the record, or until the school sends another.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pdfs")
    uuid = models.UUIDField()
    """Look-up UUID that it was sent for; whether it is that record's, judgement finds out."""
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        """The newest counts."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["school", "uuid"], name="gateway_pdf_of")]

    def __str__(self) -> str:
        return f"{self.uuid} {self.sha256[:8]}"
