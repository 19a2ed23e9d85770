"""Changes of personal data: corrections, civil status, disability (Decision 32/QĐ-THPĐ, art. 7(1))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, source_of
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Pupil, PupilChange, SchoolClass
from hocba_web.schools.ports import ports
from hocba_web.schools.pupil_fields import CIVIL, Value, cleaned, snapshot
from hocba_web.schools.selectors.pupils.scope import enrolments_now, find_pupil, require_for
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils.changes import difference, require_version, write
from hocba_web.schools.services.pupils.checks import judge, require_day, require_open_for, require_reason, too_long
from hocba_web.schools.services.pupils.errors import DataRefused, Problem

CIVIL_STATUS_FIELDS = ("name", "sex", "born", "personal_id", "ethnicity", "birthplace", "home_place")
"""What a civil-status paper can change."""


def civil_fields_locked(pupil: Pupil, school_class: SchoolClass, at: datetime) -> frozenset[str]:
    """Fields that a plain edit may not change: civil status that is on file, once the school year has begun.

    A personal ID that was missing may be added at any time.
    """
    if local(at).date() < school_class.year.starts_on:
        return frozenset()
    return frozenset(name for name in CIVIL if getattr(pupil, name))


@transaction.atomic
def pupil_edit(*, actor: Actor, pupil_id: int, version: int, values: Mapping[str, object], at: datetime) -> Pupil:
    """Correct or complete personal data and family.

    Args:
        actor: homeroom teacher of the class, or registrar.
        pupil_id: the pupil.
        version: of the row the form was opened for.
        values: fields of `pupil_fields.EDITABLE`; those that are absent stay.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER.
        Conflict: PUPIL_CHANGED_MEANWHILE.
        DataRefused: with every field that cannot be stored, CIVIL_STATUS_NEEDS_EVIDENCE among them.
    """
    pupil, school_class = _reach(actor, Action.PUPIL_EDIT, pupil_id, at)
    current = snapshot(pupil)
    require_version(pupil, version, current)
    before, after = difference(current, cleaned(values))
    if not after:
        return pupil
    locked = civil_fields_locked(pupil, school_class, at) & after.keys()
    if locked:
        source = source_of(Action.CIVIL_STATUS_CHANGE)
        raise DataRefused([Problem(name, "CIVIL_STATUS_NEEDS_EVIDENCE", {}, source) for name in sorted(locked)])
    basis = pupil.id_basis if "personal_id" not in after else ""
    judge(pupil, {**current, **after}, after, school_class=school_class, at=at, id_basis=basis)
    if basis != pupil.id_basis:
        before["id_basis"], after["id_basis"] = pupil.id_basis, basis
    write(
        actor=actor,
        pupil=pupil,
        kind=PupilChange.Kind.EDITED,
        before=before,
        after=after,
        action="schools.pupil.edited",
        at=at,
    )
    return pupil


@transaction.atomic
def civil_status_change(
    *,
    actor: Actor,
    pupil_id: int,
    version: int,
    values: Mapping[str, object],
    on: date,
    reason: str,
    id_basis: str,
    evidence: Upload | None,
    at: datetime,
) -> Pupil:
    """Change name, birth, sex, personal ID or origin by a paper of the civil-status authority.

    Args:
        actor: homeroom teacher of the class, or registrar.
        pupil_id: the pupil.
        version: of the row the form was opened for.
        values: any of `CIVIL_STATUS_FIELDS`.
        on: day of the paper.
        reason: the paper in words: number, issuer.
        id_basis: decision by which an ID stands that disagrees with sex or birth year; empty if none is needed.
        evidence: the paper itself.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, PUPIL_NOTHING_CHANGED, ATTACHMENT_*.
        Conflict: PUPIL_CHANGED_MEANWHILE.
        DataRefused: with every field that cannot be stored; PUPIL_EVIDENCE_MISSING.
    """
    pupil, school_class = _reach(actor, Action.CIVIL_STATUS_CHANGE, pupil_id, at)
    current = snapshot(pupil)
    require_version(pupil, version, current)
    reason = require_reason(reason)
    require_day(on, at=at, not_before=pupil.born)
    source = source_of(Action.CIVIL_STATUS_CHANGE)
    if evidence is None:
        raise DataRefused([Problem("evidence", "PUPIL_EVIDENCE_MISSING", {}, source)])
    offered = {name: value for name, value in cleaned(values).items() if name in CIVIL_STATUS_FIELDS}
    before, after = difference(current, offered)
    basis = id_basis.strip()
    if basis != pupil.id_basis:
        before["id_basis"], after["id_basis"] = pupil.id_basis, basis
    if not after:
        raise Refused("PUPIL_NOTHING_CHANGED", source=source)
    judge(pupil, {**current, **after}, after, school_class=school_class, at=at, id_basis=basis)
    paper = attachments.keep(actor=actor, upload=evidence, at=at)
    if "id_basis" in after:
        pupil.id_evidence = paper if basis else None
    write(
        actor=actor,
        pupil=pupil,
        kind=PupilChange.Kind.CIVIL_STATUS,
        before=before,
        after=after,
        action="schools.pupil.civil_status_changed",
        at=at,
        reason=reason,
        effective_on=on,
        evidence=paper,
    )
    return pupil


@transaction.atomic
def disability_change(
    *,
    actor: Actor,
    pupil_id: int,
    version: int,
    disability: str,
    not_assessed: bool,
    individual_plan: bool,
    on: date,
    reason: str,
    evidence: Upload | None,
    at: datetime,
) -> Pupil:
    """Put on file, or take off, a disability and how the pupil is assessed (Circular 27/2020/TT-BGDĐT, art. 8).

    Args:
        actor: homeroom teacher of the class, or registrar.
        pupil_id: the pupil.
        version: of the row the form was opened for.
        disability: its kind in words; empty if none.
        not_assessed: the pupil is not assessed; needs evidence on file or attached.
        individual_plan: the pupil is assessed by an individual plan.
        on: day from which it holds.
        reason: what it rests on, in words.
        evidence: certificate or decision; stays on file until another one comes.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, PUPIL_NOTHING_CHANGED, ATTACHMENT_*.
        Conflict: PUPIL_CHANGED_MEANWHILE.
        DataRefused: PUPIL_EVIDENCE_MISSING, DISABILITY_MISSING, PUPIL_FIELD_TOO_LONG.
    """
    pupil, school_class = _reach(actor, Action.DISABILITY_EDIT, pupil_id, at)
    require_version(pupil, version, snapshot(pupil))
    reason = require_reason(reason)
    require_day(on, at=at, not_before=pupil.born)
    source = source_of(Action.DISABILITY_EDIT)
    kind = " ".join(disability.split())
    longest = Pupil._meta.get_field("disability").max_length or 0  # noqa: SLF001  # Django's public way to a field
    problems = too_long({"disability": (kind, longest)})
    if (not_assessed or individual_plan) and not kind:
        problems.append(Problem("disability", "DISABILITY_MISSING", {}, source))
    if not_assessed and evidence is None and pupil.disability_evidence_id is None:
        problems.append(Problem("evidence", "PUPIL_EVIDENCE_MISSING", {}, source))
    if problems:
        raise DataRefused(problems)
    now: dict[str, Value] = {
        "disability": pupil.disability,
        "not_assessed": pupil.not_assessed,
        "individual_plan": pupil.individual_plan,
    }
    before, after = difference(
        now, {"disability": kind, "not_assessed": not_assessed, "individual_plan": individual_plan}
    )
    if not after and evidence is None:
        raise Refused("PUPIL_NOTHING_CHANGED", source=source)
    paper = attachments.keep(actor=actor, upload=evidence, at=at)
    if paper is not None:
        pupil.disability_evidence = paper
    write(
        actor=actor,
        pupil=pupil,
        kind=PupilChange.Kind.DISABILITY,
        before=before,
        after=after,
        action="schools.pupil.disability_changed",
        at=at,
        reason=reason,
        effective_on=on,
        evidence=paper,
    )
    ports.roll_changed([school_class.pk], at)
    return pupil


def _reach(actor: Actor, action: Action, pupil_id: int, at: datetime) -> tuple[Pupil, SchoolClass]:
    """The locked row and its class, once permission and window are proven."""
    pupil = find_pupil(actor, pupil_id, lock=True)
    places = enrolments_now(pupil)
    require_for(actor, action, pupil, places)
    return pupil, require_open_for(actor, pupil, places, at)
