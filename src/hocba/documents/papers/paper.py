"""A paper as data: the blocks of a record's form, and those that only papers have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hocba.documents.rendition.form import Block, Repeated


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letterhead or of formalities; a longer text takes more lines."""

    text: str
    style: Literal["plain", "strong", "italic", "small"] = "plain"
    underlined: bool = False
    """A short rule below it, as under the name of an organisation."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of centred lines: letterhead, head of formalities."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    ruled: bool = False
    """A rule across the page above it: what follows was added by who copied."""
    kind: Literal["columns"] = "columns"


@dataclass(frozen=True, slots=True)
class Signing:
    """Who receives the paper (left), and who signs it (right)."""

    recipients: tuple[str, ...]
    """Caption first; empty where nobody is named."""
    title: str
    """Lines apart by line feeds: "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"."""
    name: str
    seal: bool = False
    """Whether the seal's field stands over the left third of the signature."""
    kind: Literal["signing"] = "signing"


@dataclass(frozen=True, slots=True)
class CodeBox:
    """A code in a frame, large enough to be copied by hand without a mistake."""

    groups: tuple[str, ...]
    kind: Literal["code_box"] = "code_box"


PaperBlock = Block | Columns | Signing | CodeBox


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper for one pupil, ready to be laid out."""

    title: str
    subject: str
    blocks: tuple[PaperBlock, ...]
    repeated: Repeated
