"""The results to date of a pupil who leaves a school in the middle of a year, as the school hands them over.

It is not a `YearRecord`: the year is not over, nothing is decided, and it never goes to the authority as a record.
Source: Circular 28/2020/TT-BGDĐT, art. 36; Decision 1789/QĐ-SGDĐT, art. 22 (head and seal sign the results to date).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from hocba.errors import InvalidValue
from hocba.model import (
    Absences,
    Comments,
    Competency,
    Grade,
    Health,
    Manager,
    Moment,
    PupilIdentity,
    Quality,
    SchoolIdentity,
    SchoolYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.model.results import SCORE_RANGE

_UUID_VERSION = 4
_MOMENTS = (Moment.MID1, Moment.END1, Moment.MID2)
"""Those of a year that is not over. With the year-end results there is a year record to issue instead."""


@dataclass(frozen=True, slots=True)
class HandoverResult:
    """One subject at one moment, as far as it was assessed."""

    subject: Subject
    name: str
    """Name on the form, as in `SubjectResult`."""
    level: SubjectLevel | None = None
    score: int | None = None
    """Whole points, 0 <= score <= 10."""
    comment: str = ""

    def __post_init__(self) -> None:
        if self.score is not None and self.score not in SCORE_RANGE:
            raise InvalidValue("SCORE_RANGE", where=self.name, value=self.score)


@dataclass(frozen=True, slots=True)
class HandoverMoment:
    """What was assessed at one moment."""

    moment: Moment
    results: tuple[HandoverResult, ...]
    """In the order of the form; a subject of which nothing is known is left out."""
    competencies: tuple[tuple[Competency, TraitLevel], ...] = ()
    """In the order of the form."""
    qualities: tuple[tuple[Quality, TraitLevel], ...] = ()
    """In the order of the form."""
    comments: Comments = Comments("", "", "", "")  # noqa: RUF009  # frozen, so sharing it is safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What a school hands over of one pupil's unfinished year.

    Raises:
        InvalidValue: HANDOVER_UUID (not of version 4), HANDOVER_MOMENTS (twice, in another order, of the year's end),
            HANDOVER_SUBJECT_TWICE, HANDOVER_NOT_ASSESSED (no evidence, or results of a pupil who is not assessed).
    """

    lookup_uuid: UUID
    """Of this document, UUID v4; no look-up code of a record."""
    school_year: SchoolYear
    school: SchoolIdentity
    grade: Grade
    class_name: str
    pupil: PupilIdentity
    moments: tuple[HandoverMoment, ...]
    """Those assessed so far, in order; empty where the pupil leaves before the first."""
    absences: Absences
    """Half-days so far."""
    health: Health | None
    """None where nothing was measured yet."""
    not_assessed: bool
    """A pupil with a disability who is not assessed (Circular 27/2020/TT-BGDĐT, art. 8)."""
    disability_evidence: str
    """Kind of disability and the paper it rests on; empty where there is none. Compulsory with `not_assessed`."""
    homeroom_teacher: str
    """Name only: the homeroom teacher does not sign here."""
    manager: Manager
    """Who signs: the head, or the deputy authorised to."""
    place_of_issue: str
    """The province without "Tỉnh"."""
    prepared_on: date
    """The seal's time must not precede it."""
    left_on: date
    """Last day on the roll."""
    receiving_school: str = ""
    """As the family names it; empty where it is not known."""

    def __post_init__(self) -> None:
        where = str(self.lookup_uuid)
        if self.lookup_uuid.version != _UUID_VERSION:
            raise InvalidValue("HANDOVER_UUID", where=where)
        moments = [one.moment for one in self.moments]
        if moments != [moment for moment in _MOMENTS if moment in moments]:
            raise InvalidValue("HANDOVER_MOMENTS", where=where, found=", ".join(one.value for one in moments))
        for moment in self.moments:
            subjects = [result.subject for result in moment.results]
            if len(set(subjects)) < len(subjects):
                raise InvalidValue("HANDOVER_SUBJECT_TWICE", where=moment.moment.value)
        if self.not_assessed and (self.moments or not self.disability_evidence.strip()):
            raise InvalidValue("HANDOVER_NOT_ASSESSED", where=where)

    @property
    def revision(self) -> Literal[1]:
        """What its signatures name: a hand-over is never unlocked; a corrected one is another document."""
        return 1

    @property
    def planned_issue_on(self) -> date:
        """Day before which the seal is refused, under the name that every signed document has for it."""
        return self.prepared_on
