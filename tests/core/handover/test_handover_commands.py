"""`hocba verify` and `hocba show` on a hand-over document: the same exit codes and keys as for a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from hocba_cli.main import main
from support.handovers import office, sample_handover, signed_handover
from support.keys import FROM, UNTIL, demo_ca

AT = ("--at", "2026-02-10T08:00:00+07:00")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    ca = demo_ca()
    trust = tmp_path / "trust"
    trust.mkdir()
    (trust / "root.pem").write_bytes(ca.root.public_bytes(serialization.Encoding.PEM))
    for issuer, key in ((ca.root, ca.root_key), (ca.issuing, ca.issuing_key)):
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
        builder = builder.last_update(FROM).next_update(UNTIL)
        data = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        (trust / f"{issuer.serial_number}.crl").write_bytes(data)
    (tmp_path / "good.xml").write_bytes(signed_handover())
    (tmp_path / "bad.xml").write_bytes(
        signed_handover().replace(b"<DIEM_KIEM_TRA_DINH_KY>9<", b"<DIEM_KIEM_TRA_DINH_KY>8<", 1)
    )
    (tmp_path / "headed.xml").write_bytes(office().sign(sample_handover(), until="CBQL"))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "indication"),
    [("good.xml", 0, "TOTAL_PASSED"), ("bad.xml", 1, "TOTAL_FAILED"), ("headed.xml", 2, "INDETERMINATE")],
)
def test_verify(files, capsys, name, code, indication):
    file = str(files / name)
    assert main(["verify", file, "--trust", str(files / "trust"), *AT, "--json"]) == code
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["file"], said["kind"], said["profile"], said["indication"]) == (file, "xml", "handover-1", indication)
    assert said["record"]["pupil"] == "Lê Thế Anh"
    assert main(["verify", file, "--trust", str(files / "trust"), *AT]) == code
    assert "Phiếu bàn giao kết quả của Lê Thế Anh" in capsys.readouterr().out


def test_show_says_what_is_verified_and_no_more(files, capsys):
    assert main(["show", str(files / "good.xml"), "--trust", str(files / "trust"), *AT]) == 0
    shown = capsys.readouterr().out
    for text in ("TRƯỜNG TIỂU HỌC PHƯƠNG ĐÔNG", "PHIẾU BÀN GIAO", "Trường chuyển đến", "Kết quả cuối học kỳ I"):
        assert text in shown
    assert main(["show", str(files / "bad.xml"), "--trust", str(files / "trust"), *AT]) == 1
    assert "Kết quả cuối học kỳ I" not in capsys.readouterr().out
    assert main(["show", str(files / "bad.xml"), "--trust", str(files / "trust"), *AT, "--unverified", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["verified"] is False
    assert said["record"]["moments"][1]["moment"] == "ck1"
