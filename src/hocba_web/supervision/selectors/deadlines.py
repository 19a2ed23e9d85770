"""Days to the two yearly submissions (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hocba.model import ClosingGroup
from hocba.regulation import closing
from hocba_web.base import clock
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.schools.selectors.setup import YearRow


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """One deadline as the wall shows it."""

    group: ClosingGroup
    closing_date: date
    """"Trước ngày": the last instant lies before this day begins."""
    internal: date
    """The school's own, earlier day, by its regulation."""
    days: int
    """Whole days until the last day on which sending is in time; negative once it has passed."""
    kept: bool
    """Whether there is still time."""

    @property
    def label(self) -> str:
        """In words: "Trước 15/06"."""
        return _("Trước %s") % f"{self.closing_date:%d/%m}"

    @property
    def hint(self) -> str:
        """The school's own day."""
        return _("Hạn của trường: %s") % f"{self.internal:%d/%m}"


def deadlines(year: YearRow, at: datetime) -> tuple[DaysLeft, ...]:
    """Both deadlines of a school year, June's first.

    Args:
        year: the school year.
        at: aware, UTC.
    """
    today = clock.local(at).date()
    values = regulation_in_force(year.school_id, today).values
    ahead = {
        ClosingGroup.JUNE: values.days_before_june_deadline,
        ClosingGroup.AUGUST: values.days_before_august_deadline,
    }
    found = []
    for group in ClosingGroup:
        deadline = closing(year.value, group)
        last = deadline.closing_date - timedelta(days=1)
        found.append(
            DaysLeft(
                group,
                deadline.closing_date,
                last - timedelta(days=ahead[group]),
                (last - today).days,
                deadline.kept(at),
            )
        )
    return tuple(found)
