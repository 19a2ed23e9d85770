"""The school, its campuses, years and classes."""

from __future__ import annotations

from django.db import models

from hocba.model import SchoolIdentity
from hocba.model import SchoolYear as Year


class School(models.Model):
    """One school; everything else belongs to one.

    Personal data: none; kept permanently.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=150)
    tax_code = models.CharField(max_length=20, blank=True)
    authority_code = models.CharField(max_length=20)
    authority_name = models.CharField(max_length=150)
    province = models.CharField(max_length=80)
    """With its rank: "Tỉnh Quảng Ninh"."""
    commune = models.CharField(max_length=80)
    district = models.CharField(max_length=80, default="–")
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_training = models.BooleanField(default=False)
    """A school for practice, with invented people, that can be reset."""

    def __str__(self) -> str:
        return self.name

    def identity(self) -> SchoolIdentity:
        """The school as the core's records name it."""
        return SchoolIdentity(
            code=self.code,
            name=self.name,
            authority_code=self.authority_code,
            authority_name=self.authority_name,
            province=self.province,
            commune=self.commune,
            district=self.district,
        )


class Campus(models.Model):
    """A place where the school teaches ("điểm trường").

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campuses")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=250, blank=True)

    class Meta:
        """One name a school."""

        constraints = [models.UniqueConstraint(fields=["school", "name"], name="campus_name_once")]

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """One school year of one school; two may run side by side in summer.

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="years")
    first = models.PositiveSmallIntegerField()
    """The calendar year it begins in."""
    starts_on = models.DateField()
    term_2_on = models.DateField()
    """First day of the second term."""
    ends_on = models.DateField()
    is_current = models.BooleanField(default=False)
    """The year the school works in by default."""

    class Meta:
        """One row a year, one current."""

        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["school", "first"], name="school_year_once"),
            models.UniqueConstraint(fields=["school"], condition=models.Q(is_current=True), name="one_current_year"),
        ]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def value(self) -> Year:
        """The year as the core names it."""
        return Year(self.first)


class SchoolClass(models.Model):
    """One class of one year.

    Personal data: none; kept permanently.
    """

    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(max_length=10)
    """Cleaned class code: 4A2."""
    grade = models.PositiveSmallIntegerField()
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, blank=True, related_name="classes")
    foreign_language = models.CharField(max_length=40, blank=True)
    """"Tiếng Anh"; empty where the class learns none."""
    minority_language = models.CharField(max_length=40, blank=True)

    class Meta:
        """Names are unique within a year."""

        ordering = ["grade", "name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="class_name_once"),
            models.CheckConstraint(condition=models.Q(grade__gte=1, grade__lte=5), name="class_grade_range"),
        ]

    def __str__(self) -> str:
        return self.name
