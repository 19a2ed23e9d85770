"""The confirmation code ("mã xác nhận") of a record: 80 random bits that a family types, kept only as a keyed hash.

Source: Decision 32/QĐ-THPĐ, art. 2(8). Crockford's base 32 has no I, L, O and U, so nothing is misread.
"""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from hocba.errors import InvalidValue

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 80
_LENGTH = _BITS // 5
_GROUP = 4
_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = str.maketrans("", "", " -–\u00a0")


def new_code(randomness: bytes) -> str:
    """A code such as "7K3M-9QXA-0B4T-ZD8P".

    Args:
        randomness: 10 bytes from the system's generator.

    Raises:
        InvalidValue: CONFIRMATION_CODE_INVALID, for fewer or more.
    """
    if len(randomness) * 8 != _BITS:
        raise InvalidValue("CONFIRMATION_CODE_INVALID")
    number = int.from_bytes(randomness)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_code(text: str) -> str:
    """The code as somebody typed it, in its one spelling: any case, with or without groups, O for 0, I and L for 1.

    Raises:
        InvalidValue: CONFIRMATION_CODE_INVALID; the text is not repeated.
    """
    letters = text.translate(_BETWEEN).upper().translate(_MISREAD)
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        raise InvalidValue("CONFIRMATION_CODE_INVALID")
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def code_hash(key: bytes, uuid: UUID, code: str) -> str:
    """What is stored of a code: HMAC-SHA-256 under the installation's key, bound to the record; hexadecimal.

    Args:
        key: secret, 32 bytes or more; whoever has only the table cannot try codes without it.
        uuid: look-up UUID of the record.
        code: from `new_code` or `read_code`.
    """
    return hmac.new(key, b"hocba-code/1\0" + uuid.bytes + code.encode("ascii"), hashlib.sha256).hexdigest()
