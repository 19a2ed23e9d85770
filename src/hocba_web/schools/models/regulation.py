"""The school's own regulation as dated data (Decision 32/QĐ-THPĐ, art. 6(6)); what it sets is what the system does."""

from __future__ import annotations

from django.db import models

from hocba_web.schools.models.school import School


class RegulationVersion(models.Model):
    """One version of the school's regulation: texts to read, values the system follows.

    Personal data: none; kept permanently.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="regulations")
    number = models.CharField(max_length=40, blank=True)
    """"32/QĐ-THPĐ"; a draft has none."""
    dated = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    sections = models.JSONField(default=list)
    """[{key, title, text}]: responsibilities (a), accounts and secrecy (b), locks and corrections (c), signing (d)."""
    values = models.JSONField(default=dict)
    """What the system follows; keys and their checks in `schools/regulation_values.py`."""
    summary = models.CharField(max_length=500, blank=True)
    """What is new, in a sentence, for those who read it again."""
    drafted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    """Empty while a draft; a published version never changes."""
    published_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first; one draft a school; what is published has number and dates."""

        ordering = ["-in_force_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=models.Q(published_at__isnull=True), name="one_regulation_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | (~models.Q(number="") & models.Q(dated__isnull=False) & models.Q(in_force_from__isnull=False)),
                name="published_regulation_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "(dự thảo)"


class Acknowledgement(models.Model):
    """Somebody has read a version (chapter II art. 5).

    Personal data: who read when; kept permanently.
    """

    version = models.ForeignKey(RegulationVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once a person and version."""

        constraints = [models.UniqueConstraint(fields=["version", "user"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%d/%m/%Y}"
