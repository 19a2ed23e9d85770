"""Lists of records: built within one transaction, signed, encoded, and cut apart again byte for byte."""

from __future__ import annotations

import base64
import gzip
import random
import struct
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hocba.documents.xml import DECLARATION, is_list, read_list, read_record, write_record
from hocba.errors import DocumentError, HocbaError, SignerFailed, SigningRefused, UsageError
from hocba.exchange import build_packages, decode_content, encode_content, unpack
from hocba.exchange.content import ContentSize, content_limit
from hocba.messages import catalogue
from hocba.signature_profile import list_format, profile
from hocba.signing.xades import Draft
from support.checkers import c14n, check_value, covered
from support.keys import algorithm_for, demo_ca, sign_draft, sign_record, staff_of
from support.records import sample_record

VIETNAM = timezone(timedelta(hours=7))
AT = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
LATER = AT + timedelta(hours=1)
SCHOOL, CV2088 = profile(), profile("cv2088-v1")
STAFF = staff_of(sample_record(), kind="p256")
HOW = algorithm_for(STAFF.seal)


def record(number: int, rules=SCHOOL) -> bytes:
    return sign_record(sample_record(lookup_uuid=UUID(int=number, version=4)), rules, STAFF, AT)


RECORDS = [record(number) for number in range(3)]


def build(records=tuple(RECORDS), *, signer=STAFF.seal, at=LATER, **options) -> list[bytes]:
    return list(build_packages(records, signer, HOW, at, **options))


def refusal(kind: type[HocbaError], records=tuple(RECORDS), **options) -> HocbaError:
    with pytest.raises(kind) as refused:
        build(records, **options)
    assert refused.value.code in catalogue()
    return refused.value


(PACKAGE,) = build()


def test_the_list_holds_each_record_byte_for_byte():
    assert unpack(PACKAGE) == RECORDS
    for data in RECORDS:
        assert data.removeprefix(DECLARATION) in PACKAGE
        assert read_record(data).record.school.name == "Trường Tiểu học Phương Đông"
    assert is_list(PACKAGE)
    assert not is_list(RECORDS[0])
    assert not is_list(b"%PDF-1.7")


def test_the_lists_signature_covers_the_list_and_nothing_else_stands_in_it():
    root = etree.fromstring(PACKAGE)
    assert (root.tag, dict(root.attrib)) == ("DANH_SACH_HOC_BA", {"id": "dataDanhSach"})
    assert [etree.QName(child).localname for child in root] == ["HOC_BA"] * 3 + ["Signature"]
    signature = root[-1]
    assert signature.get("Id") == list_format().signature_id
    check_value(signature)
    assert covered(signature) == ["#dataDanhSach", "#props-danh-sach", "#signed-danh-sach"]
    assert DECLARATION + c14n(root) == PACKAGE
    times = [each.text for each in signature.iter() if etree.QName(each).localname == "SigningTime"]
    assert times == ["2026-05-25T09:00:00+07:00"] * 2


def test_what_the_signature_covers_is_found_without_parsing_the_whole():
    root = etree.fromstring(PACKAGE)
    root.remove(root[-1])
    assert b"".join(read_list(PACKAGE).canonical()) == c14n(root)
    root[0].tail = "\n  "
    unsigned = etree.tostring(root)
    found = read_list(unsigned)
    assert found.signature is None
    assert b"".join(found.canonical()) == c14n(root)


def test_records_of_both_profiles_travel_together():
    other = record(9, CV2088)
    assert unpack(build([RECORDS[0], other])[0]) == [RECORDS[0], other]


def test_a_record_of_other_software_is_cut_in_as_it_is():
    foreign = record(9, CV2088).replace(DECLARATION, b"\xef\xbb\xbf<?xml version='1.0' ?>\r\n") + b"\n"
    (package,) = build([foreign])
    signature = etree.fromstring(package)[-1]
    check_value(signature)
    assert covered(signature)[0] == "#dataDanhSach"
    (cut,) = unpack(package)
    assert read_record(cut).record == read_record(foreign).record


def test_the_list_is_split_so_that_each_fits_one_transaction():
    records = [record(number) for number in range(12)]
    (whole,) = build(records)
    limit = len(encode_content(whole)) // 2 + 40_000
    packages = build(records, longest=limit)
    assert len(packages) > 1
    assert [cut for package in packages for cut in unpack(package)] == records
    assert all(len(encode_content(package)) <= limit for package in packages)
    assert refusal(DocumentError, records, longest=1_000).code == "PACKAGE_RECORD_TOO_LARGE"


def test_the_size_counted_while_growing_is_never_too_low():
    size = ContentSize()
    noise = random.Random(1)  # noqa: S311  # filler, no secret
    pieces = [bytes(noise.choices(b'abc"<> ', k=5_000)) for _ in range(20)]
    for number, piece in enumerate(pieces, start=1):
        counted = size.add(piece)
        assert len(encode_content(b"".join(pieces[:number]))) <= counted
    assert counted < len(encode_content(b"".join(pieces))) * 1.05 + 40_000


def test_no_more_records_than_a_list_may_have():
    form = list_format()
    object.__setattr__(form, "most_records", 2)
    try:
        assert [len(unpack(package)) for package in build()] == [2, 1]
        with pytest.raises(DocumentError, match="LIST_TOO_LONG"):
            unpack(PACKAGE)
    finally:
        object.__setattr__(form, "most_records", 5_000)


def test_only_complete_records_are_packed():
    draft = sign_draft(sample_record(), SCHOOL, STAFF, AT)
    unsealed = Draft(draft.region, 1, draft.filled[:-1], frozenset()).data
    refused = refusal(DocumentError, [unsealed])
    assert (refused.code, refused.params["missing"]) == ("PACKAGE_RECORD_UNSEALED", "ky-phat-hanh")
    teachers = Draft(draft.region, 1, draft.filled[2:], frozenset()).data
    assert refusal(DocumentError, [teachers]).params["missing"] == "gvbm-022198903387, gvbm-022173903443"
    assert refusal(DocumentError, [write_record(sample_record(), CV2088)]).params["missing"] == "cbql, ky-phat-hanh"
    assert refusal(DocumentError, [RECORDS[0], RECORDS[0]]).code == "PACKED_TWICE"
    assert refusal(DocumentError, [b"<HOC_BA/>"]).code == "UNKNOWN_PROFILE"


def test_only_the_sender_signs_the_list_and_not_before_the_seals():
    other = demo_ca().seal("Sở Giáo dục và Đào tạo Quảng Ninh", kind="p256")
    assert refusal(SigningRefused, signer=other).code == "WRONG_SEAL"
    (package,) = build(signer=other, sender="Sở Giáo dục và Đào tạo Quảng Ninh")
    assert unpack(package) == RECORDS
    person = demo_ca().person("Trường Tiểu học Phương Đông", "022198903387", kind="p256")
    assert refusal(SigningRefused, signer=person).code == "WRONG_SEAL"
    assert refusal(SigningRefused, at=AT - timedelta(seconds=1)).code == "SIGNING_TIME_ORDER"
    assert build(at=AT)
    assert refusal(SigningRefused, at=AT + timedelta(days=9_000)).code == "CERTIFICATE_NOT_VALID_NOW"
    with pytest.raises(UsageError, match="SIGNING_TIME_NAIVE"):
        build(at=datetime(2026, 5, 25))  # noqa: DTZ001  # the point of the test


def test_a_device_that_signs_wrongly_is_noticed():
    class Broken:
        chain = STAFF.seal.chain

        def sign(self, to_be_signed, algorithm):
            return STAFF.people["022173903443"].sign(to_be_signed, algorithm)

    assert refusal(SignerFailed, signer=Broken()).code == "SIGNER_VALUE_WRONG"


def test_no_records_make_no_list():
    assert build([]) == []


def _piece(data: bytes) -> bytes:
    return data.removeprefix(DECLARATION)


def swapped(*pairs: tuple[str, str]) -> bytes:
    """The package with the first occurrence of each text replaced."""
    data = PACKAGE
    for old, new in pairs:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode(), 1)
    return data


END = PACKAGE.rindex(b"<ds:Signature ")
LAST = PACKAGE[END : PACKAGE.rindex(b"</DANH_SACH_HOC_BA>")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (swapped(("<HOC_BA>", "<HOC_BA><!-- x -->")), "COMMENT_FORBIDDEN"),
        (swapped(("<HOC_BA>", "<HOC_BA><![CDATA[<HOC_BA>]]>")), "COMMENT_FORBIDDEN"),
        (swapped(("<HOC_BA>", "<HOC_BA><?x <HOC_BA>?>")), "COMMENT_FORBIDDEN"),
        (b"<?x y?>" + _piece(PACKAGE), "COMMENT_FORBIDDEN"),
        (PACKAGE.replace(DECLARATION, DECLARATION + b"<!DOCTYPE DANH_SACH_HOC_BA>"), "DTD_FORBIDDEN"),
        (swapped(("<HOC_BA>", "<HOC_BA><HOC_BA>")), "LIST_MALFORMED"),
        (swapped(("</HOC_BA>", "")), "LIST_MALFORMED"),
        (PACKAGE[: PACKAGE.rindex(b"</HOC_BA>")], "LIST_MALFORMED"),
        (swapped(("<HOC_BA>", "<HOC_BA/><HOC_BA>")), "LIST_MALFORMED"),
        (swapped(("<HOC_BA>", "<GOI><HOC_BA>"), ("</HOC_BA>", "</HOC_BA></GOI>")), "LIST_MALFORMED"),
        (swapped(("<HOC_BA>", "<GOI/><HOC_BA>")), "LIST_MALFORMED"),
        (swapped(("<HOC_BA>", "x<HOC_BA>")), "LIST_MALFORMED"),
        (swapped(("</DANH_SACH_HOC_BA>", "x</DANH_SACH_HOC_BA>")), "LIST_MALFORMED"),
        (PACKAGE[:END] + 2 * LAST + b"</DANH_SACH_HOC_BA>", "LIST_MALFORMED"),
        (PACKAGE[:END] + b"<ds:Signature xmlns:ds='urn:x'/></DANH_SACH_HOC_BA>", "LIST_MALFORMED"),
        (PACKAGE.replace(b"DANH_SACH_HOC_BA", b"DANH_SACH"), "LIST_MALFORMED"),
        (swapped((' id="', ' xmlns="urn:x" id="')), "LIST_MALFORMED"),
        (swapped(('id="dataDanhSach"', 'id="data"')), "LIST_MALFORMED"),
        (swapped(('id="dataDanhSach"', 'id="dataDanhSach" x="y"')), "LIST_MALFORMED"),
        (swapped((' Id="data"', ' Id="dataDanhSach"')), "LIST_ID_TAKEN"),
        (swapped((' Id="sig-gvcn"', ' Id="sig-danh-sach"')), "LIST_ID_TAKEN"),
        (swapped(("<TEN_LOP>", "<TEN_LOP")), "XML_MALFORMED"),
        (b'<DANH_SACH_HOC_BA id="dataDanhSach"></DANH_SACH_HOC_BA>', "LIST_EMPTY"),
        (b"x" * (list_format().limits.bytes + 1), "TOO_LARGE"),
    ],
)
def test_what_is_not_a_plain_list_is_refused(data, code):
    with pytest.raises(DocumentError) as refused:
        unpack(data)
    assert refused.value.code == code
    assert code in catalogue()


@given(st.binary(max_size=400))
def test_content_comes_back_as_it_went(data):
    assert decode_content(encode_content(data)) == data
    assert encode_content(data) == encode_content(data)


def test_content_is_encoded_as_the_specification_says():
    data = 'a "trích" \\" b'.encode()
    packed = base64.b64decode(encode_content(data))
    escaped = gzip.decompress(packed[4:])
    assert escaped == 'a \\"trích\\" \\\\" b'.encode()
    assert packed[:4] == len(escaped).to_bytes(4, "little")
    assert decode_content(encode_content(PACKAGE).encode()) == PACKAGE


def _content(length: int, packed: bytes) -> str:
    return base64.b64encode(struct.pack("<I", length) + packed).decode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("!", "CONTENT_MALFORMED"),
        ("", "CONTENT_MALFORMED"),
        ("AAA=", "CONTENT_MALFORMED"),
        ("ü", "CONTENT_MALFORMED"),
        (_content(3, b"abc"), "CONTENT_MALFORMED"),
        (_content(3, gzip.compress(b"ab", mtime=0)), "CONTENT_MALFORMED"),
        (_content(3, gzip.compress(b"abcd", mtime=0)), "CONTENT_MALFORMED"),
        (_content(3, gzip.compress(b"abc", mtime=0)[:-4]), "CONTENT_MALFORMED"),
        (_content(3, gzip.compress(b"abc", mtime=0) + b"x"), "CONTENT_MALFORMED"),
        (_content(2**32 - 1, gzip.compress(b"abc", mtime=0)), "TOO_LARGE"),
        (_content(5, gzip.compress(b"a" * 50_000_000, mtime=0)), "CONTENT_MALFORMED"),
        ("A" * (list_format().encoded_bytes + 1), "CONTENT_TOO_LARGE"),
    ],
)
def test_content_that_lies_or_is_damaged_is_refused(content, code):
    with pytest.raises(DocumentError) as refused:
        decode_content(content)
    assert refused.value.code == code


def test_content_above_one_transaction_is_refused():
    noise = random.Random(2).randbytes(content_limit() * 3 // 4 + 1_000)  # noqa: S311  # filler, no secret
    with pytest.raises(DocumentError, match="CONTENT_TOO_LARGE"):
        encode_content(noise)
