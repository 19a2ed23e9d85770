"""Who works on the authority's side."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hocba_web.officers.roles import OfficerRole


class Appointment(models.Model):
    """A person's role, dated; one at a time a person.

    Personal data: the link to an account, the role and its days; kept as long as traces name the account.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer_appointments")
    role = models.CharField(max_length=20, choices=[(role.value, role.name) for role in OfficerRole])
    areas = models.JSONField(default=list, blank=True)
    """Codes of areas; empty: the whole province."""
    school_code = models.CharField(max_length=40, blank=True)
    """Of a school manager: the own school."""
    decision = models.CharField(max_length=150)
    """Number and date of the decision that names this person."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """Last day, in Vietnam; empty: until further notice."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """None: the first admin, made at the machine."""
    made_at = models.DateTimeField()
    awaits = models.BooleanField(default=False)
    """It does not hold before a deciding officer has confirmed that the account is in this person's hands."""
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """None: at the machine, or none was needed."""
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["user", "starts_on"], name="officers_appointment_of")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
