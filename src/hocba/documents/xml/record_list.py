"""A list of records (DANH_SACH_HOC_BA): each record cut out as bytes and read alone.

The list is never parsed as a whole: records are found by their tags and parsed one by one, so memory stays flat, and an
Id in one record can never be taken for that of another. This is exact because comments, CDATA, DTD and processing
instructions are refused first: then every "<" begins a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from hocba.documents.xml.canonical import DECLARATION, exclusive_c14n
from hocba.documents.xml.parse import parse_strict
from hocba.documents.xml.read import widest_limits
from hocba.errors import DocumentError
from hocba.signature_profile import ListFormat, list_format


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list as it stands in a file; no signature in it is verified yet."""

    format: ListFormat
    files: tuple[bytes, ...]
    """Each record as a file of its own: our XML declaration and the bytes that stood in the list."""
    root: etree._Element
    """The list, every record in it replaced by an empty element."""
    signature: etree._Element | None
    """The list's own `ds:Signature`, or None."""

    def canonical(self, proven: Sequence[bool] = ()) -> Iterator[bytes]:
        """Pieces of the exclusive C14N of the list without its own signature: what that signature covers.

        Args:
            proven: of each record, whether it is known to be its own canonical form; the others are canonicalised.

        Raises:
            DocumentError: as `parse_strict`, for a record that does not parse.
        """
        frame = exclusive_c14n(self.root)
        if self.signature is not None:
            frame = frame.replace(exclusive_c14n(self.signature), b"", 1)
        tag = self.format.record.encode()
        pieces = frame.split(b"<%b></%b>" % (tag, tag))
        yield pieces[0]
        for file, own, between in zip(self.files, proven or [False] * len(self.files), pieces[1:], strict=True):
            yield file.removeprefix(DECLARATION) if own else exclusive_c14n(parse_strict(file, widest_limits()))
            yield between


def is_list(data: bytes, *, known: ListFormat | None = None) -> bool:
    """Whether the root's tag, the first in the file, is that of a list."""
    match = re.search(rb"<([A-Za-z_][^\s/>]*)", data[:4096])
    return match is not None and match[1] == (known or list_format()).root.encode()


def read_list(data: bytes, *, known: ListFormat | None = None) -> RecordList:
    """Cut a list into its records.

    Args:
        data: the whole file.
        known: the format; by default the only one there is.

    Raises:
        DocumentError: TOO_LARGE, COMMENT_FORBIDDEN, DTD_FORBIDDEN, LIST_MALFORMED (records nested, cut off or elsewhere
            than directly in the list; anything beside them but one signature at the end), LIST_TOO_LONG, LIST_EMPTY,
            LIST_ID_TAKEN (a record holds the list's Id), and what `parse_strict` refuses.
    """
    form = known or list_format()
    if len(data) > form.limits.bytes:
        raise DocumentError("TOO_LARGE", size=len(data), limit=form.limits.bytes)
    _require_tags_only(data)
    start, end = _tags(form.record)
    files: list[bytes] = []
    frame: list[bytes] = []
    position = 0
    while opening := start.search(data, position):
        frame += (data[position : opening.start()], b"<%b/>" % form.record.encode())
        closing = end.search(data, opening.end())
        again = start.search(data, opening.end())
        if closing is None or (again is not None and again.start() < closing.start()):
            raise DocumentError("LIST_MALFORMED", where=f"byte {opening.start()}")
        if len(files) == form.most_records:
            raise DocumentError("LIST_TOO_LONG", limit=form.most_records)
        files.append(DECLARATION + data[opening.start() : closing.end()])
        position = closing.end()
    frame.append(data[position:])
    if not files:
        raise DocumentError("LIST_EMPTY")
    root = parse_strict(b"".join(frame), form.limits)
    signature = _signature(root, form, len(files))
    for file in files:
        _require_own_ids(parse_strict(file, widest_limits()), form)
    return RecordList(form, tuple(files), root, signature)


@cache
def _tags(record: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    tag = re.escape(record.encode())
    return re.compile(rb"<%b(?=[\s>/])" % tag), re.compile(rb"</%b\s*>" % tag)


def _require_tags_only(data: bytes) -> None:
    """Refuse everything in which a "<" could mean something other than a tag."""
    if b"<!" in data:
        raise DocumentError("DTD_FORBIDDEN" if b"<!D" in data else "COMMENT_FORBIDDEN")
    declaration = data.find(b"?>") if data.startswith(b"<?xml") else 0
    if data.find(b"<?", declaration) != -1:
        raise DocumentError("COMMENT_FORBIDDEN")


def _signature(root: etree._Element, form: ListFormat, count: int) -> etree._Element | None:
    """The shape around the records: they are children of the list, then at most one signature, and nothing else."""
    children = list(root)
    names = [child.tag for child in children]
    signed = names[-1:] == [f"{{{form.profile.namespaces.ds}}}Signature"]
    records = names[:-1] if signed else names
    if root.tag != form.root or root.nsmap or records != [form.record] * count:
        raise DocumentError("LIST_MALFORMED", where=str(root.tag)[:80])
    if root.items() != [(form.id_attribute, form.id)]:
        raise DocumentError("LIST_MALFORMED", where=f"{form.root}/@{form.id_attribute}")
    texts = [root.text, *(child.tail for child in children)]
    if any(text is not None and text.strip() for text in texts):
        raise DocumentError("LIST_MALFORMED", where=form.root)
    return children[-1] if signed else None


def _require_own_ids(record: etree._Element, form: ListFormat) -> None:
    if _uses_list_ids(form)(record):
        raise DocumentError("LIST_ID_TAKEN", where=form.id)


@cache
def _uses_list_ids(form: ListFormat) -> Callable[[etree._Element], object]:
    """Whether a record has an Id that belongs to the list: a foreign tool could take one for the other."""
    ids = f"(. = '{form.id}' or substring(., string-length(.) - {len(form.key)}) = '-{form.key}')"
    return etree.XPath(f"boolean(//@*[(local-name() = 'Id' or local-name() = 'id' or local-name() = 'ID') and {ids}])")
