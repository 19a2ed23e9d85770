"""Everything one page says about one pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from hocba.lint import Finding
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, allowed
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Attachment, Enrolment, Pupil, PupilChange, SchoolClass
from hocba_web.schools.ports import CLOSED, OpenState
from hocba_web.schools.pupil_fields import LABELS, Value
from hocba_web.schools.selectors.pupils.findings import findings_of
from hocba_web.schools.selectors.pupils.scope import (
    class_target,
    enrolments_now,
    find_pupil,
    may,
    register_of,
    require_for,
)

_DATES = {"born"}
_YES_NO = {"not_assessed", "individual_plan"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that something rests on."""

    attachment_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of a change, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history."""

    kind: str
    """Value of `PupilChange.Kind`."""
    words: str
    fields: tuple[ChangedField, ...]
    reason: str
    effective_on: date | None
    paper: Paper | None
    import_run: UUID | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One school year."""

    year: str
    class_name: str
    school: str
    since: date | None
    status: str
    class_id: int | None
    """Of this school; None for another school's year."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the acting person may do to this pupil, windows aside."""

    edit: bool
    civil_status: bool
    disability: bool
    evidence: bool
    history: bool
    slip: bool
    readers: bool
    """See who looked at the pupil's data."""
    leave: bool
    move_class: bool
    transfer_out: bool
    admit: bool


@dataclass(frozen=True, slots=True)
class PupilPage:
    """The pupil with what belongs on the page."""

    pupil: Pupil
    school_class: SchoolClass | None
    """Where the pupil is, or was last."""
    enrolment: Enrolment | None
    is_on_roll: bool
    findings: tuple[Finding, ...]
    years: tuple[StudyLine, ...]
    history: tuple[Change, ...]
    rights: Rights
    waiting_transfer: bool
    register: OpenState


def pupil_page(actor: Actor, pupil_id: int, at: datetime) -> PupilPage:
    """Read a pupil for the page.

    Args:
        actor: who reads.
        pupil_id: from the address.
        at: aware, UTC; checks are made for its day.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: by scope.
    """
    pupil = find_pupil(actor, pupil_id)
    places = enrolments_now(pupil)
    require_for(actor, Action.PUPIL_VIEW, pupil, places)
    enrolment = _shown(actor, places)
    prefetch_related_objects([pupil], "guardians")
    rights = rights_on(actor, pupil, places)
    register = register_of(actor, places, at)
    school_class = enrolment.school_class if enrolment else None
    return PupilPage(
        pupil=pupil,
        school_class=school_class,
        enrolment=enrolment,
        is_on_roll=enrolment is not None and not enrolment.has_left,
        findings=_findings(pupil, school_class, at) if enrolment is not None and not enrolment.has_left else (),
        years=_years(pupil),
        history=history_of(pupil) if rights.history else (),
        rights=rights,
        waiting_transfer=pupil.transfers.filter(state="asked").exists(),
        register=register[1] if register is not None else CLOSED,
    )


def rights_on(actor: Actor, pupil: Pupil, places: Sequence[Enrolment] | None = None) -> Rights:
    """What somebody may do to a pupil."""

    def can(action: Action) -> bool:
        return may(actor, action, pupil, places)

    return Rights(
        edit=can(Action.PUPIL_EDIT),
        civil_status=can(Action.CIVIL_STATUS_CHANGE),
        disability=can(Action.DISABILITY_EDIT),
        evidence=can(Action.DISABILITY_EVIDENCE_VIEW),
        history=can(Action.PUPIL_HISTORY_VIEW),
        slip=can(Action.CHECK_SLIP_PRINT),
        readers=can(Action.PRIVACY_CHILD_VIEW),
        leave=can(Action.PUPIL_LEAVE),
        move_class=can(Action.PUPIL_MOVE_CLASS),
        transfer_out=can(Action.PUPIL_TRANSFER_OUT),
        admit=can(Action.PUPIL_ADMIT),
    )


def history_of(pupil: Pupil) -> tuple[Change, ...]:
    """Every change of a pupil, newest first."""
    rows = pupil.changes.select_related("by", "evidence")
    return tuple(
        Change(
            kind=row.kind,
            words=row.get_kind_display(),
            fields=_fields(row),
            reason=row.reason,
            effective_on=row.effective_on,
            paper=Paper(row.evidence.pk, row.evidence.name) if row.evidence else None,
            import_run=row.import_run,
            by=row.by.get_full_name(),
            at=row.at,
        )
        for row in rows
    )


def paper_of(actor: Actor, pupil_id: int, attachment_id: int) -> Attachment:
    """A file that something about the pupil rests on.

    Raises:
        Missing: NOT_FOUND_HERE, the file belongs to something else.
        Forbidden: by scope; evidence of a disability needs its own right.
    """
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PUPIL_VIEW, pupil)
    changes = pupil.changes.filter(evidence_id=attachment_id)
    of_disability = attachment_id == pupil.disability_evidence_id or changes.filter(kind="disability").exists()
    if of_disability:
        require_for(actor, Action.DISABILITY_EVIDENCE_VIEW, pupil)
    elif attachment_id == pupil.id_evidence_id or changes.exists():
        require_for(actor, Action.PUPIL_HISTORY_VIEW, pupil)
    else:
        raise Missing("NOT_FOUND_HERE")
    return Attachment.objects.get(id=attachment_id, school_id=actor.school_id)


def shown(name: str, value: Value) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return ""
    if name in _YES_NO:
        return _("Có") if value else _("Không")
    if name in _DATES:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(value)


def _fields(row: PupilChange) -> tuple[ChangedField, ...]:
    names = list(dict.fromkeys([*row.before, *row.after]))
    ordered = sorted(names, key=lambda name: list(LABELS).index(name) if name in LABELS else len(LABELS))
    return tuple(
        ChangedField(
            str(LABELS.get(name, name)),
            "" if row.before.get(name) is False else shown(name, row.before.get(name)),
            shown(name, row.after.get(name)),
        )
        for name in ordered
    )


def _shown(actor: Actor, places: Sequence[Enrolment]) -> Enrolment | None:
    """The class shown first: one the actor reaches, of the current year if it can be."""
    reached = [one for one in places if allowed(actor, Action.PUPIL_VIEW, class_target(one.school_class))] or list(
        places
    )
    return next((one for one in reached if one.school_class.year.is_current), reached[0] if reached else None)


def _findings(pupil: Pupil, school_class: SchoolClass | None, at: datetime) -> tuple[Finding, ...]:
    if school_class is None:
        return ()
    return findings_of(
        pupil.identity(),
        grade=school_class.grade,
        class_name=school_class.name,
        year=school_class.year.value,
        today=local(at).date(),
        override=pupil.id_override(),
    )


def _years(pupil: Pupil) -> tuple[StudyLine, ...]:
    """School years so far, oldest first: what the sector database told, and the classes of this school."""
    here = list(
        pupil.enrolments.select_related("school_class__year__school").order_by("school_class__year__first", "id")
    )
    known = {(one.school_class.year.first, one.school_class.name) for one in here}
    lines = [
        (
            row.first,
            row.entered_on,
            StudyLine(str(row.study_year().school_year), row.class_name, row.school_name, row.entered_on, "", None),
        )
        for row in pupil.prior_years.all()
        if (row.first, row.class_name) not in known
    ]
    lines += [
        (
            one.school_class.year.first,
            one.joined_on or one.school_class.year.starts_on,
            StudyLine(
                str(one.school_class.year),
                one.school_class.name,
                one.school_class.year.school.name,
                one.joined_on,
                one.status,
                one.school_class_id,
            ),
        )
        for one in here
    ]
    return tuple(line for _first, _since, line in sorted(lines, key=lambda one: one[:2]))
