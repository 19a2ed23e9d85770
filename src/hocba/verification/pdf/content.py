"""What a sealed record's PDF may hold: pages with text, one attached file, one signature field. Nothing acts or hides.

Everything that a reader starts from (catalog, page tree, pages, field, attachment) is read key by key against the keys
that our files have; names that make a PDF act, fetch or show something else are refused wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hocba.documents.rendition import ATTACHMENT_NAME
from hocba.documents.rendition.reading import Field
from hocba.verification.findings import Finding
from hocba.verification.pdf.layout import Frame, inflate
from hocba.verification.pdf.values import Name, Ref, Text, Value, read_dictionary

_TAIL = 4
"""Field, its appearance, catalog, signature: the objects that sealing touches, after all others."""
_MOST_PAGES = 200
_CATALOG = frozenset(
    [
        *("Type", "Pages", "Metadata", "OutputIntents", "Lang", "StructTreeRoot", "MarkInfo", "ViewerPreferences"),
        *("Outlines", "Names", "AF", "AcroForm", "Perms"),
    ]
)
_FIELD = frozenset(["Type", "Subtype", "FT", "T", "TU", "F", "P", "Rect", "StructParent", "AP", "V"])
_FILE_SPEC = frozenset(["Type", "F", "UF", "EF", "AFRelationship", "Desc"])
_INFO = frozenset(["Title", "Subject", "Keywords", "Creator", "ModDate", "CreationDate"])
_PAGE = frozenset(b"Type Page Resources MediaBox StructParents Tabs S Parent Contents Annots".split())
_PAGES = frozenset(b"Type Pages Count Kids Parent".split())
_FORBIDDEN = frozenset(
    b"JS JavaScript Launch OpenAction AA URI GoTo GoToR GoToE SubmitForm ImportData Named RichMedia Movie Sound "
    b"Rendition XFA OCG OCProperties Encrypt XObject Pattern Type3 Annot Collection EmbeddedFile".split()
)
"""Names that act, fetch, hide or show what is not text; none stands in the object stream, where all but streams,
field, catalog and seal is."""
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_REFERENCE = re.compile(rb"(\d{1,7}) 0 R")
_KIDS = re.compile(rb"/Kids\[((?:\d{1,7} 0 R ?)+)\]")
_ANNOTS = re.compile(rb"/Annots(\[[^\]]*\])")
_STRUCTURE = b"<</Type/StructElem"
"""Elements of the structure tree, most of a file; a reader never acts on them (ISO 32000-1, 14.7)."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the content is made of."""

    attachment: int
    """Object number of the embedded file's stream; 0 in a paper, which has none."""
    appearance: int
    """Object number of the seal's picture."""
    pages: int
    """Object number of the page tree."""
    field: Field
    """The seal's field."""


def read_content(frame: Frame, *, attached: bool = True) -> Content:
    """Read what a viewer would act on.

    Args:
        frame: the file.
        attached: whether one embedded file must be there; else none may.

    Raises:
        Finding: PDF_FORBIDDEN_CONTENT, PDF_XML_MISSING, PDF_UNREADABLE, PDF_NOT_OURS.
    """
    field_number, appearance, root, seal = (*frame.order[-_TAIL:], *[0] * _TAIL)[:_TAIL]
    if set(frame.plain) != {field_number, root, seal} or root != frame.root:
        raise Finding("PDF_NOT_OURS", detail="objects after the body")
    _harmless(frame)
    catalog = _known(frame, root, _CATALOG)
    if catalog.get("AcroForm") != {"Fields": [Ref(field_number)], "SigFlags": 3.0}:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/AcroForm")
    if catalog.get("Perms") != {"DocMDP": Ref(seal)}:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/Perms")
    field = _known(frame, field_number, _FIELD)
    wanted = {"Type": Name("Annot"), "Subtype": Name("Widget"), "FT": Name("Sig"), "V": Ref(seal)}
    if {key: field.get(key) for key in wanted} != wanted or field.get("AP") != {"N": Ref(appearance)}:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="field")
    tree = catalog.get("Pages")
    if not isinstance(tree, Ref):
        raise Finding("PDF_NOT_OURS", detail="pages")
    _pages(frame, tree, field_number, field.get("P"))
    if not attached and not {"Names", "AF"}.isdisjoint(catalog):
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/EmbeddedFiles")
    attachment = _attachment(frame, catalog) if attached else 0
    _streams(frame, attachment, appearance)
    return Content(attachment, appearance, tree.number, Field(field_number, _rectangle(field.get("Rect"))))


def read_caption(frame: Frame) -> str:
    """What assistive technology says of the seal's field.

    Raises:
        Finding: PDF_FORBIDDEN_CONTENT, PDF_UNREADABLE, PDF_NOT_OURS.
    """
    return _words(_known(frame, frame.order[-_TAIL], _FIELD), "TU")


def read_labels(frame: Frame) -> tuple[str, tuple[str, ...]]:
    """Title and keywords of the document information.

    Raises:
        Finding: PDF_FORBIDDEN_CONTENT, PDF_UNREADABLE, PDF_NOT_OURS.
    """
    info = _known(frame, frame.info, _INFO)
    return _words(info, "Title"), tuple(_words(info, "Keywords").split(", "))


def attached_file(frame: Frame, content: Content, limit: int) -> bytes:
    """The record's XML, which lies within the bytes that the seal covers.

    Raises:
        Finding: PDF_XML_MISSING, PDF_UNREADABLE.
    """
    stream = frame.streams[content.attachment]
    dictionary = read_dictionary(stream.dictionary)
    parameters = dictionary.get("Params")
    size = parameters.get("Size") if isinstance(parameters, dict) else None
    if dictionary.get("Filter") != Name("FlateDecode") or not isinstance(size, float) or not 0 < size <= limit:
        raise Finding("PDF_XML_MISSING")
    data = inflate(stream.data, int(size))
    if len(data) != size:
        raise Finding("PDF_XML_MISSING")
    return data


def _known(frame: Frame, number: int, keys: frozenset[str]) -> dict[str, Value]:
    """A dictionary that has no key but these."""
    content = frame.packed.get(number) or frame.plain.get(number)
    if content is None:
        raise Finding("PDF_NOT_OURS", detail=f"object {number}")
    found = read_dictionary(content)
    if not keys.issuperset(found):
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/" + min(set(found) - keys))
    return found


def _harmless(frame: Frame) -> None:
    """No object outside the structure tree names anything that acts."""
    text = b"\n".join(content for content in frame.packed.values() if not content.startswith(_STRUCTURE))
    names = set(_NAME.findall(text))
    forbidden = names & _FORBIDDEN or {name for name in names if b"#" in name}
    if forbidden:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/" + min(forbidden).decode("latin-1"))


def _rectangle(value: Value) -> tuple[float, ...]:
    edges = tuple(edge for edge in value if isinstance(edge, float)) if isinstance(value, list) else ()
    if len(edges) != 4:  # noqa: PLR2004  # left, lower, right, upper
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/Rect")
    return edges


def _pages(frame: Frame, tree: Ref, field: int, page_of_field: Value) -> None:
    """Every page, each once; the one annotation of them all is the seal's field."""
    waiting = [tree.number]
    seen: set[int] = set()
    annotated: list[tuple[Value, bytes]] = []
    while waiting:
        number = waiting.pop()
        content = frame.packed.get(number)
        if content is None:
            raise Finding("PDF_NOT_OURS", detail=f"page {number}")
        kids = _KIDS.search(content)
        names = _NAME.findall(content)
        if number in seen or len(seen) > _MOST_PAGES or len(names) != len(set(names)):
            raise Finding("PDF_NOT_OURS", detail="pages")
        seen.add(number)
        if not (_PAGES if kids else _PAGE).issuperset(names):
            raise Finding("PDF_FORBIDDEN_CONTENT", detail=f"page {number}")
        if kids:
            waiting += [int(kid) for kid in _REFERENCE.findall(kids[1])]
        elif b"Annots" in names:
            annotated += [(Ref(number), array) for array in _ANNOTS.findall(content)]
    if annotated != [(page_of_field, b"[%d 0 R]" % field)]:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/Annots")


def _attachment(frame: Frame, catalog: Mapping[str, Value]) -> int:
    """The one embedded file, in the names tree and as associated file."""
    if "Names" not in catalog or "AF" not in catalog:
        raise Finding("PDF_XML_MISSING")
    match catalog["Names"], catalog["AF"]:
        case {"EmbeddedFiles": {"Names": [Text(name), Ref(number)], **deeper}, **other}, [Ref(associated)] if (
            number == associated and name == ATTACHMENT_NAME.encode() and not deeper and not other
        ):
            pass
        case _:
            raise Finding("PDF_FORBIDDEN_CONTENT", detail="/EmbeddedFiles")
    spec = _known(frame, number, _FILE_SPEC)
    match spec.get("EF"):
        case {"F": Ref(file), "UF": Ref(same), **more} if file == same and not more and file in frame.streams:
            return file
    raise Finding("PDF_XML_MISSING")


def _streams(frame: Frame, attachment: int, appearance: int) -> None:
    """One embedded file and one form XObject (the seal's picture) among the streams; none fetched from elsewhere."""
    for number, stream in frame.streams.items():
        found = stream.dictionary
        if (b"/EmbeddedFile" in found) != (number == attachment) or (b"/XObject" in found) != (number == appearance):
            raise Finding("PDF_FORBIDDEN_CONTENT", detail=f"stream {number}")
        if b"/F(" in found or b"/F<" in found or b"/FFilter" in found:
            raise Finding("PDF_FORBIDDEN_CONTENT", detail="/F")


def _words(dictionary: Mapping[str, Value], key: str) -> str:
    value = dictionary.get(key)
    return value.words() if isinstance(value, Text) else ""
