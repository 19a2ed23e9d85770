"""The end of a year: overall result, awards, supplementary assessment, promotion, handover, roll-over."""

from __future__ import annotations

from django.db import models

from hocba.model import OverallResult

OVERALL_CHOICES = [(overall.value, overall.value) for overall in OverallResult]


class YearEnd(models.Model):
    """What the homeroom teacher decides about one pupil's year, before any supplementary assessment.

    Personal data: a child's result and awards; kept permanently.
    """

    enrolment = models.OneToOneField("schools.Enrolment", on_delete=models.PROTECT, related_name="year_end")
    proposed = models.CharField(max_length=4, blank=True, choices=OVERALL_CHOICES)
    """What the rules gave when it was decided (Circular 27/2020/TT-BGDĐT, art. 9(2)(a))."""
    overall = models.CharField(max_length=4, blank=True, choices=OVERALL_CHOICES)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    award_year_end = models.CharField(max_length=500, blank=True)
    award_ad_hoc = models.CharField(max_length=500, blank=True)
    not_assessed_completed = models.BooleanField(null=True, blank=True)
    """For a pupil who is not assessed: whether the school confirms completion of the grade."""
    not_assessed_promoted = models.BooleanField(null=True, blank=True)
    revs = models.JSONField(default=dict)
    """Column of the grid -> how often it was changed; what compare-and-set compares."""
    updated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.overall}"


class SupplementaryCase(models.Model):
    """A pupil who waits for supplementary assessment, and how it ended (Circular 27/2020/TT-BGDĐT, art. 11).

    Personal data: a child's result; kept permanently.
    """

    enrolment = models.OneToOneField("schools.Enrolment", on_delete=models.PROTECT, related_name="supplementary")
    plan = models.CharField(max_length=1000, blank=True)
    """How the pupil is helped."""
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    overall = models.CharField(max_length=4, blank=True, choices=OVERALL_CHOICES)
    """Overall result after it; empty while waiting."""
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.overall}"


class SupplementaryEntry(models.Model):
    """One subject, competency or quality assessed again.

    Personal data: a child's result; kept permanently.
    """

    case = models.ForeignKey(SupplementaryCase, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10)
    """subject, competency or quality."""
    target = models.CharField(max_length=20)
    """Value of the subject or trait."""
    before_level = models.CharField(max_length=1, blank=True)
    before_score = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=1)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    assessed_on = models.DateField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    """Assessed once more since; the standing entry has none."""

    class Meta:
        """One standing entry a target."""

        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "target"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_standing_supplementary",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.level}"


class PromotionDecision(models.Model):
    """The principal decides on promotion where the result stayed "Chưa hoàn thành" (Circular 27, art. 11(1)(c)).

    Personal data: a child's promotion; kept permanently.
    """

    enrolment = models.OneToOneField("schools.Enrolment", on_delete=models.PROTECT, related_name="promotion_decision")
    promoted = models.BooleanField()
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey(
        "schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="promotions"
    )
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.promoted}"


class HandoverNote(models.Model):
    """Strengths and limits of one pupil for next year's teacher (Circular 27/2020/TT-BGDĐT, art. 12).

    Personal data: a teacher's view of a child; kept permanently.
    """

    enrolment = models.OneToOneField("schools.Enrolment", on_delete=models.PROTECT, related_name="handover")
    strengths = models.CharField(max_length=1000, blank=True)
    limits = models.CharField(max_length=1000, blank=True)
    advice = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.enrolment)


class RollOver(models.Model):
    """The move of pupils into the classes of the next year, prepared and confirmed by two people.

    Personal data: none beyond the enrolments it makes; kept permanently.
    """

    from_year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="rolled_to")
    to_year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="rolled_from")
    plan = models.JSONField()
    """[[enrolment id, class name in the next year or null, "promoted" | "retained" | "awaiting" | "leaves"]]"""
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.from_year} → {self.to_year}"
