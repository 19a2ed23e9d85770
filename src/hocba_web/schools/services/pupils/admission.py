"""New pupils: values proven by the core, doubles looked for, a row in the class list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from hocba.model import PupilStatus
from hocba.regulation.school_regulation.plausibility import span_of_year
from hocba.workbooks.check.pupils import TEMPORARY
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.schools.models import Attachment, Pupil, PupilChange, SchoolClass
from hocba_web.schools.ports import ports
from hocba_web.schools.pupil_fields import EDITABLE, Value, cleaned
from hocba_web.schools.selectors.pupils.duplicates import resembling
from hocba_web.schools.selectors.pupils.scope import find_class, require_class
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils.changes import write
from hocba_web.schools.services.pupils.checks import judge, require_day, require_open, require_reason
from hocba_web.schools.services.pupils.errors import MayBeDuplicate
from hocba_web.schools.services.pupils.rows import open_row

_EMPTY: Mapping[str, Value] = {name: None if name.endswith("_born_year") else "" for name in EDITABLE}


@transaction.atomic
def pupil_admit(
    *,
    actor: Actor,
    class_id: int,
    values: Mapping[str, object],
    on: date,
    reason: str,
    evidence: Upload | None,
    id_basis: str = "",
    sure: bool = False,
    at: datetime,
) -> Pupil:
    """Take a new pupil into a class, at the start of the year or during it.

    Args:
        actor: the registrar.
        class_id: the class.
        values: fields of `pupil_fields.EDITABLE`; without a ministry code the school gives a temporary one.
        on: first day in the class.
        reason: in words.
        evidence: application or birth certificate, if it is at hand.
        id_basis: decision by which an ID stands that disagrees with sex or birth year; then `evidence` is needed.
        sure: the registrar has looked at the pupils on file who resemble this one.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, ATTACHMENT_*.
        DataRefused: with every field that cannot be stored.
        MayBeDuplicate: PUPIL_MAY_BE_DUPLICATE, unless `sure`.
    """
    school_class = find_class(actor, class_id, lock=True)
    require_class(actor, Action.PUPIL_ADMIT, school_class)
    require_open(school_class, at)
    reason = require_reason(reason)
    prepared = prepare(actor, school_class, values, on=on, id_basis=id_basis, has_paper=evidence is not None, at=at)
    if not sure:
        require_not_on_file(actor, prepared)
    paper = attachments.keep(actor=actor, upload=evidence, at=at)
    return enrol_new(
        actor=actor,
        school_class=school_class,
        values=prepared,
        on=on,
        status=PupilStatus.STUDYING,
        kind=PupilChange.Kind.ADMITTED,
        action="schools.pupil.admitted",
        reason=reason,
        id_basis=id_basis,
        evidence=paper,
        at=at,
    )


def prepare(
    actor: Actor,
    school_class: SchoolClass,
    values: Mapping[str, object],
    *,
    on: date,
    id_basis: str,
    has_paper: bool,
    at: datetime,
) -> dict[str, Value]:
    """Complete, cleaned values of a new pupil that the core accepts.

    Raises:
        DataRefused: with every field that cannot be stored; an ID kept against sex or birth year needs its paper.
    """
    found = {**_EMPTY, **cleaned(values)}
    found["nationality"] = found["nationality"] or "Việt Nam"
    if not found["ministry_id"]:
        found["ministry_id"] = TEMPORARY + (str(found["personal_id"]) or uuid4().hex[:12].upper())
    require_day(on, at=at, not_before=span_of_year(school_class.year.value, on)[0])
    judge(
        Pupil(school_id=actor.school_id),
        found,
        EDITABLE,
        school_class=school_class,
        at=at,
        id_basis=id_basis.strip() if has_paper else "",
    )
    return found


def require_not_on_file(actor: Actor, values: Mapping[str, Value]) -> None:
    """Refuse a child who may be on the register already.

    Raises:
        MayBeDuplicate: PUPIL_MAY_BE_DUPLICATE.
    """
    others = resembling(actor.school_id, values)
    if others:
        raise MayBeDuplicate(others)


def enrol_new(
    *,
    actor: Actor,
    school_class: SchoolClass,
    values: Mapping[str, Value],
    on: date,
    status: PupilStatus,
    kind: PupilChange.Kind,
    action: str,
    reason: str,
    id_basis: str,
    evidence: Attachment | None,
    at: datetime,
    told: Mapping[str, Value] | None = None,
) -> Pupil:
    """Store a new pupil in a class; permission, window and values were proven before."""
    pupil = Pupil(school_id=actor.school_id, id_basis=id_basis.strip())
    if pupil.id_basis:
        pupil.id_evidence = evidence
        told = {**(told or {}), "id_basis": pupil.id_basis}
    shown = {name: value for name, value in values.items() if value not in ("", None)}
    write(
        actor=actor,
        pupil=pupil,
        kind=kind,
        before={},
        after={**shown, "class": school_class.name, "status": status.value, **(told or {})},
        action=action,
        at=at,
        reason=reason,
        effective_on=on,
        evidence=evidence,
        details={"class": school_class.id},
    )
    open_row(pupil, school_class, status=status, on=on)
    ports.roll_changed([school_class.pk], at)
    return pupil
