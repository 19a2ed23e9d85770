"""Model -> XML -> model is identity over the profile's fields, and what is written is canonical."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hocba.documents.xml import (
    DECLARATION,
    exclusive_c14n,
    parse_strict,
    read_data,
    read_record,
    record_digest,
    require_one_serialisation,
    validate_schema,
    write_record,
)
from hocba.errors import DocumentError
from hocba.model import (
    Absences,
    Assessment,
    Awards,
    ClosingGroup,
    Comments,
    Competency,
    Family,
    Health,
    NotAssessed,
    Outcome,
    OverallResult,
    Person,
    Sex,
    Subject,
    SubjectLevel,
    SubjectResult,
    TeacherPart,
    TraitLevel,
)
from hocba.signature_profile import profile
from support.records import not_assessed_record, sample_record

SCHOOL, CV2088 = profile(), profile("cv2088-v1")

letters = st.characters(
    codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cs", "Cc"), include_characters="\t\n\r<>&\"'"
)
texts = st.text(letters, min_size=1, max_size=30)
maybe = st.one_of(st.just(""), texts)
dates = st.dates(date(1990, 1, 1), date(2100, 12, 31))
amounts = st.decimals(Decimal(0), Decimal(999), places=1)


@st.composite
def records(draw):
    base = sample_record()
    pupil = dataclasses.replace(
        base.pupil,
        name=draw(texts),
        sex=draw(st.sampled_from(Sex)),
        born=draw(dates),
        residence=draw(texts),
        family=Family(mother=draw(texts), father=draw(maybe), guardian=draw(maybe)),
    )
    changes = {
        "lookup_uuid": draw(st.uuids(version=4)),
        "revision": draw(st.integers(1, 99)),
        "pupil": pupil,
        "health": Health(draw(amounts), draw(amounts)),
        "absences": Absences(draw(st.integers(0, 350)), draw(st.integers(0, 350))),
        "created_on": draw(dates),
        "group": draw(st.sampled_from(ClosingGroup)),
        "outcome": Outcome(
            draw(st.booleans()), draw(st.booleans()), draw(st.one_of(st.none(), st.booleans())), draw(maybe)
        ),
        "awards": Awards(draw(maybe), draw(maybe)),
    }
    if draw(st.booleans()):
        comments = Comments(draw(maybe), draw(maybe), draw(maybe), draw(maybe))
        return dataclasses.replace(base, **changes, assessment=NotAssessed(draw(texts)), comments=comments)
    parts = tuple(
        dataclasses.replace(
            part,
            results=tuple(
                dataclasses.replace(
                    result,
                    level=draw(st.sampled_from(SubjectLevel)),
                    score=draw(st.one_of(st.none(), st.integers(0, 10))),
                    comment=draw(maybe),
                )
                for result in part.results
            ),
        )
        for part in base.assessment.parts
    )
    skipped = draw(st.sets(st.sampled_from([Competency.TECHNOLOGY, Competency.IT])))
    assessment = Assessment(
        parts=parts,
        competencies=tuple(
            (key, draw(st.sampled_from(TraitLevel))) for key, _ in base.assessment.competencies if key not in skipped
        ),
        qualities=tuple((key, draw(st.sampled_from(TraitLevel))) for key, _ in base.assessment.qualities),
        overall=draw(st.sampled_from(OverallResult)),
    )
    comments = Comments(draw(texts), draw(texts), draw(texts), draw(texts))
    return dataclasses.replace(base, **changes, assessment=assessment, comments=comments)


def in_cv2088(record):
    """What CV 2088 can say of a record."""
    parts = tuple(dataclasses.replace(result, comment="") for result in record.assessment.results())
    return dataclasses.replace(
        record,
        record_identifier="",
        revision=0,
        group=None,
        closing_date=None,
        assessment=dataclasses.replace(record.assessment, parts=(TeacherPart(Person("", ""), parts),)),
    )


@settings(max_examples=60, deadline=None)
@given(records())
def test_school_2025_gives_every_field_back(record):
    data = write_record(record, SCHOOL)
    read = read_record(data)
    assert read.record == record
    assert (read.profile, read.slots) == (SCHOOL, ())
    assert write_record(read.record, SCHOOL) == data


@settings(max_examples=40, deadline=None)
@given(records())
def test_what_is_written_is_its_own_exclusive_c14n(record):
    data = write_record(record, SCHOOL)
    root = etree.fromstring(data)
    assert data == DECLARATION + etree.tostring(root, method="c14n", exclusive=True)
    require_one_serialisation(data, root)
    validate_schema(root, SCHOOL)


@settings(max_examples=40, deadline=None)
@given(records().filter(lambda record: isinstance(record.assessment, Assessment)))
def test_cv2088_gives_back_what_it_can_say(record):
    data = write_record(record, CV2088)
    assert data == DECLARATION + exclusive_c14n(etree.fromstring(data))
    read = read_record(data)
    assert read.profile is CV2088
    assert read.record == in_cv2088(record)


def test_the_digest_is_that_of_the_canonical_root():
    data = write_record(sample_record(), SCHOOL)
    root = etree.fromstring(data)
    pretty = etree.fromstring(data.replace(b"<HOC_BA>", b"<HOC_BA  >"))
    assert len(record_digest(root)) == 32
    assert record_digest(root) == record_digest(pretty)


def test_values_are_written_as_documented():
    record = sample_record(health=Health(Decimal("29.50"), Decimal(140)))
    root = etree.fromstring(write_record(record, SCHOOL))
    general = {child.tag: child.text for child in root[0][0]}
    assert general["PHIEN_BAN"] == "school-2025/1"
    assert general["LAN_SUA"] == "1"
    assert (general["CAN_NANG"], general["CHIEU_CAO"]) == ("29.5", "140")
    assert (general["NGAY_SINH"], general["GIOI_TINH"], general["MA_KHOI"]) == ("2016-03-04", "Nam", "04")
    assert (general["NHOM_CHOT"], general["NGAY_CHOT"]) == ("15/6", "2026-06-15")
    assert (general["TEN_NAM_HOC"], general["TEN_QUAN_HUYEN"]) == ("2025-2026", "–")
    assert "HO_VA_TEN_NGUOI_GIAM_HO" not in general
    summary = root[0][2]
    assert summary.findtext("KET_QUA_XEP_LOAI") == "HTXS"
    assert summary.findtext("DUOC_LEN_LOP") == "1"
    assert summary.find("DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC") is None
    assert summary.find("DIEM_TONG_KET").get("Id") == "gv-022198903387"
    assert root[0].get("Id") == "data"
    ministry = etree.fromstring(write_record(record, CV2088))
    assert ministry.findtext("DU_LIEU_HOC_BA/THONG_TIN_CHUNG/NGAY_SINH") == "04/03/2016"
    assert ministry.findtext("DU_LIEU_HOC_BA/THONG_TIN_CHUNG/PHIEN_BAN") == "1.0"


def test_both_halves_of_one_code_are_told_apart_by_name():
    results = read_record(write_record(sample_record(), SCHOOL)).record.assessment.results()
    assert {Subject.IT, Subject.TECHNOLOGY} <= {result.subject for result in results}


def test_a_pupil_not_assessed_has_no_results_in_the_file():
    data = write_record(not_assessed_record(), SCHOOL)
    assert b"<KHUYET_TAT_KHONG_DANH_GIA>1</KHUYET_TAT_KHONG_DANH_GIA><MINH_CHUNG_KHUYET_TAT>" in data
    for tag in (b"DIEM_TONG_KET", b"NANG_LUC_TU", b"PHAM_CHAT_YEU", b"KET_QUA_XEP_LOAI"):
        assert b"<" + tag not in data
    assert read_record(data).record == not_assessed_record()


def refusal(record, rules=SCHOOL) -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        write_record(record, rules)
    return refused.value


def with_pupil(**changes):
    return sample_record(pupil=dataclasses.replace(sample_record().pupil, **changes))


def with_parts(*parts):
    assessment = dataclasses.replace(sample_record().assessment, parts=parts)
    return sample_record(assessment=assessment)


def test_cv2088_cannot_say_that_a_pupil_is_not_assessed():
    assert refusal(not_assessed_record(), CV2088).code == "PROFILE_CANNOT_EXPRESS"


def test_a_missing_compulsory_value_is_named():
    refused = refusal(with_pupil(register_no=""))
    assert (refused.code, refused.where) == ("FIELD_REQUIRED", "SO_SO_DANG_BO")
    assert refusal(sample_record(group=None)).where == "NHOM_CHOT"
    assert refusal(sample_record(history=())).where == "QUA_TRINH_HOC_TAP"
    assert refusal(with_parts()).where == "TONG_KET"
    assert refusal(with_parts(TeacherPart(Person("A", "022198903387"), ()))).where == "DIEM_TONG_KET"
    assert refusal(sample_record(comments=Comments("", "b", "c", "d"))).where == "NHAN_XET_PHAM_CHAT"
    assessment = dataclasses.replace(sample_record().assessment, qualities=())
    assert refusal(sample_record(assessment=assessment)).where == "PHAM_CHAT_YEU_NUOC"


def test_one_teacher_has_one_part_and_one_subject_one_row():
    first, second = sample_record().assessment.parts[:2]
    assert refusal(with_parts(first, dataclasses.replace(second, teacher=first.teacher))).code == "DUPLICATE_PART"
    assert refusal(with_parts(first, dataclasses.replace(second, results=first.results))).code == "DUPLICATE_SUBJECT"


@pytest.mark.parametrize("person", ["", "02219890338", "0221989033877", "02219890338x", "02219890338<", "٠٢٢١٩٨٩٠٣٣٨٧"])
def test_only_twelve_digits_become_part_of_an_id(person):
    part = dataclasses.replace(sample_record().assessment.parts[0], teacher=Person("A", person))
    assert refusal(with_parts(part)).code == "FIELD_INVALID"


def test_a_name_that_would_be_read_as_another_subject_is_refused():
    part = sample_record().assessment.parts[2]
    renamed = tuple(dataclasses.replace(result, name="Tin học") for result in part.results)
    assert refusal(with_parts(dataclasses.replace(part, results=renamed))).code == "PROFILE_CANNOT_EXPRESS"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_are_refused_with_their_place(character):
    refused = refusal(with_pupil(name=f"Lê{character}Anh"))
    assert (refused.code, refused.where) == ("TEXT_NOT_XML", "HO_VA_TEN")
    assert refused.params["character"] == f"U+{ord(character):04X}"


def test_what_could_not_be_read_again_is_not_written():
    longest = SCHOOL.limits.text
    record = with_pupil(residence="x" * longest)
    assert read_record(write_record(record, SCHOOL)).record == record
    refused = refusal(with_pupil(residence="x" * (longest + 1)))
    assert (refused.code, refused.where) == ("TEXT_TOO_LONG", "CHO_O_HIEN_NAY")
    many = with_pupil(
        residence="x" * longest, home_place="y" * longest, birthplace="z" * longest, ethnicity="w" * longest
    )
    assert refusal(many).code == "TOO_LARGE"


@pytest.mark.parametrize(
    ("changes", "tag"),
    [
        ({"revision": -1}, "LAN_SUA"),
        ({"revision": 10**9}, "LAN_SUA"),
        ({"health": Health(Decimal(-1), Decimal(134))}, "CAN_NANG"),
        ({"health": Health(Decimal(30), Decimal("1.00001"))}, "CHIEU_CAO"),
        ({"health": Health(Decimal("NaN"), Decimal(134))}, "CAN_NANG"),
        ({"homeroom_teacher": Person("A", "12345")}, "SO_CCCD_GIAO_VIEN_CHU_NHIEM"),
        ({"grade": 6}, "MA_KHOI"),
    ],
)
def test_values_outside_their_domain_are_not_written(changes, tag):
    refused = refusal(dataclasses.replace(sample_record(), **changes))
    assert (refused.code, refused.where) == ("FIELD_INVALID", tag)


def test_the_mother_is_compulsory_and_never_made_up_here():
    assert refusal(with_pupil(family=Family(guardian="Nguyễn Văn Nam"))).where == "HO_VA_TEN_ME"
    record = with_pupil(family=Family(mother="Không có thông tin", guardian="Nguyễn Văn Nam"))
    assert read_record(write_record(record, SCHOOL)).record == record


def test_the_data_element_alone_is_enough_to_read_a_record():
    root = parse_strict(write_record(sample_record(), SCHOOL), SCHOOL.limits)
    alone = etree.fromstring(exclusive_c14n(root[0]))
    assert read_data(alone, SCHOOL) == sample_record()
    assert read_data(alone, SCHOOL).lookup_uuid == UUID("7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11")


def test_a_result_without_comment_or_score_comes_back_so():
    result = SubjectResult(Subject.PE, "Giáo dục thể chất", SubjectLevel.NOT_COMPLETED, None, "")
    record = with_parts(TeacherPart(Person("Cao Thị Ngọc", "022179903457"), (result,)))
    assert read_record(write_record(record, SCHOOL)).record == record
