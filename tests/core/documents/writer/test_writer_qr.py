"""QR codes: module by module what segno draws."""

import pytest
import segno
import segno.encoder
from hypothesis import example, given
from hypothesis import strategies as st

from hocba.documents.rendition.writer.qr import qr_rows
from hocba.errors import DocumentError

MOST = 213
"""Bytes of version 10 at level M."""


@pytest.fixture(autouse=True, scope="module")
def padding_of_the_standard():
    """Segno 1.6 adds a byte of zeros before the padding where none is missing (ISO/IEC 18004, 7.4.10 has none)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            segno.encoder, "write_padding_bits", lambda bits, _version, length: bits.extend([0] * (-length % 8))
        )
        yield


def by_segno(content: str) -> list[bytes]:
    matrix = segno.make_qr(content, error="m", mask=3, boost_error=False, mode="byte").matrix
    return [bytes(ord("0") + module for module in row) for row in matrix]


@pytest.mark.parametrize(
    "length", [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180, 181, MOST]
)
def test_both_ends_of_every_version(length):
    content = ("https://tracuu.example/hoc-ba?ma=0123456789abcdef-" * 5)[:length]
    assert qr_rows(content) == by_segno(content)


@given(st.text("abcdefghijklmnopqrstuvwxyzABC0123456789:/?=&.-%_", min_size=1, max_size=MOST))
@example("https://tracuu.example/hoc-ba?ma=7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11")
def test_any_address(content):
    assert qr_rows(content) == by_segno(content)


def test_letters_outside_ascii_are_utf_8():
    assert qr_rows("học bạ") == by_segno("học bạ")


def test_a_text_too_long_is_refused():
    assert len(qr_rows("a" * MOST)) == 57
    with pytest.raises(DocumentError) as caught:
        qr_rows("a" * (MOST + 1))
    assert (caught.value.code, caught.value.where) == ("RENDITION_TOO_LARGE", "QR")
