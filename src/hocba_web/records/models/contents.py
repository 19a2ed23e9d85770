"""What was signed: frozen contents, filled slots, issued files. Append-only by trigger."""

from __future__ import annotations

from django.db import models

from hocba_web.records.models.record import Record


class Revision(models.Model):
    """One frozen content of a record, unsigned.

    Personal data: a child's whole year, and who signs it; kept permanently.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    """1 for the first, one more after each unlocking."""
    data = models.BinaryField()
    """The unsigned file in its one serialisation, compressed by zlib."""
    data_digest = models.CharField(max_length=64)
    """SHA-256 of the data region (exclusive C14N), lower-case hexadecimal: what a page shows and a signer confirms."""
    signers = models.JSONField(default=list)
    """[[slot, personal ID, [subjects]], …] in the order of signing: whom the content names for which slot."""
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    """Why there is another revision; empty for the first."""

    class Meta:
        """A number once."""

        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.record} #{self.number}"


class Signature(models.Model):
    """One filled slot of one revision.

    Personal data: who signed, with which certificate; kept permanently, for the record consists of it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="signatures")
    """The revision in whose file it stands."""
    slot = models.CharField(max_length=20)
    """GVBM, GVCN, CBQL, KY_PHAT_HANH."""
    person = models.CharField(max_length=12, blank=True)
    """Personal ID of the holder where the slot repeats; else empty."""
    signed_at = models.DateTimeField()
    """The signing time that stands in it."""
    element = models.BinaryField()
    """The slot's element in exclusive C14N, compressed by zlib."""
    certificate = models.CharField(max_length=64)
    """SHA-256 of the signer's certificate (DER), lower-case hexadecimal."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    """When it was committed, product clock."""
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The same signature in an earlier revision, where the signed part did not change."""
    evidence = models.JSONField(default=list)
    """SHA-256 of the CRLs and OCSP answers by which the certificate was good then (Circular 15/2025/TT-BKHCN)."""

    class Meta:
        """A slot is filled once in a revision."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["revision", "slot", "person"], name="slot_filled_once")]

    def __str__(self) -> str:
        return f"{self.slot} {self.person}"


class StoredFile(models.Model):
    """One issued file, in the default storage under its SHA-256; written once.

    Personal data: a child's whole year, signed; kept permanently.
    """

    class Kind(models.TextChoices):
        """Which of the two formats of equal value (Decision 32/QĐ-THPĐ, art. 3(2))."""

        XML = "xml", "XML"
        PDF = "pdf", "PDF"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="files")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=3, choices=Kind.choices)
    sha256 = models.CharField(max_length=64)
    """Of the bytes, lower-case hexadecimal."""
    record_digest = models.CharField(max_length=64)
    """SHA-256 over the exclusive C14N of HOC_BA, as receipts and logs name the record."""
    size = models.PositiveIntegerField()
    """Bytes."""
    stored_at = models.DateTimeField()

    class Meta:
        """One of each kind a record: an issued record is never issued again."""

        constraints = [models.UniqueConstraint(fields=["record", "kind"], name="issued_file_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
