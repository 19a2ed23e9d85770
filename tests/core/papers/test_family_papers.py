"""What families receive: their own child's results and nobody else's; a code apart from the record it opens."""

from __future__ import annotations

import dataclasses
import logging
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.documents.papers import CodeSlip, LiaisonSheet, code_slips, liaison_sheets
from hocba.documents.rendition import squeeze
from hocba.errors import DocumentError, UsageError
from hocba.model import Absences, Comments, Moment, OverallResult, SchoolYear
from support.handovers import sample_moment
from support.pdfium import shown_text
from support.records import SCHOOL
from support.sealed import SEALED_AT

CODE = "7K3M-9QX2-TB5R-W8HN"


def sheet(pupil: str = "Lê Thế Anh", **changes) -> LiaisonSheet:
    values = {
        "school": SCHOOL.name,
        "school_year": SchoolYear(2025),
        "class_name": "4A1",
        "pupil": pupil,
        "born": date(2016, 3, 4),
        "results": sample_moment(),
        "absences": Absences(2, 1),
        "homeroom_teacher": "Đỗ Thị Minh Nguyệt",
        "place": "Quảng Ninh",
        "day": date(2026, 1, 15),
    }
    return LiaisonSheet(**{**values, **changes})


def slip(pupil: str = "Lê Thế Anh", **changes) -> CodeSlip:
    values = {
        "school": SCHOOL.name,
        "school_year": SchoolYear(2025),
        "class_name": "4A1",
        "pupil": pupil,
        "code": CODE,
        "lookup_address": "https://tracuu.example/hoc-ba",
    }
    return CodeSlip(**{**values, **changes})


def test_a_sheet_tells_the_family_every_result_in_words():
    shown = "".join(shown_text(liaison_sheets([sheet()], created_at=SEALED_AT)))
    for text in (
        "PHIẾU LIÊN LẠC CUỐI HỌC KỲ I",
        "Trường Tiểu học Phương Đông".upper(),
        "Lê Thế Anh",
        "3 (có phép 2, không phép 1)",
        "ToánHoàn thành tốt9",
        "Giáo dục thể chấtHoàn thànhEm",
        "Yêu nướcĐạt",
        "Tự chủ và tự họcTốt",
        "Em tính toán nhanh, diễn đạt mạch lạc.",
        "Em ngoan, chăm học; chúc em học tốt ở trường mới.",
        "Quảng Ninh, ngày 15 tháng 01 năm 2026",
        "Ý KIẾN CỦA GIA ĐÌNH",
        "Đỗ Thị Minh Nguyệt",
    ):
        assert squeeze(text) in shown, text


def test_the_years_end_adds_result_awards_and_promotion():
    end = sheet(
        results=sample_moment(Moment.YEAR_END),
        overall=OverallResult.EXCELLENT,
        awards="Học sinh Xuất sắc",
        outcome="Hoàn thành chương trình lớp 4. Được lên lớp 5.",
    )
    shown = "".join(shown_text(liaison_sheets([end], created_at=SEALED_AT)))
    for text in ("PHIẾU LIÊN LẠC CUỐI NĂM", "Hoàn thành xuất sắc", "Học sinh Xuất sắc", "Được lên lớp 5."):
        assert squeeze(text) in shown
    shown = "".join(shown_text(liaison_sheets([sheet()], created_at=SEALED_AT)))
    assert squeeze("Khen thưởng") not in shown


def test_each_family_gets_only_its_own_pages():
    names = ["Lê Thế Anh", "Phạm Bảo Châu", "Vũ Đức Duy"]
    pdf = liaison_sheets([sheet(name) for name in names], created_at=SEALED_AT)
    shown = shown_text(pdf)
    of_page = [[name for name in names if squeeze(name) in page] for page in shown]
    assert all(len(found) == 1 for found in of_page)
    assert [name for (name,) in of_page] == sorted((name for (name,) in of_page), key=names.index)
    for words in ("xếp hạng", "thứ hạng", "trung bình lớp", "cả lớp"):
        assert squeeze(words) not in squeeze("".join(shown)).lower()
    document = pypdfium2.PdfDocument(pdf)
    assert not any(name in value for name in names for value in document.get_metadata_dict().values())


def test_what_is_missing_takes_no_room_and_nothing_is_made_up():
    bare = dataclasses.replace(
        sample_moment(), results=(), competencies=(), qualities=(), comments=Comments("", "", "", "")
    )
    shown = "".join(shown_text(liaison_sheets([sheet(results=bare, absences=None)], created_at=SEALED_AT)))
    assert squeeze("Chưa có kết quả ở thời điểm này.") in shown
    assert squeeze("Số buổi nghỉ") not in shown
    excused = "".join(shown_text(liaison_sheets([sheet(results=bare, not_assessed=True)], created_at=SEALED_AT)))
    assert squeeze("không đánh giá theo Điều 8") in excused
    assert squeeze("Chưa có kết quả") not in excused
    uncommented = dataclasses.replace(sample_moment(), comments=Comments("", "", "", ""))
    levels = "".join(shown_text(liaison_sheets([sheet(results=uncommented)], created_at=SEALED_AT)))
    assert squeeze("Phẩm chấtMức đạt đượcYêu nướcĐạt") in levels


@settings(max_examples=20)
@given(st.integers(1, 2000))
def test_a_long_comment_is_shown_whole(words):
    long = dataclasses.replace(sample_moment(), comments=Comments("tốt " * words, "", "", ""))
    shown = "".join(shown_text(liaison_sheets([sheet(results=long)], created_at=SEALED_AT)))
    assert shown.count("tốttốt") >= words // 4  # page ends stand between some of them


def test_a_slip_shows_the_code_in_groups_and_how_to_use_it():
    (page,) = shown_text(code_slips([slip()], created_at=SEALED_AT))
    for text in (
        "PHIẾU MÃ XÁC NHẬN HỌC BẠ SỐ",
        "Lê Thế Anh",
        "7K3M 9QX2 TB5R W8HN",
        "Nhập đủ năm thông tin",
        "https://tracuu.example/hoc-ba",
        "Giữ phiếu cẩn thận",
    ):
        assert squeeze(text) in page


def test_a_slip_alone_opens_nothing():
    """Of the five values of a look-up it shows the code and the name, not the other three."""
    (page,) = shown_text(code_slips([slip()], created_at=SEALED_AT))
    for secret in ("022216900123", "04/03/2016", "7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11"):
        assert secret not in page


def test_each_slip_is_a_sheet_of_its_own_and_says_the_place_only_where_it_is_known():
    names = ["Lê Thế Anh", "Phạm Bảo Châu"]
    shown = shown_text(code_slips([slip(names[0]), slip(names[1], lookup_address="")], created_at=SEALED_AT))
    assert [[name for name in names if squeeze(name) in page] for page in shown] == [[names[0]], [names[1]]]
    assert "tracuu" in shown[0]
    assert "tracuu" not in shown[1]
    assert squeeze("theo địa chỉ nhà trường đã thông báo") in shown[1]


def test_the_code_stands_on_the_page_and_nowhere_else(caplog):
    with caplog.at_level(logging.DEBUG):
        pdf = code_slips([slip()], created_at=SEALED_AT)
    assert "7K3M" not in caplog.text
    assert "7K3M" not in repr(slip())
    document = pypdfium2.PdfDocument(pdf)
    assert not any("7K3M" in value for value in document.get_metadata_dict().values())
    with pytest.raises(DocumentError) as refused:
        code_slips([slip(pupil="王", code="7K3M-9QX2")], created_at=SEALED_AT)
    assert "7K3M" not in str(refused.value)


def test_a_long_code_takes_more_lines_and_no_group_is_cut():
    groups = [f"AB{number:02}" for number in range(12)]
    (page,) = shown_text(code_slips([slip(code="-".join(groups))], created_at=SEALED_AT))
    assert "".join(groups) in page


@pytest.mark.parametrize("work", [liaison_sheets, code_slips])
def test_nothing_is_not_printed(work):
    with pytest.raises(UsageError) as refused:
        work([], created_at=SEALED_AT)
    assert refused.value.code == "NOTHING_TO_PRINT"
