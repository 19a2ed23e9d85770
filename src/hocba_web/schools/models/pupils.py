"""Pupils, their families, the classes they are in, and every change of what is on file about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba.model import Family, PersonalIdOverride, PupilIdentity, PupilStatus, Sex
from hocba_web.schools.models.papers import Attachment
from hocba_web.schools.models.school import School, SchoolClass


class Pupil(models.Model):
    """A child on the school's register, as now known; changes are kept in `PupilChange`.

    Personal data: identity, birth, origin, residence, disability, policy group; kept permanently (Nghị định 88/2026,
    art. 8(3)).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pupils")
    ministry_id = models.CharField(max_length=20)
    """Mã định danh Bộ GDĐT, opaque."""
    personal_id = models.CharField(max_length=12, blank=True)
    """12 digits, or empty while none is on file (Decision 32/QĐ-THPĐ, art. 4(4))."""
    name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=150)
    sex = models.CharField(max_length=6, choices=[(sex.value, sex.value) for sex in Sex])
    born = models.DateField()
    ethnicity = models.CharField(max_length=60)
    nationality = models.CharField(max_length=60, default="Việt Nam")
    birthplace = models.CharField(max_length=250, blank=True)
    home_place = models.CharField(max_length=250, blank=True)
    residence = models.CharField(max_length=250, blank=True)
    register_no = models.CharField(max_length=30, blank=True)
    disability = models.CharField(max_length=100, blank=True)
    """Kind of disability in words; empty if none."""
    not_assessed = models.BooleanField(default=False)
    """A pupil with a disability who is not assessed (Circular 27/2020/TT-BGDĐT, art. 8); needs evidence."""
    individual_plan = models.BooleanField(default=False)
    disability_evidence = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    policy_group = models.CharField(max_length=150, blank=True)
    id_basis = models.CharField(max_length=200, blank=True)
    """Civil-status decision (number, date, issuer) on which an ID stands that disagrees with sex or birth year."""
    id_evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    """One more with every change; a form sent for an older version is refused."""

    class Meta:
        """One row a ministry code and a personal ID within the school."""

        ordering = ["name_folded", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "ministry_id"], name="pupil_ministry_id_once"),
            models.UniqueConstraint(
                fields=["school", "personal_id"], condition=~models.Q(personal_id=""), name="pupil_personal_id_once"
            ),
        ]
        indexes = [models.Index(fields=["school", "name_folded"], name="pupil_by_name")]

    def __str__(self) -> str:
        return self.name

    def family(self) -> Family:
        """Parents and guardian by name, from what was fetched with the pupil."""
        names = {guardian.kind: guardian.name for guardian in self.guardians.all()}
        return Family(
            mother=names.get(Guardian.Kind.MOTHER, ""),
            father=names.get(Guardian.Kind.FATHER, ""),
            guardian=names.get(Guardian.Kind.GUARDIAN, ""),
        )

    def identity(self) -> PupilIdentity:
        """The pupil as the core's records name them."""
        return PupilIdentity(
            name=self.name,
            personal_id=self.personal_id,
            ministry_id=self.ministry_id,
            sex=Sex(self.sex),
            born=self.born,
            ethnicity=self.ethnicity,
            nationality=self.nationality,
            birthplace=self.birthplace,
            home_place=self.home_place,
            residence=self.residence,
            register_no=self.register_no,
            family=self.family(),
        )

    def id_override(self) -> PersonalIdOverride | None:
        """The decision that the personal ID stands as it is, if there is one."""
        return PersonalIdOverride(self.personal_id, self.id_basis) if self.personal_id and self.id_basis else None


class Guardian(models.Model):
    """A parent or guardian.

    Personal data: name, birth year, occupation, phone, e-mail of a family member; kept as long as the pupil's row.
    """

    class Kind(models.TextChoices):
        """Who it is."""

        MOTHER = "mother", _("Mẹ")
        FATHER = "father", _("Cha")
        GUARDIAN = "guardian", _("Người giám hộ")

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="guardians")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=150)
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    occupation = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        """One of each kind."""

        constraints = [models.UniqueConstraint(fields=["pupil", "kind"], name="guardian_kind_once")]

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A pupil in a class of a year; results hang on it.

    Personal data: where a child goes to school; kept permanently.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="enrolments")
    number = models.PositiveSmallIntegerField(default=0)
    """Place in the class list."""
    status = models.CharField(
        max_length=30,
        choices=[(status.value, status.value) for status in PupilStatus],
        default=PupilStatus.STUDYING.value,
    )
    status_on = models.DateField(null=True, blank=True)
    """Day since which the status holds."""
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    """First day on which the pupil is no longer in this class; empty while there."""
    awaiting_outcome = models.BooleanField(default=False)
    """Rolled over before last year's outcome was known ("chờ xét")."""

    class Meta:
        """Once in a class; one open enrolment a year is held by the services."""

        ordering = ["school_class", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["pupil", "school_class"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.pupil} – {self.school_class}"

    @property
    def has_left(self) -> bool:
        """Whether the pupil is no longer on the roll of this class."""
        return self.left_on is not None or PupilStatus(self.status).has_left


class PupilChange(models.Model):
    """One act that changed what is on file about a pupil, with the values before and after.

    Personal data: old and new values; kept permanently.
    """

    class Kind(models.TextChoices):
        """What kind of act it was."""

        ADMITTED = "admitted", pgettext_lazy("event", "Tiếp nhận")
        EDITED = "edited", _("Cập nhật")
        CIVIL_STATUS = "civil_status", _("Thay đổi hộ tịch")
        MOVED_IN = "moved_in", _("Chuyển đến")
        MOVED_OUT = "moved_out", _("Chuyển đi")
        LEFT = "left", _("Thôi học")
        RETURNED = "returned", pgettext_lazy("event", "Học lại")
        CLASS_CHANGED = "class_changed", _("Chuyển lớp")
        DISABILITY = "disability", _("Khuyết tật")
        IMPORTED = "imported", _("Nhập từ tệp")
        IMPORT_UNDONE = "import_undone", _("Hoàn tác nhập tệp")

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    before = models.JSONField(default=dict)
    """Field -> old value, only what changed."""
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    """Day from which it holds; empty where that is the day it was written."""
    version = models.PositiveIntegerField(default=0)
    """The pupil's version after the change."""
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    import_run = models.UUIDField(null=True, blank=True)
    """The workbook it came from: `uuid` of the run in `intake`."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["pupil", "at"], name="pupil_changes_by_time")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y}"


class ClassReview(models.Model):
    """The homeroom teacher's yearly "đã rà soát" of a class's personal data (Decision 32/QĐ-THPĐ, art. 7(1)).

    Personal data: who confirmed; kept permanently.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="reviews")
    note = models.CharField(max_length=500, blank=True)
    pupils = models.PositiveSmallIntegerField()
    """How many pupils were on the roll."""
    open_findings = models.PositiveSmallIntegerField(default=0)
    """How many things were missing or odd when it was confirmed all the same."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.school_class} {self.at:%d/%m/%Y}"


class DuplicateVerdict(models.Model):
    """Somebody looked at two rows that may be one child and found that they are two.

    Personal data: who decided, and that two children resemble each other on paper; kept as long as the pupils' rows.
    """

    first = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    """The row with the smaller number."""
    second = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    """Codes that were known then; a new one brings the pair back."""
    note = models.CharField(max_length=500)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first; the pair is always stored in one order."""

        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="duplicate_pair_ordered")
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}"
