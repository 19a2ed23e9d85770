"""What the form says, from the record and its signatures alone."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from hocba.documents.rendition import FORM_VERSION, SignatureLine, Stage, form_of, line_of, visible_text
from hocba.documents.rendition.form import Closing, Fields, Heading, LookUp, Paragraph, Table, texts
from hocba.documents.rendition.signature_lines import grouped, vietnamese_time
from hocba.documents.rendition.wording import wording
from hocba.errors import UnknownRule
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    SUBJECTS,
    Awards,
    Health,
    OverallResult,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation.names import competency_info, level_name, quality_info, subject_info
from support.keys import demo_ca, staff_of
from support.records import not_assessed_record, sample_record
from support.sealed import lines_of

HANOI = timezone(timedelta(hours=7))


def tables(form, name):
    return [block for block in form.blocks if isinstance(block, Table) and block.name == name]


def all_texts(form):
    return [text for block in form.blocks for text in texts(block)]


def draft(**changes):
    return form_of(sample_record(**changes), (), stage=Stage.DRAFT)


def test_the_words_of_the_form_are_those_of_the_regulation():
    words = wording(FORM_VERSION)
    assert {s.value: subject_info(s).form_name for s in SUBJECTS} == words["subjects"]
    assert {c.value: competency_info(c).caption for c in COMPETENCIES} == words["competencies"]
    assert {q.value: quality_info(q).caption for q in QUALITIES} == words["qualities"]
    assert {level.value: level_name(level) for level in SubjectLevel} == words["subject_levels"]
    assert {level.value: level_name(level) for level in TraitLevel} == words["trait_levels"]
    assert {level.value: level_name(level) for level in OverallResult} == words["overall_results"]


def test_unknown_form_version():
    with pytest.raises(UnknownRule) as caught:
        form_of(sample_record(), (), stage=Stage.DRAFT, version="hoc-ba-1999/1")
    assert caught.value.code == "FORM_VERSION_UNKNOWN"


def test_the_subject_table_has_fourteen_rows_in_the_order_of_the_form():
    (table,) = tables(draft(), "subjects")
    assert [row[0].text for row in table.rows] == [
        "Tiếng Việt",
        "Toán",
        "Ngoại ngữ 1 (Tiếng Anh)",
        "Lịch sử và Địa lí",
        "Khoa học",
        "Tin học và Công nghệ (Tin học)",
        "Tin học và Công nghệ (Công nghệ)",
        "Đạo đức",
        "Tự nhiên và Xã hội",
        "Giáo dục thể chất",
        "Nghệ thuật (Âm nhạc)",
        "Nghệ thuật (Mĩ thuật)",
        "Hoạt động trải nghiệm",
        "Tiếng dân tộc",
    ]
    assert [cell.text for cell in table.rows[0][:3]] == ["Tiếng Việt", "Hoàn thành tốt", "9"]
    assert [cell.text for cell in table.rows[7][1:3]] == ["Hoàn thành tốt", ""]
    assert [cell.text for cell in table.rows[8][1:]] == ["", "", ""]


def test_levels_stand_in_words_and_comments_span_their_group():
    qualities, general, specific = tables(draft(), "traits")
    assert [row[1].text for row in qualities.rows] == ["Tốt"] * 5
    assert [len(table.rows) for table in (qualities, general, specific)] == [5, 3, 7]
    assert [table.rows[0][2].rows for table in (qualities, general, specific)] == [5, 3, 7]
    assert [len(row) for row in qualities.rows] == [3, 2, 2, 2, 2]


def test_a_spanning_comment_is_read_before_its_last_row():
    found = list(texts(tables(draft(), "traits")[1]))
    assert found[3:] == [
        "Tự chủ và tự học",
        "Tốt",
        "Giao tiếp và hợp tác",
        "Tốt",
        "Chủ động hỏi khi chưa hiểu, mạnh dạn chia sẻ với bạn.",
        "Giải quyết vấn đề và sáng tạo",
        "Tốt",
    ]


@pytest.mark.parametrize(("length", "beside"), [(900, True), (901, False)])
def test_a_comment_too_long_to_stand_beside_stands_below(length, beside):
    comment = "ă" * length
    comments = dataclasses.replace(sample_record().comments, qualities=comment)
    form = draft(comments=comments)
    table = tables(form, "traits")[0]
    assert (table.rows[0][2].text == comment) is beside
    assert (Paragraph(comment) in form.blocks) is not beside
    assert all_texts(form).count(comment) == 1


def test_the_sections_stand_in_the_order_of_the_form():
    headings = [block.text for block in draft().blocks if isinstance(block, Heading) and block.level > 1]
    assert headings == [
        "1. Kết quả các môn học và hoạt động giáo dục",
        "2. Những phẩm chất chủ yếu",
        "3. Những năng lực cốt lõi",
        "3.1. Năng lực chung",
        "3.2. Năng lực đặc thù",
        "4. Đánh giá kết quả giáo dục",
        "5. Khen thưởng",
        "6. Hoàn thành chương trình lớp học",
        "Nhận xét của giáo viên chủ nhiệm",
    ]


def test_grade_five_names_primary_school():
    record = sample_record()
    outcome = dataclasses.replace(record.outcome, primary_completed=True, text="Hoàn thành chương trình tiểu học.")
    assert "6. Hoàn thành chương trình tiểu học" in all_texts(draft(outcome=outcome))


def test_everything_the_record_holds_is_printed():
    record = sample_record()
    printed = visible_text(draft())
    for text in (
        record.pupil.name,
        record.pupil.personal_id,
        record.pupil.ministry_id,
        record.pupil.register_no,
        "04/03/2016",
        record.pupil.family.father,
        str(record.lookup_uuid),
        record.record_identifier,
        "Có hiệu lực kể từ thời điểm chốt dữ liệu học bạ",
        "15/06/2026",
        "134 cm",
        "29,5 kg",
        "2 (có phép 2, không phép 0)",
        record.comments.homeroom,
        record.outcome.text,
        record.awards.year_end,
        "Hoàn thành xuất sắc",
        "Trường Tiểu học Phương Đông",
        "05/09/2022",
    ):
        assert "".join(text.split()) in printed


def test_a_pupil_who_is_not_assessed_has_no_levels_but_a_reason():
    form = form_of(not_assessed_record(), (), stage=Stage.DRAFT)
    printed = all_texts(form)
    assert any("Điều 8 Thông tư 27/2020/TT-BGDĐT" in text and "số 12/XN-UBND" in text for text in printed)
    assert "Không đánh giá" in printed
    levels = [row[1].text for table in tables(form, "subjects") + tables(form, "traits") for row in table.rows]
    assert levels == [""] * (14 + 5 + 3 + 7)


def test_what_cv_2088_does_not_hold_is_not_printed():
    form = draft(record_identifier="", revision=0, group=None, closing_date=None)
    (look_up,) = (block for block in form.blocks if isinstance(block, LookUp))
    assert [field.caption for field in look_up.fields] == ["Mã số tra cứu học bạ (UUID):"]
    assert look_up.effect == ("Có hiệu lực kể từ thời điểm chốt dữ liệu học bạ",)


def test_the_look_up_address_is_only_in_the_qr_code():
    record = sample_record()
    plain = form_of(record, (), stage=Stage.SEALED)
    with_address = form_of(record, (), stage=Stage.SEALED, lookup_address="https://tra.cuu/?m=")
    assert visible_text(plain) == visible_text(with_address)
    (look_up,) = (block for block in with_address.blocks if isinstance(block, LookUp))
    assert look_up.qr == f"https://tra.cuu/?m={record.lookup_uuid}"


@pytest.mark.parametrize(
    ("stage", "demo", "marks"),
    [
        (Stage.DRAFT, False, ("BẢN NHÁP",)),
        (Stage.DRAFT, True, ("BẢN NHÁP", "BẢN THỬ NGHIỆM")),
        (Stage.SEALED, False, ()),
        (Stage.SEALED, True, ("BẢN THỬ NGHIỆM",)),
        (Stage.PRINT_COPY, False, ("BẢN IN",)),
    ],
)
def test_marks(stage, demo, marks):
    form = form_of(sample_record(), (), stage=stage, demo=demo)
    assert form.repeated.marks == marks
    assert form.repeated.before(1) == marks
    assert form.keywords == (FORM_VERSION, stage.value, *(("demo",) if demo else ()))


def test_unsigned_and_signed_closing():
    record = sample_record()
    (closing,) = (block for block in draft().blocks if isinstance(block, Closing))
    assert closing.place_and_date == "Quảng Ninh, ngày … tháng … năm …"
    assert [spot.status for spot in closing.spots] == ["(Chưa ký)", "(Chưa ký)"]
    signed = form_of(record, lines_of(record, staff_of(record, kind="p256")), stage=Stage.SEALED)
    (closing,) = (block for block in signed.blocks if isinstance(block, Closing))
    assert closing.place_and_date == "Quảng Ninh, ngày 25 tháng 05 năm 2026"
    assert [(spot.title, spot.name) for spot in closing.spots] == [
        ("GIÁO VIÊN CHỦ NHIỆM", "Đỗ Thị Minh Nguyệt"),
        ("HIỆU TRƯỞNG", "Trần Thị Thúy"),
    ]
    assert [spot.seal for spot in closing.spots] == [False, True]


def test_the_table_of_signatures_names_person_capacity_time_and_certificate():
    record = sample_record()
    staff = staff_of(record, kind="p256")
    lines = lines_of(record, staff)
    (table,) = tables(form_of(record, lines, stage=Stage.SEALED), "signatures")
    assert [row[1].text for row in table.rows] == [
        (
            "Đỗ Thị Minh Nguyệt\n"
            "Giáo viên môn học: Tiếng Việt, Toán, Lịch sử và Địa lí, Khoa học, Đạo đức, Hoạt động trải nghiệm"
        ),
        "Nguyễn Thị Ngọc\nGiáo viên môn học: Ngoại ngữ 1 (Tiếng Anh)",
        "Bùi Thị Kim Oanh\nGiáo viên môn học: Tin học và Công nghệ (Tin học), Tin học và Công nghệ (Công nghệ)",
        "Cao Thị Ngọc\nGiáo viên môn học: Giáo dục thể chất, Nghệ thuật (Âm nhạc), Nghệ thuật (Mĩ thuật)",
        "Đỗ Thị Minh Nguyệt\nGiáo viên chủ nhiệm",
        "Trần Thị Thúy\nHiệu trưởng",
        "Trường Tiểu học Phương Đông\nNhà trường (dấu phát hành)",
    ]
    assert table.rows[6][2].text == "08:06:00 25/05/2026"
    serial = int(table.rows[6][3].text.split("\n")[0].replace(" ", ""), 16)
    assert serial == staff.seal.certificate.serial_number
    assert table.rows[6][3].text.endswith("\nTHU NGHIEM Test Issuing CA")


def test_times_are_vietnamese():
    assert vietnamese_time(datetime(2026, 5, 25, 20, 30, tzinfo=UTC)) == datetime(2026, 5, 26, 3, 30, tzinfo=HANOI)
    assert vietnamese_time(datetime(2026, 5, 25, 20, 30, tzinfo=UTC)).day == 26
    with pytest.raises(ValueError, match="time zone"):
        vietnamese_time(datetime(2026, 5, 25, 20, 30))  # noqa: DTZ001  # the point of the test


@pytest.mark.parametrize(("serial", "shown"), [("0A", "0A"), ("0A1B", "0A1B"), ("0A1B2C", "0A1B 2C")])
def test_serial_numbers_are_grouped(serial, shown):
    assert grouped(serial) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(Decimal(30), "30 kg"), (Decimal("30.0"), "30 kg"), (Decimal("30.5"), "30,5 kg")]
)
def test_weights_have_a_decimal_comma_and_no_empty_decimals(value, shown):
    form = draft(health=Health(value, Decimal(120)))
    values = [item.value for block in form.blocks if isinstance(block, Fields) for item in block.items]
    assert shown in values


def test_empty_values_show_a_dash():
    form = draft(awards=Awards())
    awards = [block for block in form.blocks if isinstance(block, Fields)][-1]
    assert [item.value for item in awards.items] == ["–", "–"]


def test_invisible_letters_are_not_printed():
    comments = dataclasses.replace(
        sample_record().comments, homeroom="Em\u200b học\u00ad tốt,\tnăm 2025\u20112026\r\nGiỏi"
    )
    assert "Em học tốt, năm 2025-2026\nGiỏi" in all_texts(draft(comments=comments))


def test_a_certificate_without_common_name_is_named_by_its_subject():
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")])
    key = demo_ca().issue(subject, kind="p256")
    line = line_of("GVCN", sample_record(), key.chain[0], datetime(2026, 5, 25, 8, tzinfo=HANOI))
    assert (line.name, line.issuer, line.role) == ("C=VN", "THU NGHIEM Test Issuing CA", "Giáo viên chủ nhiệm")
    assert len(line.serial) % 2 == 0


def test_the_status_names_the_moment_of_the_first_signature_of_the_slot():
    line = SignatureLine("CBQL", "Hiệu trưởng", "A", datetime(2026, 5, 25, 8, tzinfo=HANOI), "0A", "CA")
    form = form_of(sample_record(), [line], stage=Stage.SEALED)
    assert "(Đã ký số lúc 08:00:00 25/05/2026)" in all_texts(form)
    assert "(Chưa ký)" in all_texts(form)


def test_a_teacher_without_a_part_is_named_without_subjects():
    stranger = demo_ca().person("Lạ Mặt", "001199000001", kind="p256")
    line = line_of("GVBM", sample_record(), stranger.chain[0], datetime(2026, 5, 25, 8, tzinfo=HANOI))
    assert line.role == "Giáo viên môn học"


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Hiệu trưởng", "HIỆU TRƯỞNG"), ("Phó hiệu trưởng", "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG")],
)
def test_a_deputy_signs_in_the_head_s_stead(title, shown):
    form = draft(manager=dataclasses.replace(sample_record().manager, title=title))
    (closing,) = (block for block in form.blocks if isinstance(block, Closing))
    assert closing.spots[1].title == shown
    assert title in all_texts(form)
