"""What the head of every page says about the school."""

from __future__ import annotations

from dataclasses import dataclass

from hocba_web.schools.models import School, SchoolYear


@dataclass(frozen=True, slots=True)
class PageHead:
    """Names for the top bar."""

    school: str
    year: str
    """"2025-2026"; empty before the first year is set up."""
    is_training: bool
    """The school where people practise."""


def page_head(school_id: int) -> PageHead:
    """The school's name and its current year."""
    year = SchoolYear.objects.filter(school_id=school_id, is_current=True).select_related("school").first()
    school = year.school if year is not None else School.objects.get(id=school_id)
    return PageHead(school.name, str(year) if year is not None else "", school.is_training)
