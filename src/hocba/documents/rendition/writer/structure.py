"""The logical structure (ISO 32000-1, 14.7): elements, the marked content they own, and the tree as PDF objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

COLUMN_HEADER = b"/A<</O/Table/Scope/Column>>"
ROW_HEADER = b"/A<</O/Table/Scope/Row>>"


class Element:
    """A structure element; its children and content in reading order.

    Elements name each other by their index, not by reference: so they are gone as soon as their file is written, and
    the garbage collector has no cycles to look for.
    """

    __slots__ = ("attributes", "content", "index", "kids", "parent", "role", "tree")

    def __init__(self, role: bytes, parent: Element | None, attributes: bytes = b"") -> None:
        """Append a new element to its parent.

        Args:
            role: standard structure type, such as b"P".
            parent: None for the root.
            attributes: further entries of its dictionary, as PDF.
        """
        self.role = role
        self.attributes = attributes
        self.kids: list[int] = []
        """Indexes."""
        self.content: list[tuple[int, int]] = []
        """Page index and marked-content number; an element has either kids or content."""
        self.tree: list[Element] = [] if parent is None else parent.tree
        """The root and all elements below it, as they were made; empty it when it is written."""
        self.index = len(self.tree)
        self.tree.append(self)
        self.parent = -1 if parent is None else parent.index
        """Index; -1 for the root."""
        if parent is not None:
            parent.kids.append(self.index)


def rows_spanned(count: int) -> bytes:
    """The attribute of a cell over several rows."""
    return b"/A<</O/Table/RowSpan %d>>" % count


def element_objects(
    root: Element, first: int, parent: int, pages: Sequence[int], references: Mapping[int, bytes]
) -> Iterator[bytes]:
    """The objects of all elements; the element of index n has the object number `first` + n.

    Args:
        root: of the elements.
        first: object number of the root.
        parent: object number of the structure tree root.
        pages: object numbers of the pages.
        references: object references that elements have instead of content, by index.
    """
    for element in root.tree:
        above = parent if element.parent < 0 else first + element.parent
        if element.kids:
            inside = b"/K[%b]" % b" ".join([b"%d 0 R" % (first + kid) for kid in element.kids])
        elif element.index in references:
            inside = b"/K[%b]" % references[element.index]
        else:
            inside = _content(element.content, pages)
        yield b"<</Type/StructElem/S/%b/P %d 0 R%b%b>>" % (element.role, above, element.attributes, inside)


def _content(content: Sequence[tuple[int, int]], pages: Sequence[int]) -> bytes:
    if not content:
        return b""
    first = content[0][0]
    if len(content) == 1:
        return b"/K %d/Pg %d 0 R" % (content[0][1], pages[first])
    references = (
        b"%d" % mark if page == first else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[page], mark)
        for page, mark in content
    )
    return b"/K[%b]/Pg %d 0 R" % (b" ".join(references), pages[first])
