"""Reminders and letters: what was sent to whom, so that nothing is sent twice."""

from __future__ import annotations

from django.db import models


class Reminder(models.Model):
    """Somebody was reminded of one part of one class.

    Personal data: who was reminded, when and by whom; no name of a pupil; kept permanently, the report of who kept to
    the regulation counts it.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="reminders")
    year = models.ForeignKey("schools.SchoolYear", on_delete=models.PROTECT, related_name="reminders")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="reminders")
    topic = models.CharField(max_length=80)
    """What of: "<class id>/<moment>/<part>"."""
    slot = models.CharField(max_length=20)
    """Sent once a topic and slot: the day of a reminder by hand, "3", "1" or "0" days before the end."""
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """Who sent it; empty: the clock."""
    at = models.DateTimeField()

    class Meta:
        """Once a person, topic and slot."""

        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "topic", "slot"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.slot}"


class Letter(models.Model):
    """One e-mail to one person on one day; the row is there before the e-mail leaves.

    Personal data: who was written to; no name of a pupil; deleted after a year.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20)
    """"digest" or "reminder"."""
    day = models.DateField()
    """In Vietnam."""
    subject = models.CharField(max_length=150)
    body = models.TextField()
    written_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    """When a job took it to send: it is sent once or, if that job dies, not at all."""
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a person, kind and day."""

        constraints = [models.UniqueConstraint(fields=["user", "kind", "day"], name="one_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%d/%m/%Y}"


class DayRun(models.Model):
    """The clock has done a school's daily work.

    Personal data: none; deleted after a year.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    """In Vietnam."""
    at = models.DateTimeField()

    class Meta:
        """Once a day."""

        constraints = [models.UniqueConstraint(fields=["school", "day"], name="one_run_a_day")]

    def __str__(self) -> str:
        return f"{self.school} {self.day:%d/%m/%Y}"


class LetterChoice(models.Model):
    """Somebody wants no daily e-mail.

    Personal data: the choice; kept as long as the account.
    """

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="letter_choice")
    daily = models.BooleanField(default=True)

    def __str__(self) -> str:
        return "daily" if self.daily else "none"
