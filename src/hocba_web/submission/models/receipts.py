"""Receipts of accepted records."""

from __future__ import annotations

from django.db import models

from hocba_web.submission.models.packages import PackageLine


class Receipt(models.Model):
    """The proof that the authority accepted a record, whole as it came, and the family's code until it is handed out.

    Personal data: identifiers of a child's record; the receipt is kept permanently, the code only until it is handed
    out.
    """

    record = models.OneToOneField("records.Record", on_delete=models.PROTECT, related_name="receipt")
    line = models.OneToOneField(PackageLine, on_delete=models.PROTECT, related_name="receipt")
    accepted_at = models.DateTimeField()
    """As the gateway says."""
    received_at = models.DateTimeField()
    """Product clock."""
    body = models.TextField(blank=True)
    """JSON as received; empty from a gateway without signed receipts."""
    signed = models.BooleanField(default=False)
    """Whether `body` carries a signature of the authority that was verified."""
    code_sealed = models.TextField(blank=True)
    """The confirmation code, sealed under the installation's secret; empty once it was handed out."""
    code_given_at = models.DateTimeField(null=True, blank=True)
    """Product clock, of the last handing-out."""
    code_asked_at = models.DateTimeField(null=True, blank=True)
    """Product clock, when another code was asked for that has not come yet."""
    code_asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.record} {self.accepted_at:%d/%m/%Y %H:%M}"
