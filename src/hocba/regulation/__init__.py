"""The law as dated data and pure rules: every outcome can be explained by the condition and the article behind it."""

from hocba.regulation.applicability import OverallRow, RuleSet, last_day, rules_for
from hocba.regulation.circular_27_2020.overall_result import (
    Condition,
    ConditionKind,
    Entry,
    Explanation,
    ResultCheck,
    missing_entries,
    overall_result,
    why_overall,
)
from hocba.regulation.names import (
    SubjectInfo,
    TraitInfo,
    competency_info,
    form_name,
    level_name,
    moment_name,
    place_name,
    quality_info,
    subject_info,
)
from hocba.regulation.parameters import FOLDERS, Parameter, Value, parameters

__all__ = [
    "FOLDERS",
    "Condition",
    "ConditionKind",
    "Entry",
    "Explanation",
    "OverallRow",
    "Parameter",
    "ResultCheck",
    "RuleSet",
    "SubjectInfo",
    "TraitInfo",
    "Value",
    "competency_info",
    "form_name",
    "last_day",
    "level_name",
    "missing_entries",
    "moment_name",
    "overall_result",
    "parameters",
    "place_name",
    "quality_info",
    "rules_for",
    "subject_info",
    "why_overall",
]
