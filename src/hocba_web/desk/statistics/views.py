"""Figures for reports: counts of records, never of results, never of fewer than five pupils."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.desk.progress.selectors import Area, areas
from hocba_web.desk.years import current_year, offered, year_of
from hocba_web.officers.acting import officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act
from hocba_web.register.selectors.progress import GROUPS

FEWEST = 5
"""A smaller count than this could point at a child and is not written."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What the file will hold; `?nam=` another school year."""
    officer = officer_of(request, Act.STATISTICS_EXPORT)
    today = clock.today()
    year = year_of(request.GET.get("nam", ""), current_year(today))
    rows = list(_rows(areas(officer, year.first)))
    context = {"year": year, "years": offered(today), "head": _head(), "rows": rows}
    return render(request, "desk/statistics/statistics.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same as a file that spreadsheets open (CSV, UTF-8 with mark)."""
    officer: Officer = officer_of(request, Act.STATISTICS_EXPORT)
    year = year_of(request.GET.get("nam", ""), current_year(clock.today()))
    text = io.StringIO()
    writer = csv.writer(text)
    with override("vi"):  # one file for everybody, whatever language its officer reads
        writer.writerow(_head())
    rows = list(_rows(areas(officer, year.first)))
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    audit.viewed(
        actor=officer,
        action="desk.statistics.exported",
        subject=("statistics", year.first),
        at=clock.now(),
        school_id=None,
        details={"rows": len(rows)},
    )
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="thong-ke-hoc-ba-{year.first}.csv"'
    return response


def _head() -> list[str]:
    counts = [
        f"{label} ({group})"
        for group in GROUPS
        for label in (_("Đang có giá trị"), _("Đã báo cáo Bộ"), _("Đã thu hồi"), _("Đã chốt"))
    ]
    return [_("Địa bàn"), _("Mã trường"), _("Trường"), *counts]


def _rows(found: tuple[Area, ...]) -> Iterator[list[str]]:
    for area in found:
        for line in area.lines:
            cells = []
            for group in GROUPS:
                tally = line.groups[group]
                closed = f"{clock.local(tally.closed_at):%d/%m/%Y}" if tally.closed_at else ""
                cells += [_count(tally.current), _count(tally.reported), _count(tally.recalled), closed]
            yield [area.name, line.school.code, line.school.name, *cells]


def _count(number: int) -> str:
    return f"< {FEWEST}" if 0 < number < FEWEST else str(number)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula becomes text."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
