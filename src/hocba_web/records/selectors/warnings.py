"""What the checks before signing say of records that may be signed all the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from hocba.lint import Finding
from hocba_web.records.selectors.assembling import Frame, judge, load_sources
from hocba_web.records.selectors.outdated import FROZEN
from hocba_web.records.selectors.standing import of_records
from hocba_web.schools.selectors.signers import managers_of


def warnings_of(record_ids: Collection[int], *, on: date) -> dict[int, tuple[Finding, ...]]:
    """Warnings by record, of records before issue; those without are left out.

    Args:
        record_ids: of one school.
        on: the day in Vietnam.
    """
    standings = [one for one in of_records(record_ids) if one.state in FROZEN]
    found: dict[int, tuple[Finding, ...]] = {}
    for year_id in {one.year_id for one in standings}:
        here = {one.enrolment_id: one for one in standings if one.year_id == year_id}
        first = next(iter(here.values()))
        manager = next(iter(managers_of(first.school_id, on).values()), None)
        if manager is None:
            continue
        sources = load_sources(year_id, {one.class_id for one in here.values()}, manager=manager, on=on)
        for one in judge(sources, Frame(on, on), enrolments=here):
            if one.warnings:
                found[here[one.entry.enrolment_id].record_id] = one.warnings
    return found
