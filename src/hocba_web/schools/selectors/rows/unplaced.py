"""Pupils on file beyond the classes of a year, and what hangs on a pupil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ForeignObjectRel, Model

from hocba_web.schools.models import (
    AssignmentLine,
    Enrolment,
    Guardian,
    PriorYear,
    Pupil,
    PupilChange,
    SchoolClass,
    Staff,
)
from hocba_web.schools.selectors.rows.fields import Rows
from hocba_web.schools.selectors.rows.people import pupil_row

_WRITTEN_BY_IMPORTS: tuple[type[Model], ...] = (Guardian, PriorYear, Enrolment, PupilChange)


def unplaced_rows(school_id: int, codes: Collection[str]) -> Rows:
    """Pupils of the school by ministry code, without class and status: they have no place in the year asked about."""
    rows = Pupil.objects.filter(school_id=school_id, ministry_id__in=codes).prefetch_related("guardians")
    return {one.ministry_id: pupil_row(one) | {"class": "", "status": "", "status_on": None} for one in rows}


def hanging_on(pupil_ids: Collection[int]) -> frozenset[int]:
    """Pupils (ids) about whom something is on file beyond what a workbook brings: results, transfers, another class."""
    found: set[int] = set()
    for relation, path in (*_relations(Pupil, ""), *_relations(Enrolment, "__pupil")):
        if relation.related_model not in _WRITTEN_BY_IMPORTS:
            found |= _pointed_at(relation, pupil_ids, path)
    places = Counter(Enrolment.objects.filter(pupil_id__in=pupil_ids).values_list("pupil_id", flat=True))
    return frozenset(found | {pupil_id for pupil_id, count in places.items() if count > 1})


def _pointed_at(relation: ForeignObjectRel, ids: Collection[int], path: str = "") -> set[int]:
    """Rows (ids), or what `path` leads to from them, that a relation points at."""
    name = relation.field.name + path
    model = relation.related_model
    rows = model._default_manager.filter(**{f"{name}__in": ids})  # noqa: SLF001  # the documented way for any model
    return set(rows.values_list(name, flat=True).distinct())


def _relations(model: type[Model], path: str) -> Iterable[tuple[ForeignObjectRel, str]]:
    fields = model._meta.get_fields(include_hidden=True)  # noqa: SLF001  # Django's public Model._meta API
    return [(one, path) for one in fields if isinstance(one, ForeignObjectRel) and not one.many_to_many]


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The last change of a field of a pupil."""

    by: str
    at: datetime


def last_edits(pupil_ids: Collection[int], *, since: datetime) -> dict[tuple[str, str], LastEdit]:
    """Who last changed which field (ministry code, field) since an instant."""
    changes = PupilChange.objects.filter(pupil_id__in=pupil_ids, at__gte=since).select_related("by", "pupil")
    return {
        (one.pupil.ministry_id, name): LastEdit(one.by.get_full_name(), one.at)
        for one in changes.order_by("at", "id")
        for name in one.after
    }


def used_staff(school_id: int, codes: Collection[str]) -> frozenset[str]:
    """Staff by code who have something: an account, an office, a class."""
    staff = list(Staff.objects.filter(school_id=school_id, code__in=codes))
    used = {pk for relation, _ in _relations(Staff, "") for pk in _pointed_at(relation, [one.pk for one in staff])}
    return frozenset(one.code for one in staff if one.pk in used or one.user_id is not None)


def used_classes(year_id: int, names: Collection[str]) -> frozenset[str]:
    """Classes of a year by name in which there is something; lines of a plan that is not decided do not count."""
    ids = dict(SchoolClass.objects.filter(year_id=year_id, name__in=names).values_list("id", "name"))
    relations = [one for one, _ in _relations(SchoolClass, "") if one.related_model is not AssignmentLine]
    return frozenset(ids[pk] for relation in relations for pk in _pointed_at(relation, list(ids)))
