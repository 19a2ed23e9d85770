"""The end of a year: overall result, awards, supplementary assessment, promotion, handover, roll-over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    proposed = models.CharField(max_length=4, blank=True, choices=OVERALL_CHOICES)
    """What the rules gave when it was decided."""
    overall = models.CharField(max_length=4, blank=True, choices=OVERALL_CHOICES)
    """Overall result after it; empty while waiting."""
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    report = models.CharField(max_length=1000, blank=True)
    """What the homeroom teacher reports to the principal where the result stayed "Chưa hoàn thành"."""
    reported_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)

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

    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="promotion_decisions")
    promoted = models.BooleanField()
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey(
        "schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="promotions"
    )
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Taken back by a later decision of the principal; the standing one has none."""
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """One standing decision a pupil and year; those taken back are kept."""

        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(withdrawn_at__isnull=True), name="one_standing_promotion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.promoted}"


class Handover(models.Model):
    """A homeroom teacher hands a class on, at the end of the year or when the teacher changes within it.

    Source: Circular 27/2020/TT-BGDĐT, art. 12.

    Personal data: who handed over; kept permanently.
    """

    class Occasion(models.TextChoices):
        """Why the class changes hands."""

        YEAR_END = "year_end", _("Cuối năm học")
        MID_YEAR = "mid_year", _("Thay đổi giáo viên chủ nhiệm")

    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="handovers")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    remarks = models.CharField(max_length=1000, blank=True)
    """About the class as a whole, and the papers handed over with it."""
    handed_at = models.DateTimeField(null=True, blank=True)
    """From then on the notes stand as they are."""

    class Meta:
        """One of each occasion that is still being written."""

        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "occasion"],
                condition=models.Q(handed_at__isnull=True),
                name="one_open_handover",
            ),
            models.UniqueConstraint(
                fields=["school_class"], condition=models.Q(occasion="year_end"), name="one_year_end_handover"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_class} ({self.occasion})"


class HandoverNote(models.Model):
    """Strengths and limits of one pupil for the next teacher (Circular 27/2020/TT-BGDĐT, art. 12).

    Personal data: a teacher's view of a child; kept permanently.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="notes")
    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="handover_notes")
    strengths = models.CharField(max_length=1000, blank=True)
    limits = models.CharField(max_length=1000, blank=True)
    advice = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a pupil and handover."""

        constraints = [models.UniqueConstraint(fields=["handover", "enrolment"], name="handover_note_once")]

    def __str__(self) -> str:
        return str(self.enrolment)


class RollOver(models.Model):
    """The move of pupils into the classes of the next year, prepared and confirmed by two people.

    Personal data: none beyond the enrolments it makes; kept permanently.
    """

    from_year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="rolled_to")
    to_year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="rolled_from")
    classes = models.JSONField(default=dict)
    """Class (id, as text) -> {"up": name for those promoted or "", "again": name for those retained}."""
    exceptions = models.JSONField(default=dict)
    """Enrolment (id, as text) -> name of the class in the next year, where it is not that of the class."""
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    """When it was laid before the principal."""
    made = models.JSONField(default=list)
    """[[old enrolment, new enrolment or null, class name, move], …] as confirmed."""
    new_classes = models.JSONField(default=list)
    """Classes (ids) that the confirmation opened."""
    confirmed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """One standing roll-over a year; undone ones are kept."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_year"], condition=models.Q(undone_at__isnull=True), name="one_standing_rollover"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_year} → {self.to_year}"
