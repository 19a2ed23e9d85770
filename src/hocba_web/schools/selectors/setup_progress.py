"""How far a new school has come."""

from __future__ import annotations

from dataclasses import dataclass

from hocba_web.schools.models import Enrolment, Homeroom, RegulationVersion, SchoolClass, Staff


@dataclass(frozen=True, slots=True)
class SetupProgress:
    """What is there already."""

    staff: int
    accounts: int
    """Members of the staff who have one."""
    classes: int
    pupils: int
    """Places in classes of the current year."""
    homerooms: int
    """Classes of the current year with an approved homeroom teacher."""
    regulation: bool
    """A version of the school's own regulation was published."""

    @property
    def has_data(self) -> bool:
        """Whether the workbooks of classes and pupils came in."""
        return self.classes > 0 and self.pupils > 0

    @property
    def without_account(self) -> int:
        """Members of the staff who still need one."""
        return self.staff - self.accounts


def progress(school_id: int) -> SetupProgress:
    """Counts for the steps of a new school."""
    staff = Staff.objects.filter(school_id=school_id, active=True)
    classes = SchoolClass.objects.filter(year__school_id=school_id, year__is_current=True)
    homerooms = Homeroom.objects.filter(school_class__in=classes, approved_at__isnull=False)
    return SetupProgress(
        staff=staff.count(),
        accounts=staff.filter(user__isnull=False).count(),
        classes=classes.count(),
        pupils=Enrolment.objects.filter(school_class__in=classes).count(),
        homerooms=homerooms.values("school_class").distinct().count(),
        regulation=RegulationVersion.objects.filter(school_id=school_id, published_at__isnull=False).exists(),
    )
