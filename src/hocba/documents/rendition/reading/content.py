"""A strict interpreter of the content streams that our own pages have (ISO 32000-1, 8 and 9), and of no others.

    scale | marks | QR code | tints, then lines | one text object

Every operator must stand where our writer puts it, with operands of the shape that it gives them. So nothing can be
drawn over text, in the colour of paper, invisibly, in parts, or from another stream: there is no operator for it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hocba.documents.rendition.reading.glyphs import STRING, Glyphs, said
from hocba.documents.rendition.reading.pages import HEIGHT, WIDTH, Block, Box, Code, Page, Pen, Role, around
from hocba.documents.rendition.writer.face import CAP_HEIGHT, UNITS

_NUMBER = rb"(?:0|-?[1-9]\d{0,5})"
_DARK = rb"(?:0|0?\.2) g|0?\.6157 0?\.0784 0?\.1255 rg"
"""Black, the grey of head and foot, the red of headings: all that text is drawn in."""
_MARK = re.compile(
    rb"/(F[012]) (\d{3,4}) Tf 0?\.9216 g\n\.7071 \.7071 -\.7071 \.7071 (\d{1,5}) (\d{1,5}) Tm\[\((%b)\)\]TJ\n" % STRING
)
_CODE = re.compile(
    rb"/Figure<</MCID \d{1,4}>>BDC q (\d{2,3}\.\d{4}) 0 0 -\1 (\d{1,5}) (\d{1,5}) cm\n"
    rb"((?:\d{1,2} \d{1,2} \d{1,2} 1 re\n)++)f Q EMC\n"
)
_TINT = re.compile(rb"0?\.9647 0?\.9255 0?\.902 rg (\d{1,5}) (\d{1,5}) (\d{1,5}) (\d{1,5}) re f\n")
_STROKES = re.compile(
    rb"([\d. ]{1,24}) (?:G|RG) (\d{2,3}) w\n(\[\]0 d 2 J|\[60 200\]0 d)\n"
    rb"(?:((?:\d{1,5} \d{1,5} m \d{1,5} \d{1,5} l\n)++)|((?:\d{1,5} \d{1,5} \d{1,5} \d{1,5} re\n)++))S 0 J\n"
)
_RUN = re.compile(
    rb"(EMC\n)?(?:/(?:P|H[123]|T[HD])<<(/MCID \d{1,5})>>BDC\n|/Artifact<</Type/Pagination(/Subtype/(?:Header/Attached"
    rb"\[/Top\]|Footer/Attached\[/Bottom\])|)>>BDC\n)?(?:/(F[012]) (\d{3,4}) Tf\n)?(?:(?:%b)\n)?(?:(\d{1,3}) Tc\n)?"
    rb"(%b) (%b) Td\[\((%b)\)\]TJ[ \n]" % (_DARK, _NUMBER, _NUMBER, STRING)
)
_START = b".01 0 0 .01 0 0 cm\n"
_MARKS = b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\nBT\n"
_MARKS_END = b"0 g ET EMC\n"
_DRAWING = b"/Artifact<</Type/Layout>>BDC q\n"
_DRAWING_END = b"Q EMC\n"
_TEXT = b"BT\n"
_TEXT_END = b"EMC\nET"
_CONTENT, _HEADER = Role.CONTENT, Role.HEADER
"""The head's second text stands beside its first one, and grows upwards."""
_ROLES = {
    b"": Role.AGAIN,
    b"/Subtype/Header/Attached[/Top]": Role.HEADER,
    b"/Subtype/Footer/Attached[/Bottom]": Role.FOOTER,
}
_PENS: Mapping[tuple[tuple[float, ...], int, bool], Pen] = {
    ((0.3529,), 50, False): Pen.HAIR,
    ((0.4353,), 60, True): Pen.DOTS,
    ((0.6157, 0.0784, 0.1255), 80, False): Pen.FRAME,
    ((0.6157, 0.0784, 0.1255), 260, False): Pen.COVER_FRAME,
    ((0,), 80, False): Pen.COVER_RULE,
    ((0.6157, 0.0784, 0.1255), 60, False): Pen.HEAD_RULE,
}
"""By colour, width and whether dotted."""
_SIZES = range(800, 6001)
"""Of letters: nothing is drawn too small to be read."""
_SMALLEST_MARK = 4000
_TRACKING = 12
"""Letters are moved apart by less than a twelfth of their size."""
_DIAGONAL = 0.7071
_SIDES = range(21, 58, 4)
"""Modules of a QR code's side, versions 1 to 10."""
_DARK_MODULES = b"\1" * max(_SIDES)

Fonts = Mapping[bytes, Glyphs]


class Strange(Exception):
    """Something that our writer does not write; its text says what, for a developer."""


def read_content(data: bytes, fonts: Fonts) -> Page:
    """Interpret one page.

    Args:
        data: the content stream, decompressed.
        fonts: by their names in the page's resources.

    Raises:
        Strange: anything that our pages do not have.
    """
    try:
        return _page(data, fonts)
    except (ValueError, KeyError) as error:  # of a string: half a glyph, one without a letter, moved letters
        raise Strange(f"string: {error}") from error


def _page(data: bytes, fonts: Fonts) -> Page:
    page = Page()
    at = _begins(data, 0, _START)
    if data.startswith(_MARKS, at):
        at = _marks(data, at + len(_MARKS), page, fonts)
    if code := _CODE.match(data, at):
        page.code = _code(code)
        at = code.end()
    if data.startswith(_DRAWING, at):
        at = _drawing(data, at + len(_DRAWING), page)
    _texts(data, _begins(data, at, _TEXT), page, fonts)
    return page


def _begins(data: bytes, at: int, expected: bytes) -> int:
    if not data.startswith(expected, at):
        raise Strange(data[at : at + 40].decode("latin-1"))
    return at + len(expected)


def _marks(data: bytes, at: int, page: Page, fonts: Fonts) -> int:
    while match := _MARK.match(data, at):
        size, x, y = map(int, match.group(2, 3, 4))
        text, width, _ = said(fonts[match[1]], match[5])
        along = _DIAGONAL * width * size / UNITS
        if size < _SMALLEST_MARK or x + along > WIDTH or y + along + size > HEIGHT:
            raise Strange("mark")
        page.marks.append(text)
        at = match.end()
    return _begins(data, at, _MARKS_END)


def _code(match: re.Match[bytes]) -> Code:
    scale, left, high = float(match[1]), int(match[2]), int(match[3])
    numbers = list(map(int, match[4].replace(b" 1 re\n", b" ").split()))
    side = max(numbers[1::3]) + 1
    if side not in _SIDES:
        raise Strange("QR code")
    rows = [bytearray(side) for _ in range(side)]
    for x, y, length in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if not 0 < length <= side - x:
            raise Strange("QR code")
        rows[y][x : x + length] = _DARK_MODULES[:length]
    size = round(scale * side)
    box = Box(left, high - size, left + size, high)
    _require_on_page(box)
    return Code(box, list(map(bytes, rows)))


def _drawing(data: bytes, at: int, page: Page) -> int:
    while match := _TINT.match(data, at):
        x, y, width, height = map(int, match.groups())
        page.tints.append((x, y, x + width, y + height))
        at = match.end()
    if page.tints:
        _require_on_page(around(page.tints))
    while match := _STROKES.match(data, at):
        colour, width_of_line, dash, lines, boxes = match.groups()
        pen = _PENS.get((tuple(map(float, colour.split())), int(width_of_line), dash != b"[]0 d 2 J"))
        if pen is None:
            raise Strange("pen")
        numbers = list(map(int, (lines or boxes).translate(None, b"mlre").split()))
        four = zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True)
        strokes = page.strokes.setdefault(pen, [])
        if boxes:
            strokes += [(x, y, x + width, y + height) for x, y, width, height in four]
        else:
            strokes += [(min(c, a), min(d, b), max(a, c), max(b, d)) for a, b, c, d in four]
        _require_on_page(around(strokes))
        at = match.end()
    return _begins(data, at, _DRAWING_END)


def _require_on_page(box: Box) -> None:
    if box.right > WIDTH or box.high > HEIGHT or box.left < 0 or box.low < 0:
        raise Strange("outside the page")


def _texts(data: bytes, at: int, page: Page, fonts: Fonts) -> None:  # noqa: C901, PLR0912  # one step a line: the heart of the reader, where calls would cost most
    font: Glyphs | None = None
    role: Role | None = None
    size = cap = tracking = x = y = left = low = right = high = last = end = 0
    shown = ""
    while match := _RUN.match(data, at):
        at = match.end()
        closed, content, artifact, name, new_size, new_tracking, right_by, up_by, string = match.groups()
        if name:
            font, size = fonts[name], int(new_size)
            if size not in _SIZES:
                raise Strange("size of letters")
            cap = int(CAP_HEIGHT * size)
        if new_tracking:
            tracking = int(new_tracking)
        if font is None or tracking * _TRACKING > size:
            raise Strange("font")
        text, width, letters = said(font, string)
        x += int(right_by)
        y += int(up_by)
        top = y + cap
        ends = x + width * size // UNITS + tracking * letters
        if x < 0 or y < 0 or ends > WIDTH or top > HEIGHT:
            raise Strange("text outside the page")
        if content or artifact is not None:
            if (closed is None) is not (role is None):
                raise Strange("marked content")
            if role:
                page.blocks.append(Block(role, shown, (left, low, right, high)))
            role = _CONTENT if content else _ROLES[artifact]
            shown, left, low, right, high = text, x, y, ends, top
        else:
            if closed or role is None:
                raise Strange("text outside marked content")
            if top > last and (x < end or (y != last and role is not _HEADER)):
                raise Strange("lines over each other")
            shown += text
            left = min(x, left)
            low = min(y, low)
            right = max(ends, right)
            high = max(top, high)
        last, end = y, ends
    if role is None or data[at:] != _TEXT_END:
        raise Strange(data[at : at + 40].decode("latin-1"))
    page.blocks.append(Block(role, shown, (left, low, right, high)))
