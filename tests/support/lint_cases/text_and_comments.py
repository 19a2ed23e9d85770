"""Checks of text and comments: code, severity, place, change of the record, change of the context."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

from hocba.model import NotAssessed, Subject
from support.lint_cases.changes import MATHS, E, W
from support.linted import in_part, in_results, in_subject

CASES = [
    # text
    ("TEXT_NOT_NFC", E, "pupil/birthplace", in_part("pupil", birthplace=normalize("NFD", "Quảng Ninh")), {}),
    ("TEXT_ETH_FOR_D", E, "comments/homeroom", in_part("comments", homeroom="Em ði học Ðều, chăm chỉ."), {}),
    ("TEXT_CONTROL_CHARACTER", E, "awards/ad_hoc", in_part("awards", ad_hoc="Giải Nhì\u0007 cấp xã"), {}),
    ("TEXT_INVISIBLE_CHARACTER", E, "pupil/name", in_part("pupil", name="Lê Thế\u200b Anh"), {}),
    ("TEXT_BROKEN_CHARACTER", E, "pupil/residence", in_part("pupil", residence="Khu Hợp Th\ufffdnh"), {}),
    ("TEXT_BROKEN_CHARACTER", E, "pupil/residence", in_part("pupil", residence="Khu Hợp Th\ue000nh"), {}),
    ("TEXT_LOST_LETTER", W, "pupil/residence", in_part("pupil", residence="Khu H?p Thành"), {}),
    ("TEXT_OLD_ENCODING", W, "pupil/residence", in_part("pupil", residence="Khu Hîp Thµnh"), {}),
    ("TEXT_SPACES", W, "comments/homeroom", in_part("comments", homeroom="Em chăm  ngoan, lễ phép."), {}),
    ("TEXT_SPACES", W, "pupil/residence", in_part("pupil", residence="Khu\u00a0Hợp Thành"), {}),
    ("TEXT_LONG", W, "comments/homeroom", in_part("comments", homeroom="Em chăm ngoan. " * 60), {}),
    ("TEXT_SPACES", W, "assessment/evidence", lambda r: replace(r, assessment=NotAssessed(" Giấy xác nhận")), {}),
    # comments
    (
        "COMMENT_OTHER_PUPIL",
        E,
        "comments/homeroom",
        in_part("comments", homeroom="Em giúp bạn Phạm Minh Châu học tốt."),
        {},
    ),
    (
        "COMMENT_OTHER_PUPIL",
        E,
        f"subjects/{MATHS}/comment",
        in_subject(Subject.MATHS, comment="Phạm Minh Châu tính nhanh, trình bày đẹp."),
        {},
    ),
    *[
        ("COMMENT_GENERAL_MISSING", E, f"comments/{name}", in_part("comments", **{name: " "}), {})
        for name in ("qualities", "general_competencies", "specific_competencies", "homeroom")
    ],
    ("COMMENT_SUBJECT_MISSING", W, f"subjects/{MATHS}/comment", in_subject(Subject.MATHS, comment=""), {}),
    ("COMMENT_PLACEHOLDER", W, "comments/homeroom", in_part("comments", homeroom="Chưa có nhận xét"), {}),
    ("COMMENT_PLACEHOLDER", W, "comments/homeroom", in_part("comments", homeroom="....."), {}),
    ("COMMENT_SHORT", W, "comments/homeroom", in_part("comments", homeroom="Chăm ngoan."), {}),
    ("COMMENT_COMPARES", W, "comments/homeroom", in_part("comments", homeroom="Em học giỏi nhất lớp năm nay."), {}),
    (
        "COMMENT_PERSONAL_NUMBER",
        W,
        "comments/homeroom",
        in_part("comments", homeroom="Gia đình gọi 090 000 0001 nhé."),
        {},
    ),
    (
        "COMMENT_REPEATED",
        W,
        "subjects/VIETNAMESE/comment",
        in_results(lambda one: replace(one, comment="Em học chăm chỉ.")),
        {},
    ),
]
