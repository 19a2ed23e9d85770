"""Which classes' registers are closed."""

from __future__ import annotations

from datetime import datetime

from hocba_web.base.refusals import Refused
from hocba_web.schools.models import SchoolClass
from hocba_web.schools.services.pupils.checks import require_open


def closed_registers(year_id: int, at: datetime) -> dict[str, Refused]:
    """The classes of a year whose pupils may not be changed now, by name, with the refusal.

    A class that has no pupil yet is open: the yearly initial data come in before anything can be locked (Decision
    32/QĐ-THPĐ, art. 10(đ)).
    """
    found: dict[str, Refused] = {}
    for school_class in (
        SchoolClass.objects.filter(year_id=year_id, enrolments__isnull=False).select_related("year").distinct()
    ):
        try:
            require_open(school_class, at)
        except Refused as refused:
            found[school_class.name] = refused
    return found
