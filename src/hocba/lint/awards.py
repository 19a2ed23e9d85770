"""Awards: what the data refute is an error, what they cannot prove is a question."""

from __future__ import annotations

from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.lint.outcome import overall_of
from hocba.regulation import Proof, award_conditions, award_due, award_named, award_title, level_name


def year_end(case: Case) -> Iterator[Finding]:
    """The year-end title against its conditions."""
    where, text = "awards/year_end", case.record.awards.year_end
    result, award = overall_of(case), award_named(text)
    due = award_due(result, case.rules)
    if due is not None and award is not due:
        yield finding("AWARD_NOT_GIVEN", where, title=award_title(due))
    if award is None:
        if text.strip():
            yield finding("AWARD_UNKNOWN_TITLE", where, text=text)
        return
    conditions = award_conditions(award, result, case.rules)
    refuted = [one for one in conditions if one.proof is Proof.REFUTED]
    if refuted:
        yield finding(
            "AWARD_WITHOUT_CONDITION",
            where,
            title=award_title(award),
            required=refuted[0].required,
            result=level_name(result) if result else "–",
        )
    elif any(one.proof is Proof.UNPROVABLE for one in conditions):
        yield finding("AWARD_UNPROVEN", where, title=award_title(award))


def ad_hoc(case: Case) -> Iterator[Finding]:
    """A year-end title among the ad-hoc awards."""
    award = award_named(case.record.awards.ad_hoc)
    if award is not None:
        yield finding("AWARD_WRONG_FIELD", "awards/ad_hoc", title=award_title(award))


CHECKS = (year_end, ad_hoc)
