"""All checks of a record before it is signed, in the order in which people read a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hocba.errors import UnknownRule
from hocba.lint import (
    awards,
    comments,
    frame,
    history,
    identity,
    moments,
    outcome,
    results,
    signers,
    text,
    traits,
)
from hocba.lint.context import Case, LintContext
from hocba.lint.finding import Finding, finding
from hocba.model import ClosingGroup, YearRecord
from hocba.regulation import closing, rules_for

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *frame.CHECKS,
    *identity.CHECKS,
    *history.CHECKS,
    *results.CHECKS,
    *traits.CHECKS,
    *outcome.CHECKS,
    *awards.CHECKS,
    *comments.CHECKS,
    *text.CHECKS,
    *signers.CHECKS,
    *moments.CHECKS,
)


def lint_record(record: YearRecord, context: LintContext) -> tuple[Finding, ...]:
    """Everything there is to say about a record before it is signed; an error among it stops this record alone.

    Args:
        record: what would be signed.
        context: what the record does not hold; what is left out silences the checks that need it.

    Returns:
        Findings in the order in which people read a record; only RULES_UNKNOWN if no rules are known for its grade and
        school year, because nothing could be said by them.
    """
    try:
        rules = rules_for(record.grade, record.school_year)
        closing(record.school_year, ClosingGroup.JUNE)
    except UnknownRule:
        return (finding("RULES_UNKNOWN", "school_year", grade=record.grade, school_year=record.school_year),)
    case = Case(record, context, rules)
    return tuple(found for check in CHECKS for found in check(case))
