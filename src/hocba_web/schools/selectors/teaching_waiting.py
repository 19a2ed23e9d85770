"""What of staff and assignment waits for the principal, for home pages."""

from __future__ import annotations

from dataclasses import dataclass

from hocba_web.schools.models import Appointment, AssignmentPlan, Substitution


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts of what was asked and not decided."""

    appointments: int
    substitutions: int
    plan_id: int | None
    """The assignment plan that was submitted, if any; page "schools:plan"."""

    @property
    def total(self) -> int:
        """How many decisions are wanted."""
        return self.appointments + self.substitutions + (self.plan_id is not None)


def waiting_for_principal(school_id: int) -> Waiting:
    """What one principal has to decide."""
    undecided = {"approved_at__isnull": True, "declined_at__isnull": True}
    plan = AssignmentPlan.objects.filter(year__school_id=school_id, state=AssignmentPlan.State.SUBMITTED)
    return Waiting(
        Appointment.objects.filter(school_id=school_id, **undecided).count(),
        Substitution.objects.filter(absent__school_id=school_id, **undecided).count(),
        plan.values_list("id", flat=True).first(),
    )
