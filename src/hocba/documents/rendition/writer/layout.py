"""A whole form laid out: its blocks, in order, on pages."""

from __future__ import annotations

from collections.abc import Iterator

from hocba.documents.rendition.form import (
    Block,
    Closing,
    Cover,
    Fields,
    Form,
    Heading,
    LookUp,
    Paragraph,
    Table,
)
from hocba.documents.rendition.writer.blocks import field_units, heading_unit, paragraph_units
from hocba.documents.rendition.writer.boxes import Page, Unit
from hocba.documents.rendition.writer.closing import closing_unit
from hocba.documents.rendition.writer.cover import cover_page
from hocba.documents.rendition.writer.flow import flow
from hocba.documents.rendition.writer.look_up import look_up_unit
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.tables import table_units


def lay_out(form: Form, parent: Element) -> list[Page]:
    """The pages of a form; a cover is a page of its own.

    Args:
        form: what is shown.
        parent: structure element that takes the blocks' elements.

    Raises:
        DocumentError: RENDITION_TOO_LARGE.
        KeyError: a letter that the fonts lack.
    """
    pages: list[Page] = []
    units: list[Unit] = []
    for block in form.blocks:
        if isinstance(block, Cover):
            pages += flow(units) if units else []
            units = []
            pages.append(cover_page(block, parent))
        else:
            units += units_of(block, parent, sealable=form.stage.takes_seal)
    return pages + flow(units)


def units_of(block: Block, parent: Element, *, sealable: bool) -> Iterator[Unit]:
    """What one block, which is no cover, puts on pages.

    Args:
        block: what is shown.
        parent: of its elements.
        sealable: whether the field of the seal belongs over the signature that is to carry it.
    """
    match block:
        case Heading():
            yield heading_unit(block, parent)
        case Paragraph():
            yield from paragraph_units(block, parent)
        case Fields():
            yield from field_units(block, parent)
        case Table():
            yield from table_units(block, parent)
        case LookUp():
            yield look_up_unit(block, parent)
        case Closing():
            yield closing_unit(block, parent, sealable=sealable)
        case Cover():
            raise TypeError(block.kind)  # a page, not a unit
