"""What register and receipt prove about a file's age, and for which file: certificates that expired since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.exchange.statements import Receipt, StandingStatement, sign_statement
from hocba.signature_profile import profile
from hocba.verification import Indication, Policy, TrustStore
from hocba.verification.log.receipts import ReceiptReport, verify_receipt
from hocba_cli.registered import Registered
from support import trust
from support.keys import FROM, UNTIL, TestKey, algorithm_for, demo_ca, sign_record, staff_of
from support.records import sample_record

SO = "Sở Giáo dục và Đào tạo Quảng Ninh"
SIGNED = datetime.fromisoformat("2026-05-25T01:00:00+00:00")
ACCEPTED = SIGNED + timedelta(hours=1)
LATE = UNTIL + timedelta(days=30)
"""The school's certificates are over."""
RECORD = sample_record()
OTHER = replace(RECORD, lookup_uuid=UUID(int=77, version=4))
SEAL = demo_ca().seal(SO, kind="p256", valid=(FROM, UNTIL + timedelta(days=900)))

SCHOOLS = demo_ca().seal(RECORD.school.name, kind="p256", valid=(FROM, UNTIL + timedelta(days=900)))
"""A school has an organisation's certificate, too."""


def _signed(record) -> tuple[bytes, str]:
    xml = sign_record(record, profile("school-2025"), staff_of(record, kind="p256"), SIGNED)
    return xml, record_digest(parse_strict(xml, widest_limits())).hex()


XML, DIGEST = _signed(RECORD)
OTHER_XML, OTHER_DIGEST = _signed(OTHER)


@dataclass
class Office:
    """A register that holds the record, as the client of a verifier sees it."""

    accepted_at: datetime | None = ACCEPTED
    state: str = "current"
    as_of: datetime = LATE
    key: TestKey = SEAL
    change: Callable[[str], str] = lambda answer: answer  # a field's default

    def standing(self, uuid: str, digest: str, nonce: str) -> str:
        """Its signed answer."""
        same = digest == DIGEST
        stated = StandingStatement(
            uuid=UUID(uuid),
            digest=digest,
            nonce=nonce,
            state=self.state,
            same_content=same,
            proven_time=self.accepted_at if same else None,
            as_of=self.as_of,
        )
        return self.change(sign_statement(stated, self.key, algorithm_for(self.key), self.as_of))


@pytest.fixture
def policy(monkeypatch) -> Policy:
    """Years later, status data of that time at hand."""
    monkeypatch.setattr(trust, "CRL_UNTIL", LATE + timedelta(days=30))
    files = trust.trust_files(demo_ca())
    return Policy(validation_time=LATE, trust=TrustStore.of([files.pop("root.pem")], crls=files.values()))


def _wrong(report) -> set[str]:
    return {check.code for check in report.findings}


def _asked(office: Office, policy: Policy, data: bytes = XML):
    return Registered(None, office, None).judge(data, policy)  # type: ignore[arg-type]  # the client's one call


def test_what_the_register_holds_is_judged_when_it_was_accepted(policy: Policy):
    report = _asked(Office(), policy)
    assert (report.indication, _wrong(report)) == (Indication.TOTAL_PASSED, set())
    assert report.registry == {
        "state": "current",
        "proven_time": "2026-05-25T02:00:00Z",
        "as_of": "2028-08-31T00:00:00Z",
    }
    assert report.signed_record is not None


def test_what_it_recalled_since_stays_recalled(policy: Policy):
    report = _asked(Office(state="recalled"), policy)
    assert (report.indication, _wrong(report)) == (Indication.TOTAL_FAILED, {"REGISTRY_RECALLED"})


def test_an_answer_that_proves_nothing_leaves_expired_certificates_unproven(policy: Policy):
    head, body, value = Office().standing(str(RECORD.lookup_uuid), DIGEST, "0" * 32).split(".")
    forged = ".".join((head, body, value[:-4] + "AAAA"))
    for office in (
        Office(accepted_at=None),
        Office(change=lambda _: forged),
        Office(change=lambda _: f"{head}.{body}.{value}"),  # signed, but an answer to another question
        Office(accepted_at=LATE + timedelta(days=1)),  # after it was looked up
    ):
        report = _asked(office, policy)
        assert report.indication is not Indication.TOTAL_PASSED
        assert "CERTIFICATE_EXPIRED_NO_PROOF" in _wrong(report)


def test_the_register_proves_nothing_of_another_content(policy: Policy):
    report = _asked(Office(), policy, OTHER_XML)
    assert report.indication is Indication.TOTAL_FAILED
    assert {"CERTIFICATE_EXPIRED_NO_PROOF", "REGISTRY_CONTENT_DIFFERS"} <= _wrong(report)


def test_a_receipt_proves_nothing_of_another_record(policy: Policy):
    receipt = _receipt(SEAL, OTHER.lookup_uuid, OTHER_DIGEST, policy)
    assert receipt.proven_time == ACCEPTED
    report = Registered(receipt, None, None).judge(XML, policy)
    assert report.indication is Indication.TOTAL_FAILED
    assert {"CERTIFICATE_EXPIRED_NO_PROOF", "RECEIPT_OTHER_RECORD"} <= _wrong(report)
    assert (report.registry or {}).get("state") == "unknown", "it was not this record that was accepted"
    assert Registered(receipt, None, None).judge(OTHER_XML, policy).indication is Indication.TOTAL_PASSED


def _receipt(key: TestKey, uuid: UUID, digest: str, policy: Policy) -> ReceiptReport:
    stated = Receipt(
        uuid=uuid,
        record_digest=digest,
        pdf_digest=None,
        school="22000123",
        message_id="m-1",
        verdict="accepted",
        policy="cv2088/1",
        accepted_at=ACCEPTED,
        log=None,
    )
    return verify_receipt(sign_statement(stated, key, algorithm_for(key), ACCEPTED), policy)


def test_only_the_records_own_authority_says_what_was_accepted(policy: Policy):
    forged = _receipt(SCHOOLS, RECORD.lookup_uuid, DIGEST, policy)
    own = _receipt(SEAL, RECORD.lookup_uuid, DIGEST, policy)
    assert Registered(own, None, None).judge(XML, policy).indication is Indication.TOTAL_PASSED
    for report in (Registered(forged, None, None).judge(XML, policy), _asked(Office(key=SCHOOLS), policy)):
        assert report.indication is not Indication.TOTAL_PASSED
        assert {"CERTIFICATE_EXPIRED_NO_PROOF", "SEAL_WRONG_ORGANISATION"} <= _wrong(report)
        assert (report.registry or {}).get("state") == "unknown"
        assert report.signed_record is None


def test_no_school_is_its_own_authority(policy: Policy):
    xml, digest = _signed(replace(RECORD, school=replace(RECORD.school, authority_name=RECORD.school.name)))
    receipt = _receipt(SCHOOLS, RECORD.lookup_uuid, digest, policy)
    report = Registered(receipt, None, None).judge(xml, policy)
    assert report.indication is not Indication.TOTAL_PASSED
    assert {"CERTIFICATE_EXPIRED_NO_PROOF", "SEAL_WRONG_ORGANISATION"} <= _wrong(report)
    assert (report.registry or {}).get("state") == "unknown"
