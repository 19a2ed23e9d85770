"""Decisions on reward and on breaches (Decision 32/QĐ-THPĐ, art. 6(11), art. 13)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConductDecision(models.Model):
    """What the principal decided about somebody, or proposed to the authority above; never changed afterwards.

    Personal data: reward or sanction of a member of the staff with its reason, seen by the principal alone; kept
    permanently.
    """

    class Kind(models.TextChoices):
        """Reward or sanction, by the school or by those above it."""

        REWARD = "reward", _("Khen thưởng")
        SANCTION = "sanction", _("Xử lý vi phạm")
        PROPOSE_REWARD = "propose_reward", _("Đề nghị cấp trên khen thưởng")
        PROPOSE_SANCTION = "propose_sanction", _("Đề nghị cấp trên xử lý")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="conduct_decisions")
    staff = models.ForeignKey("schools.Staff", on_delete=models.PROTECT, related_name="conduct_decisions")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decision = models.ForeignKey("schools.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    """Of the school's register; empty for a proposal."""
    number = models.CharField(max_length=40)
    """Of the decision, or of the letter that proposes."""
    dated = models.DateField()
    addressee = models.CharField(max_length=150, blank=True)
    """To whom it is proposed."""
    reason = models.CharField(max_length=1000)
    attachment = models.ForeignKey(
        "schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """Newest first; the same paper once a person."""

        ordering = ["-dated", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "kind", "number", "dated"], name="conduct_recorded_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.dated:%d/%m/%Y})"
