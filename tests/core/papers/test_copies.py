"""Certified copies and extracts show what the record shows, with every formality of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

import dataclasses
import re

import pytest

from hocba.documents.papers import Choice, Formalities, Section, certified_copy, extract
from hocba.documents.rendition import Stage, form_of, squeeze, visible_text
from hocba.documents.xml import read_record, write_record
from hocba.errors import DocumentError, UsageError
from hocba.messages import catalogue
from hocba.model import Subject
from hocba.signature_profile import profile
from support.page_texts import page_texts
from support.papers import FORMALITIES, signed_year
from support.pdfium import shown_text
from support.records import not_assessed_record, sample_record
from support.sealed import SEALED_AT

ALL = frozenset(Section)


def pages(pdf: bytes) -> tuple[str, ...]:
    return shown_text(pdf)


def copied(*years: int, formalities: Formalities = FORMALITIES, **options) -> tuple[str, ...]:
    return pages(
        certified_copy([signed_year(first) for first in years or (2025,)], formalities, created_at=SEALED_AT, **options)
    )


def extracted(choice: Choice, *years: int, **options) -> str:
    records = [signed_year(first) for first in years or (2025,)]
    return "".join(pages(extract(records, choice, FORMALITIES, created_at=SEALED_AT, **options)))


def formalities_shown(kind: str) -> str:
    """The block that ends a copy, in reading order."""
    lines = (
        "ỦY BAN NHÂN DÂN PHƯỜNG YÊN TỬ",
        "TRƯỜNG TIỂU HỌC PHƯƠNG ĐÔNG",
        "Số: 12/TrS-THPĐ",
        kind,
        "Quảng Ninh, ngày 05 tháng 07 năm 2026",
        "Nơi nhận:",
        "- Gia đình học sinh;",
        "- Lưu: VT.",
        "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG",
        "Vũ Thị Lan Anh",
    )
    return squeeze("".join(lines))


def test_a_certified_copy_is_the_whole_record_and_the_formalities():
    record, lines = signed_year()
    shown = copied()
    form = form_of(record, lines, stage=Stage.PRINT_COPY)
    own = []
    for number, page in enumerate(shown, start=1):
        before = squeeze("".join(form.repeated.before(number))).removeprefix(squeeze("".join(form.repeated.marks)))
        after = squeeze("".join(form.repeated.after(number, len(shown))))
        assert page.startswith(before)
        assert page.endswith(after)
        own.append(page[len(before) : len(page) - len(after)])
    whole = "".join(own)
    assert whole.endswith(formalities_shown("SAO Y"))
    rest = whole.removesuffix(formalities_shown("SAO Y"))
    # a table that goes on over a page end repeats its captions
    captions = squeeze("Môn học và hoạt động giáo dụcMức đạt đượcĐiểm kiểm traNhận xét")
    assert rest.replace(captions, "") == visible_text(form).replace(captions, "")
    assert not any("BẢNIN" in page or "BẢNNHÁP" in page for page in shown)


def test_a_copy_of_several_years_has_the_formalities_at_the_end_of_each():
    shown = copied(2024, 2025)
    assert sum(formalities_shown("SAO Y") in page for page in shown) == 2
    assert [page.count("Trang1/") for page in shown] == [0] * len(shown)  # a cover bears no number
    assert sum("Trang2/" in page for page in shown) == 2
    assert any("Nămhọc2024-2025" in page for page in shown)


def test_a_copy_made_with_trial_keys_says_so_on_every_page():
    assert all("BẢNTHỬNGHIỆM" in page for page in copied(demo=True))


def test_other_recipients_and_no_authority_above():
    formalities = dataclasses.replace(
        FORMALITIES, authority="", recipients=("Trường THCS Yên Tử;", "Lưu: VT."), signer_title=("HIỆU TRƯỞNG",)
    )
    last = copied(formalities=formalities)[-1]
    assert "ỦYBANNHÂNDÂN" not in last
    assert squeeze("- Trường THCS Yên Tử;") in last
    assert "KT.HIỆUTRƯỞNG" not in last


@pytest.mark.parametrize(
    ("section", "there", "elsewhere"),
    [
        (Section.SUBJECTS, "1. Kết quả các môn học", "2. Những phẩm chất"),
        (Section.QUALITIES, "Yêu nước", "Tự chủ và tự học"),
        (Section.COMPETENCIES, "Tự chủ và tự học", "Yêu nước"),
        (Section.OVERALL, "Hoàn thành xuất sắc", "Học sinh Xuất sắc"),
        (Section.AWARDS, "Học sinh Xuất sắc", "Được lên lớp 5"),
        (Section.OUTCOME, "Được lên lớp 5", "Năm học thành công"),
        (Section.HOMEROOM, "Năm học thành công", "Được lên lớp 5"),
        (Section.YEAR, "Chiều cao:134 cm", "Yêu nước"),
        (Section.HISTORY, "QUÁ TRÌNH HỌC TẬP", "Yêu nước"),
        (Section.PERSONAL, "Khu Hợp Thành, phường Yên Tử", "QUÁ TRÌNH HỌC TẬP"),
    ],
)
def test_an_extract_holds_what_was_chosen_and_nothing_else(section, there, elsewhere):
    shown = extracted(Choice(frozenset({section})))
    assert squeeze(there) in shown
    assert squeeze(elsewhere) not in shown
    for always in ("Lê Thế Anh", "022216900123", str(sample_record().lookup_uuid), "TRÍCH SAO HỌC BẠ"):
        assert squeeze(always) in shown
    assert squeeze("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc") in shown
    assert formalities_shown("TRÍCH SAO") in shown
    if section is not Section.PERSONAL:
        assert squeeze("Nguyễn Thị Hương") not in shown  # the mother's name was not asked for


def test_an_extract_words_everything_as_the_record_does():
    record, lines = signed_year()
    shown = extracted(Choice(ALL))
    words = visible_text(form_of(record, lines, stage=Stage.PRINT_COPY))
    # what a record says between its first section and its signatures stands in the extract letter by letter
    start, end = words.index(squeeze("2. Những phẩm chất")), words.index(squeeze("Năm học thành công"))
    running = re.sub(r"Số:12/TrS-THPĐTrang\d/\dTríchsaohọcbạtiểuhọcLêThếAnh", "", shown)
    assert words[start:end] in running


def test_chosen_subjects_only():
    shown = extracted(Choice(frozenset({Section.SUBJECTS}), frozenset({Subject.MATHS, Subject.IT})))
    assert squeeze("ToánHoàn thành tốt9") in shown
    assert squeeze("Tin học và Công nghệ (Tin học)") in shown
    for other in ("Tiếng Việt", "(Công nghệ)Hoàn", "Đạo đức"):
        assert squeeze(other) not in shown


def test_years_stand_in_order_each_with_its_own_record():
    shown = extracted(Choice(frozenset({Section.OVERALL})), 2025, 2023, 2024)
    places = [shown.index(f"Nămhọc{first}-{first + 1}–Lớp{first - 2021}A1") for first in (2023, 2024, 2025)]
    assert places == sorted(places)
    for first in (2023, 2024, 2025):
        assert str(signed_year(first)[0].lookup_uuid) in shown


def test_of_a_pupil_who_is_not_assessed_the_reason_is_never_left_out():
    record = not_assessed_record()
    pdf = extract([(record, signed_year()[1])], Choice(frozenset({Section.OVERALL})), FORMALITIES, created_at=SEALED_AT)
    shown = "".join(pages(pdf))
    assert squeeze("không đánh giá theo Điều 8") in shown
    assert squeeze("Chiều cao:") not in shown


def test_an_electronic_extract_bears_kind_organisation_and_time_at_its_head():
    shown = extracted(Choice(frozenset({Section.OVERALL})), to_be_sealed=True)
    assert shown.startswith(squeeze("TRÍCH SAO Trường Tiểu học Phương Đông 25/05/2026 10:00:30 +07:00"))
    assert not extracted(Choice(frozenset({Section.OVERALL}))).startswith("TRÍCHSAO")


@pytest.mark.parametrize(
    ("code", "work"),
    [
        ("NOTHING_TO_PRINT", lambda: certified_copy([], FORMALITIES, created_at=SEALED_AT)),
        ("COPY_NOT_SIGNED", lambda: certified_copy([(sample_record(), ())], FORMALITIES, created_at=SEALED_AT)),
        (
            "COPY_NOT_SIGNED",
            lambda: certified_copy([(sample_record(), signed_year()[1][:-1])], FORMALITIES, created_at=SEALED_AT),
        ),
        ("EXTRACT_EMPTY", lambda: extract([signed_year()], Choice(frozenset()), FORMALITIES, created_at=SEALED_AT)),
        ("NOTHING_TO_PRINT", lambda: extract([], Choice(ALL), FORMALITIES, created_at=SEALED_AT)),
    ],
)
def test_what_cannot_be_copied_is_refused(code, work):
    with pytest.raises(UsageError) as refused:
        work()
    assert refused.value.code == code
    assert catalogue()[code].next_vi


def test_a_copy_is_of_one_pupil():
    other = dataclasses.replace(sample_record().pupil, personal_id="022216900999")
    records = [signed_year(), (sample_record(pupil=other), signed_year()[1])]
    with pytest.raises(UsageError) as refused:
        certified_copy(records, FORMALITIES, created_at=SEALED_AT)
    assert refused.value.code == "COPY_OF_SEVERAL_PUPILS"


def test_a_letter_that_the_fonts_lack_is_named():
    with pytest.raises(DocumentError) as refused:
        copied(formalities=dataclasses.replace(FORMALITIES, signer="Ông 王"))
    assert refused.value.code == "LETTER_NOT_IN_FONT"


def test_a_long_name_stands_in_lines_of_about_the_same_length():
    name = "Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai"
    pdf = certified_copy([signed_year()], dataclasses.replace(FORMALITIES, organisation=name), created_at=SEALED_AT)
    last = max(one.page for one in page_texts(pdf))
    lines = [one.text for one in page_texts(pdf) if one.page == last and one.text.isupper() and "TRUNG" in one.text]
    assert lines == [squeeze("TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC")]
    assert squeeze("CƠ SỞ NGUYỄN THỊ MINH KHAI") in {one.text for one in page_texts(pdf)}


@pytest.mark.parametrize("name", ["school-2025", "cv2088-v1"])
def test_records_of_both_profiles_can_be_copied(name):
    """What a profile does not hold comes back empty, and a copy shows a dash there as the rendition does."""
    record = read_record(write_record(sample_record(), profile(name))).record
    lines = signed_year()[1]
    shown = "".join(pages(certified_copy([(record, lines)], FORMALITIES, created_at=SEALED_AT)))
    assert formalities_shown("SAO Y") in shown
    whole = "".join(pages(extract([(record, lines)], Choice(ALL), FORMALITIES, created_at=SEALED_AT)))
    assert squeeze("ToánHoàn thành tốt9") in whole


def test_the_same_input_gives_the_same_bytes():
    one, other = (certified_copy([signed_year()], FORMALITIES, created_at=SEALED_AT) for _ in range(2))
    assert one == other
