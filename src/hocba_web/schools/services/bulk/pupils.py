"""Pupils with their families and places in classes, and their school years so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from hocba.model import PupilStatus
from hocba_web.base.text import fold
from hocba_web.schools.models import Enrolment, Guardian, PriorYear, Pupil, PupilChange, School, SchoolClass, SchoolYear
from hocba_web.schools.selectors.rows.fields import ENROLMENT, GUARDIAN, PUPIL, Value, relative_fields, stored
from hocba_web.schools.services.bulk.changes import Change, Writing

_ARRIVED = frozenset({PupilStatus.ARRIVED_TERM_1, PupilStatus.ARRIVED_TERM_2, PupilStatus.ARRIVED_SUMMER})


def hold_pupils(school_id: int, codes: Collection[str]) -> None:
    """Let nobody else change these pupils until the transaction is over; imports of one school queue."""
    School.objects.select_for_update().get(id=school_id)
    list(
        Pupil.objects.select_for_update().filter(school_id=school_id, ministry_id__in=codes).order_by("id").values("id")
    )


@dataclass(slots=True)
class _Sheaf:
    """Rows to write, collected."""

    new_pupils: list[Pupil] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    new_enrolments: list[Enrolment] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    guardians: list[tuple[Pupil, str, Mapping[str, Value]]] = field(default_factory=list)
    changes: list[PupilChange] = field(default_factory=list)


def write_pupils(school_id: int, year_id: int, changes: Sequence[Change], writing: Writing) -> list[int]:
    """Make, set and, on undoing, remove pupils, their relatives and their places in the classes of a year.

    A pupil whom the school knows from another year gets a place in a class; `class` of one who has a place moves it,
    which the caller allows only while nothing hangs on it. Every change leaves a `PupilChange`.

    Returns:
        Pupils (ids) touched.
    """
    year = SchoolYear.objects.get(id=year_id)
    classes = {one.name: one for one in SchoolClass.objects.filter(year_id=year_id)}
    keys = [change.key for change in changes]
    rows = Pupil.objects.filter(school_id=school_id, ministry_id__in=keys).select_for_update()
    known = {one.ministry_id: one for one in rows}
    places = {
        one.pupil_id: one
        for one in Enrolment.objects.filter(
            pupil__school_id=school_id, pupil__ministry_id__in=keys, school_class__year_id=year_id
        ).order_by("-left_on", "id")
    }
    numbers = Counter(
        dict(
            Enrolment.objects.filter(school_class__year_id=year_id)
            .values_list("school_class")
            .annotate(last=Max("number"))
            .values_list("school_class", "last")
        )
    )
    sheaf = _Sheaf()
    touched = [known[change.key].id for change in changes if change.after is None]
    removed = set(touched)
    for change in changes:
        if change.after is None:
            continue
        pupil = known.get(change.key)
        if pupil is None:
            pupil = Pupil(school_id=school_id, ministry_id=change.key)
            sheaf.new_pupils.append(pupil)
        else:
            pupil.version += 1
            sheaf.pupils.append(pupil)
        for name, value in stored(PUPIL, change.after).items():
            setattr(pupil, name, value)
        pupil.name_folded = fold(pupil.name)
        place = places.get(pupil.id) if pupil.id else None
        _place(sheaf, _Year(year, classes, numbers), pupil, place, change.after)
        sheaf.guardians += [(pupil, kind, fields) for kind, fields in relative_fields(change.after).items()]
        sheaf.changes.append(_trace(pupil, change, writing))
    _remove(removed)
    _save(sheaf)
    return sorted({*touched, *(one.pk for one in (*sheaf.new_pupils, *sheaf.pupils))})


@dataclass(frozen=True, slots=True)
class _Year:
    """The year, its classes by name, and the last number of each class list."""

    year: SchoolYear
    classes: Mapping[str, SchoolClass]
    numbers: Counter[int]


def _place(sheaf: _Sheaf, here: _Year, pupil: Pupil, place: Enrolment | None, fields: Mapping[str, Value]) -> None:
    """The pupil's place in a class of the year, made or set."""
    if place is None:
        if not fields.get("class"):
            return
        place = Enrolment(pupil=pupil)
        sheaf.new_enrolments.append(place)
    elif fields.keys() & {"class", *ENROLMENT}:
        sheaf.enrolments.append(place)
    else:
        return
    if fields.get("class"):
        school_class = here.classes[str(fields["class"])]
        if place.school_class_id != school_class.id:
            here.numbers[school_class.id] += 1
            place.school_class, place.number = school_class, here.numbers[school_class.id]
    for name, value in stored(ENROLMENT, fields).items():
        setattr(place, name, value)
    status = PupilStatus(place.status)
    place.left_on = (place.status_on or here.year.ends_on) if status.has_left else None
    if place.joined_on is None:
        place.joined_on = _joined(here.year, status, place.status_on)


def _joined(year: SchoolYear, status: PupilStatus, status_on: date | None) -> date:
    """Who came during the year came on the day of that status; everybody else was there from its first day."""
    return status_on if status in _ARRIVED and status_on is not None else year.starts_on


def _trace(pupil: Pupil, change: Change, writing: Writing) -> PupilChange:
    kind = PupilChange.Kind.IMPORT_UNDONE if writing.undoing else PupilChange.Kind.IMPORTED
    after: dict[str, Any] = dict(change.after or {})
    if change.before is None:
        # All values are in the row itself; what counts later is when and where the pupil came in.
        after = {name: after[name] for name in ("class", "status") if name in after}
    return PupilChange(
        pupil=pupil,
        kind=kind,
        before=dict(change.before or {}),
        after=after,
        reason=writing.reason,
        version=pupil.version,
        import_run=writing.import_run,
        by_id=writing.by,
        at=writing.at,
    )


def _remove(pupil_ids: set[int]) -> None:
    """Pupils whom the undone import brought in, with everything it wrote about them."""
    for table in (PupilChange, PriorYear, Guardian, Enrolment):
        table._default_manager.filter(pupil_id__in=pupil_ids).delete()  # noqa: SLF001  # the documented way for any model
    Pupil.objects.filter(id__in=pupil_ids).delete()


def _save(sheaf: _Sheaf) -> None:
    Pupil.objects.bulk_create(sheaf.new_pupils)
    columns = [column.attribute for column in PUPIL.values()]
    Pupil.objects.bulk_update(sheaf.pupils, [*columns, "name_folded", "version"], batch_size=40)
    Enrolment.objects.bulk_create(sheaf.new_enrolments)
    Enrolment.objects.bulk_update(
        sheaf.enrolments, ["school_class", "number", "status", "status_on", "left_on", "joined_on"], batch_size=100
    )
    _save_guardians(sheaf.guardians)
    PupilChange.objects.bulk_create(sheaf.changes)


def _save_guardians(wanted: Sequence[tuple[Pupil, str, Mapping[str, Value]]]) -> None:
    """Relatives whose name is known; who loses the name goes (only undoing takes one away)."""
    pupils = {pupil.pk for pupil, _, _ in wanted}
    known = {(one.pupil_id, one.kind): one for one in Guardian.objects.filter(pupil_id__in=pupils)}
    made: list[Guardian] = []
    touched: list[Guardian] = []
    gone: list[int] = []
    for pupil, kind, fields in wanted:
        one = known.get((pupil.pk, kind)) or Guardian(pupil=pupil, kind=kind)
        for name, value in stored(GUARDIAN, fields).items():
            setattr(one, name, value)
        if one.name:
            (touched if one.pk else made).append(one)
        elif one.pk:
            gone.append(one.pk)
    Guardian.objects.filter(id__in=gone).delete()
    Guardian.objects.bulk_create(made)
    Guardian.objects.bulk_update(touched, [column.attribute for column in GUARDIAN.values()], batch_size=100)


def write_history(school_id: int, changes: Sequence[Change]) -> list[int]:
    """Make, set and, on undoing, remove lines of the school years so far; fields as of `history_rows`.

    Returns:
        Pupils (ids) touched.
    """
    keys = [change.key for change in changes]
    pupils = dict(Pupil.objects.filter(school_id=school_id, ministry_id__in=keys).values_list("ministry_id", "id"))
    lines = PriorYear.objects.filter(pupil_id__in=pupils.values()).select_for_update()
    known = {(one.pupil_id, f"{one.first}/{one.entered_on.isoformat()}"): one for one in lines}
    made: list[PriorYear] = []
    touched: list[PriorYear] = []
    gone: list[int] = []
    for change in changes:
        pupil_id = pupils[change.key]
        after = change.after or {}
        for name in {*(change.before or {}), *after}:
            line = known.get((pupil_id, name))
            if not after.get(name):
                gone += [line.pk] if line is not None else []
                continue
            first, _, entered_on = name.partition("/")
            if line is None:
                line = PriorYear(pupil_id=pupil_id, first=int(first), entered_on=date.fromisoformat(entered_on))
                made.append(line)
            else:
                touched.append(line)
            line.class_name, _, line.school_name = str(after[name]).partition("|")
    PriorYear.objects.filter(id__in=gone).delete()
    PriorYear.objects.bulk_create(made)
    PriorYear.objects.bulk_update(touched, ["class_name", "school_name"], batch_size=200)
    return sorted(pupils.values())
