"""What has happened in the demo's year, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hocba.adapters.clock import VIETNAM
from hocba.model import Moment, Subject, YearResults
from hocba.workbooks.school import SchoolData
from hocba_web.accounts.roles import Role
from hocba_web.assessment.services.marking import mark_finished
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.assessment.services.windows import WindowScope, ask_late, decide_windows, execute_windows
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.staff import Seeded
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.selectors.setup import classes_of_year
from hocba_web.schools.selectors.teaching import teachers_of_class
from hocba_web.schools.services.regulation import acknowledge, begin_draft, publish


@dataclass(frozen=True, slots=True)
class Opening:
    """One window of the year as the school planned it."""

    period: str
    opens: date
    closes: date
    """Last day."""


PLAN = (
    Opening("hs", date(2025, 9, 5), date(2025, 9, 30)),
    Opening("gk1", date(2025, 10, 27), date(2025, 11, 8)),
    Opening("ck1", date(2025, 12, 29), date(2026, 1, 16)),
    Opening("gk2", date(2026, 3, 16), date(2026, 3, 28)),
    Opening("cn", date(2026, 5, 11), date(2026, 5, 30)),
    Opening("hs", date(2026, 5, 18), date(2026, 5, 30)),
)
FINISHED = frozenset({"gk1", "ck1", "gk2"})
"""Moments that every class completed in time."""
READY_CLASSES = ("1A1", "2A3", "5A1", "5A2")
"""Ready for signing at the year's end already."""
GAPS = {
    ("4A2", Subject.MATHS): 9,
    ("4A2", Subject.ETHICS): 33,
    ("3A4", Subject.VIETNAMESE): 12,
    ("1A5", Subject.PE): 30,
}
"""Year-end levels not yet entered: class and subject -> pupils, from the end of the list."""
UNREAD = 6
"""People who have not yet read the school's regulation."""
LATE = ("4A1", Subject.MATHS, "Nhập nhầm điểm của hai em, xin mở để sửa theo bài kiểm tra.")


def with_gaps(data: SchoolData) -> SchoolData:
    """The sample school with the entries of `GAPS` not yet made, and no overall result where one is missing."""
    results, summaries, year_end = dict(data.results), dict(data.summaries), dict(data.year_end)
    for (class_name, subject), count in GAPS.items():
        codes = [pupil.code for pupil in data.in_class(class_name) if not pupil.status.has_left]
        for code in codes[-count:]:
            results[code] = _without(results[code], subject)
            if code in summaries:
                summaries[code] = replace(summaries[code], overall=None, award_year_end=False)
            if code in year_end:
                year_end[code] = replace(year_end[code], overall=None)
    return replace(data, results=results, summaries=summaries, year_end=year_end)


def _without(results: YearResults, subject: Subject) -> YearResults:
    moment = results.at(Moment.YEAR_END)
    kept = {one: entry for one, entry in moment.subjects.items() if one is not subject}
    moments = {**results.moments, Moment.YEAR_END: replace(moment, subjects=kept)}
    return replace(results, moments=moments, decided=None)


def seed_year(seeded: Seeded, at: datetime, *, complete: bool = False) -> None:
    """Windows of the year, marks of the finished moments, and a late request that waits.

    Args:
        seeded: the school's people.
        at: aware, UTC; the demo's present.
        complete: every class is ready, nobody asks for anything.
    """
    year_id = seeded.founded.year_id
    principal = seeded.by_role[Role.PRINCIPAL]
    admin = seeded.by_role[Role.SCHOOL_ADMIN]
    for opening in PLAN:
        _open(principal, admin, year_id, opening)
    _publish_regulation(seeded)
    rebuild_progress(year_id, at=at)
    for opening in PLAN:
        if opening.period in FINISHED:
            on_time = datetime.combine(opening.closes, time(16), VIETNAM)
            mark_finished(year_id=year_id, moments=[Moment(opening.period)], at=on_time)
    classes = {one.name: one.id for one in classes_of_year(year_id)}
    ready = [classes[name] for name in (classes if complete else READY_CLASSES)]
    mark_finished(year_id=year_id, moments=[Moment.YEAR_END], at=at, class_ids=ready)
    if not complete:
        _ask_late(classes, at)


def _open(principal: int, admin: int, year_id: int, opening: Opening) -> None:
    """One window, decided a week before and carried out the day after."""
    opens_at = datetime.combine(opening.opens, time(7), VIETNAM)
    closes_at = datetime.combine(opening.closes, time(23, 59), VIETNAM)
    decided_at, executed_at = opens_at - timedelta(days=7), opens_at - timedelta(days=6)
    batch = decide_windows(
        actor=acting(principal, Role.PRINCIPAL, decided_at),
        year_id=year_id,
        periods=[opening.period],
        scopes=[WindowScope()],
        opens_at=opens_at,
        closes_at=closes_at,
        reason="Theo kế hoạch năm học 2025-2026",
        at=decided_at,
        real_at=clock.real_now(),
    )
    execute_windows(
        actor=acting(admin, Role.SCHOOL_ADMIN, executed_at), batch=batch, at=executed_at, real_at=clock.real_now()
    )


def _publish_regulation(seeded: Seeded) -> None:
    """The school's regulation of 24/10/2025, which most people have read."""
    at = datetime(2025, 10, 24, 9, 0, tzinfo=VIETNAM)
    principal = acting(seeded.by_role[Role.PRINCIPAL], Role.PRINCIPAL, at)
    begin_draft(actor=principal, at=at)
    version = publish(
        actor=principal,
        number="32/QĐ-THPĐ",
        dated=at.date(),
        in_force_from=at.date(),
        at=at,
        real_at=clock.real_now(),
    )
    for user_id in sorted(seeded.users.values())[:-UNREAD]:
        if capacities_of(user_id, at.date()):
            acknowledge(actor=acting(user_id, None, at), version_id=version.pk, at=at + timedelta(days=1))


def _ask_late(classes: Mapping[str, int], at: datetime) -> None:
    """The homeroom teacher of one class asks to correct a moment that is closed."""
    class_name, subject, reason = LATE
    class_id = classes[class_name]
    on = clock.local(at).date()
    asker = next(one for one in teachers_of_class(class_id, on) if one.subject is subject and one.user_id is not None)
    if asker.user_id is None:
        return
    ask_late(
        actor=acting(asker.user_id, None, at),
        class_id=class_id,
        period=Moment.MID2.value,
        part=subject.value,
        reason=reason,
        at=at,
    )
