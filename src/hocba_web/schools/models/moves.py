"""Transfers between schools on their way: asked by the registrar, decided by the principal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.schools.models.papers import Attachment
from hocba_web.schools.models.pupils import Pupil
from hocba_web.schools.models.school import School, SchoolClass


class Transfer(models.Model):
    """A pupil comes from another school or goes to one (Circular 28/2020/TT-BGDĐT, art. 36).

    Personal data: identity and family of a child who may come, where a child goes; kept permanently, but of a child who
    did not come only name and birth date.
    """

    class Direction(models.TextChoices):
        """Which way."""

        IN = "in", _("Chuyển đến")
        OUT = "out", _("Chuyển đi")

    class State(models.TextChoices):
        """Where it stands; only `ASKED` can change."""

        ASKED = "asked", _("Chờ hiệu trưởng duyệt")
        APPROVED = "approved", _("Đã duyệt")
        REFUSED = "refused", pgettext_lazy("state", "Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="transfers")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="transfers")
    """Empty for a child who has not come yet."""
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    """The class left, or the one to enter."""
    on = models.DateField()
    """First day in the new place."""
    other_school = models.CharField(max_length=200)
    other_province = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    details = models.JSONField(default=dict)
    """Of a child who comes: what the register will hold, field by field."""
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest first; one open request a pupil."""

        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(state="asked", pupil__isnull=False), name="transfer_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.on:%d/%m/%Y}"
