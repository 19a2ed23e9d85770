"""Every act of entry as one row: what makes autosave safe to repeat, undo possible and history readable."""

from __future__ import annotations

from django.db import models


class EditAct(models.Model):
    """One act in a grid (typing, a paste, a fill, an undo) with the values before and after.

    Personal data: old and new results of children; kept permanently.
    """

    uuid = models.UUIDField(unique=True)
    """Made by the browser: the same act sent twice has effect once."""
    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="edit_acts")
    period = models.CharField(max_length=3)
    part = models.CharField(max_length=20)
    """A subject's value, "homeroom", or "subjects" for an act over several subjects at once."""
    kind = models.CharField(max_length=10)
    """type, paste, fill, clear, undo, redo, bank, import, seed, retest, proposal."""
    changes = models.JSONField()
    """[[enrolment id, column, before, after]]"""
    answer = models.JSONField()
    """What the browser was told, for a repeat."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["school_class", "period", "-at"], name="act_by_class")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y %H:%M}"


class CommentSentence(models.Model):
    """A sentence of the comment bank, one's own or shared by the school.

    Personal data: whose sentence it is; own ones are deleted with a click.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="comment_sentences")
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Empty: shared."""
    topic = models.CharField(max_length=20)
    """A subject's value, or qualities, general, specific, homeroom."""
    level = models.CharField(max_length=1, blank=True)
    """The level it fits; empty: any."""
    text = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.text
