"""What was accepted (never changed) and where it stands (one row for every UUID ever accepted)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hocba_web.register.models.schools import School

NAME_LONGEST, CLASS_LONGEST, CODE_LONGEST = 150, 20, 20
"""Signs that are kept of a pupil's name, class and code."""


class Number(models.Model):
    """One UUID that was accepted once, and everything about its record that may change.

    Not partitioned, so that a UUID is unique over all years. Personal data: the pupil's personal ID; kept permanently
    (Decision 32/QĐ-THPĐ, chapter I art. 5(3)).
    """

    class State(models.TextChoices):
        """Whether it counts."""

        CURRENT = "current", _("Đang có giá trị")
        RECALLED = "recalled", _("Đã thu hồi")
        SUPERSEDED = "superseded", _("Đã được thay thế")

    uuid = models.UUIDField(primary_key=True)
    """Never used again, whatever becomes of the record."""
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="numbers")
    school_year = models.PositiveSmallIntegerField()
    """The year in which the school year begins; with the UUID the key of `Record`."""
    group = models.CharField(max_length=5)
    """"15/6" or "15/8"."""
    personal_id = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.CURRENT)
    accepted_at = models.DateTimeField()
    """Product clock, UTC; so are the other times."""
    recalled_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    successor = models.UUIDField(null=True, blank=True)
    """Of the record that stands in its place; shown to officers and the school only."""
    reported_at = models.DateTimeField(null=True, blank=True)
    """When the ministry's warehouse took it."""
    finalised_at = models.DateTimeField(null=True, blank=True)
    """When its group was closed: from then it has effect and never changes."""
    receipted_at = models.DateTimeField(null=True, blank=True)
    """When its receipt was signed; until then it waits for a checkpoint of the log."""
    code_hash = models.CharField(max_length=64, blank=True)
    """Keyed hash of the confirmation code; empty until it is told for the first time."""
    code_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One current record a pupil and year, no effect before acceptance; found by group, pupil, what waits."""

        constraints = [
            models.UniqueConstraint(
                fields=["personal_id", "school_year"],
                condition=models.Q(state="current"),
                name="register_one_current_record",
            ),
            models.CheckConstraint(
                condition=models.Q(finalised_at=None) | models.Q(finalised_at__gte=models.F("accepted_at")),
                name="register_effect_after_acceptance",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "school_year", "group"], name="register_number_group"),
            models.Index(fields=["personal_id"], name="register_number_pupil"),
            models.Index(
                fields=["accepted_at"],
                condition=models.Q(state="current", reported_at=None),
                name="register_number_unreported",
            ),
            models.Index(
                fields=["accepted_at"], condition=models.Q(receipted_at=None), name="register_number_unreceipted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} ({self.get_state_display()})"


class Record(models.Model):
    """An accepted record as it came; append-only, partitioned by school year on PostgreSQL.

    Personal data: name, day of birth, personal ID and class of the pupil beside the file itself; kept permanently
    (Decision 32/QĐ-THPĐ, chapter I art. 5(3)).
    """

    pk = models.CompositePrimaryKey("school_year", "uuid")
    school_year = models.PositiveSmallIntegerField()
    uuid = models.UUIDField()
    school_id = models.BigIntegerField()
    """A plain number: rows of this size carry no foreign key that the `Number` has already."""
    class_name = models.CharField(max_length=CLASS_LONGEST)
    grade = models.PositiveSmallIntegerField()
    personal_id = models.CharField(max_length=12)
    pupil_name = models.CharField(max_length=NAME_LONGEST)
    name_key = models.CharField(max_length=NAME_LONGEST)
    """The name without accents and case, for searching and comparing."""
    born = models.DateField()
    pupil_code = models.CharField(max_length=CODE_LONGEST)
    """The ministry's code of the pupil."""
    revision = models.PositiveIntegerField()
    profile = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    """Time of the school's seal as signed, UTC."""
    record_digest = models.CharField(max_length=64)
    """SHA-256 over the exclusive C14N of the whole HOC_BA."""
    file = models.CharField(max_length=64)
    """SHA-256 of the stored XML file."""
    pdf = models.CharField(max_length=64, blank=True)
    """SHA-256 of the school's sealed PDF; empty where none came before judgement."""
    certificate = models.CharField(max_length=64)
    """SHA-256 of the school's certificate (DER) with which it is sealed."""
    message_id = models.CharField(max_length=150)
    """Of the submission with which it was accepted."""
    leaf = models.BigIntegerField()
    """Number of its leaf in the log."""
    accepted_at = models.DateTimeField()
    """Product clock, UTC."""
    evidence = models.JSONField()
    """Policy, indication, stored status data, and of each signature certificate, time and status."""

    class Meta:
        """Ways in for officers: a school's class, a name."""

        indexes = [
            models.Index(fields=["school_id", "school_year", "class_name"], name="register_record_class"),
            models.Index(fields=["name_key", "born"], name="register_record_name"),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} {self.school_year}"


class Copy(models.Model):
    """A PDF that the authority rendered from the XML and sealed itself, where the school sent none; labelled so.

    Personal data: its file is a pupil's record; kept with the record.
    """

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="copy")
    sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()
    """Product clock, UTC."""

    def __str__(self) -> str:
        return f"{self.number_id} {self.sha256[:8]}"


class Receipt(models.Model):
    """The signed receipt of an accepted record; append-only.

    Personal data: none; kept permanently.
    """

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="receipt")
    statement = models.TextField()
    """JWS in compact form, with leaf, inclusion proof and checkpoint."""
    signed_at = models.DateTimeField()
    """Product clock, UTC."""

    def __str__(self) -> str:
        return str(self.number_id)
