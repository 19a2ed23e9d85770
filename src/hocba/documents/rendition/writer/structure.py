"""The logical structure (ISO 32000-1, 14.7): elements, the marked content they own, and the tree as PDF objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

COLUMN_HEADER = b"/A<</O/Table/Scope/Column>>"
ROW_HEADER = b"/A<</O/Table/Scope/Row>>"


class Element:
    """A structure element; its children and content in reading order."""

    __slots__ = ("attributes", "content", "index", "kids", "parent", "role", "tree")

    def __init__(self, role: bytes, parent: Element | None, attributes: bytes = b"") -> None:
        """Append a new element to its parent.

        Args:
            role: standard structure type, such as b"P".
            parent: None for the root.
            attributes: further entries of its dictionary, as PDF.
        """
        self.role = role
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Element] = []
        self.content: list[tuple[int, int]] = []
        """Page index and marked-content number; an element has either kids or content."""
        if parent is None:
            self.tree: list[Element] = []
            """All elements below one root, and the root, as they were made."""
        else:
            parent.kids.append(self)
            self.tree = parent.tree
        self.index = len(self.tree)
        self.tree.append(self)


def rows_spanned(count: int) -> bytes:
    """The attribute of a cell over several rows."""
    return b"/A<</O/Table/RowSpan %d>>" % count


def element_objects(
    root: Element, first: int, parent: int, pages: Sequence[int], references: Mapping[Element, bytes]
) -> Iterator[bytes]:
    """The objects of all elements; the element of index n has the object number `first` + n.

    Args:
        root: of the elements.
        first: object number of the root.
        parent: object number of the structure tree root.
        pages: object numbers of the pages.
        references: object references that elements have instead of content.
    """
    for element in root.tree:
        above = first + element.parent.index if element.parent else parent
        if element.kids:
            inside = b"/K[%b]" % b" ".join([b"%d 0 R" % (first + kid.index) for kid in element.kids])
        elif element in references:
            inside = b"/K[%b]" % references[element]
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
