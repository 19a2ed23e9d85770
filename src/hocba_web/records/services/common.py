"""What requests about records have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import override

from hocba.lifecycle import State
from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.ports import ports as accounts
from hocba_web.accounts.roles import Role
from hocba_web.assessment.parts import HOMEROOM, part_name
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.models import Record
from hocba_web.records.selectors.parts import parts_of
from hocba_web.records.selectors.requests import is_to_be_unlocked
from hocba_web.records.services.steps import hold_one
from hocba_web.schools.selectors.teaching import users_with_role

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(6)(c)"
BEFORE_ISSUE = frozenset({State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED})
"""States from which a record can be unlocked or cancelled."""


def held(actor: Actor, record_id: int) -> Record:
    """A record of the actor's school, locked until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    if not Record.objects.filter(id=record_id, school_id=actor.school_id).exists():
        raise Missing("NOT_FOUND_HERE")
    return hold_one(record_id)


def require_before_issue(record: Record) -> None:
    """Refuse for a record that is open already, issued or void.

    Raises:
        Refused: RECORD_NOT_BEFORE_ISSUE.
    """
    if record.stands not in BEFORE_ISSUE:
        raise Refused("RECORD_NOT_BEFORE_ISSUE", where=str(record.uuid), source=SOURCE, state=record.stands.label())


def require_not_to_be_unlocked(record: Record) -> None:
    """Refuse to sign or seal what somebody asked to unlock, or gave back, after it was confirmed; the record is held.

    Raises:
        Refused: RECORD_TO_BE_UNLOCKED.
    """
    if is_to_be_unlocked(record.id):
        raise Refused("RECORD_TO_BE_UNLOCKED", where=str(record.uuid), source=SOURCE)


def require_parts(record: Record, parts: Iterable[str]) -> tuple[str, ...]:
    """The parts asked for, in the order of the record, each once.

    Raises:
        Refused: UNLOCK_NO_PART, none or one that the record does not have.
    """
    wanted, known = set(parts), parts_of(record.id)
    if not wanted or not wanted <= set(known):
        raise Refused("UNLOCK_NO_PART", where="parts", source=SOURCE)
    return tuple(part for part in known if part in wanted)


def subject_or_none(part: str) -> Subject | None:
    """The subject of a part; None for the homeroom's."""
    return None if part == HOMEROOM else Subject(part)


def tell(user_ids: Iterable[int | None], kind: str, record: Record, what: str, parts: Iterable[str] = ()) -> None:
    """Tell people about one record, by class and place in the list: letters carry no child's name.

    What is kept and sent is Vietnamese, whatever language the sender reads; so is `what`.
    """
    where = f"học bạ số thứ tự {record.enrolment.number}, lớp {record.school_class.name}"
    with override("vi"):
        names = ", ".join(part_name(part) for part in parts)
    text = f"{what}: {where}" + (f" ({names})." if names else ".")
    for user_id in sorted({one for one in user_ids if one is not None}):
        accounts.notify(user_id, kind, text)


def holders(record: Record, role: Role, at: datetime) -> frozenset[int]:
    """Accounts of everybody who holds a role at the record's school today."""
    return users_with_role(record.school_id, [role], clock.local(at).date())


def trace(actor: Acting, action: str, record: Record, at: datetime, **details: object) -> None:
    """One entry in the trail about one record."""
    audit.record(
        actor=actor,
        action=action,
        subject=("record", record.id),
        at=at,
        school_id=record.school_id,
        pupils=[record.enrolment.pupil_id],
        details={"uuid": str(record.uuid), "revision": record.revision, **details},
    )
