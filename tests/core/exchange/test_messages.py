"""Requests and answers: the ministry's names, there and back, and nothing that was not asked for."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.errors import DocumentError, HocbaError
from hocba.exchange.messages import (
    Approval,
    AskApproval,
    AskClosings,
    AskNotices,
    AskRecall,
    AskResult,
    Closing,
    Closings,
    Judged,
    Login,
    Notice,
    Notices,
    Recall,
    Recalled,
    RecallResults,
    RecallStatus,
    Received,
    RegisterCertificate,
    Registered,
    Registration,
    Results,
    Submit,
    UploadPdf,
    Verdict,
    Want,
    answer_json,
    parse_answer,
    parse_request,
    request_digest,
    request_json,
)
from hocba.exchange.profile import exchange_profile
from hocba.messages import catalogue
from hocba.model import ClosingGroup, SchoolYear

LOGIN = Login.of("48491401", "vanthu", "mật khẩu", "token-1")
COMMON = {"login": LOGIN, "school_year": SchoolYear(2025), "message_id": "m-1"}
UUID_1 = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
SUBMIT = Submit(**COMMON, content="QUJD")
RESULT = AskResult(**COMMON, about="m-0")
CERTIFICATE = RegisterCertificate(
    **COMMON,
    serial_number="0A1B",
    valid_from=date(2025, 8, 1),
    signature_kind="01",
    issuer="CA công cộng",
    certificates="-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n",
)
APPROVAL = AskApproval(**COMMON, serial_number="0A1B")
RECALL = Recall(**COMMON, content="QUJD")
REQUESTS = [
    SUBMIT,
    RESULT,
    replace(RESULT, wants=frozenset(Want), renew=frozenset({UUID_1})),
    CERTIFICATE,
    APPROVAL,
    RECALL,
    replace(RECALL, reasons=MappingProxyType({UUID_1: "Sai họ tên\nở bìa"})),
    AskRecall(**COMMON, about="m-0"),
    UploadPdf(**COMMON, uuid=UUID_1, pdf=b"%PDF-1.7"),
    AskClosings(**COMMON),
    AskNotices(**COMMON),
]
ROW = Judged(
    uuid=UUID_1,
    status=Verdict.REFUSED,
    pupil_code="2200000001",
    pupil_name="Nguyễn Bảo An",
    personal_id="022216000001",
    error="E42",
    error_field_title="Họ và tên",
    error_description="Khác với CSDL ngành",
)
ANSWERS = [
    (SUBMIT, Received(message_id="m-1", response_code="00", response_description="Đã nhận")),
    (SUBMIT, Received(message_id="m-1", error="E1", error_description="Sai")),
    (RESULT, Results(message_id="m-1")),
    (RESULT, Results(message_id="m-1", rows=(ROW, replace(ROW, status=Verdict.ACCEPTED, receipt="a.b.c", code="X")))),
    (CERTIFICATE, Registered(message_id="m-1", error="E7", error_title="Chứng thư", error_description="Sai")),
    *((APPROVAL, Approval(message_id="m-1", serial_number="0A1B", status=status)) for status in Registration),
    (
        AskRecall(**COMMON, about="m-0"),
        RecallResults(message_id="m-1", rows=tuple(Recalled(uuid=UUID_1, status=status) for status in RecallStatus)),
    ),
    (
        AskClosings(**COMMON),
        Closings(
            message_id="m-1",
            rows=(Closing(group=ClosingGroup.JUNE, finalised_at=datetime(2026, 6, 20, tzinfo=UTC), statement="a.b.c"),),
        ),
    ),
    (RESULT, Results(message_id="m-1", rows=(replace(ROW, status=Verdict.ACCEPTED),), receipts_due=1)),
    (
        AskNotices(**COMMON),
        Notices(message_id="m-1", rows=(Notice(UUID_1, "Nhắc hạn", "Một\nHai", datetime(2026, 6, 1, tzinfo=UTC)),)),
    ),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_a_request_comes_back_as_it_went(request_):
    assert parse_request(request_json(request_)) == request_
    assert request_digest(request_) == request_digest(replace(request_, login=Login.of("1", "x", "y", "z")))
    assert request_digest(request_) != request_digest(replace(request_, school_year=SchoolYear(2024)))


@pytest.mark.parametrize(("request_", "answer"), ANSWERS, ids=lambda one: type(one).__name__)
def test_an_answer_comes_back_as_it_went(request_, answer):
    assert parse_answer(answer_json(answer), request_) == answer


def test_names_and_numbers_are_the_ministrys():
    envelope = json.loads(request_json(SUBMIT))["authenticationRequest"]
    assert list(envelope) == [
        "token",
        "user_name",
        "password",
        "ma_don_vi",
        "nam_hoc",
        "messageid",
        "type",
        "function",
    ]
    assert (envelope["nam_hoc"], envelope["type"]) == (2025, 1)
    assert envelope["password"] == hashlib.sha256("mật khẩu".encode()).hexdigest()
    more = json.loads(request_json(CERTIFICATE))["authenticationRequest"]
    assert {"serial_number", "ngay_hieu_luc", "ma_kieu_chu_ky", "nha_phat_hanh"} <= set(more)
    assert more["ngay_hieu_luc"] == "2025-08-01"
    types = [json.loads(request_json(one))["authenticationRequest"]["type"] for one in REQUESTS]
    assert types == [1, 2, 2, 3, 4, 5, 5, 6, 1, 2, 2]
    answer = json.loads(answer_json(ANSWERS[3][1]))
    assert {"MessageId", "Error", "ErrorDescription", "ResponseCode", "ResponseDescription"} <= set(answer)
    assert set(answer["danh_sach"][0]) == {
        "ma_hoc_sinh",
        "ten_hoc_sinh",
        "so_cccd",
        "ma_tra_cuu_uuid",
        "trang_thai",
        "error",
        "error_field_title",
        "error_description",
    }


def test_neither_password_nor_token_is_told_by_accident():
    for request_ in REQUESTS:
        assert LOGIN.password_hash not in repr(request_)
        assert "token-1" not in repr(request_)
    assert "mật khẩu" not in request_json(SUBMIT).decode()
    assert "Nguyễn Bảo An" not in repr(ROW)


def changed(request_, path: str, value: object) -> bytes:
    """The request with one member set, or taken away (None) anywhere in it."""
    message = copy.deepcopy(json.loads(request_json(request_)))
    *folders, name = path.split("/")
    inner = message
    for folder in folders:
        inner = inner.setdefault(folder, {})
    if value is None:
        inner.pop(name)
    else:
        inner[name] = value
    return json.dumps(message).encode()


E = "authenticationRequest"


@pytest.mark.parametrize(
    ("request_", "path", "value"),
    [
        *((SUBMIT, f"{E}/{name}", None) for name in exchange_profile().login.values()),
        (SUBMIT, "content", None),
        (SUBMIT, "content", ""),
        (SUBMIT, "content", 5),
        (SUBMIT, f"{E}/type", "1"),
        (SUBMIT, f"{E}/type", True),
        (SUBMIT, f"{E}/type", 7),
        (SUBMIT, f"{E}/type", 2),
        (SUBMIT, f"{E}/function", "XOA_HOC_BA"),
        (SUBMIT, f"{E}/nam_hoc", "2025"),
        (SUBMIT, f"{E}/nam_hoc", 2025.0),
        (SUBMIT, f"{E}/nam_hoc", 1200),
        (SUBMIT, f"{E}/password", "A" * 64),
        (SUBMIT, f"{E}/password", "mật khẩu"),
        (SUBMIT, f"{E}/messageid", "m 1"),
        (SUBMIT, f"{E}/messageid", "m" * 151),
        (SUBMIT, f"{E}/ma_don_vi", ""),
        (SUBMIT, f"{E}/token", "x" * 513),
        (SUBMIT, f"{E}/token", "x\n"),
        (SUBMIT, f"{E}/token", "\ud800"),
        (SUBMIT, f"{E}/more", 1),
        (SUBMIT, "more", 1),
        (SUBMIT, "hocba", 1),
        (SUBMIT, "hocba/want", ["receipt"]),
        (RESULT, "hocba/want", ["receipt", "receipt"]),
        (RESULT, "hocba/want", ["secrets"]),
        (RESULT, "hocba/want", "receipt"),
        (RESULT, "hocba/renew", ["x"]),
        (RESULT, "content", "m 0"),
        (CERTIFICATE, f"{E}/ngay_hieu_luc", "01/08/2025"),
        (CERTIFICATE, f"{E}/ngay_hieu_luc", "2025-02-30"),
        (CERTIFICATE, f"{E}/serial_number", "0a1b"),
        (CERTIFICATE, "content", "x" * 40_000),
        (RECALL, "hocba/reasons", {"x": "y"}),
        (RECALL, "hocba/reasons", {str(UUID_1): "x" * 501}),
        (RECALL, "hocba/reasons", []),
        (REQUESTS[8], "content", "x"),
        (REQUESTS[8], "hocba/pdf/data", "?"),
        (REQUESTS[8], "hocba/pdf/data", None),
        (REQUESTS[8], "hocba/pdf/more", "x"),
        (REQUESTS[8], "hocba/pdf/uuid", str(UUID_1).upper()),
    ],
)
def test_a_request_of_another_form_is_refused_and_not_repeated(request_, path, value):
    with pytest.raises(DocumentError) as refused:
        parse_request(changed(request_, path, value))
    assert refused.value.code == "MESSAGE_MALFORMED"
    assert refused.value.where
    assert not refused.value.params
    assert "MESSAGE_MALFORMED" in catalogue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"{",
        b'{"content": NaN}',
        b'{"content": 1, "content": 2}',
        b"[" * 100_000,
        b'{"a": 1' + b"0" * 5_000 + b"}",
        b'{"authenticationRequest": [], "content": "x"}',
    ],
)
def test_what_is_no_message_is_refused(data):
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        parse_request(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.dictionaries(st.sampled_from([E, "content", "hocba", "type", "token", "x"]), inner, max_size=4)
            | st.lists(inner, max_size=3)
        ),
    )
)
def test_no_json_ends_the_reader_otherwise_than_by_a_code(value):
    for read in (parse_request, lambda data: parse_answer(data, RESULT), lambda data: parse_answer(data, APPROVAL)):
        with pytest.raises(HocbaError):
            read(json.dumps(value).encode())


def test_a_transaction_above_10_mb_is_neither_written_nor_read():
    limit = exchange_profile().limits.request_bytes
    room = limit - len(request_json(replace(SUBMIT, content="")))
    longest = request_json(replace(SUBMIT, content="A" * room))
    assert len(longest) == limit
    assert parse_request(longest).content == "A" * room
    with pytest.raises(DocumentError, match="CONTENT_TOO_LARGE"):
        request_json(replace(SUBMIT, content="A" * (room + 1)))
    with pytest.raises(DocumentError, match="CONTENT_TOO_LARGE"):
        parse_request(longest + b" ")


def _answer(answer, **changes: object) -> bytes:
    return json.dumps(json.loads(answer_json(answer)) | changes).encode()


@pytest.mark.parametrize(
    ("request_", "data"),
    [
        (SUBMIT, _answer(ANSWERS[0][1], MessageId="m-2")),
        (SUBMIT, _answer(ANSWERS[0][1], MessageId="")),
        (SUBMIT, _answer(ANSWERS[0][1], Error=None)),
        (SUBMIT, _answer(ANSWERS[0][1], ErrorDescription="x" * 2_001)),
        (RESULT, _answer(ANSWERS[3][1], danh_sach={})),
        (RESULT, _answer(ANSWERS[3][1], danh_sach=[1])),
        (RESULT, _answer(ANSWERS[3][1], danh_sach=[{}])),
        (RESULT, answer_json(ANSWERS[3][1]).replace(b'"trang_thai":0', b'"trang_thai":2')),
        (RESULT, answer_json(ANSWERS[3][1]).replace(b'"trang_thai":0', b'"trang_thai":false')),
        (CERTIFICATE, _answer(ANSWERS[4][1], messageid="m-2")),
        (APPROVAL, _answer(ANSWERS[5][1], serial_number="FF")),
        (APPROVAL, _answer(ANSWERS[6][1], trang_thai_phe_duyet=3)),
        (REQUESTS[7], answer_json(ANSWERS[8][1]).replace(b'"trang_thai":1', b'"trang_thai":0')),
        (REQUESTS[9], answer_json(ANSWERS[9][1]).replace(b"15/6", b"15/7")),
        (REQUESTS[9], answer_json(ANSWERS[9][1]).replace(b"+00:00", b"")),
    ],
)
def test_an_answer_to_something_else_or_of_another_form_is_refused(request_, data):
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        parse_answer(data, request_)


def test_an_answer_may_say_more_than_we_know():
    assert parse_answer(_answer(ANSWERS[0][1], trace="x"), SUBMIT) == ANSWERS[0][1]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_every_kind_of_request_can_be_refused_in_the_common_form(request_):
    refusal = answer_json(Received(message_id="", error="E9", error_description="Không đọc được"))
    answer = parse_answer(refusal, request_)
    assert isinstance(answer, request_.answer)
    assert (answer.refused, answer.error, answer.message_id) == (True, "E9", "m-1")


def test_the_description_names_every_function_and_member():
    described = (Path(__file__).parents[3] / "docs" / "formats" / "exchange.md").read_text(encoding="utf-8")
    profile = exchange_profile()
    names = {function for _, function in profile.kinds.values()}
    for table in (
        profile.login,
        profile.certificate,
        profile.received,
        profile.registered,
        profile.approved,
        profile.rows,
    ):
        names |= set(table.values())
    assert [name for name in sorted(names) if name not in described] == []
