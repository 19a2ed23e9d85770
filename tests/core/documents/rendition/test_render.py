"""The finished PDF: what it shows, what it carries, how it is built."""

import dataclasses
import io
import multiprocessing
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba.documents.rendition import ATTACHMENT_NAME, FORM_VERSION, Stage, difference, form_of, render
from hocba.documents.rendition.pdf.layout import read_layout
from hocba.errors import UsageError
from hocba.model import Assessment, SchoolYear, StudyYear, TeacherPart
from support.keys import staff_of
from support.pdfium import shown_text
from support.records import not_assessed_record, sample_record
from support.sealed import LOOKUP, SEALED_AT, lines_of, sealed

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<HOC_BA>H\xe1\xbb\x8dc b\xe1\xba\xa1 &amp; d\xe1\xba\xa5u</HOC_BA>'


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def draft(record=None) -> bytes:
    return render(form_of(record or sample_record(), (), stage=Stage.DRAFT), sealed_xml=None, created_at=SEALED_AT)


def test_equal_input_gives_equal_bytes():
    made = sealed()
    again = render(made.form, sealed_xml=made.xml, created_at=SEALED_AT)
    assert again == made.unsealed
    assert render(made.form, sealed_xml=made.xml, created_at=SEALED_AT + timedelta(seconds=1)) != again


def test_the_xml_inside_is_the_xml_given():
    made = sealed(xml=XML)
    with opened(made.pdf) as pdf:
        assert list(pdf.attachments) == [ATTACHMENT_NAME]
        attached = pdf.attachments[ATTACHMENT_NAME]
        assert attached.get_file().read_bytes() == XML
        assert attached.get_file().mime_type == "application/xml"
        assert pdf.Root.AF[0].AFRelationship == "/Source"


def test_the_form_version_is_named_in_the_file():
    with opened(sealed().pdf) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == f"{FORM_VERSION}, sealed, demo"
        assert str(pdf.docinfo["/Title"]) == "Học bạ tiểu học – Lê Thế Anh – năm học 2025-2026"
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.MarkInfo.Marked


def test_the_field_is_a_tagged_form_over_the_head_s_signature():
    with opened(sealed().pdf) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (field.FT, field.T, field.Subtype, field.F) == ("/Sig", "seal", "/Widget", 132)
        assert "Phương Đông" in str(field.TU)
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert pdf.Root.Perms.DocMDP.objgen == field.V.objgen
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        element = parents[list(parents)[::2].index(field.StructParent) * 2 + 1]
        assert element.S == "/Form"
        assert element.K[0].Obj.objgen == field.objgen
        page = next(page for page in pdf.pages if page.obj.objgen == field.P.objgen)
        assert [annotation.objgen for annotation in page.Annots] == [field.objgen]
        left, bottom, right, top = (float(number) for number in field.Rect)
        assert right - left == pytest.approx(top - bottom) == pytest.approx(3.4 / 2.54 * 72, abs=0.01)
        assert 595 / 2 < left < 595 * 2 / 3  # the left part of the right half


def test_the_seal_appears_only_once_sealed():
    made = sealed()
    for data, drawn in ((made.unsealed, False), (made.pdf, True)):
        with opened(data) as pdf:
            content = pdf.Root.AcroForm.Fields[0].AP.N.read_bytes()
            assert (len(content) > 1000) is drawn
            assert b" Tj" not in content


def test_nothing_but_a_rendition_to_be_sealed_has_a_field():
    for stage in (Stage.DRAFT, Stage.PRINT_COPY):
        form = form_of(sample_record(), (), stage=stage)
        with opened(render(form, sealed_xml=None, created_at=SEALED_AT)) as pdf:
            assert "/AcroForm" not in pdf.Root
            assert not pdf.attachments
            assert all("/Annots" not in page for page in pdf.pages)


def test_a_rendition_to_be_sealed_needs_its_xml():
    form = form_of(sample_record(), (), stage=Stage.SEALED)
    with pytest.raises(UsageError) as caught:
        render(form, sealed_xml=None, created_at=SEALED_AT)
    assert caught.value.code == "XML_NOT_ATTACHED"


def test_the_marks_stand_on_every_page():
    pages = shown_text(draft())
    assert len(pages) >= 4
    assert all(page.startswith("BẢNNHÁP") for page in pages)
    assert all(page.startswith("BẢNTHỬNGHIỆM") for page in shown_text(sealed().pdf))
    assert not any("BẢN" in page[:3] for page in shown_text(sealed(demo=False).pdf))


@pytest.mark.parametrize("record", [sample_record(), not_assessed_record()], ids=["assessed", "not assessed"])
def test_the_pages_show_exactly_the_form(record):
    form = form_of(record, lines_of(record, staff_of(record, kind="p256")), stage=Stage.SEALED)
    assert difference(form, shown_text(render(form, sealed_xml=XML, created_at=SEALED_AT))) is None


def test_the_file_is_small():
    assert len(sealed().pdf) < 80_000


def test_it_has_one_revision_and_our_layout():
    data = sealed().pdf
    layout = read_layout(data)
    assert layout.to_bytes() == data
    assert [b"/FT/Sig" in body for _, body in layout.tail] == [True, False, False, False]
    assert re.findall(rb"%%EOF", data) == [b"%%EOF"]


words = st.text(alphabet="ăâđêôơưàảãáạẾỆbcdghklmnpqrstvxyABC 0123456789.,-–()\"':;!?/", min_size=1, max_size=60)
comment = st.lists(words, min_size=1, max_size=40).map(" ".join)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(comment, min_size=5, max_size=5), words, words, st.integers(1, 9))
def test_any_text_reads_back_as_the_form_says(comments, name, address, years):
    base = sample_record()
    parts = tuple(
        TeacherPart(
            part.teacher, tuple(dataclasses.replace(r, comment=comments[i % 5]) for i, r in enumerate(part.results))
        )
        for part in base.assessment.parts
    )
    assert isinstance(base.assessment, Assessment)
    record = sample_record(
        pupil=dataclasses.replace(base.pupil, name=name, residence=address),
        assessment=dataclasses.replace(base.assessment, parts=parts),
        comments=dataclasses.replace(
            base.comments, qualities=comments[0], specific_competencies=comments[1], homeroom=comments[2]
        ),
        history=tuple(StudyYear(SchoolYear(2017 + n), "1A1", address, date(2017 + n, 9, 5)) for n in range(years)),
    )
    form = form_of(record, lines_of(record, _STAFF), stage=Stage.SEALED, lookup_address=LOOKUP)
    assert difference(form, shown_text(render(form, sealed_xml=XML, created_at=SEALED_AT))) is None


_STAFF = staff_of(sample_record(), kind="p256")


@pytest.mark.parametrize("length", [1400, 6000, 20_000])
def test_long_comments_go_on_over_pages(length):
    long = ("Em học tốt, cần cố gắng hơn. " * 800)[:length]
    base = sample_record()
    parts = tuple(
        TeacherPart(
            p.teacher, tuple(dataclasses.replace(r, comment=long if i == 0 else "Tốt") for i, r in enumerate(p.results))
        )
        for p in base.assessment.parts
    )
    record = sample_record(
        assessment=dataclasses.replace(base.assessment, parts=parts),
        comments=dataclasses.replace(base.comments, qualities=long, general_competencies=long, homeroom=long),
    )
    form = form_of(record, (), stage=Stage.DRAFT)
    pages = shown_text(render(form, sealed_xml=None, created_at=SEALED_AT))
    assert difference(form, pages) is None
    assert len(pages) > 5


def _child(queue):
    draft()
    queue.put("rendered")


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_child_process_renders_after_its_parent_did(method):
    draft()
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    child = context.Process(target=_child, args=(queue,))
    child.start()
    try:
        assert queue.get(timeout=60) == "rendered"
    finally:
        child.join(10)
        child.kill()


def test_threads_may_render_at_the_same_time():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: draft(), range(8)))
    assert set(made) == {draft()}
