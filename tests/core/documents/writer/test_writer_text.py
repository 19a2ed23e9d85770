"""Lines: where they break, how wide they are, what they draw."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hocba.documents.rendition.writer.breaking import broken
from hocba.documents.rendition.writer.face import BOLD, REGULAR, UNITS
from hocba.documents.rendition.writer.text import Style, one_line, stack

BODY = Style(REGULAR, 12)
LETTER = {glyph: letter for letter, glyph in REGULAR.font.letters.items()}


def drawn(data: bytes) -> str:
    """The letters that the inside of a `TJ` array shows."""
    strings = b"".join(re.split(rb"(?<!\\)\)-?\d+\((?!\\)", data))
    plain = re.sub(rb"\\(.)", lambda m: b"\r" if m[1] == b"r" else m[1], strings, flags=re.DOTALL)
    return "".join(LETTER[int.from_bytes(plain[at : at + 2])] for at in range(0, len(plain), 2))


def lines_of(text: str, width: float, first: float | None = None) -> list[str]:
    return [drawn(data) for data, _, _ in broken(REGULAR, text, width, width if first is None else first)]


def width_of(text: str) -> int:
    return sum(used for _, _, used in broken(REGULAR, text, 1e9, 1e9))


def test_a_line_breaks_where_the_next_word_does_not_fit():
    whole = width_of("một hai ba")
    assert lines_of("một hai ba", whole) == ["một hai ba"]
    assert lines_of("một hai ba", whole - 1) == ["một hai ", "ba"]


def test_the_space_at_a_break_takes_no_width():
    assert lines_of("một hai", width_of("một")) == ["một ", "hai"]


def test_the_first_line_may_be_narrower_or_hold_nothing():
    assert lines_of("một hai ba", width_of("một hai"), first=width_of("một")) == ["một ", "hai ba"]
    assert lines_of("một hai", width_of("một hai"), first=1) == ["", "một hai"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Bà Rịa-Vũng Tàu", ["Bà Rịa-", "Vũng Tàu"]),
        ("Bà Rịa/Vũng Tàu", ["Bà Rịa/", "Vũng Tàu"]),
        ("Bà Rịa–Vũng Tàu", ["Bà Rịa–", "Vũng Tàu"]),
        ("lớp 2025-2026", ["lớp ", "2025-2026"]),
    ],
)
def test_a_word_breaks_after_a_dash_or_slash_before_a_letter_but_not_in_numbers(text, lines):
    assert lines_of(text, width_of("Vũng Tàu 9")) == lines


def test_a_word_wider_than_a_line_is_cut_between_letters():
    assert lines_of("xaaaaa b", width_of("xaa")) == ["xaa", "aaa ", "b"]
    assert lines_of("aaa", 1) == ["a", "a", "a"]


@pytest.mark.parametrize("word", ["a" * 20_000, "a-" * 10_000, "a\u0300" * 10_000], ids=["letters", "dashes", "marks"])
def test_a_word_of_many_pages_is_cut_in_no_time(word):
    found = lines_of(word, width_of("a" * 50))
    assert "".join(found) == word
    assert 200 <= len(found) <= 500


def test_a_combining_mark_stays_with_its_letter():
    assert lines_of("m\u0300m\u0300", width_of("m")) == ["m\u0300", "m\u0300"]


texts = st.text("ăâđêôơưạảãáạẾbcdghklmnpqrstTVvxyABC 0123456789.,-–()\"':;!?/\\", max_size=200)


@settings(max_examples=150, deadline=None)
@given(texts, st.integers(1, 400), st.integers(0, 100))
@example("T)-37(o", 400, 0)
def test_nothing_is_lost_added_or_too_wide(text, width, indent):
    full, first = width * UNITS / 12, (width - indent) * UNITS / 12
    found = list(broken(REGULAR, text, full, first))
    assert "".join("".join(drawn(data).split()) for data, _, _ in found) == "".join(text.split())
    for number, (data, words, used) in enumerate(found):
        room = full if number else first
        assert used <= room or not words or len(words[0]) == len(words) == 1
        assert sorted(set(drawn(data))) == sorted(set(" ".join(words)) | ({" "} & set(drawn(data))))


def test_line_feeds_break_lines_and_are_read_as_spaces():
    found = stack(BODY, "một\n\nhai", 400, 7)
    assert [drawn(line.data) for line in found.lines] == ["một ", "", "hai"]
    assert found.height == pytest.approx(3 * BODY.height + 2 * 7)
    assert found.end == (0, -round(2 * (BODY.height + 7) * 100))


def test_centred_lines_share_a_middle():
    found = stack(BODY, "một hai ba bốn năm", 60, 7, centred=True)
    assert len(found.lines) > 1
    assert found.indent + found.lines[0].width / 2 == pytest.approx(30)
    assert found.indent + found.end[0] / 100 + found.lines[-1].width / 2 == pytest.approx(30, abs=0.01)


def test_letters_between_which_space_is_added():
    plain, spread = one_line(Style(BOLD, 10), "HỌC BẠ"), one_line(Style(BOLD, 10, tracking=4), "HỌC BẠ")
    assert spread.lines[0].width == pytest.approx(plain.lines[0].width + 5 * 4)


def test_a_space_follows_where_another_text_does():
    assert drawn(one_line(BODY, "Lớp:", spaced=True).lines[0].data) == "Lớp: "
    assert one_line(BODY, "", spaced=True).operators == b""


def test_a_letter_that_the_face_lacks_is_an_error():
    with pytest.raises(KeyError):
        stack(BODY, "中", 100, 7)
