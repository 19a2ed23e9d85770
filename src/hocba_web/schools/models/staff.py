"""Staff, their dated appointments, and who teaches what from when to when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class _Decided(models.Model):
    """Prepared by one person, in force once the principal approved it."""

    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Empty: taken over from before the system."""
    prepared_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    """Empty: prepared, not in force."""
    declined_at = models.DateTimeField(null=True, blank=True)
    """The principal did not agree; it will never be in force."""
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """Shared columns only."""

        abstract = True


class Appointment(_Dated, _Decided):
    """A role given to somebody by a decision; prepared by the admin, in force once the principal approved it.

    Personal data: who held which role when; kept permanently.
    """

    class Body(models.TextChoices):
        """The bodies of Decision 32/QĐ-THPĐ, art. 6(1) and 6(3)."""

        NONE = "", "–"
        BOARD = "board", _("Ban Quản trị")
        WORKING_GROUP = "working_group", _("Tổ công tác")

    class Post(models.TextChoices):
        """Place in a body."""

        NONE = "", "–"
        CHAIR = "chair", _("Trưởng ban (Tổ trưởng)")
        DEPUTY = "deputy", _("Phó ban (Tổ phó)")
        MEMBER = "member", _("Thành viên")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="appointments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], blank=True)
    """Empty for a member of a body who gains no role by it."""
    body = models.CharField(max_length=20, choices=Body.choices, blank=True)
    post = models.CharField(max_length=10, choices=Post.choices, blank=True)
    duty = models.CharField(max_length=500, blank=True)
    """Named duty of the member, as the decision words it."""
    may_sign_for_principal = models.BooleanField(default=False)
    """A vice principal authorised to sign records (art. 6(6)(d))."""
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    """Empty until approved."""
    end_decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """What ended it before its time."""

    class Meta:
        """In force means decided."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True) | models.Q(decision__isnull=False),
                name="appointment_in_force_is_decided",
            ),
            models.CheckConstraint(
                condition=~(models.Q(role="") & models.Q(body="")), name="appointment_gives_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} – {self.role or self.body}"


class _Assigned(_Dated):
    """What a yearly assignment fixes."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    """When the principal approved it."""

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


class Substitution(_Dated, _Decided):
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
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="substitutions"
    )
    """Empty until approved."""

    class Meta:
        """In force means decided; nobody stands in for themselves."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True) | models.Q(decision__isnull=False),
                name="substitution_in_force_is_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("substitute")), name="substitution_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} thay {self.absent}"


class Team(models.Model):
    """A group of teachers ("tổ chuyên môn").

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    """"Tổ 4-5"."""

    class Meta:
        """One name a school."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class TeamMember(_Dated):
    """Who belongs to a group, from when to when, and who leads it.

    Personal data: who worked with whom; kept permanently.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="team_memberships")
    leads = models.BooleanField(default=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.team}: {self.staff}"
