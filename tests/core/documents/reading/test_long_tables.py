"""Tables that go on over pages, cells over several rows: where texts could change places most easily."""

from __future__ import annotations

import re
from functools import cache

import pytest

from hocba.documents.rendition import render
from hocba.errors import DocumentError
from support.forms import forms
from support.opened import compared, opened
from support.redrawn import BOLD, Change, judged, moved, operators, swapped
from support.sealed import SEALED_AT

LONG = "comments of 2000"


@cache
def rendered() -> bytes:
    return render(forms()[LONG], sealed_xml=b"<x/>", created_at=SEALED_AT)


def judged_long(page: int, change: Change) -> str:
    file = opened(rendered())
    file.redraw(page, change)
    try:
        return "PASSED" if compared(forms()[LONG], file.to_bytes()) is None else "TEXT_DIFFERS"
    except DocumentError as error:
        return error.code


def again(content: bytes) -> list[bytes]:
    """The captions that a page repeats."""
    return re.findall(rb"/Artifact<</Type/Pagination>>BDC\n.*?EMC\n", content, re.DOTALL)


def test_the_table_goes_on():
    file = opened(rendered())
    assert [len(again(file.stream(file.content(page)))) for page in (3, 4, 5)] == [0, 4, 4]


REPEATED = {
    "as content": lambda content: content.replace(b"/Artifact<</Type/Pagination>>BDC", b"/TH<</MCID 80>>BDC"),
    "of another column": lambda content: content.replace(operators("Nhận xét", BOLD), operators("Ghi chú", BOLD)),
    "at the end of the page": lambda content: content.replace(
        b"EMC\n/Artifact<</Type/Pagination/Subtype/F",
        b"EMC\n/Artifact<</Type/Pagination>>BDC\n0 -300 Td[(\0\x11)]TJ\nEMC\n/Artifact<</Type/Pagination/Subtype/F",
    ),
    "twice": lambda content: content.replace(again(content)[0], again(content)[0] * 2),
}


@pytest.mark.parametrize("name", REPEATED)
def test_captions_are_repeated_as_they_were(name):
    assert judged_long(4, REPEATED[name]) in {"TEXT_DIFFERS", "PAGE_ARRANGED_OTHERWISE", "PAGE_NOT_READABLE"}


def test_captions_are_not_repeated_where_no_table_goes_on():
    """The captions of the page's own table, called repeated ones: the same letters in the same order."""
    change = re.compile(rb"/TH<</MCID \d+>>BDC(\n[^M]*?" + re.escape(operators("Năm học", BOLD)) + rb")")
    assert judged(2, lambda content: change.sub(rb"/Artifact<</Type/Pagination>>BDC\1", content)) == (
        "PAGE_ARRANGED_OTHERWISE"
    )


def test_a_continued_cell_stays_in_its_column():
    file = opened(rendered())
    content = file.stream(file.content(4))
    cell = re.search(rb"/TD<</MCID \d+>>BDC\n(?:/F0 \d+ Tf\n)?(?:0 g\n)?(-?\d+) ", content)
    assert cell

    def change(page: bytes) -> bytes:
        return page[: cell.start(1)] + b"%d" % (int(cell[1]) - 20_000) + page[cell.end(1) :]

    assert judged_long(4, change) in {"PAGE_ARRANGED_OTHERWISE", "PAGE_NOT_READABLE"}


def comment(right: int, up: int) -> Change:
    """Both lines of the comment on qualities, drawn elsewhere."""
    first = moved("Đoàn kết với bạn, thật thà; hoàn thành tốt việc được", right, up)
    second = moved("giao.", right, up)
    return lambda content: second(first(content))


TRAITS = {
    "two qualities in each other's place": swapped("Yêu nước", "Nhân ái"),
    "a quality in the row above": moved("Nhân ái", 0, 1607),
    "a quality half a row up": moved("Nhân ái", 0, 800),
    "a comment above its rows": comment(0, 4500),
    "a comment below its rows": comment(0, -7000),
    "a comment over the levels": comment(-9000, 0),
}


@pytest.mark.parametrize("name", TRAITS)
def test_cells_over_rows_stay_beside_them(name):
    assert judged(3, TRAITS[name]) in {"PAGE_ARRANGED_OTHERWISE", "PAGE_NOT_READABLE"}


def test_the_last_text_stays_above_the_foot():
    file = opened(rendered())
    pages = len(file.pages)
    content = file.stream(file.content(pages))
    runs = list(re.finditer(rb"(-?\d+) (-?\d+) Td\[", content.partition(b"/Subtype/Footer")[0]))
    last, foot = runs[-1], re.search(rb"(-?\d+) (-?\d+) Td\[", content[runs[-1].end() :])
    assert foot

    def change(page: bytes) -> bytes:
        down = 60_000
        head, rest = page[: last.end()], page[last.end() :]
        lowered = b"%b %d Td[" % (last[1], int(last[2]) - down)
        lifted = b"%b %d Td[" % (foot[1], int(foot[2]) + down)
        return head[: last.start()] + lowered + rest[: foot.start()] + lifted + rest[foot.end() :]

    assert judged_long(pages, change) in {"PAGE_ARRANGED_OTHERWISE", "PAGE_NOT_READABLE"}
