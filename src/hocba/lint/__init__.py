"""What is wrong with a record before it is signed: coded checks with severity, place and article."""

from hocba.lint.checks import lint_record
from hocba.lint.context import LintContext, Roster, RosterPupil
from hocba.lint.finding import Finding, Rule, Severity, rules

__all__ = ["Finding", "LintContext", "Roster", "RosterPupil", "Rule", "Severity", "lint_record", "rules"]
