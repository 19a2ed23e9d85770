"""The reference roster: who belongs to a school by the sector database (CSDL ngành), as its lists were imported."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hocba_web.register.models import School


class Roster(models.Model):
    """The lists of a school and school year that were imported last; a new import replaces them whole.

    Personal data: who imported; kept until the next import of the school and year.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="rosters")
    school_year = models.PositiveSmallIntegerField()
    """The year in which the school year begins."""
    imported_at = models.DateTimeField()
    """Product clock, UTC."""
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pupils_count = models.PositiveIntegerField()
    teachers_count = models.PositiveIntegerField()
    """0: no list of teachers came; then teachers are not compared."""

    class Meta:
        """One a school and year."""

        ordering = ["-school_year", "school"]
        constraints = [models.UniqueConstraint(fields=["school", "school_year"], name="gateway_roster_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.school_year}"


class RosterPupil(models.Model):
    """A pupil as the sector database has them.

    Personal data: personal ID, ministry's code, name, day of birth, sex and class; kept with the roster.
    """

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="pupils")
    personal_id = models.CharField(max_length=12)
    pupil_code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=150)
    born = models.DateField()
    sex = models.CharField(max_length=3, blank=True)
    """"Nam" or "Nữ"; empty where the list does not say."""
    class_name = models.CharField(max_length=20, blank=True)

    class Meta:
        """A pupil once."""

        constraints = [models.UniqueConstraint(fields=["roster", "personal_id"], name="gateway_roster_pupil_once")]

    def __str__(self) -> str:
        return f"{self.roster_id} #{self.pk}"


class RosterTeacher(models.Model):
    """A teacher or manager as the sector database has them.

    Personal data: personal ID and name; kept with the roster.
    """

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="teachers")
    personal_id = models.CharField(max_length=12)
    name = models.CharField(max_length=150)

    class Meta:
        """A person once."""

        constraints = [models.UniqueConstraint(fields=["roster", "personal_id"], name="gateway_roster_teacher_once")]

    def __str__(self) -> str:
        return f"{self.roster_id} #{self.pk}"
