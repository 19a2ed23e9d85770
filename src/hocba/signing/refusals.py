"""Which article each refusal to sign rests on."""

from __future__ import annotations

from hocba.errors import SigningRefused

_ORDER = "Decision 32/QĐ-THPĐ, art. 6(9); Công văn 2088/BGDĐT-GDTH, part III.2"
_STANDARDS = "Circular 15/2025/TT-BKHCN"
_SIGNER = "Decision 32/QĐ-THPĐ, art. 9(1); Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1"

SOURCES = {
    "SLOT_ORDER": _ORDER,
    "SLOT_CLOSED": _ORDER,
    "SLOT_ALREADY_SIGNED": _ORDER,
    "SIGNING_TIME_ORDER": _ORDER,
    "SEAL_BEFORE_PLANNED_DATE": "Công văn 2088/BGDĐT-GDTH, part III.2",
    "WRONG_SIGNER": _SIGNER,
    "WRONG_SEAL": "Công văn 2088/BGDĐT-GDTH, part III.1",
    "CERTIFICATE_NOT_VALID_NOW": _STANDARDS,
    "CERTIFICATE_USAGE": _STANDARDS,
    "CERTIFICATE_CHAIN_BROKEN": _STANDARDS,
    "CERTIFICATE_UNREADABLE": _STANDARDS,
    "KEY_TOO_WEAK": _STANDARDS,
    "ALGORITHM_NOT_ALLOWED": _STANDARDS,
    "ALGORITHM_KEY_MISMATCH": _STANDARDS,
    "PREPARED_STALE": "Decision 32/QĐ-THPĐ, art. 4(3)",
}
"""Every code with which `hocba.signing` refuses an XML signature, and its article."""


def refused(code: str, *, where: str, **params: object) -> SigningRefused:
    """The refusal of that code, carrying its article."""
    return SigningRefused(code, where=where, source=SOURCES[code], **params)
