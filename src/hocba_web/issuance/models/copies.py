"""Certified copies and extracts: the school's register of copies (Decree 30/2020/NĐ-CP, art. 25 to 27)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CopyRegister(models.Model):
    """The last number given to a copy in a calendar year; the row is held while a number is given.

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One a year: all kinds of copies share it (appendix I, part II.3)."""

        constraints = [models.UniqueConstraint(fields=["school", "year"], name="copy_register_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Copy(models.Model):
    """A certified copy or extract of a pupil's records: asked for, decided by the head, numbered, made; never deleted.

    Personal data: who asked for a copy of a child's record and why; kept permanently, as the register of copies is.
    """

    class Kind(models.TextChoices):
        """The two kinds of Decree 30/2020/NĐ-CP, art. 25(1) that a school makes of its own records."""

        CERTIFIED = "certified", _("Sao y")
        EXTRACT = "extract", _("Trích sao")

    class Form(models.TextChoices):
        """What the family receives."""

        PAPER = "paper", _("Bản giấy")
        ELECTRONIC = "electronic", _("Bản điện tử")

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Chờ hiệu trưởng duyệt")
        DECLINED = "declined", _("Không duyệt")
        REGISTERED = "registered", _("Đã vào sổ")
        SEALED = "sealed", _("Đã đóng dấu điện tử")
        VOID = "void", _("Đã hủy")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    form = models.CharField(max_length=10, choices=Form.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    version = models.PositiveIntegerField(default=1)
    requester = models.CharField(max_length=150)
    relation = models.CharField(max_length=10)
    """As in `HandOut.Relation`."""
    purpose = models.CharField(max_length=300)
    copies = models.PositiveSmallIntegerField(default=1)
    """How many identical ones on paper; 1 of an electronic one."""
    content = models.JSONField(default=dict)
    """What an extract holds: {"sections": […], "subjects": […]}; empty: everything."""
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    """Why it was declined."""
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    """Running within the calendar year, without gaps; a void copy keeps its own."""
    symbol = models.CharField(max_length=40, blank=True)
    """As printed: "12/SY-THPĐ"."""
    dated = models.DateField(null=True, blank=True)
    """Local day on which it was registered; printed on it."""
    signer = models.ForeignKey("schools.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who signs it."""
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=100, blank=True)
    """"HIỆU TRƯỞNG" or "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG", lines apart by a slash."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the sealed file, lower-case hexadecimal; empty for paper."""
    evidence = models.JSONField(default=list)
    """SHA-256 of the CRLs and OCSP answers by which the seal's certificate was good then."""
    sealed_at = models.DateTimeField(null=True, blank=True)
    void_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """A number once a year; numbered as soon as it was approved."""

        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="copy_number_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("asked", "declined")) | models.Q(number__isnull=False),
                name="copy_in_force_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.get_kind_display()


class CopyRecord(models.Model):
    """A record that a copy was made of, by the very files.

    Personal data: whose record was copied; kept with the copy.
    """

    of = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="parts")
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="+")
    xml_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)

    class Meta:
        """A record once; oldest year first."""

        ordering = ["record__school_class__year__first", "id"]
        constraints = [models.UniqueConstraint(fields=["of", "record"], name="copied_record_once")]

    def __str__(self) -> str:
        return self.xml_sha256[:12]
