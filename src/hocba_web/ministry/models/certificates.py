"""The Sở's certificate as the warehouse knows it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """The Sở's organisation certificate, registered at the warehouse, which takes lists signed with approved ones.

    Personal data: none; kept permanently.
    """

    class Status(models.TextChoices):
        """What the ministry says."""

        PENDING = "pending", _("Chờ Bộ phê duyệt")
        APPROVED = "approved", _("Bộ đã phê duyệt")
        REFUSED = "refused", _("Bộ không phê duyệt")

    serial = models.CharField(max_length=64)
    """Upper-case hexadecimal."""
    sha256 = models.CharField(max_length=64, unique=True)
    """Of the certificate (DER)."""
    chain = models.TextField()
    """PEM: the certificate, then its issuers without the root."""
    organisation = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    registered_at = models.DateTimeField()
    """Product clock, UTC."""
    decided_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=150, blank=True)
    """As received."""
    error_text = models.CharField(max_length=2000, blank=True)
    """As received."""

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.serial} ({self.get_status_display()})"
