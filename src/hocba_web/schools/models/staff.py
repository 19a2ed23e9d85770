"""Staff, their dated appointments, and who teaches what from when to when."""

from __future__ import annotations

from django.db import models

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models.papers import Decision
from hocba_web.schools.models.school import School, SchoolClass

SUBJECT_CHOICES = [(subject.value, subject.value) for subject in Subject]


class Staff(models.Model):
    """Somebody who works, or worked, at the school; one account at most.

    Personal data: name, personal ID, birth date, contact; kept permanently, for signatures must stay explainable.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="staff")
    user = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="staff_member"
    )
    code = models.CharField(max_length=20)
    """Staff code of the sector database."""
    name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=150, db_index=True)
    personal_id = models.CharField(max_length=12, blank=True)
    born = models.DateField(null=True, blank=True)
    position = models.CharField(max_length=60)
    """"Hiệu trưởng", "Giáo viên" ..."""
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """One row a code."""

        ordering = ["name_folded"]
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="staff_code_once")]

    def __str__(self) -> str:
        return self.name


class _Dated(models.Model):
    """Something that holds from one day to another, both included; open where `until` is empty."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Shared columns only."""

        abstract = True


class Appointment(_Dated):
    """A role given to somebody by a decision; prepared by the admin, in force once the principal approved it.

    Personal data: who held which role when; kept permanently.
    """

    class Body(models.TextChoices):
        """The bodies of Decision 32/QĐ-THPĐ, art. 6(1) and 6(3)."""

        NONE = "", "–"
        BOARD = "board", "Ban Quản trị"
        WORKING_GROUP = "working_group", "Tổ công tác"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="appointments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], blank=True)
    """Empty for a member of a body who gains no role by it."""
    body = models.CharField(max_length=20, choices=Body.choices, blank=True)
    duty = models.CharField(max_length=500, blank=True)
    """Named duty of the member, as the decision words it."""
    may_sign_for_principal = models.BooleanField(default=False)
    """A vice principal authorised to sign records (art. 6(6)(d))."""
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appointments")
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    """Empty: prepared, not in force."""

    def __str__(self) -> str:
        return f"{self.staff} – {self.role or self.body}"


class _Assigned(_Dated):
    """What a yearly assignment fixes."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    """Empty: proposed, not in force."""

    class Meta:
        """Shared columns only."""

        abstract = True


class Homeroom(_Assigned):
    """Who is homeroom teacher of a class, from when to when.

    Personal data: who taught whom; kept permanently.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="homerooms")

    def __str__(self) -> str:
        return f"{self.school_class}: {self.staff}"


class Teaching(_Assigned):
    """Who teaches a subject in a class, from when to when.

    Personal data: who taught whom; kept permanently.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="teachings")
    subject = models.CharField(max_length=20, choices=SUBJECT_CHOICES)

    def __str__(self) -> str:
        return f"{self.school_class} {self.subject}: {self.staff}"


class Substitution(_Dated):
    """Somebody stands in for an absent teacher: entry and, where the decision says so, signing.

    Personal data: that somebody was absent; kept permanently.
    """

    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences_covered")
    substitute = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="substitutions")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Empty: all classes of the absent teacher."""
    subject = models.CharField(max_length=20, choices=SUBJECT_CHOICES, blank=True)
    """Empty: all subjects, and homeroom teaching if `homeroom`."""
    homeroom = models.BooleanField(default=False)
    may_sign = models.BooleanField(default=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="substitutions")
    approved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.substitute} thay {self.absent}"
