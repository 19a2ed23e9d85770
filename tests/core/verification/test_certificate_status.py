"""Revocation lists and OCSP responses: what is authentic, what is fresh, what it means for a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from verification_world import crl

from hocba.verification import Outcome, Policy, SubIndication, TrustStore
from hocba.verification.algorithms import verify_signature
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.certificates.status import Statement, statements
from hocba.verification.judge import Judgement, judge
from support.keys import FROM, UNTIL, Ca, TestKey, demo_ca

PERSON = "022198903387"
SIGNED = datetime(2026, 5, 25, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def person(**options: object) -> TestKey:
    return demo_ca().person("Đỗ Thị Minh Nguyệt", PERSON, **options)  # type: ignore[arg-type]


def parsed(key: TestKey) -> tuple[Certificate, Certificate]:
    return read_certificate(key.chain[0]), read_certificate(key.chain[1])


def store(*more: bytes, responses: Sequence[bytes] = (), ca: Ca | None = None) -> TrustStore:
    """The root with its own CRL, and whatever is given about the issuing CA's certificates."""
    ca = ca or demo_ca()
    return TrustStore.of(
        [ca.root.public_bytes(Encoding.PEM)], crls=[crl(ca.root, ca.root_key), *more], responses=responses
    )


def judged(key: TestKey, trust: TrustStore, *, proof: datetime | None = None, now: datetime = NOW) -> Judgement:
    leaf, issuing = parsed(key)
    policy = Policy(validation_time=now, trust=trust, proof_of_existence=proof)
    return judge(leaf, [issuing], SIGNED, policy, "CBQL")


def of_issuing(**options: object) -> bytes:
    ca = demo_ca()
    return crl(ca.issuing, ca.issuing_key, **options)  # type: ignore[arg-type]


def status_of(judgement: Judgement) -> tuple[str, Outcome]:
    last = judgement.checks[-1]
    return last.code, last.outcome


def revoked_at(key: TestKey, moment: datetime, **options: object) -> bytes:
    return of_issuing(revoked={key.certificate.serial_number: moment}, **options)


def test_good_by_a_current_list() -> None:
    judgement = judged(person(), store(of_issuing()))
    assert status_of(judgement) == ("CERTIFICATE_STATUS", Outcome.PASSED)
    assert judgement.status == "good"
    assert not judgement.demo


def test_no_data_is_never_a_silent_pass() -> None:
    judgement = judged(person(), store())
    assert status_of(judgement) == ("STATUS_UNKNOWN", Outcome.INDETERMINATE)
    assert judgement.checks[-1].sub_indication is SubIndication.TRY_LATER
    assert judgement.checks[-1].params["stale"] is False
    assert judgement.status == "unknown"


@pytest.mark.parametrize(
    ("until", "outcome"), [(NOW, Outcome.PASSED), (NOW - timedelta(seconds=1), Outcome.INDETERMINATE)]
)
def test_a_list_is_fresh_up_to_its_next_update(until: datetime, outcome: Outcome) -> None:
    judgement = judged(person(), store(of_issuing(until=until)))
    assert judgement.checks[-1].outcome is outcome
    if outcome is Outcome.INDETERMINATE:
        assert judgement.checks[-1].params["stale"] is True


def test_a_later_list_speaks_for_the_past() -> None:
    later = of_issuing(since=NOW + 30 * DAY, until=NOW + 60 * DAY)
    assert status_of(judged(person(), store(later)))[1] is Outcome.PASSED


@pytest.mark.parametrize(
    ("moment", "proof", "code"),
    [
        (SIGNED, None, "CERTIFICATE_REVOKED"),
        (SIGNED + timedelta(seconds=1), None, "CERTIFICATE_REVOKED_NO_PROOF"),
        (NOW, None, "CERTIFICATE_REVOKED_NO_PROOF"),
        (NOW + timedelta(seconds=1), None, "CERTIFICATE_STATUS"),
        (SIGNED + 2 * DAY, SIGNED + DAY, "CERTIFICATE_STATUS"),
        (SIGNED + DAY, SIGNED + DAY, "CERTIFICATE_REVOKED_NO_PROOF"),
        (SIGNED - DAY, SIGNED + DAY, "CERTIFICATE_REVOKED"),
    ],
)
def test_what_a_revocation_means_depends_on_what_is_proven(moment: datetime, proof: datetime | None, code: str) -> None:
    key = person()
    judgement = judged(key, store(revoked_at(key, moment)), proof=proof)
    assert status_of(judgement)[0] == code
    assert (judgement.status == "revoked") == (code != "CERTIFICATE_STATUS")


def test_a_revocation_stands_whatever_the_age_of_its_list() -> None:
    key = person()
    stale = revoked_at(key, SIGNED - DAY, until=SIGNED)
    assert status_of(judged(key, store(stale, of_issuing())))[0] == "CERTIFICATE_REVOKED"


def test_a_suspended_certificate_is_not_decided() -> None:
    key = person()
    hold = revoked_at(key, SIGNED, reason=x509.ReasonFlags.certificate_hold)
    judgement = judged(key, store(hold))
    assert status_of(judgement) == ("CERTIFICATE_ON_HOLD", Outcome.INDETERMINATE)
    assert judgement.status == "on_hold"
    released = of_issuing(since=FROM + DAY)
    assert status_of(judged(key, store(hold, released)))[1] is Outcome.PASSED
    later = revoked_at(key, NOW + DAY, reason=x509.ReasonFlags.certificate_hold)
    assert status_of(judged(key, store(later)))[1] is Outcome.PASSED


def test_a_revoked_authority_takes_its_signers_with_it() -> None:
    ca = demo_ca()
    gone = crl(ca.root, ca.root_key, {ca.issuing.serial_number: SIGNED})
    trust = TrustStore.of([ca.root.public_bytes(Encoding.PEM)], crls=[gone, of_issuing()])
    assert status_of(judged(person(), trust)) == ("AUTHORITY_REVOKED", Outcome.INDETERMINATE)


def known(key: TestKey, *lists: bytes, responses: Sequence[bytes] = ()) -> tuple[Statement, ...]:
    leaf, issuing = parsed(key)
    crls = [x509.load_der_x509_crl(data) for data in lists]
    return statements(leaf, issuing, crls, [ocsp.load_der_ocsp_response(data) for data in responses])


def test_lists_that_say_nothing_authentic_are_passed_over() -> None:
    ca, key = demo_ca(), person()
    other = demo_ca("Other")
    assert known(key, crl(ca.issuing, other.issuing_key)) == ()  # another key under the issuer's name
    assert known(key, crl(other.issuing, other.issuing_key)) == ()  # another issuer
    assert known(key, crl(ca.issuing, ca.issuing_key, algorithm_=hashes.SHA384())) != ()
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.32473.9"), b"\x05\x00")
    assert known(key, of_issuing(extensions=[(unknown, True)])) == ()
    assert known(key, of_issuing(extensions=[(unknown, False)])) != ()
    delta = x509.DeltaCRLIndicator(1)
    assert known(key, of_issuing(extensions=[(delta, True)])) == ()


def point(**options: object) -> x509.IssuingDistributionPoint:
    fields: dict[str, object] = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**{**fields, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "usable"),
    [
        ({"only_contains_user_certs": True}, True),
        ({"only_contains_ca_certs": True}, False),
        ({"indirect_crl": True}, False),
        ({"only_contains_attribute_certs": True}, False),
        ({"only_some_reasons": frozenset({x509.ReasonFlags.key_compromise})}, False),
    ],
)
def test_a_list_with_a_narrower_scope_counts_only_within_it(options: dict[str, object], usable: bool) -> None:  # noqa: FBT001
    data = of_issuing(extensions=[(point(**options), True)])
    assert bool(known(person(), data)) is usable


def test_a_list_made_after_expiry_may_have_dropped_the_certificate() -> None:
    key = person(valid=(FROM, SIGNED + DAY))
    assert known(key, of_issuing(since=SIGNED + DAY)) != ()
    assert known(key, of_issuing(since=SIGNED + DAY + timedelta(seconds=1))) == ()


def test_a_signer_without_the_right_cannot_sign_lists() -> None:
    ca = demo_ca()
    person_key = person()
    below = demo_ca().issue(x509.Name([]), key_no=7)
    forged = crl(person_key.certificate, person_key.key)
    leaf = read_certificate(below.chain[0])
    assert statements(leaf, read_certificate(person_key.chain[0]), [x509.load_der_x509_crl(forged)], []) == ()
    assert ca.root != person_key.certificate


def answer(
    key: TestKey,
    *,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    at: datetime = FROM,
    until: datetime | None = UNTIL,
    revoked: datetime | None = None,
    reason: x509.ReasonFlags | None = None,
    responder: tuple[x509.Certificate, object] | None = None,
    certificate: x509.Certificate | None = None,
    named: hashes.HashAlgorithm | None = None,
) -> bytes:
    ca = demo_ca()
    who, signing_key = responder or (ca.issuing, ca.issuing_key)
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate or key.certificate,
        issuer=ca.issuing,
        algorithm=named or hashes.SHA1(),  # noqa: S303  # only names the certificate
        cert_status=status,
        this_update=at,
        next_update=until,
        revocation_time=revoked,
        revocation_reason=reason,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, who)
    if responder:
        builder = builder.certificates([who])
    return builder.sign(signing_key, hashes.SHA256()).public_bytes(Encoding.DER)  # type: ignore[arg-type]


@pytest.mark.parametrize("named", [hashes.SHA1(), hashes.SHA256()])  # noqa: S303  # only names the certificate
def test_an_answer_of_the_issuer_counts(named: hashes.HashAlgorithm) -> None:
    key = person()
    assert status_of(judged(key, store(responses=[answer(key, named=named)])))[1] is Outcome.PASSED


def test_an_answer_without_next_update_holds_for_its_moment() -> None:
    key = person()
    assert status_of(judged(key, store(responses=[answer(key, at=NOW, until=None)])))[1] is Outcome.PASSED
    old = answer(key, at=NOW - timedelta(seconds=1), until=None)
    assert status_of(judged(key, store(responses=[old])))[0] == "STATUS_UNKNOWN"


def test_an_answer_revokes_or_suspends() -> None:
    key = person()
    gone = answer(key, status=ocsp.OCSPCertStatus.REVOKED, revoked=SIGNED - DAY)
    assert status_of(judged(key, store(of_issuing(), responses=[gone])))[0] == "CERTIFICATE_REVOKED"
    hold = answer(key, status=ocsp.OCSPCertStatus.REVOKED, revoked=SIGNED, reason=x509.ReasonFlags.certificate_hold)
    assert status_of(judged(key, store(responses=[hold])))[0] == "CERTIFICATE_ON_HOLD"
    unknown = answer(key, status=ocsp.OCSPCertStatus.UNKNOWN)
    assert status_of(judged(key, store(responses=[unknown])))[0] == "STATUS_UNKNOWN"


def responder(
    *, usage: bool = True, no_check: bool = True, valid: tuple[datetime, datetime] = (FROM, UNTIL), ca: Ca | None = None
) -> tuple[x509.Certificate, object]:
    """A responder that the issuing CA certified, or did not."""
    ca = ca or demo_ca()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "THU NGHIEM OCSP")])
    key = person(key_no=9).key
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(ca.issuing.subject)
    builder = builder.public_key(key.public_key()).serial_number(77)
    builder = builder.not_valid_before(valid[0]).not_valid_after(valid[1])
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
    if no_check:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    return builder.sign(ca.issuing_key, hashes.SHA256()), key  # type: ignore[arg-type]


def test_a_certified_responder_counts() -> None:
    key = person()
    assert len(known(key, responses=[answer(key, responder=responder())])) == 1


@pytest.mark.parametrize(
    "options",
    [
        {"usage": False},
        {"no_check": False},
        {"valid": (FROM - 400 * DAY, FROM - 300 * DAY)},
        {"ca": demo_ca("Other")},
    ],
)
def test_a_responder_that_was_not_certified_for_it_does_not(options: dict[str, object]) -> None:
    key = person()
    data = answer(key, responder=responder(**options))  # type: ignore[arg-type]
    assert known(key, responses=[data]) == ()


def test_answers_about_others_and_errors_are_passed_over() -> None:
    key, other = person(), person(key_no=1)
    assert known(key, responses=[answer(key, certificate=other.certificate)]) == ()
    refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    assert known(key, responses=[refusal.public_bytes(Encoding.DER)]) == ()
    ca = demo_ca("Other")
    assert known(key, responses=[answer(key, responder=(ca.issuing, ca.issuing_key))]) == ()


def test_an_rsa_authority_answers_too() -> None:
    ca = demo_ca("Rsa", "rsa2048")
    key = ca.person("Đỗ Thị Minh Nguyệt", PERSON)
    leaf, issuing = parsed(key)
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=key.certificate, issuer=ca.issuing, algorithm=hashes.SHA256(), cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=FROM, next_update=UNTIL, revocation_time=None, revocation_reason=None,
    )  # fmt: skip
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, ca.issuing)
    response = builder.sign(ca.issuing_key, hashes.SHA256())
    assert [one.state for one in statements(leaf, issuing, [], [response])] == ["good"]


def test_a_provinces_answers_cost_one_signature_a_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers about others are not even verified, and what was found holds for every moment of judging."""
    verified: list[object] = []
    real = verify_signature

    def counted(key: object, *given: object) -> None:
        verified.append(key)
        real(key, *given)  # type: ignore[arg-type]

    monkeypatch.setattr("hocba.verification.certificates.status.verify_signature", counted)
    others = [demo_ca().person(f"Người {number}", f"0221990{number:05}") for number in range(20)]
    key = person()
    trust = store(responses=[*map(answer, others), answer(key)])
    path = trust.path(parsed(key)[0], [parsed(key)[1]])
    assert [trust.standing(path, NOW + timedelta(seconds=n)).word for n in range(5)] == ["good"] * 5
    assert len(verified) == 1
    assert trust.standing(path, UNTIL + timedelta(days=1)).status  # the same answer, no longer fresh
