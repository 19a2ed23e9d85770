"""Names of people: what no Vietnamese name holds, and how two names are compared."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# f, j, w, z and the letters with breve or caron belong to names of minority peoples (Ê Đê, Ba Na, Gia Rai).
_LETTERS = "bcdđfghjklmnpqrstvwxzč\u0180ĕĭŏŭ\u0306"
_PUNCTUATION = " '’ʼ‘`´-‐."
_ALLOWED = frozenset(
    letter
    for base in (*_LETTERS, *(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES))
    for letter in (base, base.upper())
) | frozenset(_PUNCTUATION)

_TCVN3_CAPITALS = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""TCVN3 text read as Latin-1 has these capitals within a word, as in "NguyÔn"."""
_VNI = re.compile(r"[ae][àáâãèéêìíòóôõùú]", re.IGNORECASE)
"""VNI text read as Latin-1 has a plain vowel before the letter that was its accent, as in "Vaên", "Traàn"."""


def is_suspect(name: str) -> bool:
    """Whether a cleaned name holds what no Vietnamese name has: old encodings, "?", U+FFFD, digits, symbols."""
    if any(letter not in _ALLOWED for letter in name):
        return True
    if any(before.islower() and after in _TCVN3_CAPITALS for before, after in pairwise(name)):
        return True
    return _VNI.search(name) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two cleaned names are the same but for case."""
    return one == other or name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """What two cleaned names are compared by: without case."""
    return unicodedata.normalize("NFC", name.casefold())
