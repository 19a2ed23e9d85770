"""The whole file: pages, structure tree, outline, attachment, metadata, the seal's field (ISO 32000-1; ISO 19005-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocba.documents.rendition.form import ATTACHMENT_NAME
from hocba.documents.rendition.pdf.layout import Layout
from hocba.documents.rendition.pdf.seal_field import EMPTY_APPEARANCE, FIELD_NAME, text_string
from hocba.documents.rendition.writer.boxes import Spot
from hocba.documents.rendition.writer.content import Drawn
from hocba.documents.rendition.writer.fonts import add_font
from hocba.documents.rendition.writer.geometry import PAGE_HEIGHT, PAGE_WIDTH
from hocba.documents.rendition.writer.metadata import Description, icc_profile
from hocba.documents.rendition.writer.objects import Objects, compressed
from hocba.documents.rendition.writer.outline import add_outline
from hocba.documents.rendition.writer.pencil import FONT_NAMES
from hocba.documents.rendition.writer.structure import Element, element_objects


@dataclass(frozen=True, slots=True)
class Parts:
    """What a file is put together from."""

    drawn: Drawn
    root: Element
    """The `Document` element."""
    description: Description
    attachment: bytes | None
    """The record's XML."""
    attachment_caption: str
    field_caption: str | None
    """What assistive technology says of the seal's field; None for a file without one."""


def assemble(parts: Parts) -> Layout:
    """The file, laid out so that sealing touches only its tail."""
    objects = Objects()
    drawn = parts.drawn
    tree = objects.reserve()
    pages = [objects.reserve() for _ in drawn.pages]
    field = objects.reserve() if parts.field_caption is not None and drawn.spot else 0
    _add_pages(objects, drawn, tree, pages, field)
    structure = _add_structure(objects, parts, pages, field)
    outline = add_outline(objects, drawn.bookmarks, pages)
    metadata = objects.add_stream(parts.description.xmp())
    catalog = [
        b"<</Type/Catalog/Pages %d 0 R" % tree,
        b"/Metadata %d 0 R" % metadata,
        b"/OutputIntents[%d 0 R]" % _output_intent(objects),
        b"/Lang%b/StructTreeRoot %d 0 R" % (_literal(parts.description.language), structure),
        b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
        b"/Outlines %d 0 R" % outline if outline else b"",
    ]
    if parts.attachment:
        catalog.append(_attach(objects, parts))
    info = objects.add(parts.description.info())
    root = objects.reserve()
    whole = b"".join(catalog)
    apart: dict[int, bytes] = {}
    if field and drawn.spot and parts.field_caption is not None:
        appearance = objects.reserve()
        apart = {
            field: _widget(drawn.spot, pages, appearance, len(pages), parts.field_caption),
            appearance: EMPTY_APPEARANCE,
            root: whole + b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>" % field,
        }
    else:
        objects.put(root, whole + b">>")
    return objects.laid_out(apart, root, info)


def _add_pages(objects: Objects, drawn: Drawn, tree: int, pages: Sequence[int], field: int) -> None:
    fonts = b"".join(
        b"/%b %d 0 R" % (FONT_NAMES[face], add_font(objects, face, letters)) for face, letters in drawn.letters.items()
    )
    resources = objects.add(b"<</Font<<%b>>>>" % fonts)
    for index, (number, content) in enumerate(zip(pages, drawn.pages, strict=True)):
        here = field and drawn.spot is not None and drawn.spot[1] == index
        objects.put(
            number,
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.4f %.4f]/Resources %d 0 R/Contents %d 0 R/StructParents %d"
            b"/Tabs/S%b>>"
            % (
                tree,
                PAGE_WIDTH,
                PAGE_HEIGHT,
                resources,
                objects.add_stream(compressed(content)),
                index,
                b"/Annots[%d 0 R]" % field if here else b"",
            ),
        )
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects.put(tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids))


def _add_structure(objects: Objects, parts: Parts, pages: Sequence[int], field: int) -> int:
    """The structure tree with the parent tree: whose each marked content, and the field, is."""
    root = objects.reserve()
    elements = parts.root.tree
    first = objects.reserve(len(elements))
    spot = parts.drawn.spot
    references = {}
    owners = [
        b"%d[%b]" % (index, b" ".join([b"%d 0 R" % (first + element.index) for element in owned]))
        for index, owned in enumerate(parts.drawn.owners)
    ]
    if field and spot:
        references[spot[0].element.index] = b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[spot[1]], field)
        owners.append(b"%d %d 0 R" % (len(pages), first + spot[0].element.index))
    for number, content in enumerate(element_objects(parts.root, first, root, pages, references), start=first):
        objects.put(number, content)
    objects.put(
        root,
        b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>"
        % (first, b" ".join(owners), len(owners)),
    )
    return root


def _output_intent(objects: Objects) -> int:
    profile = objects.add_stream(icc_profile())
    return objects.add(
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
        % profile
    )


def _attach(objects: Objects, parts: Parts) -> bytes:
    """The record's XML as associated file; returns the catalog's entries for it."""
    data = parts.attachment or b""
    parameters = b"/Params<</Size %d/ModDate(%b)>>" % (len(data), parts.description.date)
    file = objects.add_stream(compressed(data, b"/Type/EmbeddedFile/Subtype/application#2Fxml" + parameters))
    name = _literal(ATTACHMENT_NAME)
    spec = objects.add(
        b"<</Type/Filespec/F%b/UF%b/EF<</F %d 0 R/UF %d 0 R>>/AFRelationship/Source/Desc%b>>"
        % (name, name, file, file, text_string(parts.attachment_caption))
    )
    return b"/Names<</EmbeddedFiles<</Names[%b%d 0 R]>>>>/AF[%d 0 R]" % (name, spec, spec)


def _widget(placed: tuple[Spot, int, float], pages: Sequence[int], appearance: int, key: int, caption: str) -> bytes:
    spot, page, top = placed
    corners = b"%.5f %.5f %.5f %.5f" % (spot.x, top - spot.size, spot.x + spot.size, top)
    return b"".join(
        (
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%b)/TU%b/F 132" % (FIELD_NAME.encode(), text_string(caption)),
            b"/P %d 0 R/Rect[%b]/StructParent %d/AP<</N %d 0 R>>>>" % (pages[page], corners, key, appearance),
        )
    )


def _literal(text: str) -> bytes:
    """A string of letters that need no escape."""
    return b"(%b)" % text.encode("ascii")
