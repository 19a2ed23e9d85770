"""Pages that lie: text right or wrong, drawn so that paper and data would not say the same. None may pass."""

from __future__ import annotations

import re

import pytest

from hocba.documents.rendition import difference
from hocba.errors import DocumentError
from support.opened import compared, opened, shown_in
from support.redrawn import (
    BOLD,
    Change,
    after_drawing,
    before_text,
    form,
    in_drawing,
    judged,
    moved,
    once,
    operators,
    rendered,
    spelled,
    swapped,
)


def lines_among(hairs: bytes) -> Change:
    """Among the lines of tables."""
    return lambda content: re.sub(rb"(0\.3529 G 50 w\n.*\n)", lambda match: match[1] + hairs, content, count=1)


def at_end(drawn: bytes) -> Change:
    """After all text."""
    return lambda content: content.removesuffix(b"EMC\nET") + b"EMC\n" + drawn + b"ET"


def test_nothing_changed_passes():
    assert compared(form(), rendered()) is None
    assert compared(form(), opened(rendered()).to_bytes()) is None
    assert judged(3, lambda content: content.replace(b"0.2 g", b".2 g")) == "PASSED"  # the same grey


TEXT = b"/P<</MCID 90>>BDC\n0 0 Td" + operators("Em được khen thưởng.") + b"\nEMC\n"

UNKNOWN = {
    "white text": at_end(b"1 g\n" + TEXT),
    "text in the colour of the paper": once(b"0 g\n", b"1 g\n"),
    "text in the colour of table heads": once(b"0 g\n", b"0.9647 0.9255 0.902 rg\n"),
    "pale text": once(b"0 g\n", b"0.9216 g\n"),
    "invisible text": once(b"0 g\n", b"0 g\n3 Tr\n"),
    "outlined text": once(b"BT\n/Artifact", b"BT\n1 Tr\n/Artifact"),
    "text scaled to nothing": once(b"0 g\n", b"0 g\n0 Tz\n"),
    "size zero": once(b"/F0 950 Tf", b"/F0 0 Tf"),
    "size of a tenth of a point": once(b"/F0 950 Tf", b"/F0 010 Tf"),
    "letters over each other": once(b"0 g\n", b"0 g\n-600 Tc\n"),
    "letters far apart": once(b"0 g\n", b"0 g\n900 Tc\n"),
    "raised text": once(b"0 g\n", b"0 g\n500 Ts\n"),
    "unknown font": once(b"/F0 950 Tf", b"/F3 950 Tf"),
    "no font": once(b"/F0 950 Tf\n", b""),
    "turned text": at_end(b"/P<</MCID 90>>BDC\n0 1 -1 0 300 300 Tm" + operators("10") + b"\nEMC\n"),
    "text in a second text object": lambda content: content + b"\nBT\n/F0 1000 Tf\n" + TEXT + b"ET",
    "text outside marked content": at_end(b"0 0 Td" + operators("10") + b"\n"),
    "text to the left of the page": moved("10", -40_000, 0),
    "text to the right of the page": moved("10", 40_000, 0),
    "text above the page": moved("10", 0, 80_000),
    "text below the page": moved("10", 0, -80_000),
    "text with other words for machines": once(b"/TD<</MCID", b"/TD<</ActualText(9)/MCID"),
    "another kind of content": once(b"/TD<</MCID", b"/Span<</MCID"),
    "an artifact of another kind": once(b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>", b"/Artifact"),
    "area over text": lambda content: content + b"\n0 g 6520 20000 40000 3000 re f",
    "area in white": in_drawing(b"1 g 6520 20000 40000 3000 re f\n"),
    "area in black": in_drawing(b"0 g 6520 20000 40000 3000 re f\n"),
    "area between lines and text": before_text(b"0 g 33300 60000 500 1000 re f\n"),
    "curve": before_text(b"0 0 m 10 10 20 20 30 30 c S\n"),
    "thick line": once(b"0.3529 G 50 w", b"0.3529 G 900 w"),
    "white line": once(b"0.3529 G 50 w", b"1 G 50 w"),
    "other dashes": once(b"[]0 d 2 J", b"[3]0 d 2 J"),
    "picture": before_text(b"q 100 0 0 100 0 0 cm /X0 Do Q\n"),
    "inline image": before_text(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n"),
    "shading": before_text(b"/S0 sh\n"),
    "clipping": before_text(b"0 0 1 1 re W n\n"),
    "transparency": before_text(b"/G0 gs\n"),
    "another scale": once(b".01 0 0 .01 0 0 cm", b".02 0 0 .01 0 0 cm"),
    "upside down": once(b".01 0 0 .01 0 0 cm", b"-.01 0 0 -.01 0 0 cm"),
    "comment": once(b"BT\n/Artifact", b"BT %\n/Artifact"),
    "mark turned": once(b".7071 .7071 -.7071 .7071", b"0 1 -1 0"),
    "mark in black": once(b"0.9216 g", b"0 g"),
    "mark too small": once(b"/F1 5600 Tf", b"/F1 1000 Tf"),
    "mark off the page": once(b"-.7071 .7071 13020 22758 Tm", b"-.7071 .7071 50000 80000 Tm"),
    "hidden behind an optional layer": before_text(b"/OC /L0 BDC\nEMC\n"),
    "nothing at all": lambda _: b"",
    "only the frame": lambda _: b".01 0 0 .01 0 0 cm\nBT\nET",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_the_writer_never_draws_is_not_read(name):
    assert judged(3, UNKNOWN[name]) == "PAGE_NOT_READABLE"


OTHER_TEXT = {
    "another score": once(operators("10"), operators("9")),
    "text added": at_end(TEXT),
    "text added as an artifact": at_end(
        b"/Artifact<</Type/Pagination>>BDC\n0 -500 Td" + operators("Em được khen thưởng.") + b"\nEMC\n"
    ),
    "foot left out": lambda content: re.sub(
        rb"EMC\n/Artifact<</Type/Pagination/Subtype/F.*", b"EMC\nET", content, flags=re.DOTALL
    ),
    "a mark more": lambda content: re.sub(rb"(/F1 5600 Tf.*?TJ\n)", rb"\1\1", content, count=1, flags=re.DOTALL),
    "no mark": lambda content: re.sub(
        rb"/Artifact<</Type/Pagination/Subtype/W.*?ET EMC\n", b"", content, flags=re.DOTALL
    ),
}


@pytest.mark.parametrize("name", OTHER_TEXT)
def test_other_text_is_a_difference(name):
    assert judged(3, OTHER_TEXT[name]) == "TEXT_DIFFERS"


def digit_of_lines(left: int, low: int) -> bytes:
    """The seven strokes of an 8."""
    edges = [(0, 0, 300, 0), (0, 300, 300, 300), (0, 600, 300, 600), (0, 0, 0, 600), (300, 0, 300, 600)]
    return b"".join(b"%d %d m %d %d l\n" % (left + a, low + b, left + c, low + d) for a, b, c, d in edges)


ELSEWHERE = {
    "head as foot": once(b"/Header/Attached[/Top]", b"/Footer/Attached[/Bottom]"),
    "two scores swapped": swapped("9", "10"),
    "two subjects swapped": swapped("Toán", "Khoa học"),
    "a score in another row": moved("10", 0, -700),
    "a score in the next column": moved("10", 3000, 0),
    "a score in the column before": moved("10", -5000, 0),
    "a score over the row above": moved("10", 0, 1400),
    "a heading below its table": moved("1. Kết quả các môn học và hoạt động giáo dục", 0, -4000, BOLD),
    "the head of the page in its middle": lambda content: moved("Lê Thế Anh – Lớp 4A1", 0, -30_000)(
        moved("Học bạ tiểu học – Năm học 2025-2026", 0, -30_000)(content)
    ),
    "a slanting line": lines_among(b"33300 60000 m 34000 61000 l\n"),
    "a digit of lines": lines_among(digit_of_lines(30_000, 21_000)),
    "a digit of lines in an empty place": lines_among(digit_of_lines(30_000, 7_000)),
    "a dotted digit": after_drawing(b"0.4353 G 60 w\n[60 200]0 d\n" + digit_of_lines(30_000, 7_000) + b"S 0 J\n"),
    "a frame around nothing": after_drawing(
        b"0.6157 0.0784 0.1255 RG 80 w\n[]0 d 2 J\n7000 7000 300 600 re\nS 0 J\n"
    ),
    "a frame of the cover": after_drawing(
        b"0.6157 0.0784 0.1255 RG 260 w\n[]0 d 2 J\n4819 4819 49890 74551 re\nS 0 J\n"
    ),
    "a line through a text": lambda content: re.sub(
        rb"(0\.3529 G 50 w\n.*\n)(\d+) (\d+) m (\d+) \3 l\n",
        lambda match: b"%b%b %d m %b %d l\n" % (match[1], match[2], int(match[3]) - 800, match[4], int(match[3]) - 800),
        content,
        count=1,
    ),
    "a line in two": lambda content: re.sub(
        rb"(0\.3529 G 50 w\n.*\n)(\d+) (\d+) m (\d+) \3 l\n",
        lambda match: b"%b%b %b m %b %b l\n%b %d m %b %d l\n"
        % (*match.groups()[:3], match[4], match[3], match[2], int(match[3]) + 60, match[4], int(match[3]) + 60),
        content,
        count=1,
    ),
    "no line between two columns": lambda content: re.sub(rb"(\d+) (\d+) m \1 (\d+) l\n", b"", content),
    "an area more": in_drawing(b"0.9647 0.9255 0.902 rg 30000 7000 300 600 re f\n"),
    "an area elsewhere": lambda content: re.sub(
        rb"rg 6520 (\d+) 47622 \d+ re f", rb"rg 6520 \1 300 600 re f", content, count=1
    ),
    "a line over the head": once(b"6520 79951 m 54142 79951 l", b"6520 80200 m 54142 80200 l"),
    "no line under the head": lambda content: re.sub(
        rb"0\.6157 0\.0784 0\.1255 RG 60 w\n.*\n.*\nS 0 J\n", b"", content
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_right_text_in_another_place_does_not_pass(name):
    assert judged(3, ELSEWHERE[name]) == "PAGE_ARRANGED_OTHERWISE"


@pytest.mark.parametrize(
    "change",
    [
        once(spelled("10"), spelled("1") + b")-400(" + spelled("0")),
        once(spelled("10"), spelled("1") + b")500(" + spelled("0")),
        once(spelled("10"), spelled("1") + b")0(" + spelled("0")),
        once(spelled("10"), b")0(" + spelled("10")),
        once(spelled("10"), spelled("10")[:3] + b")18(" + spelled("10")[3:]),
        once(spelled("10"), spelled("10") + b"\0"),
        once(spelled("10"), b"\0\0" + spelled("10")),
        once(spelled("10"), b"\xd8\x00" + spelled("10")),
        once(spelled("10"), b"\x0f\xff" + spelled("10")),
        once(spelled("10"), spelled("10") * 600),
    ],
)
def test_letters_are_set_as_the_font_sets_them(change):
    """Moved together or apart, halves of letters, letters that the font does not have, lines longer than a page."""
    assert judged(3, change) == "PAGE_NOT_READABLE"


def test_spaces_inside_a_score():
    assert judged(3, once(operators("10"), operators("1 0"))) == "PAGE_ARRANGED_OTHERWISE"


def test_a_line_drawn_over_another():
    joined = re.compile(rb"EMC\n/TD<</MCID \d+>>BDC\n(-?\d+ -?\d+ Td" + re.escape(operators("10")) + rb")")
    assert judged(3, lambda content: joined.sub(rb"0 0 Td\1", content)) == "PAGE_NOT_READABLE"


def test_only_running_text_goes_on_over_a_page_end():
    """The head's name cut in two, the rest of it on top of the next page; all letters are there, in their order."""
    name = re.compile(re.escape(operators("Trần Thị Thúy", BOLD)))
    file = opened(rendered())
    file.redraw(4, lambda content: name.sub(lambda _: operators("Trần Thị ", BOLD), content))
    rest = b"EMC\n/P<</MCID 90>>BDC\n/F1 1200 Tf\n0 g\n-38720 -1200 Td%b\nEMC\n/H1<<" % operators("Thúy", BOLD)
    moved_back = re.compile(rb"EMC\n/H1<<(.*?\n.*?\n.*?\n)(-?\d+) (-?\d+) Td")
    file.redraw(
        5,
        lambda content: moved_back.sub(
            lambda match: b"%b%b%d %d Td" % (rest, match[1], int(match[2]) + 38_720, int(match[3]) + 1200), content
        ),
    )
    data = file.to_bytes()
    shown, _ = shown_in(data)
    assert difference(form(), shown.texts) is None
    with pytest.raises(DocumentError) as caught:
        compared(form(), data)
    assert (caught.value.code, caught.value.params["page"]) == ("PAGE_ARRANGED_OTHERWISE", 4)
