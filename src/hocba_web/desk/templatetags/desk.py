"""Small words of the desk's pages."""

from __future__ import annotations

from django import template

from hocba.model import SchoolYear

register = template.Library()


@register.filter
def year_name(first: int) -> str:
    """Name of a school year, "2025-2026", by the year in which it begins."""
    return str(SchoolYear(first))
