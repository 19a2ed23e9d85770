"""Reading input of unknown origin: form, schema, values; nothing is guessed and nothing slips through."""

from __future__ import annotations

import pytest
from lxml import etree

from hocba.documents.xml import (
    DECLARATION,
    exclusive_c14n,
    parse_strict,
    profile_of,
    read_data,
    read_record,
    read_slots,
    require_one_serialisation,
    validate_schema,
    write_record,
)
from hocba.errors import DocumentError
from hocba.model import Person
from hocba.signature_profile import profile
from support.records import not_assessed_record, sample_record

SCHOOL, CV2088 = profile(), profile("cv2088-v1")
DATA = write_record(sample_record(), SCHOOL)
NOT_ASSESSED = write_record(not_assessed_record(), SCHOOL)
MINISTRY = write_record(sample_record(), CV2088)


def changed(old: str, new: str, data: bytes = DATA) -> bytes:
    assert old.encode() in data
    return data.replace(old.encode(), new.encode(), 1)


def before(tag: str, xml: str, data: bytes = DATA) -> bytes:
    """The file with something put in front of the first element of that name."""
    return changed(f"<{tag}>", f"{xml}<{tag}>", data)


def refusal(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        read_record(data)
    return refused.value


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (DATA[len(DECLARATION) :], "C14N"),
        (b"\xef\xbb\xbf" + DATA, "C14N"),
        (DATA + b"\n", "C14N"),
        (changed("\n<HOC_BA>", "\r\n<HOC_BA>"), "C14N"),
        (changed("<HOC_BA>", "<HOC_BA >"), "C14N"),
        (changed('Id="data"', "Id='data'"), "C14N"),
        (changed("Kinh", "&#75;inh"), "C14N"),
        (changed("Kinh", "<![CDATA[Kinh]]>"), "C14N"),
        (changed("</HO_VA_TEN>", "</HO_VA_TEN >"), "C14N"),
        (changed("</DANH_SACH_GVBM>", "").replace(b"<DANH_SACH_GVBM>", b"<DANH_SACH_GVBM/>"), "C14N"),
        (changed("<HOC_BA>", "<HOC_BA> "), "WHITE_SPACE"),
        (changed("</TONG_KET>", "\n</TONG_KET>"), "WHITE_SPACE"),
        (changed("<DANH_SACH_GVBM>", '<DANH_SACH_GVBM xmlns="urn:x">'), "PREFIX"),
        (changed("<TONG_KET>", '<p:TONG_KET xmlns:p="urn:x">').replace(b"</TONG_KET>", b"</p:TONG_KET>"), "PREFIX"),
    ],
)
def test_another_spelling_of_the_same_content_is_not_our_file(data, rule):
    refused = refusal(data)
    assert (refused.code, refused.params["rule"]) == ("NOT_ONE_SERIALISATION", rule)


def test_a_value_that_looks_like_a_declaration_is_still_a_value():
    awkward = 'Em viết xmlns:x="urn:y" và  xmlns="z"'
    record = sample_record(place_of_issue=awkward)
    assert read_record(write_record(record, SCHOOL)).record.place_of_issue == awkward


@pytest.mark.parametrize("text", ["QQ==\n", "QR==", "QQ=", "QQ", " QQ==", "Q Q==", "====", "QQ==QQ==", "Qü=="])
def test_base64_has_one_spelling(text):
    ds = "http://www.w3.org/2000/09/xmldsig#"
    data = DECLARATION + f'<HOC_BA><ds:DigestValue xmlns:ds="{ds}">{text}</ds:DigestValue></HOC_BA>'.encode()
    with pytest.raises(DocumentError) as refused:
        require_one_serialisation(data, etree.fromstring(data))
    assert refused.value.params["rule"] == "BASE64"
    good = data.replace(text.encode(), b"QQ==")
    require_one_serialisation(good, etree.fromstring(good))


@pytest.mark.parametrize(
    "data",
    [
        changed("<LAN_SUA>1<", "<LAN_SUA>0x1<"),
        changed("<LAN_SUA>1<", "<LAN_SUA>01<"),
        changed("<LAN_SUA>1</LAN_SUA>", ""),
        changed("<LAN_SUA>1</LAN_SUA>", "<LAN_SUA>1</LAN_SUA><LAN_SUA>1</LAN_SUA>"),
        changed("<MUC_DAT_DUOC>T<", "<MUC_DAT_DUOC>Đ<"),
        changed("<NANG_LUC_NGON_NGU>T<", "<NANG_LUC_NGON_NGU>H<"),
        changed("<GIOI_TINH>Nam<", "<GIOI_TINH>nam<"),
        changed("<SO_CCCD>022216900123<", "<SO_CCCD>02221690012<"),
        changed("2016-03-04", "04/03/2016"),
        changed("<CAN_NANG>29.5<", "<CAN_NANG>29,5<"),
        changed("<CAN_NANG>29.5<", "<CAN_NANG>29.50<"),
        changed("<HO_VA_TEN>Lê Thế Anh<", "<HO_VA_TEN><"),
        changed("<HO_VA_TEN>", '<HO_VA_TEN lang="vi">'),
        changed("<HO_VA_TEN>Lê Thế Anh<", "<HO_VA_TEN>Lê <DAN_TOC>Thế</DAN_TOC> Anh<"),
        changed("<THONG_TU>27/2020/TT-BGDĐT<", "<THONG_TU>30/2014/TT-BGDĐT<"),
        changed('Id="gv-022173903443"', 'Id="gv-022198903387"'),
        changed('Id="data"', 'Id="gv-022198903387"'),
        before("DANH_SACH_GVBM", "<GVCN></GVCN>"),
        changed("<KET_QUA_XEP_LOAI>HTXS<", "<KET_QUA_XEP_LOAI>HTSX<"),
        changed("<NHOM_CHOT>15/6<", "<NHOM_CHOT>15/7<"),
        before("MINH_CHUNG_KHUYET_TAT", "<KET_QUA_XEP_LOAI>HT</KET_QUA_XEP_LOAI>", NOT_ASSESSED),
        changed("<KHUYET_TAT_KHONG_DANH_GIA>1<", "<KHUYET_TAT_KHONG_DANH_GIA>0<", NOT_ASSESSED),
        changed("<MA_MON_HOC>02<", "<MA_MON_HOC>2<", MINISTRY),
        changed("<MUC_DAT_DUOC>T<", "<MUC_DAT_DUOC>Tốt<", MINISTRY),
        changed("<NGAY_SINH>04/03/2016<", "<NGAY_SINH>4/3/2016<", MINISTRY),
    ],
)
def test_the_schema_refuses_what_the_profile_does_not_know(data):
    refused = refusal(data)
    assert (refused.code, bool(refused.where)) in {("SCHEMA_INVALID", True), ("NOT_ONE_SERIALISATION", False)}
    with pytest.raises(DocumentError, match="SCHEMA_INVALID"):
        validate_schema(etree.fromstring(data), profile_of(etree.fromstring(data)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (changed("<NGAY_SINH>2016-03-04<", "<NGAY_SINH>2016-02-30<"), "FIELD_INVALID"),
        (changed("<TEN_NAM_HOC>2025-2026<", "<TEN_NAM_HOC>2025-2027<"), "FIELD_INVALID"),
        (changed("<TEN_MON_HOC>Tin học và Công nghệ (Tin học)<", "<TEN_MON_HOC>Tin học<"), "FIELD_INVALID"),
        (changed("<MA_MON_HOC>89<", "<MA_MON_HOC>90<"), "DUPLICATE_SUBJECT"),
        (changed('Id="gv-022173903443"', 'Id="gv-022173903444"'), "FIELD_INVALID"),
        (changed("<SO_CCCD_GIAO_VIEN>022173903443<", "<SO_CCCD_GIAO_VIEN>022198903387<"), "DUPLICATE_PART"),
    ],
)
def test_values_that_a_schema_cannot_judge_are_judged_when_read(data, code):
    assert refusal(data).code == code


@pytest.mark.parametrize(
    "data",
    [
        b"<HOC_SINH/>",
        b"<HOC_BA/>",
        changed("<PHIEN_BAN>school-2025/1<", "<PHIEN_BAN>school-2025/2<"),
        changed("<PHIEN_BAN>school-2025/1</PHIEN_BAN>", ""),
        before("PHIEN_BAN", "<PHIEN_BAN>1.0</PHIEN_BAN>"),
        changed("<HOC_BA>", '<HOC_BA xmlns="urn:x">'),
    ],
)
def test_an_unknown_profile_is_said_so(data):
    assert refusal(data).code == "UNKNOWN_PROFILE"


def data_element(data: bytes) -> etree._Element:
    return parse_strict(data, SCHOOL.limits)[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (before("TONG_KET", "<THONG_TIN_CHUNG/>"), "FIELD_REPEATED"),
        (before("TONG_KET", "<LA_GI/>"), "FIELD_UNKNOWN"),
        (changed("<QUA_TRINH_HOC_TAP>", "<LA_GI>").replace(b"</QUA_TRINH_HOC_TAP>", b"</LA_GI>"), "FIELD_REQUIRED"),
        (before("NAM_HOC_TAP", "<LA_GI/>"), "FIELD_UNKNOWN"),
        (changed("<LAN_SUA>1</LAN_SUA>", ""), "FIELD_REQUIRED"),
        (changed("<LAN_SUA>1<", "<LAN_SUA><"), "FIELD_REQUIRED"),
        (changed("<LAN_SUA>1<", "<LAN_SUA>-1<"), "FIELD_INVALID"),
        (before("DAN_TOC", "<HO_VA_TEN>A</HO_VA_TEN>"), "FIELD_REPEATED"),
        (before("DAN_TOC", "<LA_GI>A</LA_GI>"), "FIELD_UNKNOWN"),
        (changed("<DAN_TOC>", '<DAN_TOC Id="x">'), "FIELD_NOT_TEXT"),
        (changed("<DAN_TOC>Kinh", "<DAN_TOC>Kinh<b/>"), "FIELD_NOT_TEXT"),
        (changed("<THONG_TU>27", "<THONG_TU>28"), "FIELD_INVALID"),
        (changed("<PHAM_CHAT_YEU_NUOC>T</PHAM_CHAT_YEU_NUOC>", ""), "FIELD_REQUIRED"),
        (
            before("NHAN_XET_GVCN", "<MINH_CHUNG_KHUYET_TAT>x</MINH_CHUNG_KHUYET_TAT>"),
            "FIELD_REQUIRED",
        ),
        (
            before("MINH_CHUNG_KHUYET_TAT", "<PHAM_CHAT_YEU_NUOC>T</PHAM_CHAT_YEU_NUOC>", NOT_ASSESSED),
            "FIELD_UNKNOWN",
        ),
        (
            before("MINH_CHUNG_KHUYET_TAT", "<KET_QUA_XEP_LOAI>HT</KET_QUA_XEP_LOAI>", NOT_ASSESSED),
            "FIELD_UNKNOWN",
        ),
        (before("MINH_CHUNG_KHUYET_TAT", "<DIEM_TONG_KET/>", NOT_ASSESSED), "FIELD_UNKNOWN"),
    ],
)
def test_the_data_element_is_judged_without_a_schema_too(data, code):
    with pytest.raises(DocumentError) as refused:
        read_data(data_element(data), SCHOOL)
    assert refused.value.code == code


def without(tag: str) -> etree._Element:
    element = data_element(DATA)
    for found in list(element.iter(tag)):
        found.getparent().remove(found)
    return element


@pytest.mark.parametrize("tag", ["NAM_HOC_TAP", "DIEM_TONG_KET", "BANG_DIEM"])
def test_an_empty_list_is_refused(tag):
    with pytest.raises(DocumentError, match="FIELD_REQUIRED"):
        read_data(without(tag), SCHOOL)


def test_cv2088_of_other_software_may_be_spelled_and_ordered_otherwise():
    general_order = changed("<HO_VA_TEN>Lê Thế Anh</HO_VA_TEN>", "", MINISTRY)
    data = changed("<MA_KHOI>04</MA_KHOI>", "<HO_VA_TEN>Lê Thế Anh</HO_VA_TEN>\n<MA_KHOI>4</MA_KHOI>", general_order)
    data = changed("<NGAY_SINH>04/03/2016<", "<NGAY_SINH>2016-03-04T00:00:00+07:00<", data)
    data = changed("<MUC_DAT_DUOC>T<", "<MUC_DAT_DUOC>Hoàn thành tốt<", data)
    data = changed("<KET_QUA_XEP_LOAI>HTXS<", "<KET_QUA_XEP_LOAI>Hoàn thành xuất sắc<", data)
    data = before("NOI_DUNG_KHEN_THUONG", "<NOI_DUNG_KHEN_THUONG_DOT_XUAT/>", data)
    data = changed("<HO_VA_TEN_CHA>Lê Đình Toàn<", "<HO_VA_TEN_CHA><![CDATA[Lê Đình Toàn]]><", data)
    assert read_record(data).record == read_record(MINISTRY).record
    assert read_record(data).record.pupil.name == "Lê Thế Anh"


def test_cv2088_without_homeroom_teacher_names_nobody():
    data = changed("<TEN_GIAO_VIEN_CHU_NHIEM>Đỗ Thị Minh Nguyệt</TEN_GIAO_VIEN_CHU_NHIEM>", "", MINISTRY)
    data = changed("<SO_CCCD_GIAO_VIEN_CHU_NHIEM>022198903387</SO_CCCD_GIAO_VIEN_CHU_NHIEM>", "", data)
    assert read_record(data).record.homeroom_teacher == Person("", "")


def test_cv2088_still_asks_for_each_compulsory_tag_once():
    assert refusal(before("NHAN_XET_GVCN", "<DUOC_LEN_LOP>1</DUOC_LEN_LOP>", MINISTRY)).code == "FIELD_REPEATED"
    assert refusal(changed("<DUOC_LEN_LOP>1<", "<DUOC_LEN_LOP><", MINISTRY)).code == "FIELD_REQUIRED"
    assert refusal(changed("<TONG_KET>", "<TONG_KET><!-- x -->", MINISTRY)).code == "COMMENT_FORBIDDEN"
    only_traits = etree.fromstring(MINISTRY)
    for row in list(only_traits.iter("BANG_DIEM")):
        row.getparent().remove(row)
    assert refusal(exclusive_c14n(only_traits)).code == "FIELD_REQUIRED"


def test_slots_of_cv2088_may_be_there_without_signature():
    slots = "<GVCN><NGAY_KY>2026-05-25T08:00:00+07:00</NGAY_KY><SO_CCCD>022198903387</SO_CCCD></GVCN>"
    data = changed("<DANH_SACH_THONG_TIN_KY>", f"<DANH_SACH_THONG_TIN_KY>{slots}", MINISTRY)
    (slot,) = read_record(data).slots
    assert (slot.slot.name, slot.person, slot.signer_id, slot.signature) == ("GVCN", "", "022198903387", None)
    signed = data.replace(
        b"</SO_CCCD></GVCN>", b'</SO_CCCD><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/></GVCN>'
    )
    assert read_record(signed).slots[0].signature is not None


SLOT = "<NGAY_KY>2026-05-25T08:00:00+07:00</NGAY_KY>"
SIGNATURE = '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>'


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        ("<HIEU_TRUONG/>", "FIELD_UNKNOWN"),
        ("<GVBM/>", "FIELD_UNKNOWN"),
        ("<DANH_SACH_GVBM><GVCN/></DANH_SACH_GVBM>", "FIELD_UNKNOWN"),
        ('<DANH_SACH_GVBM><GVBM Id="ky-gvbm-1"/></DANH_SACH_GVBM>', "FIELD_INVALID"),
        ("<DANH_SACH_GVBM><GVBM/></DANH_SACH_GVBM>", "FIELD_INVALID"),
        (f"<CBQL>{SLOT}{SIGNATURE}{SIGNATURE}</CBQL>", "FIELD_REPEATED"),
    ],
)
def test_slots_are_judged_without_a_schema_too(slots, code):
    root = etree.fromstring(f"<HOC_BA><DANH_SACH_THONG_TIN_KY>{slots}</DANH_SACH_THONG_TIN_KY></HOC_BA>")
    with pytest.raises(DocumentError) as refused:
        read_slots(root, SCHOOL)
    assert refused.value.code == code


@pytest.mark.parametrize(("count", "code"), [(0, "FIELD_REQUIRED"), (2, "FIELD_REPEATED")])
def test_there_is_one_list_of_slots(count, code):
    root = etree.fromstring(f"<HOC_BA>{'<DANH_SACH_THONG_TIN_KY/>' * count}</HOC_BA>")
    with pytest.raises(DocumentError) as refused:
        read_slots(root, SCHOOL)
    assert refused.value.code == code
