"""Checks of identity: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from datetime import date

from hocba.model import PupilStatus, Sex
from support.lint_cases.changes import RECORD, E, W, roster, same
from support.linted import in_family, in_part, other_pupil

CASES = [
    # identity
    ("PUPIL_NAME_MISSING", E, "pupil/name", in_part("pupil", name=" "), {}),
    ("PUPIL_NAME_LONG", E, "pupil/name", in_part("pupil", name="Lê " * 51), {}),
    ("PUPIL_NAME_CHARACTERS", E, "pupil/name", in_part("pupil", name="Lê Thế Anh 2"), {}),
    ("PUPIL_NAME_LETTERS", W, "pupil/name", in_part("pupil", name="Lê Thế Ånh"), {}),
    ("PUPIL_NAME_ONE_WORD", W, "pupil/name", in_part("pupil", name="Anh"), {}),
    ("PUPIL_NAME_CAPITALS", W, "pupil/name", in_part("pupil", name="Lê thế Anh"), {}),
    ("PUPIL_NAME_CAPITALS", W, "pupil/name", in_part("pupil", name="LÊ THẾ ANH"), {}),
    ("PUPIL_ID_MISSING", E, "pupil/personal_id", in_part("pupil", personal_id=""), {}),
    ("PUPIL_ID_FORMAT", E, "pupil/personal_id", in_part("pupil", personal_id="22216900123"), {}),
    ("PUPIL_ID_SEX_MISMATCH", E, "pupil/personal_id", in_part("pupil", sex=Sex.FEMALE), {}),
    ("PUPIL_ID_YEAR_MISMATCH", E, "pupil/personal_id", in_part("pupil", born=date(2015, 3, 4)), {}),
    ("PUPIL_ID_PROVINCE_UNKNOWN", W, "pupil/personal_id", in_part("pupil", personal_id="003216900123"), {}),
    (
        "PUPIL_ID_DUPLICATE",
        E,
        "pupil/personal_id",
        same,
        roster(other_pupil(RECORD, personal_id=RECORD.pupil.personal_id)),
    ),
    ("MINISTRY_ID_MISSING", E, "pupil/ministry_id", in_part("pupil", ministry_id=""), {}),
    ("MINISTRY_ID_FORMAT", E, "pupil/ministry_id", in_part("pupil", ministry_id="1" * 21), {}),
    ("MINISTRY_ID_FORMAT", E, "pupil/ministry_id", in_part("pupil", ministry_id="2299-38447"), {}),
    (
        "MINISTRY_ID_DUPLICATE",
        E,
        "pupil/ministry_id",
        same,
        roster(other_pupil(RECORD, ministry_id=RECORD.pupil.ministry_id)),
    ),
    (
        "PUPIL_TWIN_RECORD",
        W,
        "pupil/name",
        same,
        roster(other_pupil(RECORD, name=RECORD.pupil.name, born=RECORD.pupil.born)),
    ),
    ("PUPIL_HAS_LEFT", W, "pupil", same, {"status": PupilStatus.MOVED_SUMMER}),
    ("BIRTH_DATE_UNNATURAL", E, "pupil/born", in_part("pupil", born=date(2026, 5, 25)), {}),
    ("BIRTH_DATE_UNNATURAL", E, "pupil/born", in_part("pupil", born=date(1999, 5, 25)), {}),
    ("BIRTH_DATE_AGE", W, "pupil/born", in_part("pupil", born=date(2018, 5, 25)), {}),
    *[
        ("PERSONAL_DATA_MISSING", E, f"pupil/{name}", in_part("pupil", **{name: ""}), {})
        for name in ("ethnicity", "nationality", "birthplace", "home_place", "residence", "register_no")
    ],
    ("FAMILY_MISSING", E, "pupil/family", in_family(mother="", father=""), {}),
    ("FAMILY_MISSING", E, "pupil/family", in_family(mother="Không có thông tin", father=""), {}),
    ("MOTHER_NOT_ON_FILE", W, "pupil/family/mother", in_family(mother=""), {}),
    (
        "MOTHER_NOT_ON_FILE",
        W,
        "pupil/family/mother",
        in_family(mother="Không có thông tin", father="", guardian="Phan Thị Tuyết"),
        {},
    ),
    ("FAMILY_NAME_CHARACTERS", W, "pupil/family/father", in_family(father="Lê Đình T0àn"), {}),
    ("FAMILY_IS_PUPIL", W, "pupil/family/guardian", in_family(guardian="Lê Thế Anh"), {}),
]
