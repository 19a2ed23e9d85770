"""One way of writing a change of a pupil: row, people, history and trace together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.schools.models import Attachment, Pupil, PupilChange
from hocba_web.schools.pupil_fields import Value, Values, put, put_family
from hocba_web.schools.services.pupils.errors import Conflict, DataRefused, Problem

_OWN_COLUMNS = frozenset({"id_basis", "disability", "not_assessed", "individual_plan"})


def difference(before: Values, after: Values) -> tuple[dict[str, Value], dict[str, Value]]:
    """Old and new values of the fields that differ; `after` may hold fewer fields."""
    changed = [name for name, value in after.items() if before.get(name) != value]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def write(
    *,
    actor: Actor,
    pupil: Pupil,
    kind: PupilChange.Kind,
    before: Values,
    after: Values,
    action: str,
    at: datetime,
    reason: str = "",
    effective_on: date | None = None,
    evidence: Attachment | None = None,
    details: Mapping[str, object] | None = None,
) -> PupilChange:
    """Store changed values of a pupil whose row is locked; call inside a transaction.

    Args:
        actor: who acts; permission, scope and window were asked before.
        pupil: the row; a new one is inserted.
        kind: what kind of act it is.
        before: old values of what changes; empty for a new pupil.
        after: new values; fields of the row and its people are written, other names only told in the history.
        action: of the trace.
        at: aware, UTC.
        reason: in words.
        effective_on: day from which it holds.
        evidence: the paper it rests on.
        details: more for the trace: codes and numbers.

    Raises:
        DataRefused: PUPIL_ID_DUPLICATE or MINISTRY_ID_DUPLICATE, taken in this very moment.
    """
    is_new = pupil.pk is None
    put(pupil, after)
    for name in _OWN_COLUMNS & after.keys():
        setattr(pupil, name, after[name])
    if not is_new:
        pupil.version += 1
    try:
        with transaction.atomic():
            pupil.save()
    except IntegrityError as error:
        taken = "MINISTRY_ID_DUPLICATE" if "ministry" in str(error) else "PUPIL_ID_DUPLICATE"
        field = "ministry_id" if taken == "MINISTRY_ID_DUPLICATE" else "personal_id"
        raise DataRefused([Problem(field, taken, {"value": after.get(field, "")})]) from error
    put_family(pupil, after)
    change = PupilChange.objects.create(
        pupil=pupil,
        kind=kind,
        before=dict(before),
        after=dict(after),
        reason=reason,
        effective_on=effective_on,
        version=pupil.version,
        evidence=evidence,
        by_id=actor.user_id,
        at=at,
    )
    audit.record(
        actor=actor,
        action=action,
        subject=("pupil", pupil.pk),
        at=at,
        school_id=pupil.school_id,
        pupils=[pupil.pk],
        details={"fields": sorted(after), "version": pupil.version, **(details or {})},
    )
    return change


def require_version(pupil: Pupil, version: int, current: Mapping[str, Value]) -> None:
    """Refuse a form that was opened before somebody else's change.

    Raises:
        Conflict: PUPIL_CHANGED_MEANWHILE.
    """
    if pupil.version == version:
        return
    base: dict[str, Value] = {}
    last: PupilChange | None = None
    for change in pupil.changes.filter(version__gt=version).select_related("by").order_by("version", "id"):
        last = change
        for name, value in change.before.items():
            base.setdefault(name, value)
    raise Conflict(
        version=pupil.version,
        current=current,
        base=base,
        by=last.by.get_full_name() if last else "",
        at=last.at if last else None,
    )
