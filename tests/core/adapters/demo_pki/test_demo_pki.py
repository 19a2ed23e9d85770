"""The demo tree: what it certifies, what it refuses, and that it never passes for a real one."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from hocba.adapters.demo_pki import (
    DemoPerson,
    DemoRole,
    DemoSchool,
    KeyKind,
    demo_role,
    is_demo,
    load_demo_people,
    make_demo_pki,
)
from hocba.adapters.demo_pki.keys import make_keys
from hocba.errors import UnreadableFile, UsageError
from hocba.messages import catalogue

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
STAFF = (
    DemoPerson("Trần Thị Thúy", "031171903311", DemoRole.HEAD),
    DemoPerson("Đỗ Thị Minh Nguyệt", "022198903387"),
)
SCHOOL = DemoSchool("Trường Tiểu học Phương Đông", authority_name="Sở Giáo dục và Đào tạo Quảng Ninh")
FAULTS = {
    "DEMO_FAULT_REVOKED",
    "DEMO_FAULT_EXPIRED",
    "DEMO_FAULT_NOT_YET_VALID",
    "DEMO_FAULT_WRONG_USAGE",
    "DEMO_FAULT_WRONG_PERSON",
    "DEMO_FAULT_WEAK_KEY",
    "DEMO_FAULT_OTHER_ROOT",
    "DEMO_FAULT_OTHER_SCHOOL",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return make_demo_pki(STAFF, SCHOOL, tmp_path_factory.mktemp("pki") / "demo", now=NOW, key_kind=KeyKind.ECDSA_P256)


def _open(identity):
    return pkcs12.load_pkcs12(identity.path.read_bytes(), identity.password.encode())


def _by_fault(demo, code):
    return _open(next(person for person in demo.people if person.fault_code == code))


def _uid(certificate):
    return certificate.subject.get_attributes_for_oid(NameOID.USER_ID)[0].value


def _root(demo):
    return x509.load_pem_x509_certificate(next(demo.trust.glob("*.pem")).read_bytes())


def _is_trusted(demo, bag, moment=NOW):
    """Path building by the library's own verifier, with the extension rules of signers rather than of web servers."""
    policies = x509.verification.ExtensionPolicy
    verifier = (
        PolicyBuilder()
        .store(Store([_root(demo)]))
        .time(moment)
        .extension_policies(ca_policy=policies.webpki_defaults_ca(), ee_policy=policies.permit_all())
        .build_client_verifier()
    )
    try:
        verifier.verify(bag.cert.certificate, [extra.certificate for extra in bag.additional_certs])
    except VerificationError:
        return False
    return True


def test_each_person_holds_a_key_of_their_own_that_leads_to_the_root(demo):
    for person in demo.people[: len(STAFF) + 2]:
        bag = _open(person)
        assert _is_trusted(demo, bag)
        assert bag.key.public_key() == bag.cert.certificate.public_key()
        assert not person.fault


def test_subjects_name_person_and_organisation_as_the_profiles_expect(demo):
    head, teacher, seal, authority = demo.people[:4]
    certificate = _open(head).cert.certificate
    assert certificate.subject.rfc4514_string({NameOID.USER_ID: "UID"}) == (
        "UID=CCCD:031171903311,CN=Trần Thị Thúy,O=Trường Tiểu học Phương Đông,C=VN"
    )
    assert not _open(teacher).cert.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    assert _uid(_open(seal).cert.certificate) == f"MST:{SCHOOL.tax_code}"
    assert seal.role is DemoRole.SEAL
    assert authority.who == SCHOOL.authority_name


def test_government_certifies_heads_and_seals_and_the_public_authority_the_others(demo):
    issuers = [_open(person).cert.certificate.issuer.rfc4514_string() for person in demo.people[:4]]
    assert ["Chính phủ" in issuer for issuer in issuers] == [True, False, True, True]
    assert "công cộng" in issuers[1]


def test_every_certificate_says_that_it_is_a_demonstration(demo):
    certificates = [_root(demo)]
    for person in demo.people:
        bag = _open(person)
        certificates += [bag.cert.certificate, *(extra.certificate for extra in bag.additional_certs)]
    assert all(is_demo(certificate) for certificate in certificates)
    assert all("DEMO" in certificate.issuer.rfc4514_string() for certificate in certificates)


def test_a_certificate_without_policies_is_no_demonstration():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "real")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    assert not is_demo(builder.sign(key, SHA256()))
    other = x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier("1.2.3"), None)])
    assert not is_demo(builder.add_extension(other, critical=False).sign(key, SHA256()))


def test_the_list_names_every_file_and_every_fault(demo):
    rows = json.loads((demo.folder / "people.json").read_text(encoding="utf-8"))
    assert {row["file"] for row in rows} == {f"people/{path.name}" for path in (demo.folder / "people").iterdir()}
    assert {row["fault_code"] for row in rows} - {None} == FAULTS
    assert all(bool(row["fault"]) == bool(row["fault_code"]) for row in rows)
    assert load_demo_people(demo.folder) == demo.people


def test_every_fault_has_its_sentence():
    assert FAULTS | {"DEMO_FAULT_UNNAMED"} == {code for code in catalogue() if code.startswith("DEMO_FAULT_")}


def test_expired_and_early_certificates_fail_on_the_day_and_pass_in_their_time(demo):
    expired, early = _by_fault(demo, "DEMO_FAULT_EXPIRED"), _by_fault(demo, "DEMO_FAULT_NOT_YET_VALID")
    assert not _is_trusted(demo, expired)
    assert _is_trusted(demo, expired, expired.cert.certificate.not_valid_after_utc - timedelta(seconds=1))
    assert not _is_trusted(demo, early)
    assert _is_trusted(demo, early, early.cert.certificate.not_valid_before_utc)


def test_the_foreign_authority_is_not_trusted(demo):
    assert not _is_trusted(demo, _by_fault(demo, "DEMO_FAULT_OTHER_ROOT"))


def test_the_other_faults_are_in_the_certificate(demo):
    usage = _by_fault(demo, "DEMO_FAULT_WRONG_USAGE").cert.certificate.extensions
    bits = usage.get_extension_for_class(x509.KeyUsage).value
    assert not bits.digital_signature
    assert not bits.content_commitment
    assert list(usage.get_extension_for_class(x509.ExtendedKeyUsage).value) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert _by_fault(demo, "DEMO_FAULT_WEAK_KEY").key.key_size == 1024
    wrong = _by_fault(demo, "DEMO_FAULT_WRONG_PERSON").cert.certificate
    assert wrong.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == STAFF[0].name
    assert _uid(wrong) != f"CCCD:{STAFF[0].personal_id}"
    assert _uid(_by_fault(demo, "DEMO_FAULT_OTHER_SCHOOL").cert.certificate) != f"MST:{SCHOOL.tax_code}"


def test_revocation_lists_and_answers_agree_and_are_signed_by_the_issuer(demo):
    revoked = _by_fault(demo, "DEMO_FAULT_REVOKED").cert.certificate
    lists = {crl.issuer: crl for crl in map(x509.load_der_x509_crl, (p.read_bytes() for p in demo.trust.glob("*.crl")))}
    answers = [ocsp.load_der_ocsp_response(path.read_bytes()) for path in demo.trust.glob("*.ocsp")]
    by_serial = {answer.serial_number: answer for answer in answers}
    assert len(lists) == 3
    for person in demo.people:
        if person.fault_code == "DEMO_FAULT_OTHER_ROOT":
            continue
        bag = _open(person)
        certificate, issuer = bag.cert.certificate, bag.additional_certs[0].certificate
        crl, answer = lists[certificate.issuer], by_serial[certificate.serial_number]
        assert crl.is_signature_valid(issuer.public_key())
        is_revoked = certificate == revoked
        assert (crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None) == is_revoked
        assert (answer.certificate_status is ocsp.OCSPCertStatus.REVOKED) == is_revoked
        issuer.public_key().verify(
            answer.signature, answer.tbs_response_bytes, *_scheme(issuer.public_key(), answer.signature_hash_algorithm)
        )
        assert issuer.serial_number in by_serial


def _scheme(key, digest):
    assert isinstance(key, rsa.RSAPublicKey)
    return padding.PKCS1v15(), digest


def test_status_data_stay_fresh_for_years(demo):
    for path in demo.trust.glob("*.crl"):
        crl = x509.load_der_x509_crl(path.read_bytes())
        assert crl.last_update_utc == NOW
        assert crl.next_update_utc > NOW + timedelta(days=5 * 365)


def test_keys_are_for_the_owner_alone(demo):
    for person in demo.people:
        assert person.path.stat().st_mode & 0o077 == 0
    assert (demo.folder / "people").stat().st_mode & 0o077 == 0


def test_staff_get_rsa_2048_unless_told_otherwise(tmp_path):
    pki = make_demo_pki(STAFF[:1], replace(SCHOOL, authority_name=""), tmp_path, now=NOW)
    key = _open(pki.people[0]).key
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.key_size == 2048
    assert [person.role for person in pki.people[:2]] == [DemoRole.HEAD, DemoRole.SEAL]


def test_a_long_vietnamese_name_fits(tmp_path):
    school = DemoSchool("Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai Đông Triều")
    pki = make_demo_pki((), school, tmp_path, now=NOW, key_kind=KeyKind.ECDSA_P256)
    with pytest.warns(UserWarning, match="Attribute's length"):  # the library counts bytes when it reads, too
        assert _open(pki.people[0]).cert.certificate.subject.rfc4514_string()
    assert pki.people[0].who == school.name


def test_a_tree_is_never_overwritten(demo):
    before = {path: path.read_bytes() for path in demo.folder.rglob("*.p12")}
    with pytest.raises(UsageError) as refused:
        make_demo_pki(STAFF, SCHOOL, demo.folder, now=NOW)
    assert refused.value.code == "DEMO_PKI_EXISTS"
    assert {path: path.read_bytes() for path in demo.folder.rglob("*.p12")} == before


def test_what_an_interrupted_run_left_is_replaced(tmp_path):
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "old.p12").write_bytes(b"half")
    pki = make_demo_pki((), SCHOOL, tmp_path, now=NOW, key_kind=KeyKind.ECDSA_P256)
    assert not (tmp_path / "people" / "old.p12").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people", "people.json", "trust"]
    assert all(person.path.exists() for person in pki.people)


@pytest.mark.parametrize(
    ("staff", "code"),
    [
        ((DemoPerson("Không Có", ""),), "DEMO_PERSON_ID"),
        ((DemoPerson("Thiếu Số", "02219890338"),), "DEMO_PERSON_ID"),
        ((DemoPerson("Chữ Số Lạ", "٠٢٢١٩٨٩٠٣٣٨٧"),), "DEMO_PERSON_ID"),
        ((STAFF[1], replace(STAFF[1], name="Người Khác")), "DEMO_PERSON_TWICE"),
    ],
)
def test_staff_without_an_id_of_their_own_are_refused(tmp_path, staff, code):
    with pytest.raises(UsageError) as refused:
        make_demo_pki(staff, SCHOOL, tmp_path / "x", now=NOW)
    assert refused.value.code == code
    assert not (tmp_path / "x").exists()


def test_a_clock_before_the_first_day_is_refused_and_the_first_moment_is_not(tmp_path):
    first = NOW.replace(year=2025, month=7, day=31, hour=17, minute=0)  # 01/08/2025 00:00 in Viet Nam
    with pytest.raises(UsageError) as refused:
        make_demo_pki((), SCHOOL, tmp_path, now=first - timedelta(seconds=1))
    assert refused.value.code == "DEMO_PKI_TOO_EARLY"
    assert make_demo_pki((), SCHOOL, tmp_path, now=first, key_kind=KeyKind.ECDSA_P256).people


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        "null",
        '[{"who": "A"}]',
        '[{"who":"A","role":"king","personal_id":null,"file":"a","password":"b","fault":null}]',
    ],
)
def test_a_list_of_another_shape_is_unreadable(tmp_path, text):
    (tmp_path / "people.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        load_demo_people(tmp_path)
    assert refused.value.code == "DEMO_PEOPLE_UNREADABLE"


def test_a_missing_list_is_unreadable(tmp_path):
    with pytest.raises(UnreadableFile):
        load_demo_people(tmp_path)


def test_a_fault_without_a_code_still_counts_as_one(tmp_path):
    row = {"who": "A", "role": "teacher", "personal_id": "1", "file": "a", "password": "b", "fault": "hỏng"}
    (tmp_path / "people.json").write_text(json.dumps([row]), encoding="utf-8")
    assert load_demo_people(tmp_path)[0].fault_code == "DEMO_FAULT_UNNAMED"


@pytest.mark.parametrize(
    ("position", "duty", "role"),
    [
        ("Cán bộ quản lý", "Hiệu trưởng", DemoRole.HEAD),
        ("Cán bộ quản lý", " phó hiệu trưởng ", DemoRole.DEPUTY_HEAD),
        ("Giáo viên", "Tổ trưởng chuyên môn", DemoRole.TEACHER),
        ("Nhân viên", "Nhân viên", DemoRole.STAFF),
        ("", "", DemoRole.STAFF),
    ],
)
def test_roles_come_from_the_staff_workbook(position, duty, role):
    assert demo_role(position, duty) is role


def test_two_processes_make_the_same_kinds_of_keys_in_order():
    keys = make_keys([256, 1024, 256], workers=2)
    assert [key.key_size for key in keys] == [256, 1024, 256]
