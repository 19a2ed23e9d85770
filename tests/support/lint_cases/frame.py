"""Checks of frame: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from hocba.model import Absences, ClosingGroup, Health
from support.lint_cases.changes import CHT, E, W, same
from support.linted import fields, in_part

CASES = [
    # frame
    ("LOOKUP_UUID_VERSION", E, "lookup_uuid", fields(lookup_uuid=UUID("7d1f3c52-6a0b-1c1e-9b57-0c2f7c3a9d11")), {}),
    ("RECORD_IDENTIFIER_UNUSUAL", W, "record_identifier", fields(record_identifier="HB-1"), {}),
    ("REVISION_INVALID", E, "revision", fields(revision=0), {}),
    ("CLASS_NOT_OF_GRADE", E, "class_name", fields(class_name="5A1"), {}),
    ("CLASS_NOT_OF_GRADE", E, "class_name", fields(class_name="Lớp Bốn"), {}),
    *[
        ("SCHOOL_DATA_MISSING", E, f"school/{name}", in_part("school", **{name: ""}), {})
        for name in ("code", "name", "authority_code", "authority_name", "province", "commune", "district")
    ],
    ("SCHOOL_LEVEL_CODE", E, "school/level_code", in_part("school", level_code="03"), {}),
    ("PLACE_OF_ISSUE_MISSING", E, "place_of_issue", fields(place_of_issue=""), {}),
    ("PLACE_OF_ISSUE_RANK", W, "place_of_issue", fields(place_of_issue="Tỉnh Quảng Ninh"), {}),
    (
        "CREATED_UNNATURAL",
        E,
        "created_on",
        fields(created_on=date(2026, 5, 26), planned_issue_on=date(2026, 5, 26)),
        {},
    ),
    ("CREATED_UNNATURAL", E, "created_on", fields(created_on=date(2025, 5, 31)), {}),
    ("ISSUE_BEFORE_CREATION", E, "planned_issue_on", fields(planned_issue_on=date(2026, 5, 24)), {}),
    ("CLOSING_GROUP_WRONG", E, "group", same, CHT),
    ("CLOSING_GROUP_WRONG", E, "group", fields(group=ClosingGroup.AUGUST, closing_date=date(2026, 8, 15)), {}),
    ("CLOSING_DATE_WRONG", E, "closing_date", fields(closing_date=date(2026, 6, 30)), {}),
    ("CLOSING_DATE_WRONG", E, "closing_date", fields(closing_date=None), {}),
    ("DEADLINE_MISSED", W, "closing_date", same, {"today": date(2026, 6, 15)}),
    ("HEALTH_IMPOSSIBLE", E, "health/weight_kg", fields(health=Health(Decimal(0), Decimal(134))), {}),
    ("HEALTH_IMPOSSIBLE", E, "health/height_cm", fields(health=Health(Decimal(29), Decimal("NaN"))), {}),
    ("HEALTH_UNUSUAL", W, "health/height_cm", fields(health=Health(Decimal(29), Decimal("1.34"))), {}),
    ("HEALTH_DECIMALS", W, "health/weight_kg", fields(health=Health(Decimal("29.55"), Decimal(134))), {}),
    ("ABSENCES_NEGATIVE", E, "absences/excused", fields(absences=Absences(-1, 0)), {}),
    ("ABSENCES_NEGATIVE", E, "absences/unexcused", fields(absences=Absences(0, -1)), {}),
    ("ABSENCES_MANY", W, "absences", fields(absences=Absences(40, 5)), {}),
]
