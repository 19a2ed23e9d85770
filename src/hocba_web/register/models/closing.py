"""Closing and what may still happen after it: dated decisions, each prepared by one officer and decided by another."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.register.models.schools import School


class Prepared(models.Model):
    """Something that one officer prepared and another decides.

    Personal data: who prepared and who decided; the reason as worded; kept permanently.
    """

    class Kind(models.TextChoices):
        """What is to be decided."""

        CERTIFICATE = "certificate", _("Chứng thư số của trường")
        RECALL = "recall", _("Thu hồi học bạ")
        CLOSING = "closing", _("Chốt dữ liệu")
        PERMIT = "permit", _("Cho phép sau khi chốt")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ quyết định")
        AGREED = "agreed", pgettext_lazy("state", "Đồng ý")
        REFUSED = "refused", pgettext_lazy("state", "Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    subject = models.CharField(max_length=64)
    """Number of what is decided about, in the application that keeps it."""
    details = models.JSONField(default=dict)
    """Codes and numbers: school year, group, schools, recommendation."""
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="prepared")
    """The school concerned; None: several."""
    area_code = models.CharField(max_length=20, blank=True)
    """Of the school or schools concerned, for officers of some areas only; empty: the whole province."""
    note = models.CharField(max_length=500, blank=True)
    """What the preparing officer wrote."""
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """None: the clock or a rehearsal rule."""
    prepared_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    """What the deciding officer wrote."""

    class Meta:
        """What waits, oldest first; a thing once at a time."""

        ordering = ["prepared_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=models.Q(state="waiting"), name="register_prepared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject} ({self.get_state_display()})"


class ClosingPlan(models.Model):
    """A decision to close a group, of one school, an area or the province: at once, or on a day.

    Personal data: none but the officers of its preparation; kept permanently.
    """

    school_year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=5)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="closing_plans")
    area_code = models.CharField(max_length=20, blank=True)
    """With neither school nor area it is the whole province."""
    on = models.DateField(null=True, blank=True)
    """Closed when this day begins in Vietnam; None: at once."""
    decision = models.CharField(max_length=150, blank=True)
    """Number and date of the decision; empty: the calendar of Decision 32/QĐ-THPĐ."""
    prepared = models.OneToOneField(Prepared, on_delete=models.PROTECT, related_name="closing_plan")
    done_at = models.DateTimeField(null=True, blank=True)
    """When the last school of it was closed; None: still to be carried out, for one school at least."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When somebody called off what was not carried out yet."""

    class Meta:
        """Oldest first; what is to be carried out is found quickly."""

        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["on"], condition=models.Q(done_at=None, ended_at=None), name="register_closing_plan_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_id or self.area_code} {self.school_year} {self.group}"


class Closing(models.Model):
    """A closed group of a school's records: from then on nothing changes. Append-only.

    Personal data: none; kept permanently (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a)).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="closings")
    school_year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=5)
    finalised_at = models.DateTimeField()
    """Product clock, UTC."""
    records = models.PositiveIntegerField()
    """How many current records of the group were held then."""
    decision = models.CharField(max_length=150, blank=True)
    """Number and date of the decision; empty: closed by the calendar."""
    statement = models.TextField()
    """JWS in compact form."""

    class Meta:
        """A group once."""

        ordering = ["finalised_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "school_year", "group"], name="register_closing_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.school_year} {self.group}"


class Permit(models.Model):
    """A dated decision that lets something in after closing: late records, or an amendment of one record.

    Personal data: none but the link to a record; kept permanently.
    """

    class Kind(models.TextChoices):
        """What it lets in."""

        LATE_INTAKE = "late_intake", _("Nhận bổ sung sau khi chốt")
        AMENDMENT = "amendment", _("Sửa đổi sau khi chốt")

    kind = models.CharField(max_length=12, choices=Kind)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="permits")
    """Who may send; of an amendment not always the school whose record is replaced (a pupil who had moved)."""
    school_year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=5)
    uuid = models.UUIDField(null=True, blank=True)
    """Amendment: the record that may be replaced. None: late intake of the group."""
    decision = models.CharField(max_length=150)
    """Number and date of the decision."""
    valid_from = models.DateField()
    valid_until = models.DateField()
    """Both days count, in Vietnam."""
    revoked_at = models.DateTimeField(null=True, blank=True)
    prepared = models.OneToOneField(Prepared, on_delete=models.PROTECT, related_name="permit")

    class Meta:
        """Newest first."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["school", "school_year", "group"], name="register_permit_group")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.school_id} {self.school_year} {self.group}"
