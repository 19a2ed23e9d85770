"""Yearly assignment on its way to the principal: proposed as a whole, approved as a whole."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.schools.models.papers import Decision
from hocba_web.schools.models.school import SchoolClass, SchoolYear
from hocba_web.schools.models.staff import SUBJECT_CHOICES, Staff


class AssignmentPlan(models.Model):
    """Who is to teach what from a day on; changes nothing until the principal approves it with a decision.

    Personal data: who was proposed for what; kept permanently, it explains the decision.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Chờ hiệu trưởng duyệt")
        RETURNED = "returned", _("Trả lại để sửa")
        APPROVED = "approved", _("Đã ban hành")
        DROPPED = "dropped", _("Đã bỏ")

    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="assignment_plans")
    since = models.DateField()
    """First day on which it holds."""
    note = models.CharField(max_length=300, blank=True)
    """Why, for the principal: "Cô Loan nghỉ thai sản"."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    """Counts changes of its lines: two people who edit at once are told."""
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    """Who last submitted it, or began it."""
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Newest first; one that is being worked on a year."""

        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(state__in=["draft", "submitted", "returned"]),
                name="one_open_assignment_plan",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.since:%d/%m/%Y}"


class AssignmentLine(models.Model):
    """One cell of the plan: from its day on, this teacher, or nobody, has this subject, or the homeroom, of this class.

    Personal data: who was proposed for what; kept with its plan.
    """

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="lines")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=SUBJECT_CHOICES, blank=True)
    """Empty: homeroom."""
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Empty: nobody from that day on."""

    class Meta:
        """A cell once a plan."""

        constraints = [models.UniqueConstraint(fields=["plan", "school_class", "subject"], name="plan_cell_once")]

    def __str__(self) -> str:
        return f"{self.school_class} {self.subject or 'homeroom'}: {self.staff}"
