"""What the authority holds: accepted records as they came, their sealed PDFs, closed groups."""

from __future__ import annotations

from django.db import models

from hocba_web.gateway.models.units import Certificate, Unit


class SealedPdf(models.Model):
    """A sealed PDF that a school sent before its submission (our extension).

    Personal data: its file is a pupil's record; kept with the record, or until the school sends another.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pdfs")
    uuid = models.UUIDField()
    """Look-up UUID that it was sent for; whether it is that record's, judgement finds out."""
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        """The newest counts."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "uuid"], name="gateway_pdf_of")]

    def __str__(self) -> str:
        return f"{self.uuid} {self.sha256[:8]}"


class HeldRecord(models.Model):
    """An accepted record. Its bytes never change; its state may.

    Personal data: pupil's name and personal ID beside the file itself; kept permanently (Decision 32/QĐ-THPĐ, chapter I
    art. 5(3)).
    """

    class State(models.TextChoices):
        """Whether it counts."""

        CURRENT = "current", "Đang hiệu lực"
        RECALLED = "recalled", "Đã thu hồi"

    uuid = models.UUIDField(unique=True)
    """Never used again, whatever becomes of the record."""
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="records")
    school_year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=5)
    """"15/6" or "15/8"."""
    class_name = models.CharField(max_length=20)
    personal_id = models.CharField(max_length=12)
    pupil_name = models.CharField(max_length=150)
    pupil_code = models.CharField(max_length=20)
    record_digest = models.CharField(max_length=64)
    """SHA-256 over the exclusive C14N of the whole HOC_BA."""
    file = models.CharField(max_length=64)
    """SHA-256 of the stored file."""
    pdf = models.CharField(max_length=64, blank=True)
    """SHA-256 of the sealed PDF; empty where none came before judgement."""
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="records")
    message_id = models.CharField(max_length=150)
    """Of the submission with which it was accepted."""
    state = models.CharField(max_length=10, choices=State, default=State.CURRENT)
    accepted_at = models.DateTimeField()
    """Product clock, UTC."""
    evidence = models.JSONField()
    """Policy, indication, and of each signature certificate, time and status: why it was accepted then."""
    receipt = models.TextField(blank=True)
    """JWS in compact form; empty where the authority has no seal at hand."""
    code_hash = models.CharField(max_length=64, blank=True)
    """Keyed hash of the confirmation code; empty until it is told for the first time."""
    code_told_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One current record a pupil and year."""

        constraints = [
            models.UniqueConstraint(
                fields=["personal_id", "school_year"],
                condition=models.Q(state="current"),
                name="gateway_one_current_record",
            )
        ]
        indexes = [models.Index(fields=["unit", "school_year", "group"], name="gateway_record_group")]

    def __str__(self) -> str:
        return f"{self.uuid} ({self.get_state_display()})"


class Closing(models.Model):
    """A closed group of a school's records: from then on nothing changes.

    Personal data: none; kept permanently (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a)).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="closings")
    school_year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=5)
    finalised_at = models.DateTimeField()
    """Product clock, UTC."""
    statement = models.TextField()
    """JWS in compact form."""

    class Meta:
        """A group once."""

        ordering = ["finalised_at", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "school_year", "group"], name="gateway_closing_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.school_year} {self.group}"
