"""How far a class is: counts kept up to date by the services, marks set by people."""

from __future__ import annotations

from django.db import models

from hocba_web.assessment.models.windows import MOMENTS


class Progress(models.Model):
    """Counts of one part of one class at one moment; rewritten by every service that changes an entry of it.

    Personal data: none; derived, may be rebuilt at any time.
    """

    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="progress")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    part = models.CharField(max_length=20)
    """A subject's value or "homeroom"."""
    filled = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """Compulsory entries."""
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        """One row a part."""

        constraints = [models.UniqueConstraint(fields=["school_class", "moment", "part"], name="progress_once")]

    def __str__(self) -> str:
        return f"{self.school_class} {self.moment} {self.part}"


class CompletionMark(models.Model):
    """A teacher's "Hoàn thành" for one part; entries of a marked part are closed until it is taken back.

    Personal data: who marked; kept permanently.
    """

    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="completion_marks")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    part = models.CharField(max_length=20)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One standing mark a part."""

        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "moment", "part"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_mark",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_class} {self.moment} {self.part}"


class ReadyMark(models.Model):
    """The homeroom teacher's "lớp đã sẵn sàng": all parts complete and no error left.

    Personal data: who marked; kept permanently.
    """

    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="ready_marks")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One standing mark a class and moment."""

        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "moment"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_ready_mark",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_class} {self.moment}"
