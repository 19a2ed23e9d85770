"""The only door for XML from outside: no DTD, no entities, nothing external, nothing too big, UTF-8 only.

Size and number of tags are counted before the parser sees a byte; depth, text length, comments and processing
instructions right after. Source of the bounds: `Limits` of the profiles, far above any real record.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NoReturn

from lxml import etree

from hocba.errors import DocumentError
from hocba.signature_profile import Limits

_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(["'])(?P<version>[^"']{1,8})\1"""
    rb"""(?:\s+encoding\s*=\s*(["'])(?P<encoding>[A-Za-z][A-Za-z0-9._-]{0,39})\3)?"""
    rb"""(?:\s+standalone\s*=\s*(["'])(?:yes|no)\5)?\s*\?>"""
)
_MISC = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)


def parse_strict(data: bytes, limits: Limits) -> etree._Element:
    """Parse an XML document of unknown origin and return its root.

    Args:
        data: the whole file.
        limits: bounds of the kind of document expected.

    Raises:
        DocumentError: TOO_LARGE, TOO_MANY_NODES, TOO_DEEP, TEXT_TOO_LONG, ENCODING_NOT_UTF8, DTD_FORBIDDEN,
            COMMENT_FORBIDDEN (also processing instructions) or XML_MALFORMED.
    """
    if len(data) > limits.bytes:
        raise DocumentError("TOO_LARGE", size=len(data), limit=limits.bytes)
    if data.count(b"<") > 2 * limits.nodes + 2:
        # Every element has at most two tags, so more "<" than this means more nodes than allowed.
        raise DocumentError("TOO_MANY_NODES", limit=limits.nodes)
    body = _check_prolog(data)
    # One parser a call: its error log is not shared between threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        _refuse_syntax(error, limits)
    _check_shape(root, data, body, limits)
    return root


def _check_prolog(data: bytes) -> int:
    """Encoding, XML version, and what stands before the root element; returns where the XML declaration ends."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError("ENCODING_NOT_UTF8", where=f"byte {error.start}") from None
    position = len(_BOM) if data.startswith(_BOM) else 0
    if data.startswith(b"<?xml", position) and data[position + 5 : position + 6].isspace():
        declaration = _DECLARATION.match(data, position)
        if declaration is None or declaration["version"] != b"1.0":
            raise DocumentError("XML_MALFORMED", where="line 1", detail="XML declaration")
        encoding = declaration["encoding"]
        if encoding is not None and encoding.lower() != b"utf-8":
            raise DocumentError("ENCODING_NOT_UTF8", where="line 1")
        position = declaration.end()
    body = position
    while match := _MISC.match(data, position):
        position = match.end()
    if data.startswith(b"<!", position):
        raise DocumentError("DTD_FORBIDDEN")
    return body


def _refuse_syntax(error: etree.XMLSyntaxError, limits: Limits) -> NoReturn:
    where = f"line {error.lineno or 1}"
    if "Excessive depth" in str(error.msg):  # libxml2 itself stops at 256
        raise DocumentError("TOO_DEEP", where=where, limit=limits.depth) from None
    if "Resource limit exceeded" in str(error.msg):  # one text above 10 MB
        raise DocumentError("TEXT_TOO_LONG", where=where, limit=limits.text) from None
    raise DocumentError("XML_MALFORMED", where=where, detail=str(error.msg)[:200]) from None


def _check_shape(root: etree._Element, data: bytes, body: int, limits: Limits) -> None:
    """Each question is asked of the bytes first, which is nearly free, and of the tree only where they leave doubt."""
    too_deep, too_long, too_many, has_comments = _shape_questions(limits)
    if too_deep(root):
        raise DocumentError("TOO_DEEP", limit=limits.depth)
    if data.count(b"<") > limits.nodes and too_many(root):
        raise DocumentError("TOO_MANY_NODES", limit=limits.nodes)
    if len(data) > limits.text and too_long(root):
        raise DocumentError("TEXT_TOO_LONG", limit=limits.text)
    if (b"<!--" in data or data.find(b"<?", body) != -1) and has_comments(root):
        raise DocumentError("COMMENT_FORBIDDEN")


@cache
def _shape_questions(limits: Limits) -> tuple[etree.XPath, ...]:
    """Too deep, a text or attribute too long, too many elements, comments or processing instructions anywhere."""
    deeper = "/*" * (limits.depth + 1)
    return (
        etree.XPath(f"boolean({deeper})"),
        etree.XPath(f"boolean(//text()[string-length(.) > {limits.text}] | //@*[string-length(.) > {limits.text}])"),
        etree.XPath(f"count(//*) > {limits.nodes}"),
        etree.XPath("boolean(/comment() | /processing-instruction() | //comment() | //processing-instruction())"),
    )
