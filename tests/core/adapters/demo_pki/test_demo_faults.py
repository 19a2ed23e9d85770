"""What our own verifier makes of every certificate of a demo tree."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from hocba.adapters.demo_pki import DemoPerson, DemoRole, DemoSchool, KeyKind, make_demo_pki
from hocba.verification import TrustStore, load_trust
from hocba.verification.certificates.parsed import read_certificate
from hocba.verification.certificates.path import check_signer
from hocba.verification.findings import Finding

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
STAFF = (DemoPerson("Trần Thị Thúy", "031171903311", DemoRole.HEAD), DemoPerson("Đỗ Thị Nguyệt", "022198903387"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    school = DemoSchool("Trường Tiểu học Phương Đông", authority_name="Sở Giáo dục và Đào tạo Quảng Ninh")
    out = tmp_path_factory.mktemp("pki") / "demo"
    return make_demo_pki(STAFF, school, out, now=NOW, key_kind=KeyKind.ECDSA_P256)


@pytest.fixture(scope="module")
def trust(demo):
    return load_trust(demo.trust)


def _ders(person):
    bag = pkcs12.load_pkcs12(person.path.read_bytes(), person.password.encode())
    return [one.certificate.public_bytes(Encoding.DER) for one in (bag.cert, *bag.additional_certs)]


def _verdicts(trust, person):
    """Codes of everything that speaks against a certificate."""
    try:
        leaf, *chain = map(read_certificate, _ders(person))
        check_signer(leaf)
        standing = trust.standing(trust.path(leaf, chain), NOW)
    except Finding as finding:
        return {finding.code}
    found = {finding.code for finding in (*standing.validity, *standing.status)}
    return found | ({"revoked"} if standing.revoked else set())


def test_nothing_speaks_against_staff_and_seals_without_any_network(demo, trust):
    ordinary = [person for person in demo.people if not person.fault_code]
    assert [_verdicts(trust, person) for person in ordinary] == [set()] * 4


@pytest.mark.parametrize(
    ("fault", "verdicts"),
    [
        ("DEMO_FAULT_REVOKED", {"revoked"}),
        ("DEMO_FAULT_EXPIRED", {"CERTIFICATE_EXPIRED_NO_PROOF"}),
        ("DEMO_FAULT_NOT_YET_VALID", {"SIGNED_BEFORE_VALIDITY"}),
        ("DEMO_FAULT_WRONG_USAGE", {"CERTIFICATE_USAGE"}),
        ("DEMO_FAULT_WEAK_KEY", {"CERTIFICATE_KEY_WEAK"}),
        ("DEMO_FAULT_OTHER_ROOT", {"NO_TRUST_ANCHOR"}),
        ("DEMO_FAULT_WRONG_PERSON", set()),  # good in itself: only the record knows who should have signed
        ("DEMO_FAULT_OTHER_SCHOOL", set()),
    ],
)
def test_each_fault_is_told_and_is_the_only_one(demo, trust, fault, verdicts):
    (person,) = (person for person in demo.people if person.fault_code == fault)
    assert _verdicts(trust, person) == verdicts


def test_nobody_is_accepted_unless_the_root_is_named(demo):
    sound = [person for person in demo.people if not person.fault_code]
    for person in sound:
        leaf, *chain = map(read_certificate, _ders(person))
        with pytest.raises(Finding):
            TrustStore().path(leaf, chain)
