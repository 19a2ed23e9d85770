"""Who may send: logins of schools and the certificates that the authority approved for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.register.models import School


class Access(models.Model):
    """A school's login to the exchange, and how strictly its records are compared with the sector's roster.

    Personal data: none; kept as long as records of the school are.
    """

    class Comparing(models.TextChoices):
        """What happens to a record that disagrees with the roster."""

        OFF = "off", _("Không đối chiếu")
        WARN = "warn", _("Đối chiếu, chỉ cảnh báo")
        ENFORCE = "enforce", _("Đối chiếu, từ chối khi lệch")

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="access")
    user_name = models.CharField(max_length=150)
    password = models.CharField(max_length=200)
    """Slow hash (Django's hashers) of the SHA-256 that travels; the password itself is nowhere."""
    token = models.CharField(max_length=64)
    """SHA-256 of the token, which is random."""
    active = models.BooleanField(default=True)
    comparing = models.CharField(max_length=10, choices=Comparing, default=Comparing.OFF)
    given_at = models.DateTimeField()
    """When this login was told; product clock, UTC."""

    def __str__(self) -> str:
        return f"{self.school_id} {self.user_name}"


class Certificate(models.Model):
    """An organisation certificate that a school registered (transaction type 3).

    Personal data: none; kept permanently, as evidence of what was accepted under it.
    """

    class Status(models.TextChoices):
        """What was decided."""

        PENDING = "pending", _("Chờ phê duyệt")
        APPROVED = "approved", _("Đã phê duyệt")
        REFUSED = "refused", _("Không phê duyệt")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="certificates")
    serial_number = models.CharField(max_length=64)
    """Upper-case hexadecimal."""
    sha256 = models.CharField(max_length=64)
    """Of the certificate in DER, hexadecimal."""
    chain = models.TextField()
    """PEM as registered."""
    signature_kind = models.CharField(max_length=150)
    """`ma_kieu_chu_ky` as received."""
    issuer = models.CharField(max_length=300)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    registered_at = models.DateTimeField()
    """Product clock, UTC."""
    decide_after = models.DateTimeField(null=True, blank=True)
    """Rehearsal: approved by itself from this moment on (machine's clock); None: two officers decide."""
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why it was refused."""

    class Meta:
        """A certificate once a school."""

        ordering = ["-registered_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["school", "sha256"], name="gateway_certificate_once")]
        indexes = [
            models.Index(fields=["registered_at"], condition=models.Q(status="pending"), name="gateway_cert_waits")
        ]

    def __str__(self) -> str:
        return f"{self.serial_number} ({self.get_status_display()})"
