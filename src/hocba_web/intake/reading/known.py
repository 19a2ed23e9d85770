"""What the school has on file, as far as workbooks are compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hocba.model import Family, PupilIdentity, PupilStatus, SchoolYear, Sex
from hocba.workbooks.check import Roster, RosterPupil
from hocba.workbooks.school import PupilEntry
from hocba_web.schools.selectors.rows import (
    ClassOfYear,
    Known,
    Place,
    YearOfSchool,
    classes_of_year,
    known_pupils,
    places,
    staff_names,
    staff_rows,
)


@dataclass
class KnownSchool:
    """One school in one year; every list is read when first asked for and then kept."""

    year: YearOfSchool

    @cached_property
    def school_year(self) -> SchoolYear:
        """The year as the core names it."""
        return SchoolYear(self.year.first)

    @cached_property
    def classes(self) -> dict[str, ClassOfYear]:
        """By name."""
        return {one.name: one for one in classes_of_year(self.year.id)}

    @cached_property
    def staff(self) -> dict[str, str]:
        """Names by staff code."""
        return staff_names(self.year.school_id)

    @cached_property
    def active_staff(self) -> frozenset[str]:
        """Codes of those who work at the school."""
        return frozenset(code for code, row in staff_rows(self.year.school_id).items() if row["active"])

    @cached_property
    def places(self) -> dict[str, Place]:
        """Pupils in classes of the year, by ministry code."""
        return places(self.year.id)

    @cached_property
    def pupils(self) -> list[Known]:
        """Every pupil on file, whatever the year."""
        return known_pupils(self.year.school_id, self.year.id)

    @cached_property
    def entries(self) -> dict[str, PupilEntry]:
        """The pupils in classes of the year as the core's readers look them up; what they do not ask for is empty."""
        return {code: _entry(place) for code, place in self.places.items()}

    @cached_property
    def roster(self) -> Roster:
        """The same as the core's checks compare results with."""
        pupils = (
            RosterPupil(one.class_name, one.code, one.name, one.born, not_assessed=one.not_assessed)
            for one in self.places.values()
        )
        return Roster(tuple(pupils), frozenset(self.classes))


def _entry(place: Place) -> PupilEntry:
    identity = PupilIdentity(
        name=place.name,
        personal_id=place.personal_id,
        ministry_id=place.code,
        sex=Sex(place.sex),
        born=place.born,
        ethnicity="",
        nationality="",
        birthplace="",
        home_place="",
        residence="",
        register_no="",
        family=Family(),
    )
    return PupilEntry(
        code=place.code,
        class_name=place.class_name,
        identity=identity,
        status=PupilStatus.STUDYING,
        status_on=date.min,
        disability="",
        not_assessed=place.not_assessed,
        policy_group="",
        where="",
    )
