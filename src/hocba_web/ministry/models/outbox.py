"""The outbox to the warehouse: what is sent, under which message id, and what became of each record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.ministry.models.certificates import Certificate


class Message(models.Model):
    """One transaction of type 1, 3 or 5: one message id for one content, sent unchanged until it is answered.

    Personal data: which records went, by their UUIDs; kept permanently as the proof of what was reported when.
    """

    class Kind(models.IntegerChoices):
        """Type of the transaction (Công văn 2088/BGDĐT-GDTH, part II and appendix 3)."""

        REPORT = 1, _("Báo cáo học bạ")
        CERTIFICATE = 3, _("Đăng ký chứng thư số")
        RECALL = 5, pgettext_lazy("kind", "Đề nghị thu hồi")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        UNKNOWN = "unknown", _("Đã gửi, chưa rõ kho đã nhận")
        ANSWERED = "answered", _("Kho đã nhận, chờ kết quả")
        SETTLED = "settled", _("Đã có kết quả")
        REFUSED = "refused", _("Kho không nhận")

    GOING = (State.WAITING, State.SENDING, State.UNKNOWN, State.ANSWERED)

    kind = models.PositiveSmallIntegerField(choices=Kind)
    message_id = models.CharField(max_length=60, unique=True)
    content_digest = models.CharField(max_length=64)
    """SHA-256 of what is asked, fixed before the first attempt."""
    school_year = models.PositiveSmallIntegerField()
    """nam_hoc: the calendar year in which the school year begins."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the stored signed list; empty for a certificate."""
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="messages")
    """With which the list is signed, or which is registered."""
    records = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True, blank=True)
    """Of the list's signature."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """None: the clock, by the arrangement."""
    made_at = models.DateTimeField()
    """Product clock, UTC, as `answered_at` and `settled_at`."""
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    next_at = models.DateTimeField()
    """Real time, as of leases: before it nobody asks again."""
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=32, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    """How often it was sent, or its result asked for, without the next answer."""
    problem = models.CharField(max_length=60, blank=True)
    """Code of what the last attempt met; empty if it worked."""
    problem_params = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_code = models.CharField(max_length=150, blank=True)
    """As received."""
    answer_text = models.CharField(max_length=2000, blank=True)
    """As received."""
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "next_at"], name="ministry_message_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(kind=3, state__in=("waiting", "sending", "unknown", "answered")),
                name="ministry_certificate_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"


class Line(models.Model):
    """One record in a report, and what the warehouse said of it.

    Personal data: none but the record's UUID; kept permanently.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Chờ kết quả")
        ACCEPTED = "accepted", _("Kho đã nhận")
        REFUSED = "refused", _("Kho từ chối")

    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    """None: it could not go at all, `error` says why."""
    uuid = models.UUIDField()
    school = models.ForeignKey("register.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error = models.CharField(max_length=150, blank=True)
    """As received; or our own code where it could not go."""
    error_field_title = models.CharField(max_length=300, blank=True)
    error_text = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    """Product clock, UTC."""
    dealt_at = models.DateTimeField(null=True, blank=True)
    """Of a refused one: when an officer let it go again."""

    class Meta:
        """In order of the list; a record is under way or taken once."""

        ordering = ["message_id", "position", "id"]
        indexes = [
            models.Index(fields=["uuid"], name="ministry_line_uuid"),
            models.Index(fields=["state", "school_year"], name="ministry_line_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uuid"], condition=models.Q(state__in=("waiting", "accepted")), name="ministry_line_once"
            ),
            models.UniqueConstraint(
                fields=["uuid"],
                condition=models.Q(state="refused", dealt_at=None),
                name="ministry_line_refused_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} ({self.get_state_display()})"
