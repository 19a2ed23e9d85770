"""When entries may be changed: windows that the principal decides and the admin executes (art. 6(6)(c), 10(b))."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Period(models.TextChoices):
    """What a window opens; the first four are the moments of Circular 27/2020/TT-BGDĐT, art. 7.

    Vietnamese on English pages, too, as all words of the Circular.
    """

    MID1 = "gk1", "Giữa học kỳ I"
    END1 = "ck1", "Cuối học kỳ I"
    MID2 = "gk2", "Giữa học kỳ II"
    YEAR_END = "cn", "Cuối năm học"
    SUPPLEMENTARY = "bs", "Đánh giá bổ sung"
    REGISTER = "hs", "Hồ sơ học sinh"


MOMENTS = [choice for choice in Period.choices if choice[0] in {"gk1", "ck1", "gk2", "cn"}]


class EntryWindow(models.Model):
    """One opening: scope, from, to, who decided and why, who executed it.

    Open at t means executed, not ended early, `opens_at <= t < closes_at`. Asked at every write, never by a job.

    Personal data: who decided and executed; kept permanently.
    """

    batch = models.UUIDField(default=uuid4, db_index=True)
    """The same for windows that one decision opens together."""
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="windows")
    period = models.CharField(max_length=3, choices=Period.choices)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    """Empty: all grades."""
    school_class = models.ForeignKey(
        "schools.SchoolClass", on_delete=models.PROTECT, null=True, blank=True, related_name="windows"
    )
    """Empty: all classes of the grade."""
    part = models.CharField(max_length=20, blank=True)
    """A subject's value or "homeroom"; empty: everything of the period."""
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey(
        "schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="windows"
    )
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    executed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    executed_at = models.DateTimeField(null=True, blank=True)
    """Empty: decided, not yet carried out by the admin."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """Closed early by a decision."""
    end_decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Asked by year and period."""

        ordering = ["-opens_at", "-id"]
        indexes = [models.Index(fields=["year", "period", "opens_at"], name="window_by_period")]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="window_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()} {self.opens_at:%d/%m} – {self.closes_at:%d/%m}"


class LateRequest(models.Model):
    """A teacher asks to correct after the window closed: request -> decision -> timed opening (art. 6(6)(c)).

    Personal data: who asked, why, who decided; kept permanently.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Chờ hiệu trưởng quyết định")
        GRANTED = "granted", _("Đồng ý, chờ mở")
        OPENED = "opened", _("Đã mở")
        REFUSED = "refused", pgettext_lazy("state", "Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="late_requests")
    period = models.CharField(max_length=3, choices=Period.choices)
    part = models.CharField(max_length=20)
    """A subject's value or "homeroom"."""
    enrolment = models.ForeignKey(
        "schools.Enrolment", on_delete=models.PROTECT, null=True, blank=True, related_name="late_requests"
    )
    """The pupil concerned; empty: the whole class."""
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    window = models.OneToOneField(
        EntryWindow, on_delete=models.PROTECT, null=True, blank=True, related_name="late_request"
    )

    class Meta:
        """Newest first."""

        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.school_class} {self.period} {self.part}"
