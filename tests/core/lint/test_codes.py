"""Every check: what makes it speak, where, how severely; and that it is silent about a clean record."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from hocba.lint import LintContext, Severity, lint_record, rules
from hocba.regulation import rules_for
from support.lint_cases import CASES
from support.linted import TODAY, clean_context, clean_record
from support.records import not_assessed_record
from support.years import moment_results, year_of

RECORD = clean_record()


@pytest.mark.parametrize(
    ("code", "severity", "where", "change", "context"),
    CASES,
    ids=[f"{code}-{where.replace('/', '.')}" for code, _, where, _, _ in CASES],
)
def test_a_check_speaks(code, severity, where, change, context):
    found = lint_record(change(RECORD), clean_context(RECORD, **context))
    assert (code, severity, where) in {(one.code, one.severity, one.where) for one in found}
    one = next(one for one in found if one.code == code and one.where == where)
    assert one.source == rules()[code].source
    assert one.is_error is (severity is Severity.ERROR)
    for language in ("vi", "en"):
        assert "…" not in one.what(language)
        assert "…" not in one.next_step(language)
        assert "/" not in one.place(language).replace("Bộ GD", "")


def test_a_clean_record_gives_no_finding():
    assert lint_record(RECORD, clean_context(RECORD)) == ()
    assert lint_record(RECORD, LintContext(today=TODAY)) == ()


def test_a_pupil_who_is_not_assessed_needs_neither_results_nor_comments():
    record = not_assessed_record()
    year = year_of(4, moment_results(rules_for(4, record.school_year)), not_assessed=True)
    context = LintContext(today=TODAY, year=replace(year, moments=MappingProxyType({})))
    blank = replace(record.comments, qualities="", general_competencies="", specific_competencies="", homeroom="")
    assert lint_record(record, context) == ()
    assert lint_record(replace(record, comments=blank), context) == ()


def test_an_early_specific_competency_only_warns():
    codes = {one.code: one for one in lint_record(replace(RECORD, grade=2), clean_context(RECORD))}
    assert codes["COMPETENCY_NOT_OF_GRADE"].severity is Severity.WARNING


def test_every_check_of_the_table_is_tried_here():
    tried = {code for code, *_ in CASES} | {"COMPETENCY_NOT_OF_GRADE"}
    assert tried == set(rules())
    assert len(rules()) >= 60


def test_the_table_is_the_severity_of_every_case():
    milder = {("OVERALL_NOT_AS_COMPUTED", Severity.WARNING)}
    for code, severity, *_ in CASES:
        assert severity is rules()[code].severity or (code, severity) in milder
