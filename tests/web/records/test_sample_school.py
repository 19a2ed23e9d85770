"""The sample school on the site gives the very records of the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from hocba.issuing import Plan, Refusal, assemble, lint_problems
from hocba.model import YearRecord
from hocba.signature_profile import profile
from hocba.signing.xades import Draft
from hocba_web.assessment.services.loading import award_words
from hocba_web.records.selectors.assembling import Frame, judge, load_sources
from support.sample_school import sample
from support.web.records import sample_on_site

TODAY = date(2026, 8, 20)
"""After supplementary assessment: every pupil of the year can have a record."""


@pytest.fixture(scope="module")
def by_command_line() -> dict[str, YearRecord | tuple[str, ...]]:
    """By ministry code: the record that `hocba issue` would sign, or the codes of the refusal."""
    found: dict[str, YearRecord | tuple[str, ...]] = {}
    for one in assemble(sample(), Plan(TODAY, TODAY, uuid4)):
        if isinstance(one, Refusal):
            found[one.pupil] = tuple(problem.code for problem in one.problems)
            continue
        problems = lint_problems(sample(), one, today=TODAY)
        found[one.pupil.ministry_id] = tuple(problem.code for problem in problems) or one
    return found


def as_on_site(record: YearRecord, uuid) -> YearRecord:
    """The site keeps a year-end award with the capitals of the law; its UUIDs are its own."""
    awards = replace(record.awards, year_end=award_words(record.awards.year_end))
    return replace(record, lookup_uuid=uuid, awards=awards)


def test_every_record_is_that_of_the_command_line(db, by_command_line, django_assert_max_num_queries):
    world = sample_on_site()
    with django_assert_max_num_queries(24):
        sources = load_sources(
            world.year.id, {one.id for one in world.classes.values()}, manager=sample().head, on=TODAY
        )
    found = judge(sources, Frame(TODAY, TODAY))
    assert {one.entry.code for one in found} == set(by_command_line)
    made = 0
    for one in found:
        wanted = by_command_line[one.entry.code]
        if isinstance(wanted, tuple):
            assert tuple(obstacle.code for obstacle in one.obstacles) == wanted
            continue
        assert one.draft is not None, (one.entry.code, one.obstacles)
        wanted = as_on_site(wanted, one.draft.record.lookup_uuid)
        assert one.draft.record == wanted
        assert one.draft.data == Draft.write(wanted, profile()).data
        made += 1
    assert made > 800
