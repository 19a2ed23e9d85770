"""How this gateway behaves to one school while it practises. Only in demo mode."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.register.models import School


class Rehearsal(models.Model):
    """Faults and decisions by themselves, for one school.

    Personal data: personal IDs of invented pupils whose records are to be refused; deleted with the demo.
    """

    class Recalls(models.TextChoices):
        """Who decides about recalls."""

        OFFICER = "officer", _("Cán bộ quyết định")
        AGREE = "agree", _("Tự đồng ý")
        REFUSE = "refuse", _("Tự từ chối")

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="rehearsal")
    approve_after = models.PositiveIntegerField(null=True, blank=True)
    """Seconds until a registered certificate approves itself; None: an officer decides."""
    recalls = models.CharField(max_length=10, choices=Recalls, default=Recalls.OFFICER)
    recall_after = models.PositiveIntegerField(default=0)
    """Seconds until a recall decides itself."""
    judge_after = models.PositiveIntegerField(default=0)
    """Seconds between intake and judgement."""
    answer_after = models.PositiveIntegerField(default=0)
    """Seconds that every answer is held back."""
    answer_twice = models.BooleanField(default=False)
    """Every row of a result comes twice."""
    drop_answers = models.PositiveIntegerField(default=0)
    """So many of the next answers are lost after the work was done."""
    never_answer = models.BooleanField(default=False)
    """The work is done, but no answer ever comes."""
    refuse = models.JSONField(default=dict, blank=True)
    """Personal ID -> code with which that pupil's record is refused."""

    def __str__(self) -> str:
        return f"{self.school_id}"
