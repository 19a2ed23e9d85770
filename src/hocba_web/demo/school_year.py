"""What has happened in the demo's year, and what is left to do."""

from __future__ import annotations

from datetime import datetime

from hocba.workbooks.school import SchoolData
from hocba_web.demo.staff import Seeded


def seed_year(data: SchoolData, seeded: Seeded, at: datetime) -> None:
    """Windows of the year, marks of the finished moments, and gaps left for the visitor."""
    del data, seeded, at
