"""Files of other software under cv2088, and the first steps of files that are wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from hocba.documents.xml import parse_strict, profile_of, widest_limits
from hocba.signature_profile import profile
from hocba.verification import Indication, Outcome, VerificationReport, verify
from hocba.verification.certificates.parsed import read_certificate
from hocba.verification.findings import Finding
from hocba.verification.xml.framed import open_framed
from hocba.verification.xml.opening import _places, _unique_ids
from support.forge import golden
from support.forge.build import policy
from support.forge.pki import FROM, UNTIL, good
from support.forge.resign import DS, by_id, drop, edit, part, resign

KEYS = {"gvcn": "homeroom", "cbql": "head", "ky-phat-hanh": "seal"}


def cv2088() -> bytes:
    return golden.signed(golden.record_a(), profile_name="cv2088-v1").data


def plain(signature: etree._Element) -> None:
    """A signature of plain XML-DSig software: no XAdES, no binding, another order of references."""
    drop(signature[3])
    drop(signature.findall(f".//{DS}SignatureProperty")[1])
    references = list(signature.iter(f"{DS}Reference"))
    drop(references[-1])
    references[0].addprevious(references[1])


def by_other_software(data: bytes) -> bytes:
    for key, who in KEYS.items():
        data = resign(data, key, by=good()[who], change=plain)
    return data


def judged(data: bytes) -> VerificationReport:
    return verify(data, policy("trust"))


def test_plain_signatures_of_other_software_pass_and_say_what_they_lack() -> None:
    report = judged(by_other_software(cv2088()))
    assert report.indication is Indication.TOTAL_PASSED, report.findings
    lacking = {check.code for check in report.checks if check.outcome is Outcome.NOT_CHECKED}
    assert {"SIGNING_CERTIFICATE", "SIGNATURE_BINDING"} <= lacking
    assert report.record is not None
    assert report.record.revision is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<DAN_TOC>Kinh", b"<DAN_TOC>Dao.", "DIGEST_WRONG"),
        (b"<TEN_TRUONG>", b"<TEN_TRUONG>Phan ", "SEAL_WRONG_ORGANISATION"),
        (b"<NGAY_KY>2026-05-25T08:02", b"<NGAY_KY>2026-05-25T08:03", "SIGNING_TIME_DIFFERS"),
    ],
)
def test_they_are_still_held_to_what_they_sign(old: bytes, new: bytes, code: str) -> None:
    data = by_other_software(cv2088())
    changed = data.replace(old, new, 1)
    assert changed != data
    report = judged(changed)
    assert report.indication is Indication.TOTAL_FAILED
    assert code in {check.code for check in report.findings}


def test_slots_of_cv2088_keep_their_order() -> None:
    def swapped(root: etree._Element) -> None:
        slots = root[1]
        slots.insert(0, slots[1])

    assert judged(edit(cv2088(), swapped)).indication is Indication.TOTAL_FAILED


def test_revisions_must_agree_where_the_profile_does_not_say_one() -> None:
    def other(signature: etree._Element) -> None:
        part(signature, "Revision").text = "2"

    report = judged(resign(cv2088(), "cbql", by=good()["head"], change=other))
    assert "REVISION_WRONG" in {check.code for check in report.findings}

    def none(signature: etree._Element) -> None:
        part(signature, "Revision").text = "0"

    report = judged(resign(cv2088(), "cbql", by=good()["head"], change=none))
    assert report.indication is Indication.TOTAL_FAILED


@pytest.mark.parametrize("name", ["Id", "id", "ID", "{http://www.w3.org/XML/1998/namespace}id"])
def test_an_id_twice_under_any_name(name: str) -> None:
    root = etree.fromstring(golden.xml_a())
    _unique_ids(root)
    if name != "Id":
        root[0][0].set(name, "data")
    else:
        root[0][0].set("Id", "gv-022173903443")
    with pytest.raises(Finding) as caught:
        _unique_ids(root)
    assert caught.value.code == "ID_TWICE"


def test_slots_are_held_by_the_tree_too() -> None:
    rules = profile()

    def code(change: object) -> str:
        root = parse_strict(golden.xml_a(), widest_limits())
        assert profile_of(root) is rules
        change(root)  # type: ignore[operator]
        with pytest.raises(Finding) as caught:
            _places(root, rules)
        return caught.value.code

    assert code(lambda root: by_id(root, "ky-cbql").set("Id", "ky-gvcn-2")) == "SLOT_MALFORMED"
    assert code(lambda root: by_id(root, "gv-022173903443").set("Id", "gv-001085990003")) == "SLOT_UNEXPECTED"
    assert code(lambda root: root[1].insert(1, root[1][3])) == "SLOT_UNEXPECTED"


def test_a_frame_with_parts_it_does_not_know_is_left_to_the_tree() -> None:
    data = golden.xml_a()
    assert open_framed(data) is not None
    for old, new in (
        (b"</DANH_SACH_GVBM><GVCN", b"</DANH_SACH_GVBM><X></X><GVCN"),
        (b"</ds:Signature></GVCN>", b"</ds:Signature><X></X></GVCN>"),
        (b'<DIEM_TONG_KET Id="gv-022173903443">', b'<DIEM_TONG_KET Id="gv-022198903387">'),
        (b'<DIEM_TONG_KET Id="gv-022173903443">', b'<DIEM_TONG_KET Id="gv-001085990003">'),
        (b"school-2025/1", b"school-2025/2"),
        (b"</HOC_BA>", b"</HOC_BA> "),
        (b"<MUC_DAT_DUOC>T</MUC_DAT_DUOC>", b"<MUC_DAT_DUOC> T</MUC_DAT_DUOC>"),
        (b"</MUC_DAT_DUOC>", b"</MUC_DAT_DUOC> "),
    ):
        assert old in data
        assert open_framed(data.replace(old, new, 1)) is None, new
    cut = data[: data.index(b"</ds:Signature></GVCN>")]
    assert open_framed(cut + b"</DANH_SACH_THONG_TIN_KY></HOC_BA>") is None
    two = data.index(b'<GVBM Id="ky-gvbm-022173903443">')
    one = data.index(b'<GVBM Id="ky-gvbm-022198903387">')
    end = data.index(b"</DANH_SACH_GVBM>")
    assert open_framed(data[:one] + data[two:end] + data[one:two] + data[end:]) is None


def made(*, key: object = None) -> bytes:
    signer = good()["head"].key
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    builder = builder.public_key(key or signer.public_key())  # type: ignore[arg-type]
    builder = builder.not_valid_before(FROM).not_valid_after(UNTIL + timedelta(days=1))
    return builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.DER)  # type: ignore[arg-type]


def code_of(der: bytes) -> str:
    with pytest.raises(Finding) as caught:
        read_certificate(der)
    return caught.value.code


def test_certificates_of_another_kind_are_refused() -> None:
    assert read_certificate(made()).common_name == "x"
    assert code_of(made(key=ed25519.Ed25519PrivateKey.generate().public_key())) == "CERTIFICATE_KEY_WEAK"
    good_one = made()
    version = good_one.index(bytes.fromhex("a003020102"))
    first = good_one[: version + 4] + b"\0" + good_one[version + 5 :]
    assert code_of(first) == "CERTIFICATE_MALFORMED"
    serial = good_one.index(b"\x02\x01\x01", version)
    assert code_of(good_one[: serial + 2] + b"\xff" + good_one[serial + 3 :]) == "CERTIFICATE_MALFORMED"
    algorithm = bytes.fromhex("2a8648ce3d040302")
    last = good_one.rindex(algorithm)
    assert code_of(good_one[: last + 7] + b"\x03" + good_one[last + 8 :]) == "CERTIFICATE_MALFORMED"
