"""The drawn seal."""

import re
import zlib

import pytest

from hocba.documents.rendition import FORM_VERSION
from hocba.documents.rendition.seal_art import seal_appearance

NAMES = [
    "Trường Tiểu học Phương Đông",
    "TH A",
    "Trường Tiểu học và Trung học cơ sở Dân tộc bán trú Nguyễn Thị Minh Khai số 12 (cơ sở 2)",
    "Trường " * 12,
    "",
]


def drawing(name: str) -> str:
    head, stream = seal_appearance(name, FORM_VERSION).split(b"\nstream\n")
    content = stream.removesuffix(b"\nendstream")
    assert int(re.search(rb"/Length (\d+)", head)[1]) == len(content)
    return zlib.decompress(content).decode("ascii")


@pytest.mark.parametrize("name", NAMES)
def test_it_is_only_lines_within_its_circle(name):
    content = drawing(name)
    assert not re.search(r"\bT[jJf]\b|\bDo\b|\bBT\b", content)
    for line in content.split("\n"):
        placed = re.match(r"q \S+ \S+ \S+ \S+ (\S+) (\S+) cm", line)
        if placed:
            x, y = float(placed[1]) - 500, float(placed[2]) - 500
            assert x * x + y * y < 480 * 480
    assert len(seal_appearance(name, FORM_VERSION)) < 6000


def test_every_letter_of_the_name_is_drawn():
    assert drawing(NAMES[0]).count(" cm ") - drawing("").count(" cm ") == len("TrườngTiểuhọcPhươngĐông")


def test_small_and_capital_letters_draw_the_same():
    assert drawing("trường a") == drawing("TRƯỜNG A")


def test_a_letter_without_outline_is_left_out():
    assert drawing("TRƯỜNG 中 A").count(" cm ") == drawing("TRƯỜNG A").count(" cm ")
