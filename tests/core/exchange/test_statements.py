"""Receipts and closings: signed by the authority, verified by other code, refused after any change."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.errors import DocumentError, InvalidValue, SignerFailed
from hocba.exchange.codes import code_hash, new_code, read_code
from hocba.exchange.statements import ClosingStatement, Receipt, sign_statement
from hocba.model import ClosingGroup, SchoolYear
from hocba.verification import Indication, Policy, TrustStore, verify_statement
from support.keys import algorithm_for, demo_ca
from support.trust import trust_of

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
SO = "Sở Giáo dục và Đào tạo Quảng Ninh"
SEAL = demo_ca().seal(SO, kind="p256")
POLICY = Policy(validation_time=AT, trust=trust_of(demo_ca()))
RECEIPT = Receipt(
    uuid=UUID("0f8fad5b-d9cb-469f-a165-70867728950e"),
    record_digest="ab" * 32,
    pdf_digest=None,
    school="22000123",
    message_id="m-1",
    verdict="accepted",
    policy="cv2088/1",
    accepted_at=AT,
)
CLOSING = ClosingStatement(
    school="22000123", school_year=SchoolYear(2025), group=ClosingGroup.JUNE, finalised_at=AT, records=812
)


def signed(statement=RECEIPT, key=SEAL, *, pss: bool = False) -> str:
    return sign_statement(statement, key, algorithm_for(key, pss=pss), AT)


def codes(text: str, policy: Policy = POLICY, **options) -> set[str]:
    report = verify_statement(text, policy, **({"kind": "hocba-receipt"} | options))
    assert report.indication is not Indication.TOTAL_PASSED
    assert report.payload is None or report.indication is Indication.INDETERMINATE
    return {check.code for check in report.findings}


@pytest.mark.parametrize(("kind", "pss"), [("p256", False), ("p384", False), ("rsa2048", False), ("rsa2048", True)])
def test_a_statement_comes_back_as_it_was_stated(kind, pss):
    key = demo_ca().seal(SO, kind=kind)
    for statement in (RECEIPT, replace(RECEIPT, pdf_digest="cd" * 32), CLOSING):
        report = verify_statement(signed(statement, key, pss=pss), POLICY, kind=statement.kind, authority=SO)
        assert report.indication is Indication.TOTAL_PASSED, report.findings
        assert report.payload is not None
        assert type(statement).of(report.payload) == statement
        assert report.signature is not None
        assert report.signature.status == "good"
        with pytest.raises(TypeError):
            bool(report)


def _parts(text: str) -> list[str]:
    return text.split(".")


def _encode(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _header(text: str) -> dict[str, object]:
    part = _parts(text)[0]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_every_change_is_noticed():
    text = signed()
    head, body, value = _parts(text)
    other = _parts(signed(replace(RECEIPT, school="1")))[1]
    assert codes(f"{head}.{other}.{value}") == {"SIGNATURE_VALUE_WRONG"}
    assert codes(f"{head}.{body}.{value[:40]}") == {"SIGNATURE_VALUE_WRONG"}
    for name, changed in (
        ("alg", "none"),
        ("alg", "HS256"),
        ("alg", "RS256"),
        ("alg", 5),
        ("typ", "hocba-closing"),
        ("x5c", []),
        ("x5c", ["AAAA"]),
        ("x5c", ["?"]),
        ("x5c", [7]),
        ("x5c", "AAAA"),
        ("kid", "x"),
    ):
        header = _header(text) | {name: changed}
        assert codes(f"{_encode(header)}.{body}.{value}")
    for broken in ("", "a.b", f"{head}=.{body}.{value}", f"{head}.{body}.{value}.x", f"{head}.{_encode([1])}.{value}"):
        assert codes(broken)
    assert codes("a" * 40_000)
    assert codes(text, kind="hocba-closing") == {"SIGNATURE_MALFORMED"}
    twice = base64.urlsafe_b64encode(b'{"alg":"ES256","alg":"ES256"}').rstrip(b"=").decode()
    assert codes(f"{twice}.{body}.{value}") == {"SIGNATURE_MALFORMED"}


@pytest.mark.parametrize(
    ("place", "data"),
    [
        (0, rb'{"alg":"\ud800","typ":"hocba-receipt","x5c":["AAAA"]}'),
        (1, rb'{"school":"\udfff"}'),
        (1, rb'{"\ud800":1}'),
        (1, b'{"records":NaN}'),
        (1, '{"school":"1"}'.encode("utf-16")),
    ],
    ids=["half a sign in the header", "in a value", "in a name", "no number", "not UTF-8"],
)
def test_only_json_that_can_be_shown_is_read(place, data):
    parts = _parts(signed())
    parts[place] = base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    assert codes(".".join(parts)) == {"SIGNATURE_MALFORMED"}


def test_only_a_trusted_organisation_states_in_time():
    assert codes(signed(), authority="Sở khác") == {"SEAL_WRONG_ORGANISATION"}
    person = demo_ca().person("Nguyễn Văn A", "022198903387", kind="p256")
    assert codes(signed(key=person)) == {"SEAL_WRONG_ORGANISATION"}
    assert codes(signed(), replace(POLICY, validation_time=AT - timedelta(hours=1))) == {"SIGNED_IN_FUTURE"}
    assert codes(signed(), replace(POLICY, trust=TrustStore())) == {"NO_TRUST_ANCHOR"}
    revoked = {SEAL.certificate.serial_number: AT - timedelta(days=2)}
    assert codes(signed(), replace(POLICY, trust=trust_of(demo_ca(), revoked=revoked))) == {"CERTIFICATE_REVOKED"}

    class Broken:
        chain = SEAL.chain

        def sign(self, to_be_signed, _algorithm):
            return [b"x" for _ in to_be_signed]

    with pytest.raises(SignerFailed, match="SIGNER_VALUE_WRONG"):
        sign_statement(RECEIPT, Broken(), algorithm_for(SEAL), AT)


@pytest.mark.parametrize(
    ("name", "value"),
    [("uuid", "x"), ("record_digest", "AB" * 32), ("pdf_digest", 3), ("accepted_at", "2026-06-01T08:00:00")],
)
def test_a_receipt_of_other_members_is_refused(name, value):
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        Receipt.of(RECEIPT.payload() | {name: value})
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        ClosingStatement.of(CLOSING.payload() | {"group": "15/7"})


@given(st.binary(min_size=10, max_size=10))
def test_a_code_is_read_however_it_is_typed(randomness):
    code = new_code(randomness)
    assert len(code) == 19
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(code.replace("0", "o").replace("1", "L")) == code


def test_a_code_is_kept_only_as_a_hash_of_its_record():
    code = new_code(bytes(range(10)))
    here, there = UUID(int=1), UUID(int=2)
    assert code_hash(b"k" * 32, here, code) != code_hash(b"k" * 32, there, code) != code_hash(b"j" * 32, there, code)
    for wrong in ("", "ABCD", code + "0", code[:-1] + "U", code[:-1] + "é"):
        with pytest.raises(InvalidValue, match="CONFIRMATION_CODE_INVALID"):
            read_code(wrong)
    with pytest.raises(InvalidValue, match="CONFIRMATION_CODE_INVALID"):
        new_code(b"short")
