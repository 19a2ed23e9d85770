"""The objects behind the pages, each of the one shape that our writer gives it: page tree, pages, fonts, streams."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hocba.documents.rendition.reading.content import Strange

MOST_PAGES = 200
"""More than any record needs."""
MOST_DRAWN = 4 * 1024 * 1024
"""Bytes of all content streams together, decompressed; those of a usual record have some forty thousand."""

_TREE = re.compile(rb"<</Type/Pages/Count (\d{1,3})/Kids\[((?:\d{1,7} 0 R ?)+)\]>>")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_PAGE = re.compile(
    rb"<</Type/Page/Parent (\d{1,7}) 0 R/MediaBox\[0 0 595\.2756 841\.8898\]/Resources (\d{1,7}) 0 R"
    rb"/Contents (\d{1,7}) 0 R/StructParents (\d{1,3})/Tabs/S(?:/Annots\[(\d{1,7}) 0 R\])?>>"
)
_RESOURCES = re.compile(rb"<</Font<</F0 (\d{1,7}) 0 R/F1 (\d{1,7}) 0 R/F2 (\d{1,7}) 0 R>>>>")


class StreamObject(Protocol):
    """A stream as it stands in the file."""

    @property
    def dictionary(self) -> bytes:
        """As written."""
        ...

    @property
    def data(self) -> bytes:
        """Still compressed."""
        ...


class PdfObjects(Protocol):
    """A file's objects by number; who takes the file apart sees to it that each number has one object."""

    @property
    def packed(self) -> Mapping[int, bytes]:
        """Those that are no streams."""
        ...

    @property
    def streams(self) -> Mapping[int, StreamObject]:
        """The streams."""
        ...


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of a file."""

    contents: tuple[bytes, ...]
    """Content stream of each page, decompressed."""
    fonts: tuple[int, int, int]
    """Object numbers of the fonts F0, F1, F2, the same for all pages."""
    fields: tuple[int, ...]
    """By page: object number of its one annotation, 0 where it has none."""


def read_leaves(objects: PdfObjects, tree: int) -> Leaves:
    """Read the page tree and its pages.

    Args:
        objects: of the file.
        tree: object number of the page tree.

    Raises:
        Strange: a page is of another shape than ours.
    """
    found = _TREE.fullmatch(objects.packed.get(tree, b""))
    numbers = [int(kid) for kid in _REFERENCE.findall(found[2])] if found else []
    if not found or len(set(numbers)) != int(found[1]) or not 0 < len(numbers) <= MOST_PAGES:
        raise Strange("page tree")
    contents: list[bytes] = []
    fields: list[int] = []
    resources: set[int] = set()
    room = MOST_DRAWN
    for index, number in enumerate(numbers):
        page = _PAGE.fullmatch(objects.packed.get(number, b""))
        if page is None or (int(page[1]), int(page[4])) != (tree, index):
            raise Strange(f"page object {number}")
        resources.add(int(page[2]))
        fields.append(int(page[5] or 0))
        contents.append(inflated(packed_data(objects, int(page[3])), room))
        room -= len(contents[-1])
    fonts = _RESOURCES.fullmatch(objects.packed.get(resources.pop(), b""))
    if fonts is None or resources:
        raise Strange("resources")
    return Leaves(tuple(contents), (int(fonts[1]), int(fonts[2]), int(fonts[3])), tuple(fields))


def packed_data(objects: PdfObjects, number: int, entries: bytes = b"") -> bytes:
    """The content of a stream, still compressed.

    Args:
        objects: of the file.
        number: of the stream.
        entries: of its dictionary, besides filter and length.

    Raises:
        Strange: there is no such stream, or it has other entries.
    """
    stream = objects.streams.get(number)
    if stream is None or stream.dictionary != b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(stream.data)):
        raise Strange(f"stream {number}")
    return stream.data


def inflated(data: bytes, most: int) -> bytes:
    """Decompress.

    Args:
        data: one complete zlib stream.
        most: bytes that it may have, decompressed.

    Raises:
        Strange: it is damaged or longer.
    """
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise Strange("compressed data") from error
    if len(found) > most or not unpacker.eof or unpacker.unused_data:
        raise Strange("compressed data")
    return found
