"""Every check before signing with what makes it speak, one table an area."""

from support.lint_cases import frame, identity, outcome, results, signers_and_history, text_and_comments

CASES = [
    *identity.CASES,
    *text_and_comments.CASES,
    *results.CASES,
    *outcome.CASES,
    *signers_and_history.CASES,
    *frame.CASES,
]
"""Code, severity, place, change of the record, change of the context."""
