"""The hand-over document as a value and as a file: one form, back and forth, nothing that means two things."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.documents.handover import HandoverMoment, HandoverResult, read_handover, read_handover_data, write_handover
from hocba.documents.xml import DECLARATION, exclusive_c14n, parse_strict, read_record
from hocba.errors import DocumentError, InvalidValue
from hocba.messages import catalogue
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    Absences,
    Comments,
    Family,
    Health,
    Moment,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.signature_profile import list_format, profile_names
from hocba.signature_profile.handover import handover_form
from support.handovers import not_assessed_handover, sample_handover, sample_moment, signed_handover
from support.records import NAMES

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
)
filled = texts.filter(bool)


@st.composite
def moments(draw: st.DrawFn, moment: Moment) -> HandoverMoment:
    subjects = draw(st.lists(st.sampled_from([*NAMES]), unique=True, max_size=5))
    return HandoverMoment(
        moment,
        tuple(
            HandoverResult(
                subject,
                NAMES[subject],
                draw(st.sampled_from([None, *SubjectLevel])),
                draw(st.none() | st.integers(0, 10)),
                draw(texts),
            )
            for subject in subjects
        ),
        tuple((one, draw(st.sampled_from(TraitLevel))) for one in COMPETENCIES if draw(st.booleans())),
        tuple((one, draw(st.sampled_from(TraitLevel))) for one in QUALITIES if draw(st.booleans())),
        Comments(draw(texts), draw(texts), draw(texts), draw(texts)),
    )


@st.composite
def handovers(draw: st.DrawFn):
    pupil = dataclasses.replace(
        sample_handover().pupil,
        name=draw(filled),
        ministry_id=draw(texts),
        born=draw(st.dates(date(2000, 1, 1), date(2022, 1, 1))),
        residence=draw(texts),
        family=Family(draw(texts), draw(texts), draw(texts)),
    )
    tenths = st.integers(1, 9999).map(lambda number: Decimal(number) / 10)
    return sample_handover(
        lookup_uuid=UUID(int=draw(st.integers(0, 2**128 - 1)), version=4),
        pupil=pupil,
        moments=tuple(draw(moments(one)) for one in (Moment.MID1, Moment.END1, Moment.MID2) if draw(st.booleans())),
        absences=Absences(draw(st.integers(0, 500)), draw(st.integers(0, 500))),
        health=draw(st.none() | st.builds(Health, tenths, tenths)),
        disability_evidence=draw(texts),
        receiving_school=draw(texts),
    )


@given(handovers())
def test_there_and_back_is_the_same(handover):
    data = write_handover(handover)
    assert read_handover(data) == handover
    assert data == DECLARATION + exclusive_c14n(parse_strict(data, handover_form().profile.limits))


@pytest.mark.parametrize(
    ("name", "handover"),
    [("full", sample_handover()), ("not-assessed", not_assessed_handover())],
)
def test_the_form_is_what_it_was_when_it_was_released(name, handover):
    """Files handed over years ago must still read; a changed form is another form."""
    golden = (Path(__file__).parent / "golden" / f"{name}.xml").read_bytes()
    assert write_handover(handover) == golden
    assert read_handover(golden) == handover


def test_a_pupil_who_is_not_assessed_and_one_who_leaves_before_the_first_moment():
    for handover in (not_assessed_handover(), sample_handover(moments=())):
        assert read_handover(write_handover(handover)) == handover


def test_it_is_a_kind_of_its_own():
    with pytest.raises(DocumentError) as refused:
        read_record(signed_handover())
    assert refused.value.code == "UNKNOWN_PROFILE"
    form = handover_form().profile
    assert form.name not in profile_names()
    ids = [form.tags.data_id, *(slot.slot_id() for slot in form.slots), *(slot.signature_id() for slot in form.slots)]
    assert len(ids) == len(set(ids))
    assert list_format().id not in ids


def test_the_schema_names_exactly_the_tags_of_the_form():
    form = handover_form()
    rules, tags = form.profile, form.profile.tags
    schema = (files("hocba.documents.xml") / "schemas" / "handover-1.xsd").read_text(encoding="utf-8")
    holders = {tags.root, tags.data, tags.general, tags.summary, tags.subject_row, tags.slots, tags.signed_at}
    holders |= {tags.signer_id, form.moment, form.moment_code, *(slot.name for slot in rules.slots)}
    groups = (rules.general, rules.subject, rules.competencies, rules.qualities, rules.closing)
    fields = [field for group in groups for field in group]
    assert set(re.findall(r'element name="([^"]+)"', schema)) == holders | {field.tag for field in fields}
    optional = set(re.findall(r'element name="([^"]+)"[^>]*minOccurs="0"', schema))
    slots = {slot.name for slot in rules.slots}
    assert {f.tag for f in fields if f.need == "if_known"} == optional - slots - {form.moment, tags.subject_row}


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("HANDOVER_UUID", lambda: sample_handover(lookup_uuid=UUID("00000000-0000-1000-8000-000000000000"))),
        ("HANDOVER_MOMENTS", lambda: sample_handover(moments=(sample_moment(Moment.YEAR_END),))),
        ("HANDOVER_MOMENTS", lambda: sample_handover(moments=(sample_moment(Moment.END1), sample_moment(Moment.MID1)))),
        ("HANDOVER_MOMENTS", lambda: sample_handover(moments=(sample_moment(Moment.END1), sample_moment(Moment.END1)))),
        (
            "HANDOVER_SUBJECT_TWICE",
            lambda: sample_handover(
                moments=(HandoverMoment(Moment.MID1, (HandoverResult(Subject.MATHS, "Toán"),) * 2),),
            ),
        ),
        ("HANDOVER_NOT_ASSESSED", lambda: sample_handover(not_assessed=True, moments=())),
        ("HANDOVER_NOT_ASSESSED", lambda: sample_handover(not_assessed=True, disability_evidence="Giấy số 1")),
        ("SCORE_RANGE", lambda: HandoverResult(Subject.MATHS, "Toán", None, 11)),
    ],
)
def test_a_value_that_contradicts_itself_cannot_be_made(code, make):
    with pytest.raises(InvalidValue) as refused:
        make()
    assert refused.value.code == code
    assert catalogue()[code].next_vi


def pupil(**changes: object):
    return sample_handover(pupil=dataclasses.replace(sample_handover().pupil, **changes))


@pytest.mark.parametrize(
    ("code", "tag", "handover"),
    [
        ("FIELD_REQUIRED", "HO_VA_TEN", lambda: pupil(name="")),
        ("FIELD_INVALID", "SO_CCCD", lambda: pupil(personal_id="12345")),
        ("TEXT_NOT_XML", "CHO_O_HIEN_NAY", lambda: pupil(residence="Khu\x01")),
        ("TEXT_TOO_LONG", "NOI_SINH", lambda: pupil(birthplace="x" * 70_000)),
        ("FIELD_REQUIRED", "TEN_LOP", lambda: sample_handover(class_name="")),
        (
            "PROFILE_CANNOT_EXPRESS",
            "BANG_DIEM",
            lambda: sample_handover(
                moments=(HandoverMoment(Moment.MID1, (HandoverResult(Subject.IT, "Tin học"),)),),
            ),
        ),
    ],
)
def test_what_cannot_be_written_is_refused_at_its_place(code, tag, handover):
    with pytest.raises(DocumentError) as refused:
        write_handover(handover())
    assert (refused.value.code, refused.value.where) == (code, tag)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<TEN_LOP>4A1</TEN_LOP>", b"<TEN_LOP>4A1</TEN_LOP>\n"),
        (b"<TEN_LOP>4A1</TEN_LOP>", b"<TEN_LOP>4A&#49;</TEN_LOP>"),
        (b"<TEN_LOP>4A1</TEN_LOP>", b"<TEN_LOP>4A1</TEN_LOP><TEN_LOP>4A2</TEN_LOP>"),
        (b"<TEN_LOP>4A1</TEN_LOP>", b""),
        (b"<TEN_LOP>4A1</TEN_LOP>", b"<TEN_LOP></TEN_LOP>"),
        (b"<CAN_NANG>29.5</CAN_NANG>", b"<CAN_NANG>29.50</CAN_NANG>"),
        (b"<CAN_NANG>29.5</CAN_NANG>", b""),
        (b"<MA_THOI_DIEM>gk1</MA_THOI_DIEM>", b"<MA_THOI_DIEM>ck1</MA_THOI_DIEM>"),
        (b"<MA_THOI_DIEM>gk1</MA_THOI_DIEM>", b"<MA_THOI_DIEM>cn</MA_THOI_DIEM>"),
        (b">handover-1<", b">school-2025/1<"),
        (b"0c2e6f1a-5b7d-4e3f", b"0c2e6f1a-5b7d-1e3f"),
        (b"<MA_MON_HOC>02</MA_MON_HOC>", b"<MA_MON_HOC>01</MA_MON_HOC>"),
        (b"<DIEM_KIEM_TRA_DINH_KY>9<", b"<DIEM_KIEM_TRA_DINH_KY>11<"),
    ],
)
def test_another_form_of_the_file_is_refused(old, new):
    data = write_handover(sample_handover())
    assert old in data
    with pytest.raises(DocumentError):
        read_handover(data.replace(old, new, 1))


GENERAL = "/PHIEU_BAN_GIAO/DU_LIEU_BAN_GIAO/THONG_TIN_CHUNG"
MOMENT = "/PHIEU_BAN_GIAO/DU_LIEU_BAN_GIAO/KET_QUA_DEN_NAY/THOI_DIEM"


@pytest.mark.parametrize(
    ("code", "place", "change"),
    [
        ("FIELD_REQUIRED", f"{GENERAL}/TEN_LOP", lambda one: one.getparent().remove(one)),
        ("FIELD_UNKNOWN", f"{GENERAL}/TEN_LOP", lambda one: setattr(one, "tag", "TEN_KHAC")),
        ("FIELD_REPEATED", f"{GENERAL}/TEN_LOP", lambda one: setattr(one, "tag", "HO_VA_TEN")),
        ("FIELD_NOT_TEXT", f"{GENERAL}/TEN_LOP", lambda one: one.append(one.makeelement("B"))),
        ("FIELD_INVALID", f"{GENERAL}/PHIEN_BAN", lambda one: setattr(one, "text", "handover-2")),
        ("FIELD_INVALID", f"{GENERAL}/NGAY_SINH", lambda one: setattr(one, "text", "2016-02-30")),
        ("FIELD_INVALID", f"{MOMENT}/MA_THOI_DIEM", lambda one: setattr(one, "text", "hk1")),
        ("SCORE_RANGE", f"{MOMENT}[2]/BANG_DIEM/DIEM_KIEM_TRA_DINH_KY", lambda one: setattr(one, "text", "11")),
    ],
)
def test_values_are_checked_even_where_no_schema_was_asked(code, place, change):
    root = parse_strict(write_handover(sample_handover()), handover_form().profile.limits)
    change(root.xpath(place)[0])
    with pytest.raises(DocumentError) as refused:
        read_handover_data(root[0])
    assert refused.value.code == code


def test_more_text_than_signatures_leave_room_for_is_refused():
    long = dataclasses.replace(sample_moment(), comments=Comments(*["x" * 60_000] * 4))
    with pytest.raises(DocumentError) as refused:
        write_handover(sample_handover(moments=(long,)))
    assert refused.value.code == "TOO_LARGE"


def test_each_document_has_an_identity_of_its_own():
    one, other = (write_handover(sample_handover(lookup_uuid=uuid4())) for _ in range(2))
    assert one != other
