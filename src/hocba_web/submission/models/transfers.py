"""Pupils between schools: who comes, who goes, what they bring, years that only paper told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Arrival(models.Model):
    """A child whose family applied to this school (Circular 28/2020/TT-BGDĐT, art. 36(2)), until the class is found.

    Personal data: name and birth date of a child, the school they come from; kept permanently for those who came, of
    others no more than this row.
    """

    class State(models.TextChoices):
        """Whose turn it is."""

        ASKED = "asked", _("Chờ hiệu trưởng trả lời")
        REFUSED = "refused", _("Không tiếp nhận")
        AGREED = "agreed", _("Đồng ý tiếp nhận, chờ hồ sơ")
        RECEIVED = "received", _("Đã nhận hồ sơ, chờ xếp lớp")
        PROPOSED = "proposed", _("Đã đề nghị xếp lớp, chờ hiệu trưởng")
        PLACED = "placed", _("Đã xếp lớp")
        WITHDRAWN = "withdrawn", pgettext_lazy("state", "Gia đình rút đơn")

    ENDED = (State.REFUSED, State.PLACED, State.WITHDRAWN)

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    born = models.DateField()
    grade = models.PositiveSmallIntegerField()
    other_school = models.CharField(max_length=200)
    other_province = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    paper_only = models.BooleanField(default=False)
    """The other school has no digital records: a certified paper copy comes instead."""
    application = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, related_name="+")
    applied_on = models.DateField()
    answer_due = models.DateField()
    """Last day of the principal's term to answer."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    """Compulsory for a no."""
    received_on = models.DateField(null=True, blank=True)
    """Day on which the family handed the whole dossier in."""
    place_due = models.DateField(null=True, blank=True)
    """Last day of the principal's term to place the child."""
    transfer = models.OneToOneField(
        "schools.Transfer", on_delete=models.PROTECT, null=True, blank=True, related_name="arrival"
    )
    """The request to place, once the registrar made it."""
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals")
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    """Day on which somebody was last told that the term ends."""

    class Meta:
        """Oldest first: the term that ends first comes first."""

        ordering = ["applied_on", "id"]

    def __str__(self) -> str:
        return f"{self.applied_on:%d/%m/%Y} {self.get_state_display()}"


class Departure(models.Model):
    """The dossier of a pupil whom the principal let go, until it is handed over.

    Personal data: what a child takes along, who signed, who received it; kept permanently.
    """

    class State(models.TextChoices):
        """How far the dossier is."""

        PREPARED = "prepared", _("Đã lập, chờ hiệu trưởng ký")
        HEAD_SIGNED = "head_signed", _("Hiệu trưởng đã ký, chờ đóng dấu")
        SEALED = "sealed", _("Đã đủ chữ ký, chờ hiệu trưởng giao")
        HANDED_OVER = "handed_over", _("Đã giao hồ sơ")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    transfer = models.OneToOneField("schools.Transfer", on_delete=models.PROTECT, related_name="departure")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="departures")
    due = models.DateField()
    """Last day of the principal's term to hand the dossier over."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARED)
    paper_only = models.BooleanField(default=False)
    """The receiving school takes no digital records: a certified copy on paper goes along."""
    materials = models.CharField(max_length=2000)
    """Textbooks used and how far the programme has gone, as the homeroom teacher says."""
    plan = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The individual education plan of a pupil with a disability."""
    document = models.PositiveSmallIntegerField(default=1)
    """Which preparation of the dossier it is; one more with each."""
    uuid = models.UUIDField(null=True, blank=True)
    """Of the mid-year hand-over document; empty where the year has a record of its own, or has not begun."""
    data_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what its signatures sign."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of its file, with the signatures that it has now."""
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    evidence = models.JSONField(default=list)
    """SHA-256 of the status evidence by which the certificates were judged."""
    handed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_at = models.DateTimeField(null=True, blank=True)
    receiver = models.CharField(max_length=150, blank=True)
    """Who took it: a parent, an officer of the receiving school."""
    archive = models.CharField(max_length=64, blank=True)
    """SHA-256 of the dossier as it was handed over."""
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        """The term that ends first comes first."""

        ordering = ["due", "id"]

    def __str__(self) -> str:
        return f"{self.due:%d/%m/%Y} {self.get_state_display()}"


class InheritedFile(models.Model):
    """One file that a family brought from another school, with what verification said; append-only.

    A file that did not pass is named, with its digest and the reason, and not kept.
    Personal data: another school's record of a child; kept permanently with the child's own.
    """

    class Kind(models.TextChoices):
        """What it is."""

        RECORD = "record", _("Học bạ một năm học")
        HANDOVER = "handover", _("Phiếu bàn giao kết quả giữa năm")
        PAPER = "paper", _("Giấy tờ kèm theo")
        UNKNOWN = "unknown", _("Không rõ")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    media = models.CharField(max_length=4)
    """xml, pdf, or another ending of a paper."""
    name = models.CharField(max_length=150)
    """As uploaded, cleaned."""
    sha256 = models.CharField(max_length=64)
    xml_sha256 = models.CharField(max_length=64, blank=True)
    """Of the signed XML: the file itself, or the one in a PDF; both are kept."""
    size = models.PositiveIntegerField()
    kept = models.BooleanField()
    """Whether the storage holds it: everything but what was refused."""
    verdict = models.CharField(max_length=20, blank=True)
    """TOTAL_PASSED, TOTAL_FAILED, INDETERMINATE; empty for papers, which are not verified."""
    code = models.CharField(max_length=60, blank=True)
    """Why it was refused."""
    params = models.JSONField(default=dict)
    place = models.CharField(max_length=120, blank=True)
    """Where in the file."""
    demo = models.BooleanField(default=False)
    """Signed with demonstration keys."""
    uuid = models.CharField(max_length=36, blank=True)
    """Of the record or hand-over document."""
    first = models.PositiveSmallIntegerField(null=True, blank=True)
    """The calendar year the school year begins in."""
    class_name = models.CharField(max_length=20, blank=True)
    school_name = models.CharField(max_length=200, blank=True)
    personal_id = models.CharField(max_length=12, blank=True)
    """Whose it is, as the signed bytes say."""
    brought_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    """Real time of the verification."""

    class Meta:
        """By school year; the same bytes once a child."""

        ordering = ["first", "kind", "-media", "id"]
        constraints = [
            models.UniqueConstraint(fields=["arrival", "sha256", "kept"], name="inherited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.verdict}"


class DigitisedYear(models.Model):
    """A school year that only paper tells, typed from a scan, compared by a second person, certified by the head.

    Personal data: a child's results of an earlier year; kept permanently.
    """

    class State(models.TextChoices):
        """How far it is."""

        TYPED = "typed", _("Chờ người thứ hai đối chiếu")
        CHECKED = "checked", _("Đã đối chiếu, chờ hiệu trưởng xác nhận")
        CERTIFIED = "certified", _("Hiệu trưởng đã xác nhận")
        RETURNED = "returned", _("Trả lại để sửa")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="digitised_years")
    first = models.PositiveSmallIntegerField()
    grade = models.PositiveSmallIntegerField()
    class_name = models.CharField(max_length=20)
    school_name = models.CharField(max_length=150)
    entered_on = models.DateField()
    """Day of enrolment or arrival there."""
    scan = models.ForeignKey("schools.Attachment", on_delete=models.PROTECT, related_name="+")
    summary = models.JSONField()
    """What the paper says: {"subjects": {value: [level, score]}, "traits": {value: level},
    "overall": text, "outcome": text, "comment": text}; empty texts are left out."""
    digest = models.CharField(max_length=64)
    """SHA-256 over the scan's digest and what was typed: what was compared and certified."""
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TYPED)
    typed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.CharField(max_length=500, blank=True)
    certified_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Oldest year first; a pupil has a year once."""

        ordering = ["first", "id"]
        constraints = [models.UniqueConstraint(fields=["pupil", "first"], name="digitised_once")]

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1} {self.get_state_display()}"
