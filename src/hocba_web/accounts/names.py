"""Login names and temporary passwords: short, sayable, without diacritics."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from hocba_web.base.text import fold

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_TEXT = """
    ban bat bay bep bien bong buom cam canh cau chim chuong cua dao den dinh dong du duong ga gio gom hac hai hoa hong
    hue khe kim la lac lam lan lua luu ly mai man may mo mua mung nam nen ngo non nui ong pho quat que rau ren sao sen
    son song sua suoi tam than thong thu tinh to tra trang trau tre truc tuong vai van ve voi vuon vang xanh xoai xuan
"""
_SYLLABLES = tuple(_TEXT.split())
_WORDS = 4
_LONGEST = 50
_DIGITS = 4


def suggest_username(full_name: str, taken: Callable[[str], bool]) -> str:
    """A login name such as "anh.ntl" for "Nguyễn Thị Lan Anh", numbered where somebody has it already.

    Args:
        full_name: any spelling.
        taken: whether an account has a name.
    """
    words = [kept for word in fold(full_name).split() if (kept := re.sub(r"[^a-z0-9]", "", word))]
    *first, last = words or ["taikhoan"]
    plain = f"{last}.{''.join(word[0] for word in first) or 'gv'}"[:_LONGEST]
    chosen, serial = plain, 2
    while taken(chosen):
        chosen, serial = f"{plain}{serial}", serial + 1
    return chosen


def temporary_password() -> str:
    """Four syllables and four digits: easily read out, about 39 bits, good for days and one login only."""
    words = [secrets.choice(_SYLLABLES) for _ in range(_WORDS)]
    return "-".join([*words, f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"])
