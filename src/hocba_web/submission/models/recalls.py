"""Recalling records whose content is wrong, before the closing, and amending them after it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecallList(models.Model):
    """Records that the authority is asked to recall in one transaction, signed by the organisation's certificate.

    Personal data: who signed; the list names children and their identifiers; kept permanently.
    """

    class State(models.TextChoices):
        """How far it is."""

        APPROVED = "approved", _("Chờ ký danh sách")
        SENT = "sent", _("Đã gửi, chờ trả lời")
        JUDGED = "judged", _("Đã có trả lời")
        REFUSED = "refused", _("Cổng không nhận")
        DISSOLVED = "dissolved", _("Đã bỏ")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.APPROVED)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    content_digest = models.CharField(max_length=64)
    """SHA-256 over what the list says of each record, in order."""
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y %H:%M}"


class AmendmentPermit(models.Model):
    """A dated decision of the authority that lets the school amend closed records; without one nothing changes.

    Personal data: who recorded it; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    dated = models.DateField()
    body = models.CharField(max_length=150)
    """Who decided: "Sở Giáo dục và Đào tạo …"."""
    until = models.DateField()
    """Last day on which an amendment may be asked for under it."""
    evidence = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """Newest first; a number once a school."""

        ordering = ["-dated", "-id"]
        constraints = [models.UniqueConstraint(fields=["school", "number", "dated"], name="permit_once")]

    def __str__(self) -> str:
        return f"{self.number} ({self.dated:%d/%m/%Y})"


class Recall(models.Model):
    """Somebody asks to give up an issued record; the principal decides; where it was accepted, the authority too.

    Personal data: why a child's record was wrong, who asked and decided; kept permanently.
    """

    class Way(models.TextChoices):
        """Who else must agree."""

        WITHDRAW = "withdraw", _("Rút (chưa được tiếp nhận)")
        RECALL = "recall", _("Thu hồi (đã được tiếp nhận)")
        AMEND = "amend", _("Chỉnh lý (đã chốt)")

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Chờ hiệu trưởng quyết định")
        DENIED = "denied", _("Hiệu trưởng không đồng ý")
        GRANTED = "granted", _("Chờ ký danh sách thu hồi")
        SENT = "sent", _("Chờ Sở trả lời")
        REFUSED = "refused", _("Sở không đồng ý")
        DONE = "done", _("Đã thu hồi")

    OPEN = (State.ASKED, State.GRANTED, State.SENT)

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="recalls")
    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=500)
    parts = models.JSONField(default=list)
    """Parts to be opened for the replacement: subjects' values, "homeroom"; empty if only the register is wrong."""
    evidence = models.ForeignKey(
        "schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    """The principal's, where the request was denied."""
    decision = models.ForeignKey("schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    permit = models.ForeignKey(AmendmentPermit, on_delete=models.PROTECT, null=True, blank=True, related_name="recalls")
    listed_in = models.ForeignKey(RecallList, on_delete=models.PROTECT, null=True, blank=True, related_name="recalls")
    authority_code = models.CharField(max_length=60, blank=True)
    authority_text = models.CharField(max_length=2000, blank=True)
    """As received."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; one going on a record."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(state__in=("asked", "granted", "sent")),
                name="one_open_recall",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.state}"
