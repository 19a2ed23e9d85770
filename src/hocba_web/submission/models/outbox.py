"""The outbox: what is sent to the gateway, under which message id, and how far it got."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.submission.models.packages import Package
from hocba_web.submission.models.recalls import RecallList


class Message(models.Model):
    """One transaction of type 1, 3 or 5: one message id for one content, sent unchanged until it is answered.

    Personal data: which records went or were asked about; kept permanently as the proof of what was reported when.
    """

    class Kind(models.IntegerChoices):
        """Type of the transaction (Công văn 2088/BGDĐT-GDTH, part II)."""

        SUBMIT = 1, _("Gửi học bạ")
        CERTIFICATE = 3, _("Đăng ký chứng thư số")
        RECALL = 5, _("Đề nghị thu hồi")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        UNKNOWN = "unknown", _("Đã gửi, chưa rõ cổng đã nhận")
        ANSWERED = "answered", _("Cổng đã nhận, chờ kết quả")
        SETTLED = "settled", _("Đã có kết quả")
        REFUSED = "refused", _("Cổng không nhận")
        GIVEN_UP = "given_up", _("Tạm ngừng")

    GOING = (State.WAITING, State.SENDING, State.UNKNOWN, State.ANSWERED)

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    message_id = models.CharField(max_length=60, unique=True)
    content_digest = models.CharField(max_length=64)
    """SHA-256 of the content as sent, lower-case hexadecimal: fixed before the first attempt."""
    year_first = models.PositiveSmallIntegerField()
    """nam_hoc: the calendar year in which the school year begins."""
    package = models.OneToOneField(Package, on_delete=models.PROTECT, null=True, blank=True, related_name="message")
    recall_list = models.OneToOneField(
        RecallList, on_delete=models.PROTECT, null=True, blank=True, related_name="message"
    )
    certificate = models.ForeignKey(
        "signatures.Certificate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    """Product clock, as `answered_at` and `settled_at`."""
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
    answer_code = models.CharField(max_length=60, blank=True)
    """As received."""
    answer_text = models.CharField(max_length=2000, blank=True)
    """As received."""
    settled_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Oldest first; one thing each."""

        ordering = ["id"]
        indexes = [models.Index(fields=["state", "next_at"], name="message_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=1, package__isnull=False)
                | models.Q(kind=3, certificate__isnull=False)
                | models.Q(kind=5, recall_list__isnull=False),
                name="message_has_its_thing",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(state__in=("waiting", "sending", "unknown", "answered", "given_up")),
                name="certificate_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
