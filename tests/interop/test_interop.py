"""Programs that are not ours accept what we issue, and refuse it once it was changed."""

import re

import programs
import pytest
from lxml import etree

pytestmark = [pytest.mark.service, pytest.mark.slow]


def _changed(path, folder, old, new):
    """A copy of a file in which `old` became `new`, both of one length, at the first place."""
    data = path.read_bytes()
    assert old in data
    assert len(old) == len(new)
    copy = folder / path.name
    copy.write_bytes(data.replace(old, new, 1))
    return copy


def test_something_was_issued(issued):
    assert issued.xml
    assert [path.stem for path in issued.xml] == [path.stem for path in issued.pdf]
    assert issued.packages


def test_dss_passes_every_xml_signature_as_baseline_b(issued, verdicts):
    for path in issued.xml:
        verdict = verdicts[path]
        assert "error" not in verdict, verdict
        assert len(verdict["signatures"]) == len(programs.signatures(path)) >= 3
        for signature in verdict["signatures"]:
            assert signature["indication"] == "TOTAL_PASSED", signature
            assert signature["format"] == "XAdES-BASELINE-B", signature


def test_dss_passes_every_pdf_seal_as_baseline_b(issued, verdicts):
    for path in issued.pdf:
        verdict = verdicts[path]
        assert "error" not in verdict, verdict
        (signature,) = verdict["signatures"]
        assert signature["indication"] == "TOTAL_PASSED", signature
        assert signature["format"] == "PAdES-BASELINE-B", signature


def test_verapdf_finds_no_violation_of_pdf_a_3a_or_pdf_ua_1(issued, verdicts):
    for path in issued.pdf:
        conformance = verdicts[path]["conformance"]
        assert set(conformance) == {"3a", "ua1"}
        for standard, verdict in conformance.items():
            assert verdict["failures"] == {}, (path.name, standard, verdict["failures"])
            assert verdict["compliant"]


def test_xmlsec1_verifies_each_signature_by_itself(issued):
    programs.need("xmlsec1")
    for path in issued.xml[:3]:
        for signature in programs.signatures(path):
            answer = programs.xmlsec1(path, issued.root, signature)
            assert answer.returncode == 0, (signature.get("Id"), answer.output)


def test_xmlsec1_verifies_the_signature_of_a_package(issued):
    programs.need("xmlsec1")
    for path in issued.packages:
        (own,) = (one for one in programs.signatures(path) if one.getparent() is one.getroottree().getroot())
        answer = programs.xmlsec1(path, issued.root, own)
        assert answer.returncode == 0, answer.output


def test_pdfsig_finds_a_valid_signature_over_the_whole_file(issued, nss):
    programs.need("pdfsig")
    for path in issued.pdf[:6]:
        found = programs.pdfsig(path, nss)
        assert found["Signature Validation"] == "Signature is Valid."
        assert found["Certificate Validation"] == "Certificate is Trusted."
        assert found["Signature Type"] == "ETSI.CAdES.detached"
        assert "Total document signed" in found


def test_qpdf_finds_no_error_and_the_signed_xml_inside(issued):
    programs.need("qpdf")
    for path in issued.pdf:
        answer = programs.run("qpdf", "--check", path)
        assert answer.returncode == 0, answer.output
        assert "WARNING" not in answer.output
        assert programs.attachment(path) == path.with_suffix(".xml").read_bytes()


def test_a_changed_xml_is_refused(school_2025, tmp_path):
    programs.need("xmlsec1")
    path = school_2025.xml[0]
    uuid = etree.parse(path).findtext(".//MA_TRA_CUU_UUID").encode()
    copy = _changed(path, tmp_path, uuid, uuid[:-1] + (b"0" if uuid[-1:] != b"0" else b"1"))
    refused = [programs.xmlsec1(copy, school_2025.root, one).returncode != 0 for one in programs.signatures(copy)]
    assert any(refused)
    (verdict,) = programs.java_verdicts(programs.build_judge(), school_2025.trust, [copy]).values()
    assert any(one["indication"] == "TOTAL_FAILED" for one in verdict["signatures"])


def test_a_changed_pdf_is_refused(school_2025, nss, tmp_path):
    programs.need("pdfsig")
    path = school_2025.pdf[0]
    version = path.read_bytes()[:8]
    copy = _changed(path, tmp_path, version, b"%PDF-1.6" if version != b"%PDF-1.6" else b"%PDF-1.7")
    assert programs.pdfsig(copy, nss)["Signature Validation"] != "Signature is Valid."
    (verdict,) = programs.java_verdicts(programs.build_judge(), school_2025.trust, [copy]).values()
    assert [one["indication"] for one in verdict["signatures"]] == ["TOTAL_FAILED"]


def test_verapdf_can_say_no(school_2025, tmp_path):
    copy = _changed(school_2025.pdf[0], tmp_path, b"<pdfaid:part>3<", b"<pdfaid:part>9<")
    (verdict,) = programs.java_verdicts(programs.build_judge(), school_2025.trust, [copy]).values()
    assert not verdict["conformance"]["3a"]["compliant"]


def test_dss_does_not_trust_another_root(school_2025, ecdsa):
    verdicts = programs.java_verdicts(programs.build_judge(), ecdsa.trust, school_2025.xml[:1])
    for verdict in verdicts.values():
        assert {one["indication"] for one in verdict["signatures"]} == {"INDETERMINATE"}


def test_pdfsig_captions_are_read(school_2025, nss):
    """The reading of poppler's words itself: a signer is named as in the certificate."""
    programs.need("pdfsig")
    found = programs.pdfsig(school_2025.pdf[0], nss)
    assert re.search(r"Trường", found["Signer Certificate Common Name"])
