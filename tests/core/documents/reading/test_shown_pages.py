"""The strict reader against PDFium and against the form: the same text for every kind of record."""

from __future__ import annotations

import dataclasses

import pytest

from hocba.documents.rendition import Form, Stage, difference, render, squeeze, visible_text
from hocba.documents.rendition.form import Heading, LookUp, Paragraph
from hocba.documents.rendition.reading import compare
from hocba.documents.rendition.reading.pages import HEIGHT, WIDTH, Role
from hocba.errors import DocumentError
from support.forms import forms
from support.opened import compared, shown_in
from support.pdfium import shown_text
from support.sealed import SEALED_AT

FORMS = forms()


def rendered(form: Form) -> bytes:
    return render(form, sealed_xml=b"<x/>" if form.stage is Stage.SEALED else None, created_at=SEALED_AT)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read_back(name):
    form = FORMS[name]
    pdf = rendered(form)
    shown, field = shown_in(pdf)
    assert compare(form, shown, field) is None
    assert difference(form, shown.texts) is None
    assert shown.texts == shown_text(pdf)  # PDFium, another engine
    assert (field is not None) == (form.stage is Stage.SEALED)
    assert [bool(number) for number in shown.fields].count(True) == (field is not None)


@pytest.mark.parametrize("name", ["sealed", "comments of 2000", "ten signatures"])
def test_blocks_and_form_hold_the_same_letters(name):
    form = FORMS[name]
    shown, _ = shown_in(rendered(form))
    content = [block for page in shown.pages for block in page.blocks if block.role is Role.CONTENT]
    assert squeeze("".join(block.text for block in content)) == visible_text(form)
    for block in content:
        left, low, right, high = block.box
        assert 0 <= left < right <= WIDTH
        assert 0 <= low < high <= HEIGHT


def test_another_records_form_differs_at_its_first_letter():
    first, second = FORMS["sealed"], FORMS["not assessed"]
    found = compared(second, rendered(first))
    assert found is not None
    assert found.page == 3  # cover and personal page are the same pupil's


def test_the_page_count_is_part_of_the_text():
    form = FORMS["sealed"]
    shown, field = shown_in(rendered(form))
    fewer = dataclasses.replace(shown, pages=shown.pages[:-1], fields=shown.fields[:-1])
    assert compare(form, fewer, field) is not None


@pytest.mark.parametrize(
    ("change", "page"),
    [
        (lambda blocks: (*blocks, Paragraph("Em được tuyển thẳng.")), 6),
        (lambda blocks: blocks[:-1], 5),
        (lambda blocks: (Heading(1, "GIẤY KHEN"), *blocks), 1),
        (lambda blocks: tuple(block for block in blocks if not isinstance(block, Paragraph)), 4),
    ],
)
def test_a_block_more_or_less_is_a_difference(change, page):
    form = FORMS["sealed"]
    other = dataclasses.replace(form, blocks=change(form.blocks))
    found = compared(other, rendered(form))
    assert found is not None
    assert found.page == page


def test_spaces_count():
    """The form's `difference` ignores white space; the strict comparison does not: 1 0 is not 10."""
    form = FORMS["sealed"]
    blocks = tuple(
        dataclasses.replace(block, text=block.text.replace(" ", "", 1)) if isinstance(block, Paragraph) else block
        for block in form.blocks
    )
    closer = dataclasses.replace(form, blocks=blocks)
    shown, field = shown_in(rendered(form))
    assert difference(closer, shown.texts) is None
    with pytest.raises(DocumentError) as caught:
        compare(closer, shown, field)
    assert caught.value.code == "PAGE_ARRANGED_OTHERWISE"


def test_a_verifier_need_not_know_the_look_up_address():
    form = FORMS["sealed"]
    look_up = next(block for block in form.blocks if isinstance(block, LookUp))
    assert look_up.qr.startswith("https://")
    blocks = tuple(
        dataclasses.replace(block, qr=block.qr[-36:]) if block is look_up else block for block in form.blocks
    )
    assert compared(dataclasses.replace(form, blocks=blocks), rendered(form)) is None


def test_marks_must_be_those_of_the_form():
    assert compared(FORMS["sealed"], rendered(FORMS["demo"])) is not None
    assert compared(FORMS["demo"], rendered(FORMS["sealed"])) is not None
