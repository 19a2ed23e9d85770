"""OpenSSL and poppler accept the seal, and notice a changed byte."""

import re
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from support.sealed import Sealed, sealed

pytestmark = pytest.mark.service
KINDS = [("rsa2048", "rsa-sha256"), ("rsa2048", "rsa-pss-sha256"), ("p256", "ecdsa-sha256")]


def run(*command: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=60)


def root_pem(made: Sealed, folder: Path) -> Path:
    path = folder / "root.pem"
    path.write_bytes(x509.load_der_x509_certificate(made.root).public_bytes(Encoding.PEM))
    return path


def cms_verify(pdf: bytes, root: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    start, end = (int(number) for number in re.search(rb"/ByteRange\[0 (\d+) (\d+)", pdf).groups())
    (folder / "cms.der").write_bytes(bytes.fromhex(pdf[start + 1 : end - 1].decode()))
    (folder / "content").write_bytes(pdf[:start] + pdf[end:])
    cms = ("-inform", "DER", "-in", folder / "cms.der", "-binary", "-content", folder / "content")
    trust = ("-CAfile", root, "-purpose", "any", "-no_check_time", "-out", folder / "out")
    return run("openssl", "cms", "-verify", "-cades", *cms, *trust)


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_openssl_calls_it_cades(kind, name, tmp_path):
    made = sealed(kind, name)
    done = cms_verify(made.pdf, root_pem(made, tmp_path), tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"CAdES Verification successful" in done.stderr


def test_openssl_notices_a_changed_byte(tmp_path):
    made = sealed()
    changed = made.pdf.replace(b"/Rect[", b"/Rect]", 1)
    done = cms_verify(changed, root_pem(made, tmp_path), tmp_path)
    assert done.returncode != 0
    assert b"verification failure" in done.stderr.lower()


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_poppler_calls_it_valid_trusted_and_whole(kind, name, tmp_path):
    made = sealed(kind, name)
    database = tmp_path / "nss"
    database.mkdir()
    assert run("certutil", "-N", "-d", f"sql:{database}", "--empty-password").returncode == 0
    root = root_pem(made, tmp_path)
    assert run("certutil", "-A", "-d", f"sql:{database}", "-n", "root", "-t", "C,C,C", "-i", root).returncode == 0
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    said = run("pdfsig", "-nssdir", f"sql:{database}", tmp_path / "a.pdf").stdout.decode()
    assert "Signature Field Name: seal" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    if "pss" not in name:  # poppler's NSS does not check RSA-PSS in CMS
        assert "Signature is Valid" in said
        assert "Certificate is Trusted" in said


def test_qpdf_finds_no_fault(tmp_path):
    (tmp_path / "a.pdf").write_bytes(sealed().pdf)
    done = run("qpdf", "--check", tmp_path / "a.pdf")
    assert done.returncode == 0, done.stdout.decode()
