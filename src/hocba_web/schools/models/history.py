"""The school years that lie behind a pupil ("Quá trình học tập")."""

from __future__ import annotations

from django.db import models

from hocba.model import SchoolYear as Year
from hocba.model import StudyYear
from hocba_web.schools.models.pupils import Pupil


class PriorYear(models.Model):
    """One line of a pupil's school years so far, the running year included, as told by the sector database.

    Personal data: where a child went to school; kept permanently.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="prior_years")
    first = models.PositiveSmallIntegerField()
    """The calendar year the school year begins in."""
    class_name = models.CharField(max_length=20)
    """As the school of that year wrote it."""
    school_name = models.CharField(max_length=150)
    entered_on = models.DateField()
    """Day of enrolment or arrival."""

    class Meta:
        """Oldest first; a pupil enters a school once a day."""

        ordering = ["first", "entered_on", "id"]
        constraints = [models.UniqueConstraint(fields=["pupil", "first", "entered_on"], name="prior_year_once")]

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1} {self.class_name}"

    def study_year(self) -> StudyYear:
        """The line as the core's records name it."""
        return StudyYear(Year(self.first), self.class_name, self.school_name, self.entered_on)
