"""Programs that are not ours accept what we issue, and refuse it once it was changed."""

import programs
import pytest
import xmlsec
from lxml import etree

pytestmark = [pytest.mark.service, pytest.mark.slow]


def test_something_was_issued(issued):
    assert issued.xml
    assert [path.stem for path in issued.xml] == [path.stem for path in issued.pdf]
    assert issued.packages


def test_dss_passes_every_xml_signature_as_baseline_b(signed, verdicts):
    for path in signed.xml:
        verdict = verdicts[path]
        assert "error" not in verdict, verdict
        assert len(verdict["signatures"]) == len(programs.signatures(path)) >= 3
        for signature in verdict["signatures"]:
            assert signature["indication"] == "TOTAL_PASSED", signature
            assert signature["format"] == "XAdES-BASELINE-B", signature


def test_dss_passes_every_pdf_seal_as_baseline_b(signed, verdicts):
    for path in signed.pdf:
        verdict = verdicts[path]
        assert "error" not in verdict, verdict
        (signature,) = verdict["signatures"]
        assert signature["indication"] == "TOTAL_PASSED", signature
        assert signature["format"] == "PAdES-BASELINE-B", signature


def test_verapdf_finds_no_violation_of_pdf_a_3a_or_pdf_ua_1(signed, verdicts):
    for path in signed.pdf:
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


def test_xmlsec_verifies_the_signature_of_a_list_and_notices_a_change(issued):
    for path in issued.packages:
        programs.xmlsec_library(_own_signature(etree.parse(path)), issued.root)
        tree = etree.parse(path)
        tree.find(".//HOC_BA//MA_TRA_CUU_UUID").text = "00000000-0000-4000-8000-000000000000"
        with pytest.raises(xmlsec.Error):
            programs.xmlsec_library(_own_signature(tree), issued.root)


def _own_signature(tree):
    (own,) = tree.getroot().findall("{http://www.w3.org/2000/09/xmldsig#}Signature")
    return own


def test_pdfsig_finds_a_valid_signature_over_the_whole_file(signed, nss):
    programs.need("pdfsig")
    trusted = nss(signed)
    for path in signed.pdf:
        found = programs.pdfsig(path, trusted)
        assert found["Signature Validation"] == "Signature is Valid."
        assert found["Certificate Validation"] == "Certificate is Trusted."
        assert found["Signature Type"] == "ETSI.CAdES.detached"
        assert found["Signer Certificate Common Name"].startswith("Trường")
        assert "Total document signed" in found


def test_qpdf_finds_no_error_and_the_signed_xml_inside(signed):
    programs.need("qpdf")
    for path in signed.pdf:
        answer = programs.run("qpdf", "--check", path)
        assert answer.returncode == 0, answer.output
        assert "WARNING" not in answer.output
        assert programs.attachment(path) == path.with_suffix(".xml").read_bytes()


def test_a_changed_xml_is_refused(school_2025, changed, refusals):
    programs.need("xmlsec1")
    copy = changed["uuid"]
    verified = [programs.xmlsec1(copy, school_2025.root, one).returncode == 0 for one in programs.signatures(copy)]
    assert not all(verified)
    assert "TOTAL_FAILED" in {one["indication"] for one in refusals["uuid"]["signatures"]}


def test_a_changed_pdf_is_refused(school_2025, changed, refusals, nss):
    programs.need("pdfsig")
    assert programs.pdfsig(changed["version"], nss(school_2025))["Signature Validation"] != "Signature is Valid."
    assert [one["indication"] for one in refusals["version"]["signatures"]] == ["TOTAL_FAILED"]


def test_verapdf_can_say_no(refusals):
    assert not refusals["part"]["conformance"]["3a"]["compliant"]


def test_dss_does_not_trust_another_root(school_2025, ecdsa):
    verdicts = programs.java_verdicts(programs.build_judge(), ecdsa.trust, school_2025.xml[:1])
    for verdict in verdicts.values():
        assert {one["indication"] for one in verdict["signatures"]} == {"INDETERMINATE"}
