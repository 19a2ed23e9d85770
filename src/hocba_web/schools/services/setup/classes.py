"""Classes of a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import AssignmentLine, Campus, Homeroom, SchoolClass, SchoolYear, Teaching
from hocba_web.schools.ports import ports

NAME = re.compile(r"[1-5][A-ZĐ0-9./-]{1,9}")
"""A class is named after its grade: 4A2, 5.1."""
_LANGUAGE_FROM = 3
"""The foreign language is compulsory from this grade on (Circular 32/2018/TT-BGDĐT), so the record must name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassData:
    """What classes have besides their name; the grade is the name's first digit."""

    campus_id: int | None = None
    foreign_language: str = ""
    """"Tiếng Anh"; empty where the class learns none."""
    minority_language: str = ""


@transaction.atomic
def add_classes(
    *, actor: Actor, year_id: int, names: Sequence[str], data: ClassData, at: datetime
) -> list[SchoolClass]:
    """Set up classes of a year, all or none.

    Args:
        actor: registrar or admin.
        year_id: a year of the actor's school.
        names: "4A2"; spaces and "Lớp" are dropped.
        data: the same for all of them.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: CLASS_NAME_WRONG, CLASS_NAME_TAKEN, CLASS_LANGUAGE_NEEDED.
    """
    require(actor, Action.CLASS_EDIT, Target(school_id=actor.school_id))
    year = SchoolYear.objects.select_for_update().filter(school_id=actor.school_id, id=year_id).first()
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    wanted = list(dict.fromkeys(_cleaned(name) for name in names if clean(name)))
    if not wanted:
        raise Refused("CLASS_NAME_WRONG", where="names", class_name="")
    made = []
    for name in wanted:
        school_class = SchoolClass(year=year)
        _fill(actor, school_class, name, data)
        school_class.save()
        _trace(actor, "schools.class.added", school_class, at)
        made.append(school_class)
    return made


@transaction.atomic
def edit_class(*, actor: Actor, class_id: int, name: str, data: ClassData, at: datetime) -> SchoolClass:
    """Change a class; its grade stays.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: CLASS_NAME_WRONG, CLASS_NAME_TAKEN, CLASS_GRADE_FIXED, CLASS_LANGUAGE_NEEDED.
    """
    require(actor, Action.CLASS_EDIT, Target(school_id=actor.school_id))
    school_class = _here(actor, class_id)
    name = _cleaned(name)
    if int(name[0]) != school_class.grade:
        raise Refused("CLASS_GRADE_FIXED", where="name", class_name=school_class.name, grade=school_class.grade)
    languages = (school_class.foreign_language, school_class.minority_language)
    _fill(actor, school_class, name, data)
    school_class.save()
    if languages != (school_class.foreign_language, school_class.minority_language):
        # Another subject is studied, so what is still to be entered changes.
        ports.roll_changed([school_class.id], at)
    _trace(actor, "schools.class.changed", school_class, at)
    return school_class


@transaction.atomic
def remove_class(*, actor: Actor, class_id: int, at: datetime) -> None:
    """Remove a class that was set up by mistake: nobody was ever in it, nobody ever taught it.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: CLASS_IN_USE.
    """
    require(actor, Action.CLASS_EDIT, Target(school_id=actor.school_id))
    school_class = _here(actor, class_id)
    used = (
        school_class.enrolments.exists()
        or Homeroom.objects.filter(school_class=school_class).exists()
        or Teaching.objects.filter(school_class=school_class).exists()
    )
    if used:
        raise Refused("CLASS_IN_USE", class_name=school_class.name)
    AssignmentLine.objects.filter(school_class=school_class).delete()
    _trace(actor, "schools.class.removed", school_class, at)
    school_class.delete()


def _cleaned(name: str) -> str:
    bare = re.sub(r"^LỚP", "", clean(name).upper().strip()).replace(" ", "")
    if not NAME.fullmatch(bare):
        raise Refused("CLASS_NAME_WRONG", where="name", class_name=clean(name)[:20])
    return bare


def _fill(actor: Actor, school_class: SchoolClass, name: str, data: ClassData) -> None:
    others = SchoolClass.objects.filter(year=school_class.year, name=name).exclude(id=school_class.pk)
    if others.exists():
        raise Refused("CLASS_NAME_TAKEN", where="name", class_name=name)
    school_class.name, school_class.grade = name, int(name[0])
    school_class.foreign_language = clean(data.foreign_language)[:40]
    school_class.minority_language = clean(data.minority_language)[:40]
    if school_class.grade >= _LANGUAGE_FROM and not school_class.foreign_language:
        raise Refused("CLASS_LANGUAGE_NEEDED", where="foreign_language", class_name=name)
    school_class.campus = None
    if data.campus_id is not None:
        school_class.campus = Campus.objects.filter(school_id=actor.school_id, id=data.campus_id).first()
        if school_class.campus is None:
            raise Missing("NOT_FOUND_HERE")


def _here(actor: Actor, class_id: int) -> SchoolClass:
    row = (
        SchoolClass.objects.select_for_update(of=("self",))
        .filter(year__school_id=actor.school_id, id=class_id)
        .select_related("year")
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def _trace(actor: Actor, action: str, school_class: SchoolClass, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("class", school_class.id),
        at=at,
        school_id=actor.school_id,
        details={"class_name": school_class.name, "year": str(school_class.year)},
    )
