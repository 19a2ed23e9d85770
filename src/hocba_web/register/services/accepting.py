"""Acceptance: number, record, leaf and trace together or not at all (Decision 32/QĐ-THPĐ, chapter I art. 5(3))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hocba.adapters.clock import VIETNAM
from hocba.model import ClosingGroup
from hocba.transparency import Kind
from hocba_web.audit import services as audit
from hocba_web.base.text import fold
from hocba_web.register.models import Number, Record, School
from hocba_web.register.selectors import groups
from hocba_web.register.selectors.groups import GroupState
from hocba_web.register.services import states
from hocba_web.transparency.services import leaves

State = Number.State
_Group = tuple[int, int, str]
"""School, school year, group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A record that was judged good. Its files are stored before (`register.files.put`)."""

    uuid: UUID
    school_id: int
    """Of the register's school."""
    school_year: int
    """The year in which the school year begins."""
    group: ClosingGroup
    class_name: str
    grade: int
    personal_id: str
    pupil_name: str
    born: date
    pupil_code: str
    revision: int
    profile: str
    issued_at: datetime
    """Time of the school's seal as signed; aware."""
    record_digest: str
    """SHA-256 over the exclusive C14N of the whole HOC_BA, hexadecimal."""
    file: str
    """SHA-256 of the stored XML file."""
    pdf: str = ""
    """SHA-256 of the school's sealed PDF; empty where none came."""
    certificate: str
    """SHA-256 of the school's certificate (DER) with which it is sealed."""
    message_id: str
    evidence: Mapping[str, object]
    """Why it was accepted: policy, indication, status data, of each signature certificate, time and status."""
    received_at: datetime | None = None
    """When the school's message came: a decision that lets it in must hold on that day; None: on that of acceptance."""
    supersedes: UUID | None = None
    """The finalised record that it replaces, by a decision that allows it."""


class Raced(Exception):  # named for what happened
    """Not accepted, for what stands in the database now; asking again ends in the held record or in a refusal.

    Attributes:
        code: RACED_NUMBER (the UUID was accepted before), RACED_PUPIL (the pupil has a current record of the year),
            RACED_CLOSED (the group is closed), RACED_NO_PERMIT (nothing lets it replace that record).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def accept(found: Accepted, *, at: datetime) -> Number:
    """Hold one record; inside the caller's transaction.

    Raises:
        Raced: nothing was written.
    """
    answer = accept_many([found], at=at)[found.uuid]
    if isinstance(answer, Raced):
        raise answer
    return answer


def accept_many(found: Sequence[Accepted], *, at: datetime) -> dict[UUID, Number | Raced]:
    """Hold records, each with its leaf in the log; inside the caller's transaction, of some fifty at most.

    Closing a group locks the same schools: nothing is accepted into a group that is being closed.

    Args:
        found: each UUID once; all of one message.
        at: time of acceptance; product clock, aware, UTC.

    Returns:
        By UUID the number, or why it was not accepted.

    Raises:
        RuntimeError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("records are accepted in the transaction that writes their judgement")
    schools = School.objects.select_for_update().in_bulk(sorted({one.school_id for one in found}))
    known = _known(found, at)
    answers: dict[UUID, Number | Raced] = {}
    fit = []
    for one in found:
        code = known.hindrance(one)
        if code:
            answers[one.uuid] = Raced(code)
        else:
            fit.append(one)
            known.numbers.add(one.uuid)
            known.pupils[_pupil(one)] = one.uuid
    try:
        with transaction.atomic():
            answers |= _write(fit, schools, known, at)
    except IntegrityError:  # another process was faster with one of them; each is tried alone
        for one in fit:
            answers[one.uuid] = _one(one, schools, known, at)
    return answers


_NOT_REPLACEABLE: tuple[int, str, frozenset[int]] = (0, "", frozenset())


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says about some records before they are accepted."""

    numbers: set[UUID]
    """Those used before."""
    pupils: dict[tuple[str, int], UUID]
    """Current record by personal ID and school year."""
    groups: Mapping[_Group, GroupState]
    replaceable: Mapping[UUID, tuple[int, str, frozenset[int]]]
    """Year and pupil of finalised current records, locked, and the schools that a decision lets replace them."""

    def hindrance(self, one: Accepted) -> str:
        """Why it cannot be accepted; empty if it can."""
        if one.uuid in self.numbers:
            return "RACED_NUMBER"
        if one.supersedes is not None:
            year, pupil, schools = self.replaceable.get(one.supersedes, _NOT_REPLACEABLE)
            if (year, pupil) != (one.school_year, one.personal_id) or one.school_id not in schools:
                return "RACED_NO_PERMIT"
        elif not self.groups[_group(one)].open:
            return "RACED_CLOSED"
        return "RACED_PUPIL" if self.pupils.get(_pupil(one), one.supersedes) != one.supersedes else ""


def _known(found: Sequence[Accepted], at: datetime) -> _Known:
    received = next((one.received_at for one in found if one.received_at is not None), at)
    day = received.astimezone(VIETNAM).date()
    current = Number.objects.filter(personal_id__in={one.personal_id for one in found}, state=State.CURRENT)
    replaced = {one.supersedes for one in found if one.supersedes}
    finalised = Number.objects.filter(uuid__in=replaced, state=State.CURRENT, finalised_at__isnull=False)
    old = finalised.select_for_update().order_by("uuid")  # in the order in which codes are told and groups closed
    amenders = groups.amenders(replaced, day)
    return _Known(
        numbers=set(Number.objects.filter(uuid__in=[one.uuid for one in found]).values_list("uuid", flat=True)),
        pupils={(row[0], row[1]): row[2] for row in current.values_list("personal_id", "school_year", "uuid")},
        groups={key: groups.standing_of(*key, day) for key in {_group(one) for one in found}},
        replaceable={
            number.uuid: (number.school_year, number.personal_id, amenders.get(number.uuid, frozenset()))
            for number in old
        },
    )


def _one(one: Accepted, schools: Mapping[int, School], known: _Known, at: datetime) -> Number | Raced:
    try:
        with transaction.atomic():
            return _write([one], schools, known, at)[one.uuid]
    except IntegrityError:
        taken = Number.objects.filter(uuid=one.uuid).exists()
        return Raced("RACED_NUMBER" if taken else "RACED_PUPIL")


def _pupil(one: Accepted) -> tuple[str, int]:
    return one.personal_id, one.school_year


def _group(one: Accepted) -> _Group:
    return one.school_id, one.school_year, one.group.value


def _write(found: Sequence[Accepted], schools: Mapping[int, School], known: _Known, at: datetime) -> dict[UUID, Number]:
    if not found:
        return {}
    found = sorted(found, key=lambda one: (one.personal_id, one.uuid))  # two judges meet in the same order
    for one in found:
        if one.supersedes is not None:
            states.supersede(one.supersedes, one.uuid, at=at)
    numbers = Number.objects.bulk_create(_number(one, at, known.groups[_group(one)].closed_at) for one in found)
    kept = leaves.append_many(Kind.ACCEPTED, [_event(one, schools) for one in found], at)
    Record.objects.bulk_create(_record(one, leaf.pk, at) for one, leaf in zip(found, kept, strict=True))
    for school_id in sorted({one.school_id for one in found}):
        theirs = [str(one.uuid) for one in found if one.school_id == school_id]
        audit.record(
            actor=None,
            action="register.records.accepted",
            subject=("school", school_id),
            at=at,
            school_id=school_id,
            details={"records": len(theirs), "uuids": theirs},
        )
    return {number.uuid: number for number in numbers}


def _event(one: Accepted, schools: Mapping[int, School]) -> tuple[str, dict[str, str]]:
    facts = {"digest": one.record_digest, "pdf": one.pdf, "school": schools[one.school_id].code}
    return str(one.uuid), facts


def _number(one: Accepted, at: datetime, closed_at: datetime | None) -> Number:
    """Into a closed group it comes with effect from its acceptance, and not before the group had."""
    return Number(
        uuid=one.uuid,
        school_id=one.school_id,
        school_year=one.school_year,
        group=one.group.value,
        personal_id=one.personal_id,
        accepted_at=at,
        finalised_at=max(at, closed_at) if closed_at else None,
    )


def _record(one: Accepted, leaf: int, at: datetime) -> Record:
    return Record(
        school_year=one.school_year,
        uuid=one.uuid,
        school_id=one.school_id,
        class_name=one.class_name,
        grade=one.grade,
        personal_id=one.personal_id,
        pupil_name=one.pupil_name,
        name_key=fold(one.pupil_name),
        born=one.born,
        pupil_code=one.pupil_code,
        revision=one.revision,
        profile=one.profile,
        issued_at=one.issued_at,
        record_digest=one.record_digest,
        file=one.file,
        pdf=one.pdf,
        certificate=one.certificate,
        message_id=one.message_id,
        leaf=leaf,
        accepted_at=at,
        evidence=dict(one.evidence),
    )
