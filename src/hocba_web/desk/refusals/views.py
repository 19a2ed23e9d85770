"""What was refused, why, how often, and whether it becomes less."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.base import clock
from hocba_web.desk.common import schools_of
from hocba_web.desk.years import current_year, offered, year_of
from hocba_web.gateway.models import Item
from hocba_web.gateway.wording import sentence
from hocba_web.officers.acting import officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act

_WEEKS = 10
_WORST = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of refusal."""

    code: str
    text: str
    count: int
    schools: int


@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """Reasons, weeks, schools that need help; `?nam=` another school year."""
    officer = officer_of(request, Act.PROGRESS_VIEW)
    today = clock.today()
    year = year_of(request.GET.get("nam", ""), current_year(today))
    found = _refused(officer, year.first)
    by_school = found.values("message__school__name", "message__school_id").annotate(n=Count("id")).order_by("-n")
    context = {
        "year": year,
        "years": offered(today),
        "reasons": _reasons(officer, year.first),
        "weeks": _weeks(officer, year.first, today),
        "schools": list(by_school[:_WORST]),
    }
    return render(request, "desk/refusals/refusals.html", context)


def _refused(officer: Officer, year: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  # a queryset of items; values() makes it another type
    return Item.objects.filter(
        state=Item.State.REFUSED, message__school_year=year, message__school__in=schools_of(officer)
    ).order_by()


def _reasons(officer: Officer, year: int) -> list[Reason]:
    counted = (
        _refused(officer, year)
        .values("error")
        .annotate(n=Count("id"), schools=Count("message__school_id", distinct=True))
    )
    rows = sorted(counted, key=lambda row: (-row["n"], row["error"]))
    return [Reason(row["error"], sentence(row["error"]), row["n"], row["schools"]) for row in rows]


def _weeks(officer: Officer, year: int, today: date) -> list[tuple[str, int]]:
    """Refusals by week of receipt, the last ten, oldest first; weeks without any are there too."""
    counted: dict[date, int] = defaultdict(int)
    weeks = _refused(officer, year).annotate(week=TruncWeek("message__received_at")).values("week")
    for row in weeks.annotate(n=Count("id")):
        counted[row["week"].date()] += row["n"]
    last = min(today, date(year + 1, 8, 31))  # of a year that is over its own last weeks
    monday = last - timedelta(days=last.weekday())
    days = [monday - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
    return [(f"{day:%d/%m}", counted.get(day, 0)) for day in days]
