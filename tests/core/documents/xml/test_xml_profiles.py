"""Profiles are complete data, and the schemas say the same as they do."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from hocba.errors import DocumentError, UsageError
from hocba.model import COMPETENCIES, QUALITIES, SUBJECTS
from hocba.signature_profile import (
    ALGORITHMS,
    DEFAULT_PROFILE,
    algorithm,
    list_format,
    profile,
    profile_by_version,
    profile_names,
)
from hocba.signature_profile.loader import fields_of


def _words(text: str) -> list[str]:
    return text.split()


# Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1, byte for byte.
MINISTRY_GENERAL = _words(
    """
    PHIEN_BAN THONG_TU MA_TRA_CUU_UUID TEN_NAM_HOC MA_SO_GIAO_DUC TEN_SO_GD MA_TRUONG TEN_TRUONG
    TEN_QUAN_HUYEN TEN_XA_PHUONG TEN_TINH_THANH_PHO MA_CAP_HOC SO_SO_DANG_BO HO_VA_TEN SO_CCCD MA_HOC_SINH
    GIOI_TINH NGAY_SINH CAN_NANG CHIEU_CAO TONG_SO_BUOI_NGHI_CO_PHEP THONG_SO_BUOI_NGHI_KHONG_PHEP NOI_SINH
    QUE_QUAN CHO_O_HIEN_NAY DAN_TOC QUOC_TICH HO_VA_TEN_ME TEN_GIAM_HIEU_KY_HOC_BA
    SO_CCCD_GIAM_HIEU_KY_HOC_BA CHUC_VU_GIAM_HIEU_KY_HOC_BA DIA_DANH_PHAT_HANH_HOC_BA NGAY_TAO_HOC_BA
    NGAY_KY_PHAT_HANH_HOC_BA MA_KHOI TEN_LOP HO_VA_TEN_CHA HO_VA_TEN_NGUOI_GIAM_HO TEN_GIAO_VIEN_CHU_NHIEM
    SO_CCCD_GIAO_VIEN_CHU_NHIEM
    """
)
MINISTRY_SUMMARY = _words(
    """
    KET_QUA_XEP_LOAI DUOC_LEN_LOP NOI_DUNG_HOAN_THANH_CHUONG_TRINH DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC
    DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC NOI_DUNG_KHEN_THUONG NOI_DUNG_KHEN_THUONG_DOT_XUAT NHAN_XET_GVCN
    NANG_LUC_TU_CHU_TU_HOC NANG_LUC_GIAO_TIEP_HOC_TAC NANG_LUC_GIAI_QUYET_VAN_DE_SANG_TAO NANG_LUC_NGON_NGU
    NANG_LUC_TINH_TOAN NANG_LUC_KHOA_HOC NANG_LUC_CONG_NGHE NANG_LUC_TIN_HOC NANG_LUC_THAM_MI
    NANG_LUC_THE_CHAT PHAM_CHAT_YEU_NUOC PHAM_CHAT_NHAN_AI PHAM_CHAT_CHAM_CHI PHAM_CHAT_TRUNG_THUC
    PHAM_CHAT_TRACH_NHIEM NHAN_XET_PHAM_CHAT NHAN_XET_NANG_LUC_CHUNG NHAN_XET_NANG_LUC_DAC_THU
    """
)
MINISTRY_OPTIONAL = _words(
    """
    HO_VA_TEN_CHA HO_VA_TEN_NGUOI_GIAM_HO TEN_GIAO_VIEN_CHU_NHIEM SO_CCCD_GIAO_VIEN_CHU_NHIEM
    NOI_DUNG_HOAN_THANH_CHUONG_TRINH DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC NOI_DUNG_KHEN_THUONG
    NOI_DUNG_KHEN_THUONG_DOT_XUAT NANG_LUC_CONG_NGHE NANG_LUC_TIN_HOC DIEM_KIEM_TRA_DINH_KY
    """
)


def _tags(fields):
    return [field.tag for field in fields]


def test_the_default_profile_has_teachers_slots_and_cv2088_the_ministrys_three():
    assert profile() is profile(DEFAULT_PROFILE)
    assert [slot.name for slot in profile().slots] == ["GVBM", "GVCN", "CBQL", "KY_PHAT_HANH"]
    assert [slot.name for slot in profile("cv2088-v1").slots] == ["GVCN", "CBQL", "KY_PHAT_HANH"]
    assert [slot.required for slot in profile("cv2088-v1").slots] == [False, True, True]


def test_cv2088_has_exactly_the_ministrys_tags():
    rules = profile("cv2088-v1")
    assert sorted(_tags(rules.general)) == sorted(MINISTRY_GENERAL)
    summary = (*rules.competencies, *rules.qualities, *rules.closing)
    assert sorted(_tags(summary)) == sorted(MINISTRY_SUMMARY)
    assert _tags(rules.subject) == ["MA_MON_HOC", "TEN_MON_HOC", "MUC_DAT_DUOC", "DIEM_KIEM_TRA_DINH_KY"]
    assert _tags(rules.history) == ["NAM_HOC", "TEN_LOP", "TEN_TRUONG", "NGAY_TRANG_THAI_CHUYEN_DEN"]
    assert rules.part == rules.not_assessed == ()


def test_cv2088_asks_for_what_the_ministry_asks_for():
    rules = profile("cv2088-v1")
    fields = (*rules.general, *rules.subject, *rules.competencies, *rules.qualities, *rules.closing)
    assert sorted(field.tag for field in fields if field.need == "if_known") == sorted(MINISTRY_OPTIONAL)


@pytest.mark.parametrize("name", profile_names())
def test_a_schema_names_exactly_the_tags_of_its_profile(name):
    rules = profile(name)
    schema = (files("hocba.documents.xml") / "schemas" / f"{name}.xsd").read_text(encoding="utf-8")
    tags = rules.tags
    holders = {tags.root, tags.data, tags.general, tags.history, tags.history_row, tags.summary, tags.subject_row}
    holders |= {tags.slots, tags.signed_at, tags.signer_id, tags.part} - {""}
    slots = {slot.name for slot in rules.slots} | {slot.within for slot in rules.slots} - {""}
    groups = (rules.general, rules.history, rules.part, rules.subject, rules.not_assessed)
    fields = {f.tag for group in (*groups, rules.competencies, rules.qualities, rules.closing) for f in group}
    assert set(re.findall(r'element name="([^"]+)"', schema)) == holders | slots - {""} | fields


@pytest.mark.parametrize("name", profile_names())
def test_every_subject_trait_and_word_is_there(name):
    rules = profile(name)
    assert set(rules.subject_codes) == {subject.name for subject in SUBJECTS}
    assert [field.path for field in rules.competencies] == [each.name for each in COMPETENCIES]
    assert [field.path for field in rules.qualities] == [each.name for each in QUALITIES]
    assert set(rules.words) >= {"sex", "subject_level", "trait_level", "overall", "grade", "flag"}
    for table in rules.words.values():
        every = [word for words in table.values() for word in words]
        assert len(every) == len(set(every))
    codes = [row.code for row in rules.subject_codes.values()]
    for row in rules.subject_codes.values():
        assert bool(row.names) == (codes.count(row.code) > 1)


@pytest.mark.parametrize("name", profile_names())
def test_ids_of_slots_can_never_collide(name):
    rules = profile(name)
    ids = [rules.tags.data_id]
    for slot in rules.slots:
        for person in ("022198903387", "022173903443") if slot.repeats else ("",):
            ids += filter(None, [slot.slot_id(person), slot.signature_id(person)])
            ids += [slot.content_id(person)] * slot.repeats
    assert len(ids) == len(set(ids))
    assert list_format().id not in ids
    orders = [slot.order for slot in rules.slots]
    assert orders == [rules.order_of(slot) for slot in rules.slots] == list(range(len(rules.slots)))


def test_algorithms_allow_sha2_with_rsa_and_ecdsa_only():
    for name in profile_names():
        rules = profile(name)
        assert {each.key for each in rules.algorithms} == {"rsa", "ec"}
        assert {each.hash for each in rules.algorithms} == {"sha256", "sha384", "sha512"} == set(rules.digests)
        assert rules.certificates.rsa_bits == 2048
    assert len({each.uri for each in ALGORITHMS.values()}) == len(ALGORITHMS) == 9
    found = profile().algorithm_by_uri("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1")
    assert found is algorithm("rsa-pss-sha256")
    assert profile().algorithm_by_uri("http://www.w3.org/2000/09/xmldsig#rsa-sha1") is None


def test_unknown_names_are_refused():
    with pytest.raises(UsageError) as refused:
        profile("school-2024")
    assert refused.value.code == "PROFILE_NAME_UNKNOWN"
    with pytest.raises(UsageError) as refused:
        algorithm("rsa-sha1")
    assert refused.value.code == "ALGORITHM_UNKNOWN"
    with pytest.raises(DocumentError) as unknown:
        profile().slot("HIEU_TRUONG")
    assert unknown.value.code == "UNKNOWN_SLOT"
    assert profile_by_version("school-2025/2") is None


def test_a_field_of_unknown_type_stops_loading():
    with pytest.raises(ValueError, match="HO_VA_TEN"):
        fields_of([["HO_VA_TEN", "pupil.name", "words", "always"]])
    with pytest.raises(ValueError, match="HO_VA_TEN"):
        fields_of([["HO_VA_TEN", "pupil.name", "text", "sometimes"]])
