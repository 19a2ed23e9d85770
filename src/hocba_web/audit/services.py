"""The two doors through which everything leaves its trace, and the one for refusals.

    record   what was written: inside the transaction that writes it, so that there is never one without the other
    viewed   personal data that were read: once a request
    refused  what was asked for and refused: in a transaction of its own, after the refused one is rolled back

An entry holds numbers and codes, never a name: `details` takes no text with a space in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID, uuid4

import structlog
from django.db import transaction

from hocba_web.audit import canonical, sequencer
from hocba_web.audit.models import Entry, EntryPupil, Kind
from hocba_web.base import clock

Subject = tuple[str, int | str | UUID]
"""Kind of thing and its number: ("class", 12), ("pupil", 7), ("window", 3)."""

_ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,3}")
_TEXT_LIMIT = 80


class Acting(Protocol):
    """Who acts, as far as a trace is concerned: `hocba_web.accounts.actor.Actor` is one, `Account` another."""

    @property
    def user_id(self) -> int:
        """The account."""

    @property
    def role(self) -> Enum | None:
        """The capacity's role; its value is stored."""


class ActingAtSchool(Acting, Protocol):
    """Somebody who acts in a capacity at one school."""

    @property
    def school_id(self) -> int:
        """The school."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who does something about their own account and acts in no capacity: logging in, changing a password."""

    user_id: int
    role: None = None


def record(
    *,
    actor: Acting | None,
    action: str,
    subject: Subject,
    at: datetime,
    school_id: int | None,
    pupils: Iterable[int] = (),
    details: Mapping[str, object] | None = None,
) -> UUID:
    """Trace something that was written.

    Args:
        actor: who acted; None for the clock and jobs.
        action: "<application>.<object>.<verb>", worded in the application's `traces.py`.
        subject: what it was done to.
        at: product clock, aware, UTC.
        school_id: the school whose chain it enters; None for none.
        pupils: numbers of all pupils whose data were touched.
        details: codes, counts, numbers, dates as text; texts hold no space and at most 80 signs.

    Returns:
        The entry's uuid.

    Raises:
        RuntimeError: no transaction is open.
        ValueError: an action or details that cannot be stored: names and typed texts never are.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} must be recorded in the transaction that writes it")
    return _add(Kind.ACT, actor, action, subject, at, school_id, pupils, details)


def record_many(
    events: Sequence[tuple[Subject, Mapping[str, object]]],
    *,
    actor: Acting | None,
    action: str,
    at: datetime,
    school_id: int | None,
) -> None:
    """Trace the same act on several things, each with its own details, in one statement; the rest as of `record`.

    Raises:
        RuntimeError: no transaction is open.
        ValueError: an action or details that cannot be stored.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} must be recorded in the transaction that writes it")
    entries = [_entry(Kind.ACT, actor, action, subject, at, school_id, details) for subject, details in events]
    if entries:
        Entry.objects.bulk_create(entries)
        transaction.on_commit(sequencer.after_commit, robust=True)


def viewed(
    *,
    actor: Acting | None,
    action: str,
    subject: Subject,
    at: datetime,
    school_id: int | None,
    pupils: Iterable[int] = (),
    details: Mapping[str, object] | None = None,
) -> UUID:
    """Trace personal data that are about to be shown; once a request. Arguments as of `record`.

    Returns:
        The entry's uuid.

    Raises:
        ValueError: an action or details that cannot be stored.
    """
    with transaction.atomic():
        return _add(Kind.VIEW, actor, action, subject, at, school_id, pupils, details)


def refused(
    *,
    actor: Acting | None,
    code: str,
    subject: Subject,
    at: datetime,
    school_id: int | None,
    details: Mapping[str, object] | None = None,
) -> UUID:
    """Trace a refusal.

    The middleware does it for every refusal that leaves a view; a view that answers one itself calls this.

    Returns:
        The entry's uuid.

    Raises:
        ValueError: details that cannot be stored.
    """
    with transaction.atomic():
        return _add(Kind.REFUSAL, actor, "audit.request.refused", subject, at, school_id, (), details, code=code)


def _add(  # noqa: PLR0917  # the doors above name every argument
    kind: Kind,
    actor: Acting | None,
    action: str,
    subject: Subject,
    at: datetime,
    school_id: int | None,
    pupils: Iterable[int],
    details: Mapping[str, object] | None,
    *,
    code: str = "",
) -> UUID:
    entry = _entry(kind, actor, action, subject, at, school_id, details, code=code)
    entry.save(force_insert=True)
    touched = sorted(set(pupils))
    if touched:
        EntryPupil.objects.bulk_create(EntryPupil(entry=entry, pupil_id=pupil_id) for pupil_id in touched)
    transaction.on_commit(sequencer.after_commit, robust=True)
    return entry.uuid


def _entry(  # noqa: PLR0917  # the same
    kind: Kind,
    actor: Acting | None,
    action: str,
    subject: Subject,
    at: datetime,
    school_id: int | None,
    details: Mapping[str, object] | None,
    *,
    code: str = "",
) -> Entry:
    if not _ACTION.fullmatch(action):
        raise ValueError(f"{action!r} is not <application>.<object>.<verb>")
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    told = dict(details or {})
    _require_nameless(told)
    role = actor.role if actor else None
    return Entry(
        uuid=uuid4(),
        at=at,
        real_at=clock.real_now(),
        school_id=school_id,
        user_id=actor.user_id if actor else None,
        role=str(role.value) if role else "",
        kind=kind,
        action=action,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        code=code,
        details_json=canonical.text(told),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


def _require_nameless(value: object) -> None:
    """Numbers and codes pass; what could be a name or a sentence does not, nor what JSON would not give back exactly.

    Raises:
        ValueError: something else is among them.
    """
    if value is None or isinstance(value, (bool, int)):
        return
    if isinstance(value, str):
        if len(value) > _TEXT_LIMIT or any(sign.isspace() or not sign.isprintable() for sign in value):
            raise ValueError("details of a trace hold codes and numbers, not texts")
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if not isinstance(name, str):
                raise ValueError("details of a trace are named by text")  # noqa: TRY004  # one error for what cannot be stored
            _require_nameless(name)
            _require_nameless(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _require_nameless(part)
    else:
        raise ValueError(f"details of a trace cannot hold {type(value).__name__}")  # noqa: TRY004  # the same
