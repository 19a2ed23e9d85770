"""The report: what it concludes, what it prints, and that it cannot be misread."""

from __future__ import annotations

import json

import pytest
from verification_world import NOW, world

from hocba.errors import DocumentError, UsageError
from hocba.messages import catalogue
from hocba.verification import Check, Indication, Outcome, Policy, SubIndication, VerificationReport, verify
from hocba.verification.codes import FINDINGS, STEPS
from hocba.verification.findings import Finding, found, not_checked, passed, refused
from hocba.verification.report import conclude


def check(outcome: Outcome, sub: SubIndication | None = None, code: str = "XML_PARSED") -> Check:
    return Check(code, outcome, "", "source", sub_indication=sub)


FAILED = check(Outcome.FAILED, SubIndication.HASH_FAILURE)
UNDECIDED = check(Outcome.INDETERMINATE, SubIndication.TRY_LATER)
PASSED = check(Outcome.PASSED)
UNKNOWN = check(Outcome.NOT_CHECKED)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([PASSED], (Indication.TOTAL_PASSED, None)),
        ([PASSED, UNKNOWN], (Indication.TOTAL_PASSED, None)),
        ([PASSED, UNDECIDED], (Indication.INDETERMINATE, SubIndication.TRY_LATER)),
        ([UNDECIDED, FAILED, PASSED], (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)),
        (
            [FAILED, check(Outcome.FAILED, SubIndication.FORMAT_FAILURE)],
            (Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        ),
        (
            [UNDECIDED, check(Outcome.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND)],
            (Indication.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND),
        ),
    ],
)
def test_failed_stands_before_undecided_before_passed(checks: list[Check], expected: object) -> None:
    assert conclude(checks) == expected


@pytest.mark.parametrize("checks", [[], [UNKNOWN]])
def test_nothing_checked_is_never_passed(checks: list[Check]) -> None:
    with pytest.raises(ValueError, match="nothing was checked"):
        conclude(checks)


@pytest.mark.parametrize(
    ("outcome", "sub"),
    [
        (Outcome.FAILED, None),
        (Outcome.INDETERMINATE, None),
        (Outcome.PASSED, SubIndication.TRY_LATER),
        (Outcome.NOT_CHECKED, SubIndication.TRY_LATER),
    ],
)
def test_a_check_says_why_exactly_if_it_did_not_pass(outcome: Outcome, sub: SubIndication | None) -> None:
    with pytest.raises(ValueError, match="XML_PARSED"):
        check(outcome, sub)


def test_a_report_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="require_passed"):
        bool(world().verify())


def test_require_passed_gives_the_decisive_finding() -> None:
    report = world().verify()
    assert report.require_passed() is report
    broken = world().verify(world().xml.replace(b"<DAN_TOC>Kinh", b"<DAN_TOC>Dao.", 1))
    with pytest.raises(DocumentError) as caught:
        broken.require_passed()
    assert caught.value.code == "DIGEST_WRONG"
    assert caught.value.where == "GVCN/#data"


def test_json_has_exactly_the_fixed_keys() -> None:
    report = world().verify()
    data = json.loads(json.dumps(report.as_json("a.xml")))
    assert list(data) == [
        "file", "kind", "indication", "sub_indication", "profile", "record", "signatures", "checks",
    ]  # fmt: skip
    assert data["file"] == "a.xml"
    assert (data["kind"], data["indication"], data["sub_indication"]) == ("xml", "TOTAL_PASSED", None)
    assert data["profile"] == "school-2025"
    assert data["record"] == {
        "uuid": "7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11",
        "revision": 1,
        "pupil": "Lê Thế Anh",
        "school": "Trường Tiểu học Phương Đông",
        "year": "2025-2026",
        "state": "issued",
    }
    first = data["signatures"][0]
    assert first == {
        "slot": "GVBM",
        "role": "subject_teacher",
        "signer": "Đỗ Thị Minh Nguyệt",
        "personal_id": "022198903387",
        "serial": first["serial"],
        "signing_time": "2026-05-25T08:00:00+07:00",
        "indication": "TOTAL_PASSED",
        "covered_by": ["KY_PHAT_HANH"],
    }
    assert data["signatures"][-1]["personal_id"] is None
    assert data["signatures"][-1]["covered_by"] == []
    assert all(list(one) == ["code", "outcome", "where", "source"] for one in data["checks"])


def test_json_of_what_is_no_record_and_of_a_registry() -> None:
    policy = Policy(validation_time=NOW, registry={"state": "accepted", "proven_time": "2026-06-01", "other": 1})
    data = verify(b"<x/>", policy).as_json("x")
    assert data["record"] is None
    assert data["profile"] is None
    assert data["signatures"] == []
    assert data["registry"] == {"state": "accepted", "proven_time": "2026-06-01", "as_of": None}


def test_what_circular_15_asks_to_show_of_each_signature() -> None:
    """Issuing CA, signer, managing unit, signing time, integrity, validity, certificate period, status."""
    shown = world().verify().signatures[-1]
    assert shown.issuer == "THU NGHIEM Test Issuing CA"
    assert shown.signer == "Trường Tiểu học Phương Đông"
    assert shown.status == "good"
    assert shown.valid_from is not None
    assert shown.valid_to is not None
    assert shown.valid_from < shown.valid_to
    assert shown.signing_time is not None
    assert shown.revision == 1


def test_every_code_has_its_sentences_in_both_languages() -> None:
    sentences = catalogue()
    for code in (*STEPS, *FINDINGS, "NOT_XML_OR_PDF", "TRUST_UNREADABLE", "TRUST_EMPTY", "TIME_WITHOUT_ZONE"):
        assert sentences[code].vi, code
        assert sentences[code].en, code
        if code in FINDINGS:
            assert sentences[code].next_vi, code
            assert sentences[code].next_en, code


def test_checks_are_made_in_one_place() -> None:
    finding = Finding("ID_TWICE", where="x", id="data").about(more="y")
    made = found(finding, "CBQL")
    assert (made.where, made.outcome) == ("CBQL/x", Outcome.FAILED)
    assert dict(made.params) == {"id": "data", "more": "y"}
    assert found(Finding("ID_TWICE"), "").where == ""
    assert passed("XML_PARSED") is passed("XML_PARSED")
    assert not_checked("APPOINTMENT", "CBQL").outcome is Outcome.NOT_CHECKED
    foreign = refused(DocumentError("SCHEMA_INVALID", where="/a", detail="d"), "XML_SCHEMA")
    assert (foreign.code, foreign.where, foreign.params["where"]) == ("SCHEMA_INVALID", "/a", "/a")


def test_times_need_their_zone() -> None:
    for field in ("validation_time", "proof_of_existence"):
        with pytest.raises(UsageError) as caught:
            Policy(**{"validation_time": NOW, field: NOW.replace(tzinfo=None)})  # type: ignore[arg-type]
        assert caught.value.code == "TIME_WITHOUT_ZONE"
    assert Policy(validation_time=NOW).proven_at == NOW


def test_the_default_policy_trusts_nobody() -> None:
    report = verify(world().xml, Policy(validation_time=NOW))
    assert report.indication is Indication.INDETERMINATE
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert report.signed_record is None
    assert isinstance(report, VerificationReport)
