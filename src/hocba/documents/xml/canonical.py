"""Exclusive C14N 1.0, the digest of a record, and the one serialisation of `school-2025`.

Our files are the XML declaration, a line feed, then exactly the exclusive C14N of the root. So for a file of ours the
canonical bytes need no parser: they are the file without its first line.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import cast

from lxml import etree

from hocba.errors import DocumentError

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
DS = "http://www.w3.org/2000/09/xmldsig#"

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"}
_FORBIDDEN = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r") + "\ufffe\uffff"
_SPECIAL = re.compile(f"[{re.escape(''.join(_ESCAPES) + _FORBIDDEN)}\ud800-\udfff]")
_ASKED_ONE_BY_ONE = tuple("".join(_ESCAPES) + _FORBIDDEN)

# White space beside elements, prefixes and base64 values are where other bytes could hide behind the same meaning.
_MIXED = etree.XPath("boolean(//*[*]/text())")
_BASE64 = etree.XPath(
    "//ds:SignatureValue/text() | //ds:X509Certificate/text() | //ds:DigestValue/text()", namespaces={"ds": DS}
)
_DECLARED = re.compile(rb' xmlns(?::([^\s=]{1,40}))?="([^"]*)"')
_OURS = {
    (b"ds", DS.encode()),
    (b"xades", b"http://uri.etsi.org/01903/v1.3.2#"),
    (b"hb", b"urn:hocba:binding:1"),
    (b"", b"urn:hocba:signing-time:1"),
}


def needs_escape(text: str) -> bool:
    """Whether `escape` would change or refuse anything; many times faster over a long text."""
    try:
        text.encode("utf-8")  # lone surrogates
    except UnicodeEncodeError:
        return True
    return any(character in text for character in _ASKED_ONE_BY_ONE)


def escape(text: str) -> str:
    """Text of an element in C14N form.

    Raises:
        DocumentError: TEXT_NOT_XML, if a character may not stand in XML 1.0.
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(_escape_one, text)


def _escape_one(match: re.Match[str]) -> str:
    try:
        return _ESCAPES[match[0]]
    except KeyError:
        raise DocumentError("TEXT_NOT_XML", character=f"U+{ord(match[0]):04X}") from None


def exclusive_c14n(element: etree._Element) -> bytes:
    """Exclusive C14N 1.0 without comments of the element and what it holds."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def record_digest(root: etree._Element) -> bytes:
    """The record's digest used in log, receipt, PDF and store: SHA-256 over the exclusive C14N of the whole HOC_BA."""
    return hashlib.sha256(exclusive_c14n(root)).digest()


def require_one_serialisation(data: bytes, root: etree._Element) -> None:
    """Refuse a file that is not byte for byte what our writer makes of the same content.

    Nothing may hide in what canonicalisation forgives or what no signature covers: other spellings of the same text,
    comments, CDATA, white space between elements, other prefixes, base64 with other line breaks or padding bits.

    Raises:
        DocumentError: NOT_ONE_SERIALISATION, with `rule` naming what was broken.
    """
    if not data.startswith(DECLARATION) or data[len(DECLARATION) :] != exclusive_c14n(root):
        raise DocumentError("NOT_ONE_SERIALISATION", rule="C14N")
    if _MIXED(root):
        raise DocumentError("NOT_ONE_SERIALISATION", rule="WHITE_SPACE")
    # In canonical bytes each prefix in use is declared where it is first used. The pattern may also meet a value that
    # looks like a declaration; the tree is asked only then.
    if not set(_DECLARED.findall(data)) <= _OURS and not _namespaces(root) <= _OURS:
        raise DocumentError("NOT_ONE_SERIALISATION", rule="PREFIX")
    for text in cast("list[str]", _BASE64(root)):
        if not _is_canonical_base64(text):
            raise DocumentError("NOT_ONE_SERIALISATION", rule="BASE64")


def _namespaces(root: etree._Element) -> set[tuple[bytes, bytes]]:
    return {
        ((prefix or "").encode(), uri.encode())
        for element in root.iter()
        for prefix, uri in element.nsmap.items()
        if uri
    }


def _is_canonical_base64(text: str) -> bool:
    try:
        return b64encode(b64decode(text, validate=True)).decode("ascii") == text
    except (Base64Error, ValueError):
        return False
