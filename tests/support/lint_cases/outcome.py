"""Checks of outcome: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hocba.model import NotAssessed, OverallResult
from support.lint_cases.changes import CHT, ENTRY, MATHS, RECORD, E, W, not_assessed, overall, same
from support.linted import TODAY, fields, in_part, year_of_record

CASES = [
    # outcome
    ("OVERALL_NOT_AS_COMPUTED", E, "overall", overall(OverallResult.GOOD), {}),
    (
        "OVERALL_NOT_AS_COMPUTED",
        W,
        "overall",
        overall(OverallResult.GOOD),
        {"year": year_of_record(RECORD, individual_plan=True)},
    ),
    (
        "OVERALL_NOT_AS_DECIDED",
        E,
        "overall",
        same,
        {"year": year_of_record(RECORD, decided=OverallResult.GOOD)},
    ),
    ("COMPLETION_AGAINST_OVERALL", E, "outcome/grade_completed", in_part("outcome", grade_completed=False), {}),
    ("PROMOTION_AGAINST_COMPLETION", E, "outcome/promoted", in_part("outcome", promoted=False), {}),
    ("PROMOTED_BY_DECISION", W, "outcome/promoted", in_part("outcome", grade_completed=False), {}),
    ("PRIMARY_COMPLETION_WRONG", E, "outcome/primary_completed", in_part("outcome", primary_completed=True), {}),
    ("OUTCOME_TEXT_MISSING", E, "outcome/text", in_part("outcome", text=""), {}),
    (
        "OUTCOME_TEXT_CONTRADICTS",
        E,
        "outcome/text",
        in_part("outcome", text="Hoàn thành chương trình lớp 4. Chưa được lên lớp 5."),
        {},
    ),
    (
        "OUTCOME_TEXT_CONTRADICTS",
        E,
        "outcome/text",
        in_part("outcome", text="Hoàn thành chương trình tiểu học."),
        {},
    ),
    ("OUTCOME_TEXT_UNUSUAL", W, "outcome/text", in_part("outcome", text="Em được lên lớp."), {}),
    ("NOT_ASSESSED_EVIDENCE_MISSING", E, "assessment/evidence", fields(assessment=NotAssessed("")), {}),
    ("NOT_ASSESSED_NOT_REGISTERED", E, "assessment", not_assessed, {}),
    (
        "NOT_ASSESSED_NOT_REGISTERED",
        E,
        "assessment",
        same,
        {"year": year_of_record(RECORD, not_assessed=True)},
    ),
    (
        "NOT_ASSESSED_WITH_RESULTS",
        W,
        "assessment",
        not_assessed,
        {"year": year_of_record(RECORD, not_assessed=True)},
    ),
    ("SUPPLEMENTARY_NOT_HELD", W, "supplementary", same, CHT),
    ("SUPPLEMENTARY_NOT_NEEDED", W, "supplementary", same, {"supplementary": (ENTRY,)}),
    *[
        (
            "SUPPLEMENTARY_DATE_UNUSUAL",
            W,
            f"supplementary/{MATHS}",
            same,
            CHT | {"supplementary": (replace(ENTRY, assessed_on=day),), "today": today},
        )
        for day, today in (
            (date(2026, 4, 30), TODAY),
            (date(2026, 8, 15), date(2026, 9, 1)),
            (date(2026, 5, 26), TODAY),
        )
    ],
    # awards
    (
        "AWARD_WITHOUT_CONDITION",
        E,
        "awards/year_end",
        in_part("awards", year_end="Học sinh tiêu biểu hoàn thành tốt trong học tập và rèn luyện"),
        {},
    ),
    ("AWARD_WITHOUT_CONDITION", E, "awards/year_end", fields(assessment=NotAssessed("Giấy xác nhận")), {}),
    (
        "AWARD_UNPROVEN",
        W,
        "awards/year_end",
        lambda r: overall(OverallResult.GOOD)(
            in_part("awards", year_end="Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện")(r)
        ),
        {},
    ),
    ("AWARD_NOT_GIVEN", W, "awards/year_end", in_part("awards", year_end=""), {}),
    ("AWARD_UNKNOWN_TITLE", W, "awards/year_end", in_part("awards", year_end="Học sinh chăm ngoan"), {}),
    ("AWARD_WRONG_FIELD", W, "awards/ad_hoc", in_part("awards", ad_hoc="Học sinh Xuất sắc"), {}),
]
