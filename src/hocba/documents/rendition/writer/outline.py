"""The outline: headings, each under the last one of a higher level (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hocba.documents.rendition.pdf.seal_field import text_string
from hocba.documents.rendition.writer.boxes import Bookmark
from hocba.documents.rendition.writer.geometry import LEFT
from hocba.documents.rendition.writer.objects import Objects


@dataclass(slots=True)
class _Entry:
    number: int
    level: int
    own: bytes = b""
    kids: list[_Entry] = field(default_factory=list)


def add_outline(objects: Objects, bookmarks: Sequence[tuple[Bookmark, int, float]], pages: Sequence[int]) -> int:
    """Write the outline.

    Args:
        objects: takes its objects.
        bookmarks: in reading order, each with its page index and its height on the page in points.
        pages: object numbers.

    Returns:
        Object number of the outline; 0 where there are no bookmarks.
    """
    if not bookmarks:
        return 0
    root = _Entry(objects.reserve(), 0)
    path = [root]
    for bookmark, page, height in bookmarks:
        while path[-1].level >= bookmark.level:
            path.pop()
        destination = b"[%d 0 R/XYZ %d %d 0]" % (pages[page], LEFT, round(height))
        entry = _Entry(
            objects.reserve(), bookmark.level, b"/Title%b/Dest%b" % (text_string(bookmark.title), destination)
        )
        path[-1].kids.append(entry)
        path.append(entry)
    objects.put(root.number, b"<</Type/Outlines%b/Count %d>>" % (_ends(root), len(root.kids)))
    _write(objects, root)
    return root.number


def _ends(entry: _Entry) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (entry.kids[0].number, entry.kids[-1].number)


def _write(objects: Objects, parent: _Entry) -> None:
    """Every entry below; those of level 2 and 3 are closed at first."""
    last = len(parent.kids) - 1
    for index, entry in enumerate(parent.kids):
        parts = [b"<</Parent %d 0 R" % parent.number, entry.own]
        if index:
            parts.append(b"/Prev %d 0 R" % parent.kids[index - 1].number)
        if index < last:
            parts.append(b"/Next %d 0 R" % parent.kids[index + 1].number)
        if entry.kids:
            parts.append(_ends(entry) + b"/Count -%d" % len(entry.kids))
        objects.put(entry.number, b"".join([*parts, b">>"]))
        _write(objects, entry)
