"""The file as readers and assistive technology see it: structure, metadata, outline, attachment."""

import dataclasses
import io
import re
from collections import Counter
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pikepdf
import pytest
from lxml import etree

from hocba.documents.rendition.writer import write
from support.forms import forms
from support.sealed import SEALED_AT

FORMS = forms()
NAMES = ["demo", "draft", "book", "comments of 2000", "many signatures", "not assessed"]
ROLES = {"Document", "H1", "H2", "H3", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Form"}
NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def opened(name: str, **how: object) -> pikepdf.Pdf:
    how = {"sealed_xml": b"<HOC_BA/>", "created_at": SEALED_AT, **how}
    return pikepdf.open(io.BytesIO(write(FORMS[name], **how)))


@pytest.fixture(scope="module", params=NAMES)
def pdf(request):
    with opened(request.param) as found:
        yield found


def kids_of(node) -> list:
    if "/K" not in node:
        return []
    return list(node.K) if isinstance(node.K, pikepdf.Array) else [node.K]


def elements(node, path=()):
    """Every element with the roles above it."""
    role = str(node.S)[1:]
    yield node, path
    for kid in kids_of(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == node.objgen
            yield from elements(kid, (*path, role))


def all_elements(pdf):
    return list(elements(pdf.Root.StructTreeRoot.K[0]))


def owned(pdf):
    """Page number and marked-content number of all content that elements own."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    for node, _ in all_elements(pdf):
        for kid in kids_of(node):
            if isinstance(kid, int):
                yield numbers[node.Pg.objgen], kid, node
            elif kid.get("/Type") == "/MCR":
                yield numbers[kid.Pg.objgen], kid.MCID, node


def test_every_marked_content_has_one_owner_and_the_parent_tree_knows_it(pdf):
    found = Counter((page, mark) for page, mark, _ in owned(pdf))
    assert set(found.values()) == {1}
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    by_key = dict(zip(parents[::2], parents[1::2], strict=True))
    for page, mark, node in owned(pdf):
        assert by_key[pdf.pages[page].obj.StructParents][mark].objgen == node.objgen
    for index, page in enumerate(pdf.pages):
        marks = [int(mark) for mark in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
        assert sorted(marks) == list(range(len(marks)))
        assert {(index, mark) for mark in marks} == {place for place in found if place[0] == index}


def test_everything_drawn_is_marked_and_each_mark_is_closed(pdf):
    for page in pdf.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    assert depth == 0
                    assert (str(operands[0]) == "/Artifact") == ("/MCID" not in operands[1])
                    depth += 1
                case "EMC":
                    depth -= 1
                case "TJ" | "S" | "f":
                    assert depth == 1
        assert depth == 0


def test_roles_stand_where_they_may(pdf):
    above = {"TR": {"THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}}
    for node, path in all_elements(pdf):
        role = str(node.S)[1:]
        assert role in ROLES
        assert (path[-1] if path else "") in above.get(role, {"Document", ""})


def test_headings_go_down_by_one_level_at_a_time(pdf):
    levels = [int(str(node.S)[2]) for node, _ in all_elements(pdf) if re.fullmatch(r"/H[1-3]", str(node.S))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_are_regular_and_their_captions_say_so(pdf):
    for node, _ in all_elements(pdf):
        if node.S != "/Table":
            continue
        head, body = node.K
        captions = list(head.K[0].K)
        assert {(str(cell.S), str(cell.A.Scope)) for cell in captions} == {("/TH", "/Column")}
        reaching = 0
        for row in body.K:
            cells = list(row.K)
            assert len(cells) + (reaching > 0) == len(captions)
            spans = [int(cell.A.RowSpan) for cell in cells if "/RowSpan" in cell.get("/A", {})]
            assert all(str(cell.A.Scope) == "/Row" for cell in cells if cell.S == "/TH")
            reaching = max(0, reaching - 1, *(span - 1 for span in spans))


def test_the_picture_is_described(pdf):
    figures = [node for node, _ in all_elements(pdf) if node.S == "/Figure"]
    assert figures
    assert all("tra cứu" in str(node.Alt) for node in figures)


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_is_the_headings(name):
    def titles(item):
        while item is not None:
            yield str(item.Title)
            yield from titles(item.get("/First"))
            item = item.get("/Next")

    headings = [block.text for block in FORMS[name].blocks if block.kind == "heading"]
    with opened(name) as pdf:
        assert list(titles(pdf.Root.Outlines.First)) == headings


def test_metadata_and_document_information_agree():
    with opened("demo", created_at=datetime(2026, 5, 25, 10, 0, 30, 999, timezone(timedelta(hours=7)))) as pdf:
        xmp = etree.fromstring(pdf.Root.Metadata.read_bytes())
        info = pdf.docinfo

        def said(name: str) -> str:
            (found,) = xmp.iterfind(f".//{name}", NAMESPACES)
            return "".join(found.itertext()).strip()

        assert said("dc:title") == str(info.Title) == FORMS["demo"].title
        assert said("dc:description") == str(info.Subject) == FORMS["demo"].subject
        assert said("pdf:Keywords") == str(info.Keywords) == ", ".join(FORMS["demo"].keywords)
        assert said("xmp:CreatorTool") == str(info.Creator)
        assert said("xmp:CreateDate") == said("xmp:ModifyDate") == "2026-05-25T03:00:30Z"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20260525030030Z"
        assert (said("pdfaid:part"), said("pdfaid:conformance"), said("pdfuaid:part")) == ("3", "A", "1")
        assert said("dc:language") == str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_names_are_escaped_in_metadata():
    form = dataclasses.replace(FORMS["draft"], title='A & "B" <C>')
    with pikepdf.open(io.BytesIO(write(form, sealed_xml=None, created_at=SEALED_AT))) as pdf:
        assert b'<rdf:li xml:lang="x-default">A &amp; "B" &lt;C&gt;</rdf:li>' in pdf.Root.Metadata.read_bytes()


def test_the_seal_s_field_belongs_to_a_form_element():
    with opened("demo") as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        (form,) = [node for node, _ in all_elements(pdf) if node.S == "/Form"]
        assert form.K[0].Obj.objgen == field.objgen
        assert form.K[0].Pg.objgen == field.P.objgen
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert parents[parents.index(field.StructParent) + 1].objgen == form.objgen


@pytest.mark.parametrize("name", ["draft", "print copy"])
def test_only_a_file_to_be_sealed_has_a_field_and_only_one_with_xml_has_an_attachment(name):
    with opened(name, sealed_xml=None) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/AF" not in pdf.Root
        assert not [node for node, _ in all_elements(pdf) if node.S == "/Form"]
