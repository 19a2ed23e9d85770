"""Texts as the register compares them."""

from __future__ import annotations

import unicodedata

_DIGITS = 19
"""A number with fewer fits into 64 bits."""
LARGEST_KEY = 2**63 - 1
"""What a key of the database can be; numbers in addresses have no end."""


def fold(text: str) -> str:
    """Lower case without diacritics, single spaces: "Đỗ Thị  Ánh" -> "do thi anh"; what searches compare."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d").replace("Ð", "D").replace("ð", "d"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.casefold().split())


def clean(text: str) -> str:
    """NFC, Ð written as Đ, ends trimmed, no control characters but line breaks."""
    kept = "".join(sign for sign in text.replace("Ð", "Đ") if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", kept).strip()


def whole(text: str) -> int | None:
    """The number that some digits write, if a 64-bit key can hold it; None for everything else a request may bring."""
    return int(text) if text.isdecimal() and len(text) < _DIGITS else None
