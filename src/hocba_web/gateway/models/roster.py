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


class RosterDraft(models.Model):
    """Lists that were read and not taken over yet: an officer looks at what they change.

    Personal data: as of the roster's pupils and teachers, and the cells that could not be read; deleted when the lists
    are taken over or set aside, and a day later at the latest.
    """

    public_id = models.UUIDField(unique=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    """Product clock, UTC."""
    instead_of = models.BigIntegerField(null=True, blank=True)
    """The roster that stood then; it must stand still when the lists are taken over."""
    with_staff = models.BooleanField()
    """Whether a list of staff came; without one teachers are not compared."""
    pupils = models.JSONField()
    """Objects with the members of `RosterPupil`."""
    teachers = models.JSONField()
    faults = models.JSONField()
    """Rows that could not be taken over: code, params, list ("pupils" or "staff"), sheet, row."""
    passed_over = models.PositiveIntegerField()

    class Meta:
        """Oldest first."""

        ordering = ["prepared_at", "id"]

    def __str__(self) -> str:
        return f"{self.school_id} {self.school_year}"


class ComparingChange(models.Model):
    """Somebody changed what happens to records of a school that disagree with the roster.

    Personal data: who did it; kept as long as records of the school are.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    """Both as `Access.Comparing`."""
    reason = models.CharField(max_length=500)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    """Product clock, UTC."""

    class Meta:
        """Newest first."""

        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.school_id} {self.after}"
