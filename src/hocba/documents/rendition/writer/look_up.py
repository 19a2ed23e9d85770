"""The framed box that says where a record is looked up, with its QR code."""

from __future__ import annotations

from hocba.documents.rendition.form import LookUp
from hocba.documents.rendition.pdf.seal_field import text_string
from hocba.documents.rendition.writer.blocks import dotted_fields
from hocba.documents.rendition.writer.boxes import Picture, Rule, Run, Text, Unit
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR
from hocba.documents.rendition.writer.geometry import CM, FRAME, LEFT, RIGHT, WIDTH
from hocba.documents.rendition.writer.qr import qr_rows
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import LEADING, Style, stack

_ABOVE = 16.8
_INSET = 10.0
_QR_SIZE = 3 * CM
_QR_X = LEFT + _INSET
_TEXT_X, _TEXT_RIGHT = _QR_X + _QR_SIZE + 14, RIGHT - _INSET
_BODY, _STRONG, _NOTE = Style(REGULAR, 11), Style(BOLD, 11), Style(ITALIC, 10)
_LEADING = LEADING * _BODY.size
_FIELD_GAP = 3.0
_PARAGRAPH_GAP = 8.25


def look_up_unit(block: LookUp, parent: Element) -> Unit:
    """The box as one unit."""
    figure = Element(b"Figure", parent, b"/Alt%b" % text_string(block.note))
    texts, rules, drop = [], [], 0.0
    for unit in dotted_fields(
        block.fields, parent, x=_TEXT_X, to_x=_TEXT_RIGHT, caption_style=_BODY, value_style=_STRONG, gap=_FIELD_GAP
    ):
        texts += [_lowered(text, drop) for text in unit.texts]
        rules += [rule._replace(drop=rule.drop + drop, to_drop=rule.to_drop + drop) for rule in unit.rules]
        drop += unit.height + _FIELD_GAP
    drop -= _FIELD_GAP
    paragraphs = [(_NOTE, block.note), *zip((_STRONG, _BODY), block.effect, strict=False)]
    for style, text in paragraphs:
        lines = stack(style, text, _TEXT_RIGHT - _TEXT_X, _LEADING)
        texts.append(Text(Element(b"P", parent), (Run(_TEXT_X, drop + _PARAGRAPH_GAP, lines),)))
        drop += _PARAGRAPH_GAP + lines.height
    inside = max(drop, _QR_SIZE)
    down = _INSET + (inside - drop) / 2
    height = inside + 2 * _INSET
    return Unit(
        height,
        [_lowered(text, down) for text in texts],
        [
            *(rule._replace(drop=rule.drop + down, to_drop=rule.to_drop + down) for rule in rules),
            Rule(FRAME, LEFT, 0, LEFT + WIDTH, height, boxed=True),
        ],
        above=_ABOVE,
        picture=Picture(figure, _QR_X, _INSET + (inside - _QR_SIZE) / 2, _QR_SIZE, qr_rows(block.qr)),
    )


def _lowered(text: Text, by: float) -> Text:
    return Text(text.element, [Run(run.x, run.drop + by, run.stack) for run in text.runs])
