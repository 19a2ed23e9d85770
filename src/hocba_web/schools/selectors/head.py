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
    name, is_training = School.objects.values_list("name", "is_training").get(id=school_id)
    year = SchoolYear.objects.filter(school_id=school_id, is_current=True).first()
    return PageHead(name, str(year) if year else "", is_training)
