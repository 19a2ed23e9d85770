"""A rendition taken apart, so that a test can change what its pages show as a school with its own tools could."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from hocba.documents.rendition import Difference, Form
from hocba.documents.rendition.pdf.layout import read_layout
from hocba.documents.rendition.reading import Field, Shown, compare, read_shown
from hocba.verification.pdf.layout import Frame, read_frame
from support.pdf_objects import PdfObjects, pack

_STREAM = re.compile(rb"<<(.*?)/Filter/FlateDecode/Length \d+>>\nstream\n(.*)\nendstream", re.DOTALL)


@dataclass
class Opened:
    """All objects of a rendition by number, as bytes between `obj` and `endobj`."""

    pdf: PdfObjects
    apart: dict[int, bytes]
    """Field, its appearance and catalog, where there is a field."""

    @property
    def pages(self) -> list[int]:
        """Object numbers of the pages."""
        tree = next(body for body in self.pdf.objects.values() if body.startswith(b"<</Type/Pages/"))
        return [int(kid) for kid in re.findall(rb"(\d+) 0 R", tree.partition(b"/Kids[")[2])]

    def number(self, beginning: bytes, index: int = 0) -> int:
        """Of the object of that order that begins so."""
        return [number for number, body in self.pdf.objects.items() if body.startswith(beginning)][index]

    def stream(self, number: int) -> bytes:
        """The content of a stream, decompressed."""
        match = _STREAM.fullmatch(self.pdf.objects[number])
        assert match
        return zlib.decompress(match[2])

    def put_stream(self, number: int, data: bytes) -> None:
        """Replace it; its other entries stay."""
        self.put_packed(number, zlib.compress(data), data)

    def put_packed(self, number: int, packed: bytes, data: bytes = b"") -> None:
        """Replace what is stored of a stream; `data` is what it says that it unpacks to."""
        match = _STREAM.fullmatch(self.pdf.objects[number])
        assert match
        entries = re.sub(rb"/Length1 \d+", b"/Length1 %d" % len(data), match[1])
        head = b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
        self.pdf.objects[number] = b"%b\nstream\n%b\nendstream" % (head, packed)

    def add_stream(self, data: bytes, entries: bytes = b"") -> int:
        """A new stream."""
        number = max([*self.pdf.objects, *self.apart]) + 1
        self.pdf.objects[number] = b"<<%b/Filter/FlateDecode/Length 0>>\nstream\n\nendstream" % entries
        self.put_stream(number, data)
        return number

    def content(self, page: int) -> int:
        """Object number of a page's content stream; pages count from 1."""
        match = re.search(rb"/Contents (\d+) 0 R", self.pdf.objects[self.pages[page - 1]])
        assert match
        return int(match[1])

    def redraw(self, page: int, change: Callable[[bytes], bytes]) -> None:
        """Change a page's content stream; pages count from 1."""
        number = self.content(page)
        before = self.stream(number)
        after = change(before)
        assert after != before
        self.put_stream(number, after)

    def replace(self, number: int, old: bytes, new: bytes) -> None:
        """Change an object once."""
        objects = self.apart if number in self.apart else self.pdf.objects
        assert old in objects[number]
        objects[number] = objects[number].replace(old, new, 1)

    def to_bytes(self) -> bytes:
        """The whole file."""
        return pack(self.pdf, self.apart).to_bytes()


def opened(data: bytes) -> Opened:
    """Take an unsealed rendition apart."""
    layout, frame = read_layout(data), read_frame(data)
    apart = dict(layout.tail)
    objects = dict(frame.packed)
    for number, one in frame.streams.items():
        if number not in apart and not one.dictionary.startswith((b"<</Type/ObjStm", b"<</Type/XRef")):
            objects[number] = b"%b\nstream\n%b\nendstream" % (one.dictionary, one.data)
    return Opened(PdfObjects(dict(sorted(objects.items())), layout.root, layout.info, layout.identifier), apart)


def shown_in(data: bytes) -> tuple[Shown, Field | None]:
    """What the strict reader reads in a file, and the field of the file."""
    frame = read_frame(data)
    tree = re.search(rb"/Pages (\d+) 0 R", _object(frame, frame.root))
    assert tree
    return read_shown(frame, int(tree[1])), _field(frame)


def compared(form: Form, data: bytes) -> Difference | None:
    """Whether a file shows what the form says."""
    shown, field = shown_in(data)
    return compare(form, shown, field)


def _object(frame: Frame, number: int) -> bytes:
    return frame.plain.get(number) or frame.packed[number]


def _field(frame: Frame) -> Field | None:
    for number, content in frame.plain.items():
        if edges := re.search(rb"/Widget.*/Rect\[([\d. ]+)\]", content):
            return Field(number, tuple(map(float, edges[1].split())))
    return None
