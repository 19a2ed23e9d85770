"""What was handed to families, and to whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandOut(models.Model):
    """One act of handing something to a family, signed for (Decision 32/QĐ-THPĐ, chapter I art. 5(1)(f)). Append-only.

    Personal data: who fetched a child's record, as what and for what purpose; kept permanently, with the record.
    """

    class Kind(models.TextChoices):
        """What was handed over; a confirmation code never goes together with the record it belongs to."""

        FILES = "files", _("Tệp học bạ số (PDF và XML)")
        PRINT = "print", _("Bản in có xác nhận của nhà trường")
        BOOK = "book", _("Bản in cả quá trình học")
        COPY = "copy", _("Bản sao, trích sao")
        SLIP = "slip", _("Phiếu mã xác nhận")

    class Relation(models.TextChoices):
        """As what the recipient came."""

        MOTHER = "mother", _("Mẹ")
        FATHER = "father", _("Cha")
        GUARDIAN = "guardian", _("Người giám hộ")
        PUPIL = "pupil", _("Học sinh")
        AUTHORISED = "authorised", _("Người được ủy quyền")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    records = models.ManyToManyField("records.Record", related_name="+")
    copy = models.ForeignKey("issuance.Copy", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_outs")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    recipient = models.CharField(max_length=150)
    """Name, as they showed it."""
    purpose = models.CharField(max_length=300)
    receipt = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The page they signed, where the school keeps a picture of it; the signed register itself lies in the office."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    """Product clock."""

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["school", "at"], name="hand_out_by_school"),
            models.Index(fields=["pupil", "at"], name="hand_out_by_pupil"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y}"
