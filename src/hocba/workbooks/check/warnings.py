"""What is worth a look in an accepted row of results, though it is accepted."""

from __future__ import annotations

from hocba.errors import IncompleteYear
from hocba.model import Moment, MomentResults, OverallResult, YearResults
from hocba.regulation import RuleSet, expected_levels, level_name, overall_result
from hocba.workbooks.check.layout import Layout
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.check.values import Values


def warn_of_row(reader: RowReader, values: Values, layout: Layout, *, not_assessed: bool | None) -> None:
    """Note every warning about the values of one row.

    Args:
        reader: the row; warnings are added to it.
        values: what it says.
        layout: what its grade and moment ask for.
        not_assessed: whether the pupil is not assessed; None without a roster.
    """
    if not_assessed:
        if not values.empty:
            reader.warn(values.first_filled, "NOT_ASSESSED_HAS_DATA")
        return
    # Without a roster an empty row may be that of a pupil who is not assessed.
    if not (values.empty and not_assessed is None):
        _missing(reader, values, layout)
    rules = layout.rules
    for subject, score in values.scores.items():
        level = values.levels.get(subject)
        if rules is not None and level is not None and level not in (expected := expected_levels(score, rules.day)):
            words = " hoặc ".join(one.value for one in expected)
            reader.warn(f"subjects/{subject.value}/level", "LEVEL_SCORE_CONFLICT", score=score, expected=words)
    _end(reader, values, rules, layout.moment)


def _missing(reader: RowReader, values: Values, layout: Layout) -> None:
    """LEVEL_MISSING and SCORE_MISSING for compulsory entries whose column is there, in the order of the columns."""
    missing = [(key, code) for key, code in layout.due if key not in values.given]
    bad = {one.column for one in reader.bad}
    for key, code in missing:
        # A cell that is wrong is there: it is said once, as wrong.
        if reader.row.letter(key) not in bad:
            reader.warn(key, code)


def _end(reader: RowReader, values: Values, rules: RuleSet | None, moment: Moment | None) -> None:
    """OVERALL_MISMATCH and COMPLETION_CONFLICT."""
    if values.rank is None:
        return
    if rules is not None and moment in (Moment.YEAR_END, None) and not reader.bad:
        computed = computed_overall(values, rules)
        if computed is not None and computed is not values.rank:
            reader.warn(
                values.rank_key,
                "OVERALL_MISMATCH",
                rank=level_name(values.rank),
                computed=level_name(computed),
                short=computed.value,
            )
    if reader.has("completed") and values.completed == (values.rank is OverallResult.NOT_COMPLETED):
        reader.warn("completed", "COMPLETION_CONFLICT", rank=level_name(values.rank))


def computed_overall(values: Values, rules: RuleSet) -> OverallResult | None:
    """The overall result that the rules compute; None if an entry is missing.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a).
    """
    year = YearResults(
        school_year=rules.school_year,
        grade=rules.grade,
        moments={Moment.YEAR_END: MomentResults(values.subjects, values.competencies, values.qualities)},
        optional_subjects=frozenset(one for one in rules.optional_subjects if one in values.levels),
    )
    try:
        return overall_result(year, rules)
    except IncompleteYear:
        return None
