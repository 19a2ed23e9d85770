"""What people report and ask for (Decision 32/QĐ-THPĐ, art. 9(2), 10(c), chapter II art. 5(4))."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FaultReport(models.Model):
    """A fault, a question or a wish, with the place it came from; Ban Quản trị answers.

    Personal data: who reported; the text as written (people are asked not to name pupils); kept five years.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        FAULT = "fault", _("Lỗi, sự cố")
        QUESTION = "question", _("Câu hỏi")
        WISH = "wish", _("Góp ý")

    class State(models.TextChoices):
        """Where it stands."""

        NEW = "new", _("Mới")
        SEEN = "seen", _("Đang xem")
        ANSWERED = "answered", _("Đã trả lời")
        DONE = "done", _("Đã xong")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="fault_reports")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FAULT)
    text = models.CharField(max_length=2000)
    screen = models.CharField(max_length=100, blank=True)
    """Name of the page it came from ("assessment:grid"), without ids."""
    capacity = models.CharField(max_length=20)
    """Role in which the person was acting."""
    browser = models.CharField(max_length=120, blank=True)
    """Kind of browser and system, shortened."""
    reporter = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    picture = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text[:60]


class FaultMessage(models.Model):
    """One message of the conversation about a report.

    Personal data: who wrote, and what; kept with the report.
    """

    report = models.ForeignKey(FaultReport, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        """In order."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class ChangeRequest(models.Model):
    """A request to the supplier or the authority to change something; drafted by the admin, approved by the principal.

    Personal data: who drafted and approved; kept permanently.
    """

    class Addressee(models.TextChoices):
        """Whom it goes to."""

        SUPPLIER = "supplier", _("Nhà cung cấp phần mềm")
        AUTHORITY = "authority", _("Cơ quan quản lý")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFTED = "drafted", _("Chờ hiệu trưởng duyệt")
        APPROVED = "approved", _("Đã duyệt")
        DECLINED = "declined", _("Không duyệt")
        ANSWERED = "answered", _("Đã có trả lời")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="change_requests")
    addressee = models.CharField(max_length=10, choices=Addressee.choices)
    subject = models.CharField(max_length=200)
    text = models.CharField(max_length=4000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    number = models.CharField(max_length=40, blank=True)
    """Of the letter, given when it is approved."""
    drafted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    """Why it was declined."""
    answer = models.CharField(max_length=4000, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-drafted_at", "-id"]

    def __str__(self) -> str:
        return self.subject
