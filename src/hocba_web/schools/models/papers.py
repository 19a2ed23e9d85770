"""Papers that acts rest on: decisions of the principal, evidence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.models.school import School


class Attachment(models.Model):
    """A file kept as evidence, named by its SHA-256 and never overwritten.

    Personal data: whatever the paper shows (civil-status papers, medical evidence); kept as long as what rests on it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    """Lower-case hexadecimal of the content."""
    name = models.CharField(max_length=150)
    """As uploaded, cleaned."""
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    """Bytes."""
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """A dated, numbered decision of the principal (Decision 32/QĐ-THPĐ, art. 6(1), 6(3), 6(6)(c), 6(11)).

    Personal data: names in the text; kept permanently.
    """

    class Kind(models.TextChoices):
        """What is decided."""

        BOARD = "board", _("Thành lập Ban Quản trị")
        WORKING_GROUP = "working_group", _("Thành lập Tổ công tác")
        ASSIGNMENT = "assignment", _("Phân công chuyên môn")
        APPOINTMENT = "appointment", _("Phân công nhiệm vụ")
        SUBSTITUTION = "substitution", _("Phân công dạy thay")
        LOCK = "lock", _("Khóa, mở học bạ số")
        PROMOTION = "promotion", _("Xét lên lớp")
        CONDUCT = "conduct", _("Khen thưởng, xử lý")
        OTHER = "other", _("Quyết định khác")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.CharField(max_length=40)
    """"15/QĐ-THPĐ"."""
    dated = models.DateField()
    summary = models.CharField(max_length=500)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The principal's account; empty for a decision of an outside body or from before the system."""
    recorded_at = models.DateTimeField()

    class Meta:
        """A number is used once a year of decisions."""

        ordering = ["-dated", "-id"]

    def __str__(self) -> str:
        return f"{self.number} ({self.dated:%d/%m/%Y})"
