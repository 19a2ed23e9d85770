"""QR codes, covers and their lines that lead elsewhere or show more than the form has."""

from __future__ import annotations

import re

import pytest

from hocba.documents.rendition.writer.qr import qr_rows
from support.opened import compared, opened
from support.redrawn import form, judged, once, rendered
from support.sealed import LOOKUP

_CODE = re.compile(rb"(?:\d+ \d+ \d+ 1 re\n)+")


def code_of(content: str) -> bytes:
    return b"".join(
        b"%d %d %d 1 re\n" % (run.start(), row, run.end() - run.start())
        for row, modules in enumerate(qr_rows(content))
        for run in re.finditer(b"1+", modules)
    )


OWN = "7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11"
OTHER = "00000000-6a0b-4c1e-9b57-0c2f7c3a9d11"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{LOOKUP}{OWN}", None),
        (OWN, None),
        (f"https://tracuu.example/{OWN}", None),
        (f"{LOOKUP}{OTHER}", "PAGE_CODE_DIFFERS"),
        (f"{LOOKUP}{OWN}0", "PAGE_CODE_DIFFERS"),
        (f"{LOOKUP}0{OWN}", "PAGE_CODE_DIFFERS"),
        (f"https://tracuu.example/?ma={OTHER}&x={OWN}", "PAGE_CODE_DIFFERS"),
        (f"https://tracuu.example/ {OWN}", "PAGE_CODE_DIFFERS"),
        (OWN.upper(), "PAGE_CODE_DIFFERS"),
        ("", "PAGE_CODE_DIFFERS"),
    ],
)
def test_the_qr_code_leads_to_this_record(content, expected):
    drawn = code_of(content)
    scale, side = b"%.4f" % (8503.937 / 37), len(qr_rows(content))

    def change(page):
        return _CODE.sub(drawn, page, count=1).replace(scale, b"%.4f" % (8503.937 / side))

    if expected is None:
        file = opened(rendered())
        number = file.content(2)
        file.put_stream(number, change(file.stream(number)))
        assert compared(form(), file.to_bytes()) is None
    else:
        assert judged(2, change) == expected


MORE = b"20 20 1 1 re\n20 21 1 1 re\n20 22 1 1 re\n"  # one of them is light at least
QR = {
    "a module more": (lambda page: page.replace(b"f Q EMC", MORE + b"f Q EMC"), "PAGE_NOT_READABLE"),
    "a row less": (lambda page: re.sub(rb"\d+ 20 \d+ 1 re\n", b"", page), "PAGE_NOT_READABLE"),
    "no modules": (lambda page: _CODE.sub(b"", page, count=1), "PAGE_NOT_READABLE"),
    "an odd size": (lambda page: re.sub(rb"\d+ 36 \d+ 1 re\n", b"", page), "PAGE_NOT_READABLE"),
    "past its side": (lambda page: page.replace(b"f Q EMC", b"36 36 9 1 re\nf Q EMC"), "PAGE_NOT_READABLE"),
    "mirrored": (lambda page: re.sub(rb"(q [\d.]+ 0 0) -", rb"\1 ", page), "PAGE_NOT_READABLE"),
    "off the page": (lambda page: re.sub(rb"7520 \d+ cm", b"59000 42108 cm", page), "PAGE_NOT_READABLE"),
    "outside its frame": (lambda page: re.sub(rb"7520 (\d+) cm", b"7520 72108 cm", page), "PAGE_ARRANGED_OTHERWISE"),
    "over the texts": (lambda page: re.sub(rb"7520 (\d+) cm", rb"20000 \1 cm", page), "PAGE_ARRANGED_OTHERWISE"),
    "too small to scan": (lambda page: page.replace(b"229.8", b"20.8"), "PAGE_ARRANGED_OTHERWISE"),
    "none": (lambda page: re.sub(rb"/Figure.*?f Q EMC\n", b"", page, flags=re.DOTALL), "PAGE_ARRANGED_OTHERWISE"),
    "twice": (lambda page: re.sub(rb"(/Figure.*?f Q EMC\n)", rb"\1\1", page, flags=re.DOTALL), "PAGE_NOT_READABLE"),
}  # fmt: skip


@pytest.mark.parametrize("name", QR)
def test_the_qr_code_stands_whole_in_its_place(name):
    change, expected = QR[name]
    assert judged(2, change) == expected


def test_a_second_qr_code_on_another_page():
    figure = re.search(rb"/Figure.*?f Q EMC\n", opened(rendered()).stream(opened(rendered()).content(2)), re.DOTALL)
    assert figure
    change = once(b"/Artifact<</Type/Layout>>BDC q\n", figure[0] + b"/Artifact<</Type/Layout>>BDC q\n")
    assert judged(3, change) == "PAGE_ARRANGED_OTHERWISE"


COVER = {
    "a frame through the texts": lambda page: page.replace(b"5269 5269 48990 73651 re", b"5269 40000 48990 20000 re"),
    "a line elsewhere": lambda page: page.replace(b"23811 72700 m 35717 72700 l", b"23811 60000 m 35717 60000 l"),
    "a dotted line more": lambda page: page.replace(b"[60 200]0 d\n", b"[60 200]0 d\n30000 10000 m 31000 10000 l\n"),
    "a dotted line through a value": lambda page: re.sub(
        rb"(\[60 200\]0 d\n\d+ )(\d+) m (\d+) \2 l",
        lambda match: b"%b%d m %b %d l" % (match[1], int(match[2]) + 500, match[3], int(match[2]) + 500),
        page,
    ),
    "an upright dotted line": lambda page: re.sub(rb"(0 d\n)(\d+) (\d+) m \d+ \3 l", rb"\1\2 \3 m \2 30000 l", page),
    "a table's line": lambda page: page.replace(
        b"0.4353 G 60 w\n", b"0.3529 G 50 w\n[]0 d 2 J\n9000 9000 m 9000 9600 l\nS 0 J\n0.4353 G 60 w\n"
    ),
}


@pytest.mark.parametrize("name", COVER)
def test_the_covers_lines_stand_in_their_place(name):
    assert judged(1, COVER[name]) == "PAGE_ARRANGED_OTHERWISE"
