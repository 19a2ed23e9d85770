"""Who has read which guide and done which exercise (Decision 32/QĐ-THPĐ, art. 6(7))."""

from __future__ import annotations

from django.db import models


class GuideRead(models.Model):
    """That somebody opened a guide.

    Personal data: who read which guide and when; kept while the account exists.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    guide = models.CharField(max_length=40)
    """Its name in the address: "giao-vien-mon-hoc"."""
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        """Once a person and guide."""

        constraints = [models.UniqueConstraint(fields=["user", "guide"], name="support_guideread_once")]

    def __str__(self) -> str:
        return self.guide


class ExerciseDone(models.Model):
    """That somebody says they have done an exercise in the training school.

    Personal data: who practised what and when; kept while the account exists.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    exercise = models.CharField(max_length=40)
    """Its key in `training/exercises.toml`."""
    at = models.DateTimeField()

    class Meta:
        """Once a person and exercise."""

        constraints = [models.UniqueConstraint(fields=["user", "exercise"], name="support_exercise_once")]

    def __str__(self) -> str:
        return self.exercise
