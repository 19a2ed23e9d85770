"""Whose certificate it is, as a person reads it."""

from __future__ import annotations

from cryptography import x509
from cryptography.x509.oid import NameOID

_MOST = 200


def holder_of(der: bytes) -> str:
    """Common name of the subject without control characters; empty if there is none."""
    names = x509.load_der_x509_certificate(der).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return "".join(char for char in str(names[0].value) if char.isprintable())[:_MOST] if names else ""
