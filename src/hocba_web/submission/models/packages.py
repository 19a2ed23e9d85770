"""Packages: which records go to the gateway together, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba.model import ClosingGroup

GROUPS = [(group.value, group.value) for group in ClosingGroup]


class Package(models.Model):
    """Records of one class and group that are sent in one transaction; once signed, its content never changes.

    Personal data: who prepared, approved and signed; kept permanently.
    """

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "prepared", _("Chờ hiệu trưởng duyệt")
        APPROVED = "approved", _("Chờ ký danh sách")
        SIGNED = "signed", _("Đã ký, chờ gửi")
        SENT = "sent", _("Đã gửi, chờ kết quả")
        JUDGED = "judged", _("Đã có kết quả")
        REFUSED = "refused", _("Cổng không nhận")
        DISSOLVED = "dissolved", _("Đã bỏ")

    UNSIGNED = (State.PREPARED, State.APPROVED)
    STANDING = (State.PREPARED, State.APPROVED, State.SIGNED, State.SENT)
    """In which its records belong to no other package."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=5, choices=GROUPS)
    number = models.PositiveIntegerField()
    """Running within the school year."""
    late = models.BooleanField(default=False)
    """Prepared after the period had ended."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    dissolved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dissolved_at = models.DateTimeField(null=True, blank=True)
    dissolved_reason = models.CharField(max_length=500, blank=True)
    content_digest = models.CharField(max_length=64)
    """SHA-256 over UUIDs and digests of the records in order: what is approved and what the signer is shown."""
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    """SHA-256 of the organisation's certificate (DER) that signed the list."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the signed list, in the default storage under this name."""
    size = models.PositiveIntegerField(default=0)
    """Bytes of the signed list."""
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; numbers run."""

        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="package_number_once")]
        indexes = [models.Index(fields=["school", "state"], name="package_by_state")]

    def __str__(self) -> str:
        return f"{self.school_class} {self.group} #{self.number}"


class PackageLine(models.Model):
    """One record in one package, and the gateway's judgement of it as received.

    Personal data: that a child's record was sent, accepted or refused, and why; kept permanently.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Chờ kết quả")
        ACCEPTED = "accepted", _("Được tiếp nhận")
        REFUSED = "refused", _("Bị từ chối")
        DROPPED = "dropped", _("Không gửi")

    class Way(models.TextChoices):
        """What a person decided to do about a refusal."""

        AGAIN = "again", _("Gửi lại nguyên tệp")
        WITHDRAW = "withdraw", _("Rút, lập học bạ mới")

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="lines")
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="package_lines")
    position = models.PositiveSmallIntegerField()
    xml_sha256 = models.CharField(max_length=64)
    """Of the record's XML file, as it goes into the list."""
    pdf_sent = models.BooleanField(default=False)
    """The gateway has the record's sealed PDF, so that its receipt binds both files."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    judged_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True)
    """Of the refusal, as received."""
    title = models.CharField(max_length=300, blank=True)
    """error_field_title, as received."""
    text = models.CharField(max_length=2000, blank=True)
    """error_description, as received."""
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    settled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the list; a record waits in one package at a time."""

        ordering = ["package", "position"]
        constraints = [
            models.UniqueConstraint(fields=["package", "record"], name="packed_once"),
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(state="waiting"), name="waits_in_one_package"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.position}"
