"""Programs that are not ours on hand-overs, papers and the authority's copy: signatures, PDF/A-3a, PDF/UA-1."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import programs
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from hocba.documents.papers import (
    Choice,
    CodeSlip,
    LiaisonSheet,
    Section,
    certified_copy,
    code_slips,
    extract,
    handover_line,
    handover_print,
    liaison_sheets,
)
from hocba.model import Absences, Comments, SchoolYear
from support.handovers import (
    SIGNED_AT,
    not_assessed_handover,
    office,
    sample_handover,
    sample_moment,
    signed_handover,
)
from support.keys import FROM, UNTIL, demo_ca
from support.papers import FORMALITIES, seal, signed_year
from support.records import SCHOOL
from support.sealed import SEALED_AT, copied, sealed

pytestmark = [pytest.mark.service, pytest.mark.slow]

YEARS = [signed_year(2024), signed_year()]
EVERYTHING = Choice(frozenset(Section))


def _papers() -> dict[str, bytes]:
    handover = sample_handover()
    head = handover_line("CBQL", handover, office().head.chain[0], SIGNED_AT)
    sheet = {
        "school": SCHOOL.name,
        "school_year": SchoolYear(2025),
        "class_name": "4A1",
        "born": date(2016, 3, 4),
        "absences": Absences(2, 0),
        "homeroom_teacher": "Đỗ Thị Minh Nguyệt",
        "place": "Quảng Ninh",
        "day": date(2026, 1, 15),
    }
    bare = dataclasses.replace(sample_moment(), comments=Comments("", "", "", ""))
    sheets = [("Lê Thế Anh", sample_moment()), ("Vũ Đức Duy", bare)]
    slip = {"school": SCHOOL.name, "school_year": SchoolYear(2025), "class_name": "4A1", "code": "7K3M-9QX2"}
    return {
        "authority-copy-sealed": copied(),
        "copy": certified_copy(YEARS, FORMALITIES, created_at=SEALED_AT),
        "copy-sealed": seal(certified_copy(YEARS, FORMALITIES, created_at=SEALED_AT, to_be_sealed=True)),
        "extract": extract(YEARS, EVERYTHING, FORMALITIES, created_at=SEALED_AT, demo=True),
        "extract-sealed": seal(extract(YEARS, EVERYTHING, FORMALITIES, created_at=SEALED_AT, to_be_sealed=True)),
        "hand-over": handover_print(handover, [head], created_at=SEALED_AT),
        "hand-over-not-assessed": handover_print(not_assessed_handover(), [], created_at=SEALED_AT),
        "liaison": liaison_sheets(
            [LiaisonSheet(pupil=name, results=results, **sheet) for name, results in sheets], created_at=SEALED_AT
        ),
        "slips": code_slips(
            [
                CodeSlip(pupil="Lê Thế Anh", lookup_address=address, **slip)
                for address in ("https://tracuu.example", "")
            ],
            created_at=SEALED_AT,
        ),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The files, and what the judges trust."""
    out = tmp_path_factory.mktemp("papers")
    ca = demo_ca()
    (out / "trust").mkdir()
    (out / "trust" / "root.pem").write_bytes(ca.root.public_bytes(serialization.Encoding.PEM))
    for number, (issuer, key) in enumerate(((ca.root, ca.root_key), (ca.issuing, ca.issuing_key))):
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
        signed = builder.last_update(FROM).next_update(UNTIL).sign(key, hashes.SHA256())
        (out / "trust" / f"{number}.crl").write_bytes(signed.public_bytes(serialization.Encoding.DER))
    for name, data in _papers().items():
        (out / f"{name}.pdf").write_bytes(data)
    for kind in ("rsa2048", "p256"):
        (out / f"{kind}.xml").write_bytes(signed_handover(kind))
    return out


@pytest.fixture(scope="module")
def said(folder) -> dict[Path, dict]:
    files = sorted([*folder.glob("*.pdf"), *folder.glob("*.xml")])
    return programs.java_verdicts(programs.build_judge(), folder / "trust", files)


def test_verapdf_finds_no_violation_in_any_paper(said):
    judged = {path: verdict["conformance"] for path, verdict in said.items() if path.suffix == ".pdf"}
    assert len(judged) == len(_papers())
    for path, conformance in judged.items():
        for standard in ("3a", "ua1"):
            assert conformance[standard]["failures"] == {}, (path.name, standard)
            assert conformance[standard]["compliant"]


def test_dss_passes_the_seal_of_each_sealed_paper_and_both_signatures_of_a_hand_over(said):
    for path, verdict in said.items():
        expected = ["XAdES-BASELINE-B"] * 2 if path.suffix == ".xml" else ["PAdES-BASELINE-B"] * ("sealed" in path.stem)
        assert [one["format"] for one in verdict["signatures"]] == expected, path.name
        assert {one["indication"] for one in verdict["signatures"]} <= {"TOTAL_PASSED"}, verdict


def test_xmlsec1_verifies_both_signatures_of_a_hand_over(folder):
    programs.need("xmlsec1")
    for path in folder.glob("*.xml"):
        for signature in programs.signatures(path):
            answer = programs.xmlsec1(path, folder / "trust" / "root.pem", signature)
            assert answer.returncode == 0, answer.output


def test_qpdf_finds_no_error(folder):
    programs.need("qpdf")
    for path in folder.glob("*.pdf"):
        answer = programs.run("qpdf", "--check", path)
        assert answer.returncode == 0, answer.output
        assert "WARNING" not in answer.output


def test_pdfsig_and_qpdf_find_the_authoritys_seal_over_the_whole_copy_and_the_schools_xml_inside(folder):
    programs.need("pdfsig")
    programs.need("qpdf")
    path = folder / "authority-copy-sealed.pdf"
    nss = programs.nss_database(folder / "nss", folder / "trust" / "root.pem")
    found = programs.pdfsig(path, nss)
    assert found["Signature Validation"] == "Signature is Valid."
    assert found["Signer Certificate Common Name"] == SCHOOL.authority_name
    assert "Total document signed" in found
    assert programs.attachment(path) == sealed().xml
