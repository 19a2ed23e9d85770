"""From results to verified files, behind ports; the command line and the web application both go this way."""

from hocba.issuing.assemble import Plan, assemble, assemble_pupil
from hocba.issuing.batch import Issued, Terms, issue_batch
from hocba.issuing.keyring import KeyRing
from hocba.issuing.linting import lint_context, lint_problems
from hocba.issuing.overall import OverallCounts, overall_counts
from hocba.issuing.refusal import Problem, Refusal
from hocba.issuing.report import SchoolReport

__all__ = [
    "Issued",
    "KeyRing",
    "OverallCounts",
    "Plan",
    "Problem",
    "Refusal",
    "SchoolReport",
    "Terms",
    "assemble",
    "assemble_pupil",
    "issue_batch",
    "lint_context",
    "lint_problems",
    "overall_counts",
]
