"""Everything the page of one record shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from hocba.model.changes import Change
from hocba_web.accounts.actor import Actor
from hocba_web.records.models import Record, Revision, Step, StoredFile
from hocba_web.records.selectors.access import Reach, reach
from hocba_web.records.selectors.changes import between
from hocba_web.records.selectors.drafts import revision_record
from hocba_web.records.selectors.outdated import outdated
from hocba_web.records.selectors.reading import Readable, readable
from hocba_web.records.selectors.requests import Request, of_record
from hocba_web.records.selectors.signed import SignatureRow, signatures_of
from hocba_web.records.selectors.standing import Standing, of_enrolments
from hocba_web.records.selectors.waiting import SIGNING, Missing, missing_of


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision."""

    number: int
    made_at: datetime
    made_by: str
    reason: str
    digest: str
    """SHA-256 of the data region, 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step."""

    event: str
    to_state: str
    revision: int
    role: str
    by: str
    at: datetime
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One record."""

    reach: Reach
    shown: int
    """Number of the revision whose content and signatures are shown."""
    content: Readable
    signatures: tuple[SignatureRow, ...]
    missing: tuple[Missing, ...]
    """Of the current revision, while it is being signed."""
    behind: tuple[Change, ...] | None
    """What the register says otherwise now; None if nothing or not asked (only before issue, only the whole record)."""
    revisions: tuple[RevisionRow, ...]
    steps: tuple[StepRow, ...]
    requests: tuple[Request, ...]
    files: tuple[StoredFile, ...]
    siblings: tuple[Standing, ...]
    """Other records of the same pupil and year: what it replaces, what replaced it."""

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return self.reach.standing


def record_page(actor: Actor, record_id: int, *, on: date, revision: int | None = None) -> RecordPage:
    """One record for one reader.

    Args:
        actor: who reads.
        record_id: of the actor's school.
        on: the day in Vietnam.
        revision: which one's content; None for the current one.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    found = reach(actor, record_id)
    standing, whole = found.standing, found.whole
    number = revision or standing.revision
    content = revision_record(record_id, number)
    profile_name = Record.objects.filter(id=record_id).values_list("profile", flat=True).get()
    siblings = of_enrolments([standing.enrolment_id]) if whole else ()
    return RecordPage(
        reach=found,
        shown=number,
        content=readable(content, only=None if whole else found.subjects),
        signatures=signatures_of(record_id, number, profile_name),
        missing=missing_of([record_id]) if standing.state in SIGNING else (),
        behind=outdated([record_id], on=on).get(record_id) if whole else None,
        revisions=_revisions(record_id),
        steps=_steps(record_id) if whole else (),
        requests=of_record(record_id),
        files=tuple(StoredFile.objects.filter(record_id=record_id).order_by("-kind")) if whole else (),
        siblings=tuple(one for one in siblings if one.record_id != record_id),
    )


def compared(reach_: Reach, old: int, new: int) -> tuple[Change, ...]:
    """What changed between two revisions, as far as the reader may see it.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = between(reach_.standing.record_id, old, new)
    if reach_.whole:
        return found
    return tuple(one for one in found if one.subject is not None and one.subject in reach_.subjects)


def _revisions(record_id: int) -> tuple[RevisionRow, ...]:
    rows = Revision.objects.filter(record_id=record_id).select_related("made_by").defer("data").order_by("-number")
    return tuple(
        RevisionRow(one.number, one.made_at, one.made_by.get_full_name(), one.reason, one.data_digest) for one in rows
    )


def _steps(record_id: int) -> tuple[StepRow, ...]:
    rows: Collection[Step] = Step.objects.filter(record_id=record_id).select_related("by").order_by("-id")
    return tuple(
        StepRow(
            one.event,
            one.to_state,
            one.revision,
            one.role,
            one.by.get_full_name() if one.by else "",
            one.at,
            one.source,
            one.reason,
        )
        for one in rows
    )
