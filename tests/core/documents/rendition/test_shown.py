"""Comparing what pages show with what the data say: nothing more, nothing less, nowhere else."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.documents.rendition import difference, visible_text
from support.pdfium import shown_text
from support.sealed import sealed


@pytest.fixture(scope="module")
def made():
    return sealed()


@pytest.fixture(scope="module")
def pages(made):
    return shown_text(made.pdf)


def test_pages_and_form_agree(made, pages):
    assert difference(made.form, pages) is None
    assert visible_text(made.form)[:18] == "BỘGIÁODỤCVÀĐÀOTẠOHỌCBẠTIỂUHỌC"[:18]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_changed_missing_or_added_letter_is_found(made, pages, data):
    number = data.draw(st.integers(0, len(pages) - 1))
    page = pages[number]
    at = data.draw(st.integers(0, len(page) - 1))
    other = data.draw(st.sampled_from(["", "X" + page[at], "Q" if page[at] != "Q" else "R"]))
    changed = [*pages[:number], page[:at] + other + page[at + 1 :], *pages[number + 1 :]]
    found = difference(made.form, changed)
    assert found is not None
    assert found.page >= 1


def test_a_missing_page_is_found(made, pages):
    assert difference(made.form, pages[:-1]).page == 2  # the number of pages is on every page from the second
    assert difference(made.form, []) is not None


def test_a_page_too_many_is_found(made, pages):
    assert difference(made.form, [*pages, pages[-1]]) is not None


def test_swapped_pages_are_found(made, pages):
    assert difference(made.form, [pages[0], pages[2], pages[1], *pages[3:]]) is not None


def test_the_difference_names_the_place(made, pages):
    changed = [*pages]
    changed[2] = changed[2].replace("Hoànthànhtốt", "Hoànthànhxấu", 1)
    found = difference(made.form, changed)
    assert found.page == 3
    assert found.expected.startswith("tốt")
    assert found.found.startswith("xấu")


def test_a_long_line_of_text_is_read_whole():
    text = b"A" * 5000
    content = b"BT /F 1 Tf 10 100 Td (" + text + b") Tj ET"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    assert shown_text(out.getvalue()) == (text.decode(),)
