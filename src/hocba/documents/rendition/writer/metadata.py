"""What the file says of itself: information dictionary, XMP, and what its colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from string import Template
from xml.sax.saxutils import escape

from hocba.documents.rendition.pdf.seal_field import text_string
from hocba.documents.rendition.writer.objects import compressed

CREATOR = "Hocba"


@dataclass(frozen=True, slots=True)
class Description:
    """What is the same in the information dictionary and in XMP."""

    title: str
    subject: str
    keywords: Sequence[str]
    language: str
    created_at: datetime

    @property
    def date(self) -> bytes:
        """As PDF writes it, in UTC, to the second."""
        return self.created_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ").encode()

    def info(self) -> bytes:
        """The information dictionary."""
        date = self.date
        return b"<</Title%b/Subject%b/Keywords(%b)/Creator(%b)/ModDate(%b)/CreationDate(%b)>>" % (
            text_string(self.title),
            text_string(self.subject),
            self._keywords.encode("ascii"),
            CREATOR.encode(),
            date,
            date,
        )

    def xmp(self) -> bytes:
        """The metadata stream, not compressed: what the information dictionary says; PDF/A-3a and PDF/UA-1 claimed."""
        date = self.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = {
            "title": self.title,
            "subject": self.subject,
            "keywords": self._keywords,
            "language": self.language,
            "creator": CREATOR,
            "date": date,
            "mark": "\ufeff",
        }
        data = _template().substitute({key: escape(value) for key, value in values.items()}).encode()
        return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream" % (len(data), data)

    @property
    def _keywords(self) -> str:
        return ", ".join(self.keywords)


@cache
def _template() -> Template:
    return Template((files(__package__) / "xmp.txt").read_text(encoding="utf-8").strip())


@cache
def icc_profile() -> bytes:
    """Stream object of the sRGB profile: of Compact-ICC-Profiles by Clinton Ingram, public domain (CC0 1.0)."""
    return compressed((files(__package__) / "sRGB-v4.icc").read_bytes(), b"/N 3")
