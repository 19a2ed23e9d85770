"""What teachers enter at the four moments; an empty text or NULL means not entered."""

from __future__ import annotations

from django.db import models

from hocba.model import Competency, Quality, Subject, SubjectLevel, TraitLevel
from hocba_web.assessment.models.windows import MOMENTS


class _Entry(models.Model):
    """Who last changed a row, and when."""

    updated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()
    revs = models.JSONField(default=dict)
    """Column of the grid -> how often it was changed; what compare-and-set compares."""

    class Meta:
        """Shared columns only."""

        abstract = True


class SubjectResult(_Entry):
    """Level, score and comment of one pupil in one subject at one moment.

    Personal data: a child's results; kept permanently.
    """

    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="subject_results")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    subject = models.CharField(max_length=20, choices=[(subject.value, subject.value) for subject in Subject])
    level = models.CharField(max_length=1, blank=True, choices=[(level.value, level.value) for level in SubjectLevel])
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    """Whole points 0-10; the last test where there were two."""
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        """One row a pupil, moment and subject."""

        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment", "subject"], name="subject_result_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=10), name="score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.moment}"


class Retest(models.Model):
    """A second test because the first was abnormal; the last score counts, both are kept (Circular 27, art. 7(1)(d)).

    Personal data: a child's score; kept permanently.
    """

    result = models.ForeignKey(SubjectResult, on_delete=models.PROTECT, related_name="retests")
    first_score = models.PositiveSmallIntegerField()
    second_score = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    school_note = models.CharField(max_length=500, blank=True)
    """Who at the school agreed, as the teacher notes it, where the school's regulation asks for it."""
    tested_on = models.DateField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_score} → {self.second_score}"


class TraitResult(_Entry):
    """Level of one quality or competency at one moment.

    Personal data: a child's results; kept permanently.
    """

    class Kind(models.TextChoices):
        """Which list the trait stands in."""

        QUALITY = "quality", "Phẩm chất"
        COMPETENCY = "competency", "Năng lực"

    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="trait_results")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    trait = models.CharField(max_length=20, choices=[(trait.value, trait.value) for trait in (*Quality, *Competency)])
    level = models.CharField(max_length=1, blank=True, choices=[(level.value, level.value) for level in TraitLevel])

    class Meta:
        """One row a pupil, moment and trait."""

        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment", "kind", "trait"], name="trait_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.trait} {self.moment}"


class HomeroomEntry(_Entry):
    """What the homeroom teacher adds for one pupil at one moment: comments, absences, health.

    Personal data: comments on a child, absences, height and weight; kept permanently.
    """

    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="homeroom_entries")
    moment = models.CharField(max_length=3, choices=MOMENTS)
    comment_qualities = models.CharField(max_length=1000, blank=True)
    comment_general = models.CharField(max_length=1000, blank=True)
    comment_specific = models.CharField(max_length=1000, blank=True)
    comment_homeroom = models.CharField(max_length=1000, blank=True)
    excused = models.PositiveSmallIntegerField(null=True, blank=True)
    """Half-days ("buổi") missed with leave since the start of the year; asked for at ck1 and cn."""
    unexcused = models.PositiveSmallIntegerField(null=True, blank=True)
    height_cm = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    weight_kg = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        """One row a pupil and moment."""

        constraints = [models.UniqueConstraint(fields=["enrolment", "moment"], name="homeroom_entry_once")]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.moment}"
