"""Whole files: what they show, that they look as Typst lays them out, that they can be sealed."""

import dataclasses
import io
import multiprocessing
import os
import sys
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba.documents.rendition import Form, Stage, difference, form_of
from hocba.documents.rendition.form import Field, Fields, LookUp
from hocba.documents.rendition.pdf.layout import read_layout
from hocba.documents.rendition.writer import write, write_together
from hocba.errors import DocumentError, UsageError
from hocba.model import Person
from hocba.verification.pdf.content import attached_file, read_content, read_labels
from hocba.verification.pdf.layout import read_frame
from support.forms import LONG, every_subject, forms, lines, with_comments
from support.keys import staff_of
from support.page_texts import page_texts
from support.pdfium import shown_text
from support.records import sample_record
from support.sealed import SEALED_AT, seal_pdf
from support.typst_reference import typst_pdf

FORMS = forms()
XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<HOC_BA>H\xe1\xbb\x8dc b\xe1\xba\xa1</HOC_BA>'
TYPST_FAILS = {"comments of 20000"}
"""Typst draws rows of many pages past the lower edge."""
KERNED = 0.25
"""Points: Typst kerns between a line's last letter and the space after it, which we leave."""


def written(form: Form) -> bytes:
    return write(form, sealed_xml=XML if form.stage is Stage.SEALED else None, created_at=SEALED_AT)


@pytest.mark.parametrize("name", FORMS)
def test_the_pages_show_the_form_and_nothing_else(name):
    assert difference(FORMS[name], shown_text(written(FORMS[name]))) is None


@pytest.mark.parametrize("name", sorted(FORMS.keys() - TYPST_FAILS))
def test_every_text_stands_where_typst_puts_it(name):
    form = FORMS[name]
    xml = XML if form.stage is Stage.SEALED else None
    by_typst = typst_pdf([form], title=form.title, xml=xml, created_at=SEALED_AT)
    expected, found = page_texts(by_typst), page_texts(written(form))
    assert [(one.page, one.text) for one in found] == [(one.page, one.text) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=KERNED), one


def test_a_class_print_is_laid_out_as_typst_does():
    listed = [FORMS["print copy"], FORMS["book"]]
    how = {"title": "Lớp 4A1", "created_at": SEALED_AT}
    found, expected = page_texts(write_together(listed, **how)), page_texts(typst_pdf(listed, xml=None, **how))
    assert [(one.page, one.text) for one in found] == [(one.page, one.text) for one in expected]
    assert [one.text for one in found if one.text.startswith("Trang")][3:6] == ["Trang5/5", "Trang2/8", "Trang3/8"]


@pytest.mark.parametrize("name", ["demo", "draft", "book"])
def test_equal_input_gives_equal_bytes_and_other_input_others(name):
    form = FORMS[name]
    data = written(form)
    assert written(form) == data
    later = write(form, sealed_xml=XML, created_at=SEALED_AT + timedelta(seconds=1))
    other = write(dataclasses.replace(form, title="Khác"), sealed_xml=XML, created_at=SEALED_AT)
    identifiers = {str(pikepdf.open(io.BytesIO(one)).trailer.ID[0]) for one in (data, later, other)}
    assert len(identifiers) == 3


def test_what_a_process_wrote_before_does_not_matter():
    rare = dataclasses.replace(sample_record(), homeroom_teacher=Person("Ỵ Ẵ Ő Ǧ", "022198903387"))
    fresh = multiprocessing.get_context("spawn").Pool(1)
    with fresh:
        elsewhere = fresh.apply(written, (form_of(rare, (), stage=Stage.DRAFT),))
    for name in ("comments of 2000", "book", "every subject"):
        written(FORMS[name])
    assert written(form_of(rare, (), stage=Stage.DRAFT)) == elsewhere


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_may_write():
    data = written(FORMS["draft"])
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(written, (FORMS["draft"],)).get(timeout=60) == data


@pytest.mark.parametrize("name", ["demo", "ten signatures", "not assessed", "long names", "comments of 2000"])
def test_the_frame_is_the_one_that_is_sealed_and_verified(name):
    form, record = FORMS[name], sample_record()
    data = written(form)
    layout = read_layout(data)
    assert layout.to_bytes() == data
    sealed = seal_pdf(data, record, staff_of(record, kind="p256").seal, algorithm="ecdsa-sha256")
    assert sealed.startswith(layout.body)
    frame = read_frame(sealed)
    content = read_content(frame)
    assert attached_file(frame, content, len(XML)) == XML
    assert read_labels(frame) == (form.title, form.keywords)
    assert difference(form, shown_text(sealed)) is None


def test_a_file_to_be_sealed_needs_its_xml():
    with pytest.raises(UsageError) as caught:
        write(FORMS["sealed"], sealed_xml=None, created_at=SEALED_AT)
    assert caught.value.code == "XML_NOT_ATTACHED"


@pytest.mark.parametrize("letter", ["中", "😀", "\x00", "\u202e"])
def test_a_letter_that_the_fonts_lack_is_named(letter):
    with pytest.raises(DocumentError) as caught:
        written(form_of(with_comments(f"Em rất {letter} ngoan"), (), stage=Stage.DRAFT))
    assert caught.value.code == "LETTER_NOT_IN_FONT"
    assert caught.value.params["letter"] == f"U+{ord(letter):04X}"


def test_what_fits_on_no_page_is_refused():
    form = FORMS["draft"]
    too_high = dataclasses.replace(form, blocks=(Fields((Field("Nơi ở:", LONG),)),))
    too_long = dataclasses.replace(
        form, blocks=tuple(dataclasses.replace(b, qr="x" * 300) if isinstance(b, LookUp) else b for b in form.blocks)
    )
    header = dataclasses.replace(form, repeated=dataclasses.replace(form.repeated, header=("Học bạ", LONG[:1000])))
    cover = dataclasses.replace(
        form, blocks=(dataclasses.replace(form.blocks[0], fields=(Field("Trường:", LONG),)), *form.blocks[1:])
    )
    for one in (too_high, too_long, header, cover):
        with pytest.raises(DocumentError) as caught:
            written(one)
        assert caught.value.code == "RENDITION_TOO_LARGE"


words = st.text(alphabet="ăâđêôơưàảãáạẾỆbcdghklmnpqrstvxyABCTVWz 0123456789.,-–()\"':;!?/\\\n", min_size=1, max_size=60)
comment = st.lists(words, min_size=1, max_size=40).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(comment, comment, comment, words, words)
def test_any_text_reads_back_as_the_form_says(subject, quality, homeroom, name, address):
    record = with_comments(subject, qualities=quality, specific_competencies=quality, homeroom=homeroom)
    pupil = dataclasses.replace(record.pupil, name=name, residence=address)
    form = form_of(
        dataclasses.replace(record, pupil=pupil), lines(record), stage=Stage.SEALED, lookup_address=address[:9]
    )
    data = written(form)
    assert difference(form, shown_text(data)) is None
    assert read_layout(data).to_bytes() == data


def test_the_file_is_small():
    assert len(written(form_of(every_subject(), lines(sample_record()), stage=Stage.SEALED))) < 45_000
