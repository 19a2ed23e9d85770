"""School years that only paper tells: typed from the scan, compared by a second person, certified by the head.

For pupils from schools without digital records and for those who return to school. After Decision 1789/QĐ-SGDĐT,
art. 39: the school's staff compares, the head certifies for teachers who are no longer in post.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from hocba.model import SchoolYear, StudyYear
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require, two_people
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.selectors import held
from hocba_web.schools.selectors.pupils.scope import find_pupil, require_for
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils.prior_years import inherit_years
from hocba_web.submission.models import DigitisedYear, InheritedFile
from hocba_web.submission.transfers.notices import tell_roles, tell_users

State = DigitisedYear.State
SOURCE = "Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 39"


@dataclass(frozen=True, slots=True)
class PaperYear:
    """What a paper record says of one school year."""

    first: int
    """The calendar year the school year begins in."""
    grade: int
    class_name: str
    school_name: str
    entered_on: date
    summary: Mapping[str, object]
    """As `DigitisedYear.summary`."""


@transaction.atomic
def type_year(*, actor: Actor, pupil_id: int, told: PaperYear, scan: Upload | None, at: datetime) -> DigitisedYear:
    """Type a year from its scan; again after it was returned.

    Args:
        actor: the registrar.
        pupil_id: a pupil on file.
        told: what the paper says.
        scan: of the paper; may be left out where a returned year has it.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: DIGITISED_KNOWN, DIGITISED_INCOMPLETE, DIGITISED_NO_SCAN, ATTACHMENT_*.
    """
    pupil = find_pupil(actor, pupil_id, lock=True)
    require_for(actor, Action.PAST_RESULTS_IMPORT, pupil)
    row = DigitisedYear.objects.select_for_update().filter(pupil_id=pupil_id, first=told.first).first()
    if (row is not None and row.state != State.RETURNED) or _is_there(actor.school_id, pupil_id, told.first):
        raise Refused("DIGITISED_KNOWN", where="first", source=SOURCE)
    if not told.class_name.strip() or not told.school_name.strip():
        raise Refused("DIGITISED_INCOMPLETE", where="school_name", source=SOURCE, what=_("lớp, trường"))
    if not told.summary.get("subjects") and not told.summary.get("comment"):
        raise Refused("DIGITISED_INCOMPLETE", where="comment", source=SOURCE, what=_("kết quả môn học hoặc nhận xét"))
    paper = attachments.keep(actor=actor, upload=scan, at=at) or (row.scan if row is not None else None)
    if paper is None:
        raise Refused("DIGITISED_NO_SCAN", where="scan", source=SOURCE)
    if row is None:
        row = DigitisedYear(school_id=actor.school_id, pupil_id=pupil_id, first=told.first, version=0)
    row.grade, row.class_name, row.school_name = (
        told.grade,
        told.class_name.strip()[:20],
        told.school_name.strip()[:150],
    )
    row.entered_on, row.scan, row.summary = told.entered_on, paper, dict(told.summary)
    row.version += 1
    row.digest = _digest(row)
    row.state, row.returned_note = State.TYPED, ""
    row.typed_by_id, row.typed_at, row.checked_by_id, row.checked_at = actor.user_id, at, None, None
    row.save()
    _trace(actor, "submission.digitised.typed", row, at)
    tell_roles(
        actor.school_id,
        [Role.VICE_PRINCIPAL, Role.REGISTRAR],
        "submission.digitised.turn",
        f"Một năm học {row.first}-{row.first + 1} nhập từ học bạ giấy chờ người thứ hai đối chiếu.",
        at,
    )
    return row


@transaction.atomic
def compare(*, actor: Actor, year_id: int, digest: str, at: datetime) -> DigitisedYear:
    """A second person has compared every line with the scan.

    Raises:
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE, SAME_PERSON.
        Missing: NOT_FOUND_HERE.
        Refused: DIGITISED_NOT_ITS_TURN, DIGITISED_CHANGED.
    """
    row = _held(actor, year_id, (State.TYPED,), digest)
    require_for(actor, Action.RECORD_PRINT, row.pupil)
    two_people(row.typed_by_id, actor)
    row.state, row.checked_by_id, row.checked_at = State.CHECKED, actor.user_id, at
    row.save(update_fields=["state", "checked_by", "checked_at"])
    _trace(actor, "submission.digitised.checked", row, at)
    text = f"Một năm học {row.first}-{row.first + 1} số hóa từ học bạ giấy chờ hiệu trưởng xác nhận."
    tell_roles(row.school_id, [Role.PRINCIPAL], "submission.digitised.turn", text, at)
    return row


@transaction.atomic
def give_back(*, actor: Actor, year_id: int, digest: str, note: str, at: datetime) -> DigitisedYear:
    """Whoever compares or certifies found something wrong.

    Raises:
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Missing: NOT_FOUND_HERE.
        Refused: DIGITISED_NOT_ITS_TURN, DIGITISED_CHANGED, DIGITISED_NOTE_MISSING.
    """
    row = _held(actor, year_id, (State.TYPED, State.CHECKED), digest)
    require_for(actor, Action.RECORD_PRINT, row.pupil)
    if not note.strip():
        raise Refused("DIGITISED_NOTE_MISSING", where="note")
    row.state, row.returned_note = State.RETURNED, note.strip()[:500]
    row.save(update_fields=["state", "returned_note"])
    _trace(actor, "submission.digitised.returned", row, at)
    text = f"Năm học {row.first}-{row.first + 1} nhập từ học bạ giấy được trả lại để sửa."
    tell_users([row.typed_by_id], "submission.digitised.returned", text)
    return row


@transaction.atomic
def certify(*, actor: Actor, year_id: int, digest: str, at: datetime) -> DigitisedYear:
    """The head certifies; from now on nothing of it changes, and the year stands in "Quá trình học tập".

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON (who typed or compared it).
        Missing: NOT_FOUND_HERE.
        Refused: DIGITISED_NOT_ITS_TURN, DIGITISED_CHANGED.
    """
    require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))
    row = _held(actor, year_id, (State.CHECKED,), digest)
    for earlier in (row.typed_by_id, row.checked_by_id):
        two_people(earlier or 0, actor)
    row.state, row.certified_by_id, row.certified_at = State.CERTIFIED, actor.user_id, at
    row.save(update_fields=["state", "certified_by", "certified_at"])
    line = StudyYear(SchoolYear(row.first), row.class_name, row.school_name, row.entered_on)
    inherit_years(pupil_id=row.pupil_id, school_id=row.school_id, lines=[line], actor=actor, at=at)
    _trace(actor, "submission.digitised.certified", row, at)
    return row


def _held(actor: Actor, year_id: int, states: Collection[State], digest: str) -> DigitisedYear:
    rows = DigitisedYear.objects.select_for_update(of=("self",)).select_related("pupil", "scan")
    row = rows.filter(id=year_id, school_id=actor.school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    if row.state not in states:
        raise Refused("DIGITISED_NOT_ITS_TURN", where=str(row.pk), source=SOURCE, state=row.get_state_display())
    if not digest == row.digest == _digest(row):
        raise Refused("DIGITISED_CHANGED", where=str(row.pk), source=SOURCE)
    return row


def _is_there(school_id: int, pupil_id: int, first: int) -> bool:
    """Whether the year has a digital record, of this school or inherited: it is never made anew."""
    own = any(one.year.first == first and not one.void for one in held.of_pupil(school_id, pupil_id))
    brought = InheritedFile.objects.filter(
        arrival__pupil_id=pupil_id, kept=True, kind=InheritedFile.Kind.RECORD, first=first
    )
    return own or brought.exists()


def _digest(row: DigitisedYear) -> str:
    """SHA-256 over scan and typed content."""
    told = [row.scan.sha256, row.first, row.grade, row.class_name, row.school_name, row.entered_on.isoformat()]
    return sha256(json.dumps([*told, row.summary], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _trace(actor: Actor, action: str, row: DigitisedYear, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("digitised_year", row.pk),
        at=at,
        school_id=row.school_id,
        pupils=[row.pupil_id],
        details={"first": row.first, "digest": row.digest[:16]},
    )
