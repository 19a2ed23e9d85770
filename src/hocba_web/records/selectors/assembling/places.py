"""Where in the site a problem of a record is put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from hocba.model import Subject


class Page(Enum):
    """Pages on which the content of a record is entered; the value begins the `where` of a refusal."""

    RESULTS = "results"
    """Year-end results of a part of the class."""
    YEAR_END = "year_end"
    """Overall results of the class."""
    SUPPLEMENTARY = "supplementary"
    PUPIL = "pupil"
    HISTORY = "history"
    TEACHING = "teaching"
    """Who teaches what."""
    STAFF = "staff"
    OFFICES = "offices"
    """Who holds which office."""
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and the part or person on it."""

    page: Page
    detail: str = ""
    """RESULTS: a subject's value or "homeroom"; STAFF: staff code; else empty."""

    def __str__(self) -> str:
        """As `where` of a refusal: "results/MATHS"."""
        return "/".join(filter(None, (self.page.value, self.detail)))

    @classmethod
    def parse(cls, where: str) -> Place:
        """The inverse of `str`; what names no page is the pupil's."""
        page, _, detail = where.partition("/")
        return cls(Page(page), detail) if page in _PAGES else PUPIL


_PAGES = frozenset(page.value for page in Page)
HOMEROOM = Place(Page.RESULTS, "homeroom")
PUPIL = Place(Page.PUPIL)
_BY_AREA: Mapping[str, Place] = {
    "subjects": Place(Page.RESULTS),
    "moments": Place(Page.RESULTS),
    "pupil": PUPIL,
    "history": Place(Page.HISTORY),
    "school": Place(Page.SCHOOL),
    "outcome": Place(Page.YEAR_END),
    "group": Place(Page.YEAR_END),
    "overall": Place(Page.YEAR_END),
    "supplementary": Place(Page.SUPPLEMENTARY),
    "signers": Place(Page.TEACHING),
    **dict.fromkeys(("competencies", "qualities", "comments", "awards", "absences", "health"), HOMEROOM),
}


def place_of(path: str) -> Place:
    """The page that a field of the record comes from: "comments/homeroom" is entered by the homeroom teacher."""
    area, _, rest = path.partition("/")
    name = rest.partition("/")[0]
    if area == "subjects" and name in Subject.__members__:
        return Place(Page.RESULTS, Subject[name].value)
    if area == "signers" and name == "manager":
        return Place(Page.OFFICES)
    return _BY_AREA.get(area, PUPIL)


def place_of_all(paths: Iterable[str]) -> Place:
    """One page for several fields: the part if all are in one."""
    found = {place_of(path) for path in paths}
    return found.pop() if len(found) == 1 else Place(Page.RESULTS)
