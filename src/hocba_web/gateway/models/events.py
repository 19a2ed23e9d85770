"""What happened, in order: only ever added. The authority's log is made of these."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One event: certificate decided, message received, record accepted, recall decided, group closed.

    Personal data: none, numbers and codes only; kept permanently (Decision 32/QĐ-THPĐ, chapter II art. 5(3)).
    """

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", "Nhận giao dịch"
        ACCEPTED = "accepted", "Tiếp nhận học bạ"
        CERTIFICATE = "certificate", "Quyết định về chứng thư số"
        RECALL = "recall", "Quyết định về thu hồi"
        CLOSED = "closed", "Chốt dữ liệu"
        CODE = "code", "Cấp mã xác nhận"

    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    """Product clock, UTC."""
    unit_code = models.CharField(max_length=40)
    uuid = models.UUIDField(null=True)
    """Of the record concerned."""
    details = models.JSONField(default=dict)
    """Codes, digests, numbers."""

    class Meta:
        """In order."""

        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y %H:%M}"
