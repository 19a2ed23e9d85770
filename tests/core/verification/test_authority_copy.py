"""The authority's labelled copy: it proves the record, and is never taken for what the school sealed."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path

import pytest

from hocba.documents.rendition import Form, SignatureLine, Stage, authority_copy, line_of, render
from hocba.documents.rendition.form import Closing
from hocba.documents.xml import read_record
from hocba.model import YearRecord
from hocba.verification import Indication, Outcome, VerificationReport, verify, verify_pair
from hocba_cli.main import main
from support.forge import copy_attacks, golden
from support.forge.build import policy
from support.forge.pki import organisation
from support.page_texts import page_texts
from support.records import not_assessed_record

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
COPY = (VECTORS / "golden" / "authority-copy.pdf").read_bytes()
AUTHORITY = golden.record_a().school.authority_name


def judged(data: bytes) -> VerificationReport:
    return verify(data, policy("trust"))


def lines_of(xml: bytes) -> tuple[YearRecord, list[SignatureLine]]:
    read = read_record(xml)
    return read.record, [
        line_of(
            one.slot.name,
            read.record,
            golden.signer_of(one.slot.name, one.person).chain[0],
            datetime.fromisoformat(one.signed_at),
        )
        for one in read.slots
    ]


def form_of_copy(xml: bytes) -> Form:
    return authority_copy(*lines_of(xml), sealed_at=golden.COPIED_AT, demo=True)


def sealed(form: Form, xml: bytes, stage: Stage = Stage.AUTHORITY_COPY) -> bytes:
    unsealed = render(form, sealed_xml=xml, created_at=golden.COPIED_AT)
    return golden.seal_pdf(unsealed, seal=copy_attacks.authority(), at=golden.COPIED_AT, stage=stage)


def test_it_proves_the_record_by_the_schools_signatures_and_names_who_made_the_copy() -> None:
    report = judged(COPY)
    assert report.indication is Indication.TOTAL_PASSED
    assert report.signed_xml == golden.xml_a()
    outcomes = {check.code: check.outcome for check in report.checks}
    assert outcomes["PDF_SEAL_OF_AUTHORITY"] is outcomes["PDF_TEXT"] is Outcome.PASSED
    assert "PDF_SEAL_OF_SCHOOL" not in outcomes
    said = json.loads(json.dumps(report.as_json("ban.pdf")))
    assert said["copy"] == {"authority": AUTHORITY, "sealed_at": golden.COPIED_AT.isoformat()}
    assert [(one["slot"], one["role"]) for one in said["signatures"]][-2:] == [
        ("KY_PHAT_HANH", "school_seal"),
        ("PDF", "authority_copy_seal"),
    ]


def test_the_schools_own_file_is_no_copy() -> None:
    report = judged((VECTORS / "golden" / "ecdsa.pdf").read_bytes())
    assert report.copy is None
    assert "copy" not in report.as_json("hoc-ba.pdf")
    assert report.signatures[-1].role == "school_seal"


def test_beside_a_records_xml_only_the_schools_own_pdf_will_do() -> None:
    xml, pdf = verify_pair(golden.xml_a(), COPY, policy("trust"))
    assert xml.indication is Indication.TOTAL_PASSED
    assert pdf.indication is Indication.TOTAL_FAILED
    assert pdf.signed_record is None
    assert {"PDF_SEAL_OTHER_SCHOOL", "PDF_TEXT_DIFFERS"} <= {check.code for check in pdf.findings}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_says_so_before_anything_else(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOCBA_LANG", language)
    file, trust = VECTORS / "golden" / "authority-copy.pdf", VECTORS / "trust"
    assert main(["verify", str(file), "--trust", str(trust), "--at", golden.VERIFIED_AT.isoformat()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert AUTHORITY in lines[1]
    assert "26/05/2026 08:00:00" in lines[1]
    assert main(["show", str(file), "--trust", str(trust), "--at", golden.VERIFIED_AT.isoformat()]) == 0
    assert capsys.readouterr().out.splitlines()[0] == lines[1].strip()
    assert main(["show", "--json", str(file), "--trust", str(trust), "--at", golden.VERIFIED_AT.isoformat()]) == 0
    assert json.loads(capsys.readouterr().out)["copy"]["authority"] == AUTHORITY


def test_the_label_stands_on_every_page() -> None:
    label = "".join(f"do {AUTHORITY} lập từ dữ liệu XML đã ký số của nhà trường".split())
    texts = page_texts(COPY)
    pages = {one.page for one in texts}
    assert len(pages) > 3
    for page in pages:
        own = [one.text for one in texts if one.page == page]
        assert "BẢNDOSỞLẬP" in own
        assert label in "".join(own)


def _seal_over_the_head(form: Form) -> Form:
    """The authority's seal where the school's would be."""
    (over_head, of_authority) = (block for block in form.blocks if isinstance(block, Closing))
    changed = {id(over_head): _with_seal(over_head, seal=True), id(of_authority): _with_seal(of_authority, seal=False)}
    return dataclasses.replace(form, blocks=tuple(changed.get(id(block), block) for block in form.blocks))


def _with_seal(block: Closing, *, seal: bool) -> Closing:
    left, right = block.spots
    return dataclasses.replace(block, spots=(left, dataclasses.replace(right, seal=seal)))


def test_its_seal_does_not_stand_over_the_heads_signature() -> None:
    report = judged(sealed(_seal_over_the_head(form_of_copy(golden.xml_a())), golden.xml_a()))
    assert [check.code for check in report.findings] == ["PAGE_ARRANGED_OTHERWISE"]


def test_its_seal_does_not_look_like_a_schools() -> None:
    report = judged(sealed(form_of_copy(golden.xml_a()), golden.xml_a(), Stage.SEALED))
    assert [(check.code, check.params["detail"]) for check in report.findings] == [("PDF_FORBIDDEN_CONTENT", "/AP")]


def test_what_is_read_out_of_the_seal_says_whose_it_is() -> None:
    form = dataclasses.replace(form_of_copy(golden.xml_a()), seal_caption="Con dấu của nhà trường")
    report = judged(sealed(form, golden.xml_a()))
    assert [check.code for check in report.findings] == ["PDF_TEXT_DIFFERS"]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(lambda: golden.signed(golden.record_a(), profile_name="cv2088-v1").data, id="cv2088"),
        pytest.param(lambda: golden.signed(not_assessed_record()).data, id="not-assessed"),
        pytest.param(golden.second_revision, id="second-revision"),
    ],
)
def test_records_of_every_kind_can_be_copied(xml) -> None:  # type: ignore[no-untyped-def]  # a maker of bytes
    data = xml()
    report = judged(sealed(form_of_copy(data), data))
    assert report.indication is Indication.TOTAL_PASSED, report.findings


def test_long_names_take_more_lines_of_the_head() -> None:
    record = golden.record_a()
    name = "Sở Giáo dục và Đào tạo TP. Hồ Chí Minh"
    pupil = dataclasses.replace(record.pupil, name="Công Tằng Tôn Nữ Hoàng Thị Phương Thảo Nguyên " * 3)
    record = dataclasses.replace(record, pupil=pupil, school=dataclasses.replace(record.school, authority_name=name))
    xml = golden.signed(record).data
    seal = organisation(name, copy_attacks.AUTHORITY_TAX_CODE, "authority", 106)
    unsealed = render(form_of_copy(xml), sealed_xml=xml, created_at=golden.COPIED_AT)
    data = golden.seal_pdf(unsealed, seal=seal, at=golden.COPIED_AT, stage=Stage.AUTHORITY_COPY)
    assert judged(data).indication is Indication.TOTAL_PASSED
