"""Lists of records to recall: written, signed elsewhere, read strictly, and judged by the verifier's own code."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from lxml import etree

from hocba.documents.xml import RecallItem, read_recall_list
from hocba.errors import DocumentError, SigningRefused, UsageError
from hocba.exchange import PackageDraft, build_recall, draft_recall
from hocba.messages import catalogue
from hocba.verification import Indication, Policy, SubIndication, TrustStore, verify_recall_list
from support.checkers import check_value, covered
from support.keys import algorithm_for, demo_ca, staff_of
from support.records import sample_record
from support.trust import trust_of

AT = datetime(2026, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=7)))
STAFF = staff_of(sample_record(), kind="p256")
HOW = algorithm_for(STAFF.seal)
ITEMS = [RecallItem.of(sample_record(lookup_uuid=UUID(int=number, version=4))) for number in range(2)]
LIST = build_recall(ITEMS, STAFF.seal, HOW, AT)
POLICY = Policy(validation_time=AT, trust=trust_of(demo_ca()))


def test_the_list_says_what_the_ministrys_example_says():
    root = etree.fromstring(LIST)
    assert (root.tag, dict(root.attrib)) == ("DANH_SACH_HOC_BA", {"id": "dataDanhSach"})
    assert [child.tag for child in root[0]] == [
        "MA_TRA_CUU_UUID",
        "HO_VA_TEN",
        "GIOI_TINH",
        "NGAY_SINH",
        "SO_CCCD",
        "TEN_TRUONG",
        "MA_TRUONG",
        "TEN_NAM_HOC",
    ]
    signature = root[-1]
    check_value(signature)
    assert covered(signature) == ["#dataDanhSach", "#props-thu-hoi", "#signed-thu-hoi"]
    items, opened = read_recall_list(LIST)
    assert list(items) == ITEMS
    assert opened.signature is not None


def test_it_is_signed_in_two_phases_and_verified():
    draft = PackageDraft.from_bytes(draft_recall(ITEMS, STAFF.seal.chain, HOW, AT).to_bytes())
    assert draft.uuids == tuple(item.lookup_uuid for item in ITEMS)
    signed = draft.embed(STAFF.seal.sign([draft.to_be_signed], HOW)[0])
    for data in (signed, LIST):
        report = verify_recall_list(data, POLICY)
        assert report.indication is Indication.TOTAL_PASSED, report.findings
        (signature,) = report.signatures
        assert (signature.slot, signature.status) == ("DANH_SACH", "good")


def findings(data: bytes, policy: Policy = POLICY) -> set[str]:
    report = verify_recall_list(data, policy)
    assert report.indication is not Indication.TOTAL_PASSED
    return {check.code for check in report.findings}


def test_every_change_is_noticed():
    assert findings(LIST.replace(str(ITEMS[0].lookup_uuid).encode(), str(UUID(int=7, version=4)).encode())) == {
        "DIGEST_WRONG"
    }
    start = LIST.rindex(b"<ds:Signature ")
    assert findings(LIST[:start] + b"</DANH_SACH_HOC_BA>") == {"PACKAGE_NOT_SIGNED"}
    value = LIST.index(b"sigval-thu-hoi") + 40
    assert "SIGNATURE_VALUE_WRONG" in findings(LIST[:value] + b"AAAA" + LIST[value + 4 :])
    assert findings(LIST.replace(b"<HOC_BA>", b"<HOC_BA >", 1)) == {"PACKAGE_MALFORMED"}
    assert "SIGNED_IN_FUTURE" in findings(LIST, dataclasses.replace(POLICY, validation_time=AT - timedelta(hours=1)))
    assert "NO_TRUST_ANCHOR" in findings(LIST, dataclasses.replace(POLICY, trust=TrustStore()))


def test_only_the_schools_seal_asks():
    other = demo_ca().seal("Trường Tiểu học Khác", kind="p256")
    with pytest.raises(SigningRefused, match="WRONG_SEAL"):
        build_recall(ITEMS, other, HOW, AT)
    foreign = build_recall(ITEMS, other, HOW, AT, sender="Trường Tiểu học Khác")
    assert findings(foreign) == {"SEAL_WRONG_ORGANISATION"}
    report = verify_recall_list(foreign, POLICY)
    assert report.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    mixed = [ITEMS[0], dataclasses.replace(ITEMS[1], school_name="Trường Tiểu học Khác")]
    with pytest.raises(SigningRefused, match="WRONG_SEAL"):
        build_recall(mixed, STAFF.seal, HOW, AT)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "LIST_EMPTY"),
        ([ITEMS[0], ITEMS[0]], "PACKED_TWICE"),
        ([ITEMS[0]] * 1_001, "LIST_TOO_LONG"),
        ([dataclasses.replace(ITEMS[0], name="")], "FIELD_INVALID"),
        ([dataclasses.replace(ITEMS[0], name="An\nBình")], "FIELD_INVALID"),
        ([dataclasses.replace(ITEMS[0], name="a" * 301)], "FIELD_INVALID"),
        ([dataclasses.replace(ITEMS[0], personal_id="12")], "FIELD_INVALID"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_signing(items, code):
    with pytest.raises(DocumentError) as refused:
        build_recall(items, STAFF.seal, HOW, AT)
    assert refused.value.code == code
    assert code in catalogue()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<GIOI_TINH>", b"<NGAY_SINH>14/05/2016</NGAY_SINH><GIOI_TINH>", "FIELD_UNKNOWN"),
        (b"</TEN_NAM_HOC>", b"</TEN_NAM_HOC><LY_DO>x</LY_DO>", "FIELD_UNKNOWN"),
        (b"<HO_VA_TEN>", b"<HO_VA_TEN x='y'>", "FIELD_NOT_TEXT"),
        (b"<HO_VA_TEN>", b"<HO_VA_TEN><b/>", "FIELD_NOT_TEXT"),
        (b"<HO_VA_TEN>", b"x<HO_VA_TEN>", "FIELD_NOT_TEXT"),
        (b"<HOC_BA>", b"<HOC_BA Id='a'>", "FIELD_NOT_TEXT"),
        (b"</SO_CCCD>", b"0</SO_CCCD>", "FIELD_INVALID"),
        (b"-2026</TEN_NAM_HOC>", b"-2027</TEN_NAM_HOC>", "FIELD_INVALID"),
        (b'id="dataDanhSach"', b'id="x"', "LIST_MALFORMED"),
    ],
)
def test_what_is_not_exactly_such_a_list_is_refused(old, new, code):
    assert old in LIST
    with pytest.raises(DocumentError) as refused:
        read_recall_list(LIST.replace(old, new, 1))
    assert refused.value.code == code
    assert findings(LIST.replace(old, new, 1)) == {code}


def test_a_short_item_and_a_time_without_zone_are_refused():
    cut = LIST.replace(LIST[LIST.index(b"<TEN_NAM_HOC>") : LIST.index(b"</HOC_BA>")], b"", 1)
    with pytest.raises(DocumentError, match="FIELD_REQUIRED"):
        read_recall_list(cut)
    with pytest.raises(UsageError, match="SIGNING_TIME_NAIVE"):
        build_recall(ITEMS, STAFF.seal, HOW, datetime(2026, 6, 1))  # noqa: DTZ001  # the point of the test
