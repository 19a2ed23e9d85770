"""Objects behind the pages that lie: fonts whose letters look or are called otherwise, further streams, moved seals."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Callable

import pytest

from hocba.documents.rendition.reading.objects import MOST_DRAWN, MOST_PAGES
from hocba.documents.rendition.writer import subset
from hocba.documents.rendition.writer.face import REGULAR, Face
from hocba.errors import DocumentError
from support.opened import Opened, compared, opened
from support.pdfium import shown_text
from support.redrawn import BOLD, form, operators, rendered, spelled


def judged(change: Callable[[Opened], None]) -> str:
    file = opened(rendered())
    change(file)
    try:
        return "PASSED" if compared(form(), file.to_bytes()) is None else "TEXT_DIFFERS"
    except DocumentError as error:
        return error.code


def to_unicode(file: Opened) -> int:
    """The map of the regular face."""
    match = re.search(rb"/ToUnicode (\d+) 0 R", file.pdf.objects[file.number(b"<</Type/Font/Subtype/Type0", 0)])
    assert match
    return int(match[1])


def program(file: Opened) -> int:
    """The font file of the regular face."""
    match = re.search(rb"/FontFile2 (\d+) 0 R", file.pdf.objects[file.number(b"<</Type/FontDescriptor", 0)])
    assert match
    return int(match[1])


def glyph(letter: str) -> int:
    return REGULAR.font.letters[letter]


def another_name(file: Opened) -> None:
    """Drawn 10, copied and searched as 19; the trick that a reader of text by the file's own map falls for."""
    number = to_unicode(file)
    old = b"<%04X><0030>" % glyph("0")
    data = file.stream(number)
    assert old in data
    file.put_stream(number, data.replace(old, b"<%04X><0039>" % glyph("0")))


def drawn_otherwise(file: Opened) -> None:
    """The page draws 1 and ỹ, and the file's map calls that 10: a program reads what the data say, people do not."""
    number = to_unicode(file)
    assert not any(glyph("ỹ").to_bytes(2) in file.stream(file.content(page)) for page in range(1, 6))
    old = b"<%04X><%04X>" % (glyph("ỹ"), ord("ỹ"))
    assert old in file.stream(number)
    file.put_stream(number, file.stream(number).replace(old, b"<%04X><0030>" % glyph("ỹ")))
    file.redraw(3, lambda content: content.replace(operators("10"), operators("1ỹ")))


def swapped_outlines(file: Opened) -> None:
    """Every 0 looks like a 9."""
    font = REGULAR.font
    glyphs = list(font.glyphs)
    glyphs[glyph("0")], glyphs[glyph("9")] = glyphs[glyph("9")], glyphs[glyph("0")]
    doctored = Face("Regular")
    doctored.__dict__["font"] = dataclasses.replace(font, glyphs=tuple(glyphs))
    widths = next(body for body in file.pdf.objects.values() if b"/CIDFontType2" in body).partition(b"/W[")[2]
    kept = [int(number) for number in re.findall(rb"(\d+)\[", widths)]
    data = subset.font_file(doctored, kept)
    assert len(data) == len(file.stream(program(file)))
    file.put_stream(program(file), data)


def other_widths(file: Opened) -> None:
    """Letters pushed over each other."""
    number = file.number(b"<</Type/Font/Subtype/CIDFontType2", 0)
    file.replace(number, b"%d[500]" % glyph("0"), b"%d[0]" % glyph("0"))


def longer_program(file: Opened) -> None:
    file.put_stream(program(file), file.stream(program(file)) + b"\0\0\0\0")


def wrong_length(file: Opened) -> None:
    number = program(file)
    file.pdf.objects[number] = re.sub(rb"/Length1 \d+", b"/Length1 7", file.pdf.objects[number])


def outline_changed(file: Opened) -> None:
    data = bytearray(file.stream(program(file)))
    data[-40] ^= 1
    file.put_stream(program(file), bytes(data))


def other_face(file: Opened) -> None:
    """Bold drawn as regular and the other way round: all letters are there, but their places are not."""
    resources = file.number(b"<</Font<<")
    file.pdf.objects[resources] = re.sub(
        rb"/F0 (\d+) 0 R/F1 (\d+) 0 R", rb"/F0 \2 0 R/F1 \1 0 R", file.pdf.objects[resources]
    )


FONTS = {
    "another name for a letter": another_name,
    "a letter drawn under another's name": drawn_otherwise,
    "outlines swapped": swapped_outlines,
    "an outline changed": outline_changed,
    "other widths": other_widths,
    "more than the program": longer_program,
    "wrong length of the program": wrong_length,
    "faces exchanged": other_face,
    "a letter less": lambda file: file.put_stream(
        to_unicode(file), re.sub(rb"<%04X><0030>\n" % glyph("0"), b"", file.stream(to_unicode(file)))
    ),
    "a range of names": lambda file: file.put_stream(
        to_unicode(file),
        file.stream(to_unicode(file)).replace(b"endcmap", b"1 beginbfrange\n<0001><0002><0041>\nendbfrange\nendcmap"),
    ),
    "no map at all": lambda file: file.put_stream(to_unicode(file), b""),
    "a default width": lambda file: file.replace(file.number(b"<</Type/Font/Subtype/CIDFontType2"), b"/DW 0", b"/DW 9"),
    "another map to glyphs": lambda file: file.replace(
        file.number(b"<</Type/Font/Subtype/CIDFontType2"), b"/CIDToGIDMap/Identity", b"/CIDToGIDMap 5 0 R"
    ),
    "another encoding": lambda file: file.replace(
        file.number(b"<</Type/Font/Subtype/Type0"), b"/Identity-H", b"/Identity-V"
    ),
    "another font's name": lambda file: file.replace(
        file.number(b"<</Type/FontDescriptor"), b"+HocbaSerif-Regular", b"+Arial"
    ),
    "a kind of font of its own": lambda file: file.replace(
        file.number(b"<</Type/Font/Subtype/Type0"), b"/Type0", b"/Type3"
    ),
    "a program of another kind": lambda file: file.replace(
        file.number(b"<</Type/FontDescriptor"), b"/FontFile2", b"/FontFile3"
    ),
    "no program": lambda file: file.replace(
        file.number(b"<</Type/FontDescriptor"), b"/FontFile2 %d 0 R" % program(file), b"/FontFile2 1 0 R"
    ),
    "a program that does not end": lambda file: file.put_packed(
        program(file), zlib.compress(file.stream(program(file)))[:-1], file.stream(program(file))
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FONTS)
def test_a_font_that_is_not_ours_is_refused(name):
    assert judged(FONTS[name]) == "PAGE_FONT_CHANGED"


def test_a_reader_that_trusts_the_file_is_fooled():
    """Why letters come from our own font: for PDFium the doctored file shows what the data say."""
    file = opened(rendered())
    drawn_otherwise(file)
    assert shown_text(file.to_bytes()) == shown_text(rendered())
    assert judged(drawn_otherwise) == "PAGE_FONT_CHANGED"


def test_a_letter_that_the_file_does_not_embed():
    def change(file: Opened) -> None:
        file.redraw(3, lambda content: content.replace(spelled("Toán"), spelled("ÐoáŇ"), 1))

    assert judged(change) == "PAGE_NOT_READABLE"


def page_entry(old: bytes, new: bytes) -> Callable[[Opened], None]:
    return lambda file: file.replace(file.pages[2], old, new)


def second_stream(file: Opened) -> None:
    more = file.add_stream(b"BT /F1 1200 Tf 100 100 Td" + operators("10", BOLD) + b" ET")
    file.replace(
        file.pages[2], b"/Contents %d 0 R" % file.content(3), b"/Contents[%d 0 R %d 0 R]" % (file.content(3), more)
    )


def form_with_text(file: Opened) -> None:
    picture = file.add_stream(
        b"BT /F1 12 Tf 100 100 Td" + operators("10", BOLD) + b" ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]",
    )
    file.replace(file.number(b"<</Font<<"), b"<</Font<<", b"<</XObject<</X %d 0 R>>/Font<<" % picture)
    file.redraw(3, lambda content: content.removesuffix(b"ET") + b"ET\nq 100 0 0 100 0 0 cm /X Do Q")


def bomb(file: Opened) -> None:
    file.put_stream(file.content(3), b" " * (MOST_DRAWN + 1))


def cut_short(file: Opened) -> None:
    number = file.content(3)
    file.put_packed(number, zlib.compress(file.stream(number))[:-4])


def more_behind(file: Opened) -> None:
    number = file.content(3)
    file.put_packed(number, zlib.compress(file.stream(number)) + zlib.compress(b"more"))


def other_fonts_for_one_page(file: Opened) -> None:
    number = max([*file.pdf.objects, *file.apart]) + 1
    resources = file.number(b"<</Font<<")
    file.pdf.objects[number] = file.pdf.objects[resources]
    file.replace(file.pages[2], b"/Resources %d 0 R" % resources, b"/Resources %d 0 R" % number)


PAGES = {
    "a second content stream": second_stream,
    "a form XObject with text": form_with_text,
    "turned": page_entry(b"/Tabs/S", b"/Rotate 90/Tabs/S"),
    "cropped": page_entry(b"/Tabs/S", b"/CropBox[0 0 100 100]/Tabs/S"),
    "enlarged": page_entry(b"/Tabs/S", b"/UserUnit 10/Tabs/S"),
    "of another size": page_entry(b"595.2756 841.8898", b"100.0000 100.0000"),
    "with actions": page_entry(b"/Tabs/S", b"/AA<</O<</S/JavaScript/JS(1)>>>>/Tabs/S"),
    "of another parent": page_entry(b"/Parent 1 0 R", b"/Parent 2 0 R"),
    "out of order": page_entry(b"/StructParents 2", b"/StructParents 3"),
    "with fonts of its own": other_fonts_for_one_page,
    "without content": page_entry(b"/Contents", b"/Conten"),
    "with content from elsewhere": lambda file: file.replace(
        file.content(3), b"<</Filter", b"<</F(other.bin)/Filter"
    ),
    "with content filtered twice": lambda file: file.replace(
        file.content(3), b"/FlateDecode", b"[/ASCIIHexDecode/FlateDecode]"
    ),
    "that unpack to megabytes": bomb,
    "cut short": cut_short,
    "with more behind": more_behind,
    "twice in the tree": lambda file: file.replace(file.number(b"<</Type/Pages"), b"4 0 R 5 0 R", b"4 0 R 4 0 R"),
    "not counted": lambda file: file.replace(file.number(b"<</Type/Pages"), b"/Count 5", b"/Count 4"),
    "in a tree of trees": lambda file: file.replace(file.number(b"<</Type/Pages"), b"/Count", b"/Parent 1 0 R/Count"),
    "too many": lambda file: file.pdf.objects.update(
        {
            file.number(b"<</Type/Pages"): b"<</Type/Pages/Count %d/Kids[%b]>>"
            % (MOST_PAGES + 1, b" ".join(b"%d 0 R" % number for number in range(2, MOST_PAGES + 3)))
        }
    ),
    "none": lambda file: file.replace(file.number(b"<</Type/Pages"), b"/Count 5/Kids[", b"/Count 0/Kids[]/K["),
    "with another resource": lambda file: file.replace(
        file.number(b"<</Font<<"), b"<</Font<<", b"<</ExtGState<</G<</ca 0>>>>/Font<<"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_one_shape(name):
    assert judged(PAGES[name]) == "PAGES_NOT_OURS"


def test_pages_in_another_order():
    def change(file: Opened) -> None:
        third, fourth = file.pages[2:4]
        contents = [file.stream(file.content(page)) for page in (3, 4)]
        file.put_stream(file.content(3), contents[1])
        file.put_stream(file.content(4), contents[0])
        assert third != fourth

    assert judged(change) == "TEXT_DIFFERS"


def field(old: bytes, new: bytes) -> Callable[[Opened], None]:
    def change(file: Opened) -> None:
        number = next(iter(file.apart))
        assert re.search(old, file.apart[number])
        file.apart[number] = re.sub(old, new, file.apart[number])

    return change


@pytest.mark.parametrize(
    "change",
    [
        field(rb"/Rect\[[\d. ]+\]", b"/Rect[0 0 96.38 96.38]"),
        field(rb"/Rect\[[\d. ]+\]", b"/Rect[0 0 600 800]"),
        field(rb"/Rect\[([\d.]+) ([\d.]+) [\d.]+ [\d.]+\]", rb"/Rect[\1 \2 590 590]"),
        field(rb"/Rect\[([\d.]+) [\d.]+ ([\d.]+) [\d.]+\]", rb"/Rect[\1 600 \2 696.38]"),
    ],
)
def test_the_seal_stays_at_the_heads_signature(change):
    assert judged(change) == "PAGE_ARRANGED_OTHERWISE"


def test_the_one_annotation_is_the_seal():
    def change(file: Opened) -> None:
        page = next(number for number in file.pages if b"/Annots" in file.pdf.objects[number])
        file.replace(page, b"/Annots[%d 0 R]" % next(iter(file.apart)), b"/Annots[2 0 R]")

    assert judged(change) == "PAGE_ARRANGED_OTHERWISE"


def test_the_seal_is_on_the_page_of_the_closing():
    def change(file: Opened) -> None:
        page = next(number for number in file.pages if b"/Annots" in file.pdf.objects[number])
        annotation = b"/Annots[%d 0 R]" % next(iter(file.apart))
        file.replace(page, annotation, b"")
        file.replace(file.pages[2], b"/Tabs/S", b"/Tabs/S" + annotation)

    assert judged(change) == "PAGE_ARRANGED_OTHERWISE"


def test_a_font_is_looked_at_once_and_again_when_it_changes():
    assert judged(lambda _: None) == "PASSED"
    assert judged(swapped_outlines) == "PAGE_FONT_CHANGED"
    assert judged(lambda _: None) == "PASSED"


def bookmark(file: Opened) -> int:
    return file.number(b"<</Parent", 3)


def hexadecimal(text: str) -> bytes:
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()


SPOKEN = {
    "a bookmark says something else": (
        lambda file: file.pdf.objects.update(
            {bookmark(file): re.sub(rb"/Title<.*?>", b"/Title" + hexadecimal("Giỏi"), file.pdf.objects[bookmark(file)])}
        ),
        "PAGE_SPOKEN_DIFFERS",
    ),
    "a bookmark that is no text": (
        lambda file: file.replace(bookmark(file), b"/Title<FEFF", b"/Title<FEFFD800"),
        "PAGES_NOT_OURS",
    ),
    "a bookmark of another shape": (
        lambda file: file.replace(bookmark(file), b"/Title<FEFF", b"/C[1 1 1]/Title<FEFF"),
        "PAGES_NOT_OURS",
    ),
    "the QR code called something else": (
        lambda file: file.replace(
            file.number(b"<</Type/StructElem/S/Figure"), b"/Alt<FEFF", b"/Alt<FEFF00310030"
        ),
        "PAGE_SPOKEN_DIFFERS",
    ),
    "a score read aloud as another": (
        lambda file: file.replace(file.number(b"<</Type/StructElem/S/TD"), b"/S/TD", b"/S/TD/Alt" + hexadecimal("9")),
        "PAGE_SPOKEN_DIFFERS",
    ),
    "a score copied as another": (
        lambda file: file.replace(file.number(b"<</Type/StructElem/S/TD"), b"/S/TD", b"/S/TD/ActualText(9)"),
        "PAGES_NOT_OURS",
    ),
    "that name spelled otherwise": (
        lambda file: file.replace(file.number(b"<</Type/StructElem/S/TD"), b"/S/TD", b"/S/TD/Actual#54ext(9)"),
        "PAGES_NOT_OURS",
    ),
    "an abbreviation spelled out": (
        lambda file: file.replace(file.number(b"<</Type/StructElem/S/TD"), b"/S/TD", b"/S/TD/E(9)"),
        "PAGES_NOT_OURS",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOKEN)
def test_what_is_heard_is_what_is_signed(name):
    change, expected = SPOKEN[name]
    assert judged(change) == expected
