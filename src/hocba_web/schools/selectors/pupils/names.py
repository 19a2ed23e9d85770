"""Names by number, for pages that show traces and tasks; always within one school."""

from __future__ import annotations

from collections.abc import Iterable

from hocba_web.schools.models import Enrolment, Pupil, SchoolClass
from hocba_web.schools.selectors.pupils.scope import ON_ROLL


def pupil_names(school_id: int, pupil_ids: Iterable[int]) -> dict[int, str]:
    """Names of pupils of a school; numbers of other schools are left out."""
    return dict(Pupil.objects.filter(school_id=school_id, id__in=list(pupil_ids)).values_list("id", "name"))


def class_names(school_id: int, class_ids: Iterable[int]) -> dict[int, str]:
    """Names of classes of a school; numbers of other schools are left out."""
    found = SchoolClass.objects.filter(year__school_id=school_id, id__in=list(class_ids))
    return dict(found.values_list("id", "name"))


def classes_of_year(year_id: int) -> list[tuple[int, str]]:
    """Number and name of every class of a year, by grade and name."""
    return list(SchoolClass.objects.filter(year_id=year_id).values_list("id", "name"))


def pupil_ids_of_class(class_id: int) -> list[int]:
    """Pupils on the roll of a class, in the order of the list."""
    rows = Enrolment.objects.filter(ON_ROLL, school_class_id=class_id).order_by("number", "id")
    return list(rows.values_list("pupil_id", flat=True))
