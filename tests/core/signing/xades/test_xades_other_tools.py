"""Files of ours under tools of others: xmlsec1 and signxml."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod
from signxml.xades import XAdESVerifier

from hocba.documents.xml import exclusive_c14n
from hocba.exchange import build_packages
from hocba.signature_profile import list_format, profile
from support.checkers import DS
from support.keys import algorithm_for, sign_record, staff_of
from support.records import sample_record

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
RECORD = sample_record()

xmlsec1 = [
    pytest.mark.service,
    pytest.mark.skipif(shutil.which("xmlsec1") is None, reason="xmlsec1 is not installed"),
]


def check_with_xmlsec1(folder, data, signature_id, root, issuing):
    (folder / "file.xml").write_bytes(data)
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "issuing.pem").write_bytes(issuing.public_bytes(Encoding.PEM))
    ids = ("DU_LIEU_HOC_BA", "DIEM_TONG_KET", "SignatureProperties", "SignedProperties", f"{DS[1:-1]}:Signature")
    command = ["xmlsec1", "--verify", "--id-attr:id", "DANH_SACH_HOC_BA"]
    for name in ids:
        command += ["--id-attr:Id", name]
    command += ["--node-id", signature_id, "--verification-gmt-time", "2026-05-25+02:00:00"]
    command += ["--trusted-pem", "root.pem", "--untrusted-pem", "issuing.pem", "file.xml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["school-2025", "cv2088-v1"])
@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
class TestXmlsec1:
    pytestmark = xmlsec1

    def test_every_signature_of_a_record_verifies(self, tmp_path, name, kind):
        staff = staff_of(RECORD, kind=kind)
        data = sign_record(RECORD, profile(name), staff, AT)
        ids = [each.get("Id") for each in etree.fromstring(data).iter(f"{DS}Signature")]
        assert len(ids) == {"school-2025": 7, "cv2088-v1": 3}[name]
        for signature_id in ids:
            answer = check_with_xmlsec1(tmp_path, data, signature_id, staff.seal.root, staff.seal.issuers[0])
            assert answer.returncode == 0, answer.stderr
            assert (answer.stdout + answer.stderr).startswith("OK")

    def test_one_changed_letter_fails(self, tmp_path, name, kind):
        staff = staff_of(RECORD, kind=kind)
        data = sign_record(RECORD, profile(name), staff, AT).replace("Lê Thế Anh".encode(), "Lê Thế Anb".encode())
        answer = check_with_xmlsec1(tmp_path, data, "sig-ky-phat-hanh", staff.seal.root, staff.seal.issuers[0])
        assert answer.returncode != 0


@pytest.mark.service
@pytest.mark.skipif(shutil.which("xmlsec1") is None, reason="xmlsec1 is not installed")
def test_the_signature_of_a_list_verifies(tmp_path):
    # With one record: xmlsec1 knows Ids only for the whole file, and each record has the same ones.
    staff = staff_of(RECORD, kind="p256")
    record = sign_record(sample_record(lookup_uuid=uuid4()), profile(), staff, AT)
    (package,) = build_packages([record], staff.seal, algorithm_for(staff.seal), AT)
    answer = check_with_xmlsec1(tmp_path, package, list_format().signature_id, staff.seal.root, staff.seal.issuers[0])
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
def test_signxml_accepts_each_signature_as_xades(kind):
    staff = staff_of(RECORD, kind=kind)
    root = etree.fromstring(sign_record(RECORD, profile(), staff, AT))
    method = SignatureMethod.RSA_SHA256 if kind.startswith("rsa") else SignatureMethod.ECDSA_SHA256
    for signature in root.iter(f"{DS}Signature"):
        slot = signature.getparent()
        place = "/".join(reversed([each.tag for each in slot.iterancestors()][:-1]))
        location = f"./{place}/{slot.tag}" + (f"[@Id='{slot.get('Id')}']" if slot.get("Id") else "") + "/"
        expected = 9 if slot.tag == "KY_PHAT_HANH" else 3
        results = XAdESVerifier().verify(
            root,
            x509_cert=staff.seal.certificate if slot.tag == "KY_PHAT_HANH" else _signer(staff, slot),
            expect_references=expected,
            expect_config=SignatureConfiguration(
                location=location,
                expect_references=expected,
                signature_methods=frozenset({method}),
                digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
            ),
            validate_schema=True,
        )
        assert len(results) == expected
        assert results[0].signed_data == exclusive_c14n(results[0].signed_xml)


def _signer(staff, slot):
    return staff.people[slot.findtext("SO_CCCD")].certificate
