"""The first run: a one-time code from the server's console instead of open sign-up."""

from __future__ import annotations

from django.db import models

from hocba_web.schools.models.school import School


class SetupRun(models.Model):
    """One school being set up by somebody who had access to the server.

    Personal data: none; kept permanently, it says how the first accounts came to be.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the code, lower-case hexadecimal; the code itself is printed once and kept nowhere."""
    created_at = models.DateTimeField()
    """Real time."""
    expires_at = models.DateTimeField()
    """Real time; the code is no longer taken from then on."""
    redeemed_at = models.DateTimeField(null=True, blank=True)
    """Real time; a code is taken once."""
    ticket = models.CharField(max_length=64, blank=True)
    """SHA-256 of the random value that the redeeming browser's session holds."""
    school = models.OneToOneField(School, on_delete=models.PROTECT, null=True, blank=True, related_name="setup_run")
    people_at = models.DateTimeField(null=True, blank=True)
    """When principal and admin got their accounts; from then on the run's session opens nothing."""

    def __str__(self) -> str:
        return f"{self.created_at:%d/%m/%Y %H:%M}"
