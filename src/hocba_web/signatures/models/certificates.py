"""Certificates of people and of the school, and the evidence that they were good when used."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Certificate(models.Model):
    """A certificate that somebody, or the school, signs with; replaced ones stay, for what they signed stays.

    Personal data: name and personal ID of the holder; kept permanently, for signatures must stay explainable.
    """

    class Holder(models.TextChoices):
        """Whose it is."""

        PERSON = "person", _("Cá nhân")
        ORGANISATION = "organisation", _("Cơ quan, tổ chức")

    class Way(models.TextChoices):
        """How its key is reached."""

        PKCS12 = "pkcs12", _("Tệp khóa (.p12)")
        PKCS11 = "pkcs11", _("Thiết bị ký gắn với máy chủ")
        REMOTE = "remote", _("Ký số từ xa")
        VGCA = "vgca", _("USB ký số (phần mềm của Ban Cơ yếu)")
        AGENT = "agent", _("USB ký số (hocba agent)")

    class State(models.TextChoices):
        """Whether it may be used."""

        PENDING = "pending", _("Chờ Sở phê duyệt")
        ACTIVE = "active", _("Đang dùng")
        REFUSED = "refused", _("Sở từ chối")
        REPLACED = "replaced", _("Đã thay")
        LOST = "lost", pgettext_lazy("state", "Báo mất")
        WITHDRAWN = "withdrawn", pgettext_lazy("state", "Ngừng dùng")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=12, choices=Holder.choices)
    staff = models.ForeignKey("schools.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whose it is; empty for the school's."""
    holder_id = models.CharField(max_length=20)
    """Personal ID (12 digits) or tax code, as the certificate says."""
    holder_name = models.CharField(max_length=150)
    issuer_name = models.CharField(max_length=200)
    serial = models.CharField(max_length=64)
    """Upper-case hexadecimal."""
    sha256 = models.CharField(max_length=64)
    """Of the certificate in DER, lower-case hexadecimal."""
    chain = models.TextField()
    """PEM: the certificate, then its issuers, without the root."""
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices)
    provider = models.CharField(max_length=40, blank=True)
    """Name of the remote provider or of the device in the installation's settings; empty for the others."""
    key_name = models.CharField(max_length=200, blank=True)
    """The provider's credential, or the label of the key in the device; never a secret."""
    asks = models.JSONField(default=list)
    """Remote: what a confirmation asks its owner to type, of "pin" and "otp"; empty where the phone asks."""
    algorithms = models.JSONField(default=list)
    """Remote: names of the algorithms that its service offers for this key; empty for any that fits."""
    state = models.CharField(max_length=10, choices=State.choices)
    registered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    """When the authority approved or refused it (exchange type 4)."""
    answer = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """The last warning before the end: 60, 30 or 7 days."""

    class Meta:
        """A certificate once a school; one in use for the school's seal."""

        ordering = ["-registered_at"]
        constraints = [
            models.UniqueConstraint(fields=["school", "sha256"], name="certificate_once"),
            models.UniqueConstraint(
                fields=["school"],
                condition=models.Q(holder="organisation", state="active"),
                name="one_seal_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} {self.serial[-8:]}"


class KeyFile(models.Model):
    """A PKCS#12 file as its owner brought it: encrypted by a password that is kept nowhere.

    Personal data: an encrypted private key; deleted when the certificate ends.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="key_file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.certificate)


class Evidence(models.Model):
    """A CRL or OCSP answer by which certificates were judged at signing (Circular 15/2025/TT-BKHCN). Append-only.

    Personal data: none; kept permanently.
    """

    class Kind(models.TextChoices):
        """Which it is."""

        CRL = "crl", "CRL"
        OCSP = "ocsp", "OCSP"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    """DER."""
    this_update = models.DateTimeField()
    next_update = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
