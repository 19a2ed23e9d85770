"""The school's account at the authority's gateway."""

from __future__ import annotations

from django.db import models


class GatewayAccount(models.Model):
    """Name and secrets with which the school logs in at the gateway; the address is the installation's setting.

    Personal data: who set it up; kept while the school uses the system.
    """

    school = models.OneToOneField("schools.School", on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=20)
    """Mã đơn vị."""
    user_name = models.CharField(max_length=100)
    secrets = models.TextField()
    """SHA-256 of the password and the token, sealed under the installation's secret; never shown again."""
    configured_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    configured_at = models.DateTimeField()
    takes_pdfs = models.BooleanField(default=True)
    """Whether the gateway takes sealed PDFs before their records are sent; found out by trying."""
    tested_at = models.DateTimeField(null=True, blank=True)
    """Product clock, of the last test of the connection."""
    tested_code = models.CharField(max_length=60, blank=True)
    """Code of what went wrong then; empty if it worked."""
    told_next_at = models.DateTimeField(null=True, blank=True)
    """Real time, when the authority's messages are asked for next; empty: now."""
    told_heard_at = models.DateTimeField(null=True, blank=True)
    """Product clock, when they were last heard whole."""
    told_problem = models.CharField(max_length=60, blank=True)
    """Code of what the last question for them met; empty if it worked."""

    def __str__(self) -> str:
        return f"{self.unit_code} {self.user_name}"
