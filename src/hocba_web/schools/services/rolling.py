"""Classes and places of the next year, for the roll-over above; who may do it, and its trace, are the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import ProtectedError

from hocba_web.schools.models import Enrolment, SchoolClass


@dataclass(frozen=True, slots=True)
class NextClass:
    """A class of the next year."""

    name: str
    grade: int
    foreign_language: str
    minority_language: str


def open_class(year_id: int, wanted: NextClass) -> tuple[int, bool]:
    """A class of a year by name; one that is there already stays as it is.

    Returns:
        Its id, and whether it was opened now.
    """
    row, made = SchoolClass.objects.get_or_create(
        year_id=year_id,
        name=wanted.name,
        defaults={
            "grade": wanted.grade,
            "foreign_language": wanted.foreign_language,
            "minority_language": wanted.minority_language,
        },
    )
    return row.id, made


def put_in(pupil_id: int, class_id: int, *, number: int, joined_on: date, awaiting: bool) -> int:
    """Give a pupil a place in a class.

    Args:
        pupil_id: the pupil.
        class_id: the class.
        number: place in the list.
        joined_on: first day there.
        awaiting: last year's outcome is not known yet ("chờ xét").

    Returns:
        The place's id.
    """
    row, _ = Enrolment.objects.update_or_create(
        pupil_id=pupil_id,
        school_class_id=class_id,
        defaults={
            "number": number,
            "joined_on": joined_on,
            "status_on": joined_on,
            "left_on": None,
            "awaiting_outcome": awaiting,
        },
    )
    return row.id


def settle_place(enrolment_id: int) -> None:
    """The outcome is known and the place is right."""
    Enrolment.objects.filter(id=enrolment_id).update(awaiting_outcome=False)


def take_out(enrolment_id: int, on: date) -> bool:
    """Give a place up: without a trace where nothing hangs on it yet, else it ends on a day.

    Returns:
        Whether it is gone.
    """
    row = Enrolment.objects.get(id=enrolment_id)
    try:
        row.delete()
    except ProtectedError:
        row.left_on, row.awaiting_outcome = on, False
        row.save(update_fields=["left_on", "awaiting_outcome"])
        return False
    return True


def remove_places(enrolment_ids: list[int]) -> None:
    """Remove places that nothing hangs on.

    Raises:
        ProtectedError: something does; nothing was removed.
    """
    Enrolment.objects.filter(id__in=enrolment_ids).delete()


def close_classes(class_ids: list[int]) -> int:
    """Remove classes that are empty and in which nobody teaches; the others stay.

    Returns:
        How many were removed.
    """
    gone = 0
    for row in SchoolClass.objects.filter(id__in=class_ids):
        try:
            row.delete()
        except ProtectedError:
            continue
        gone += 1
    return gone


def untouched(enrolment_ids: list[int]) -> bool:
    """Whether all these places still are as they were made: nobody left, moved or changed status."""
    rows = Enrolment.objects.filter(id__in=enrolment_ids, left_on__isnull=True, status=Enrolment().status)
    return rows.count() == len(set(enrolment_ids))
