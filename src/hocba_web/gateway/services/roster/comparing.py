"""Whether a record names its pupil and its signers as the sector database does.

Source: Công văn 2088/BGDĐT-GDTH, part II; QĐ 1789 (TP.HCM) art. 4(4): data are synchronised from the sector database.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hocba.model import YearRecord
from hocba_web.gateway.models import Access, Roster, RosterPupil
from hocba_web.register.models import School

Comparing = Access.Comparing
_NO_PUPILS: Mapping[str, RosterPupil] = {}


@dataclass(frozen=True, slots=True)
class Comparer:
    """The roster of one school and year, and what follows from a disagreement."""

    comparing: Comparing
    imported: bool
    """Whether lists of this school and year are there at all."""
    pupils: Mapping[str, RosterPupil]
    """By personal ID."""
    teachers: frozenset[str] | None
    """Personal IDs; None: no list of teachers came."""

    @classmethod
    def of(cls, school: School, school_year: int) -> Comparer:
        """Read it, once for all records of a message.

        Args:
            school: of the register.
            school_year: the year in which the school year begins.
        """
        said = Access.objects.filter(school=school).values_list("comparing", flat=True).first()
        comparing = Comparing(said or Comparing.OFF)
        if comparing == Comparing.OFF:
            return cls(comparing, imported=False, pupils=_NO_PUPILS, teachers=None)
        roster = Roster.objects.filter(school=school, school_year=school_year).first()
        if roster is None:
            return cls(comparing, imported=False, pupils=_NO_PUPILS, teachers=None)
        teachers = roster.teachers.values_list("personal_id", flat=True) if roster.teachers_count else None
        return cls(
            comparing,
            imported=True,
            pupils={pupil.personal_id: pupil for pupil in roster.pupils.all()},
            teachers=None if teachers is None else frozenset(teachers),
        )

    @property
    def enforced(self) -> bool:
        """Whether a record that disagrees is refused. Lists that were never imported refuse nobody."""
        return self.comparing == Comparing.ENFORCE and self.imported

    def disagreements(self, record: YearRecord) -> tuple[str, ...]:
        """Codes of what differs, in the order in which a person would look; empty where nothing is compared."""
        if self.comparing == Comparing.OFF:
            return ()
        if not self.imported:
            return ("GATEWAY_ROSTER_MISSING",)
        return (*self._of_pupil(record), *self._of_signers(record))

    def _of_pupil(self, record: YearRecord) -> Iterator[str]:
        pupil = record.pupil
        known = self.pupils.get(pupil.personal_id)
        if known is None:
            yield "GATEWAY_PUPIL_UNKNOWN"
            return
        if _key(known.name) != _key(pupil.name):
            yield "GATEWAY_PUPIL_NAME"
        if known.born != pupil.born:
            yield "GATEWAY_PUPIL_BORN"
        if known.sex and known.sex != pupil.sex.value:
            yield "GATEWAY_PUPIL_SEX"
        if known.class_name and known.class_name != record.class_name:
            yield "GATEWAY_PUPIL_CLASS"

    def _of_signers(self, record: YearRecord) -> Iterator[str]:
        if self.teachers is None:
            return
        signers = {part.teacher.personal_id for part in record.assessment.parts}
        signers |= {record.homeroom_teacher.personal_id, record.manager.personal_id}
        if not signers <= self.teachers:
            yield "GATEWAY_TEACHER_UNKNOWN"


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
