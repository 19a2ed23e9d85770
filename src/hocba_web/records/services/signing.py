"""A signature comes into a record: embedded, the whole file verified by independent code, the step that follows taken.

Source: Decision 32/QĐ-THPĐ, art. 6(9), 7(3), 9(1); Công văn 2088/BGDĐT-GDTH, part III.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from hocba.lifecycle import Event, Guard, Role, State
from hocba.signature_profile import Slot
from hocba.signing.refusals import refused
from hocba.signing.xades import Draft, Filled, PreparedXml, embed_into
from hocba.verification import Indication, Outcome, Policy, VerificationReport, verify
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record, Signature
from hocba_web.records.selectors.drafts import current_of, packed
from hocba_web.records.services.common import require_not_to_be_unlocked
from hocba_web.records.services.steps import hold_one, take
from hocba_web.schools.selectors.signers import managers_of

_OPEN = frozenset({State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED})
SOURCE = "Decision 32/QĐ-THPĐ, art. 6(9)"
_VALID = frozenset({Guard.PARTS_SIGNED, Guard.SIGNATURES_VALID, Guard.RULES_AGREE})
"""What an embedded and verified signature proves, once every slot of its kind is filled."""
_EVENTS = {
    "subject_teacher": Event.SIGN_SUBJECTS,
    "homeroom_teacher": Event.SIGN_HOMEROOM,
    "manager": Event.APPROVE,
}
"""Role of a slot -> the step that follows when all its slots are filled; the seal is followed by issuing."""


class SignedBy(NamedTuple):
    """Whose signature it is, as traces take it."""

    user_id: int
    role: Role


@transaction.atomic
def embed(
    *,
    record_id: int,
    revision: int,
    prepared: PreparedXml,
    value: bytes,
    evidence: Sequence[str],
    by: int,
    role: Role,
    at: datetime,
    policy: Policy,
) -> Record:
    """Put a signature into its slot, verify the whole file and take the step that follows.

    The same value again changes nothing: a queue may ask twice.

    Args:
        record_id: the record.
        revision: the one that was shown.
        prepared: from `hocba.signing.xades.prepare`, made anew or stored meanwhile.
        value: over `prepared.to_be_signed`.
        evidence: SHA-256 of the status evidence (CRL, OCSP) by which the certificate was judged.
        by: account (id) of the signer.
        role: in which the signer acts.
        at: product clock, aware, UTC.
        policy: trust and time of the verification; that later signatures are missing is allowed here.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECORD_NOT_SIGNABLE, RECORD_REVISION_OLD, RECORD_TO_BE_UNLOCKED, RECORD_SIGNATURE_INVALID.
        SigningRefused: SLOT_ALREADY_SIGNED by another value, SLOT_ORDER, SLOT_CLOSED, PREPARED_STALE …
        SignerFailed: SIGNER_VALUE_WRONG.
    """
    record = hold_one(record_id)
    require_open(record)
    if record.revision != revision:
        raise Refused("RECORD_REVISION_OLD", where=str(record.uuid), shown=revision, current=record.revision)
    revision_id, draft = current_of(record)
    if _is_there(draft, prepared, value):
        return record
    require_not_to_be_unlocked(record)
    signed = embed_into(draft, prepared, value)
    report = verify(signed.data, replace(policy, require_issued=False))
    require_valid(report, record)
    filled = signed.filled[-1]
    _store(revision_id, prepared, filled, evidence=evidence, by=by, at=at)
    follow(record, signed, filled.slot, SignedBy(by, role), at=at)
    return record


def require_open(record: Record) -> None:
    """Refuse unless signatures may still come into a record.

    Raises:
        Refused: RECORD_NOT_SIGNABLE.
    """
    if record.stands not in _OPEN:
        raise Refused("RECORD_NOT_SIGNABLE", where=str(record.uuid), source=SOURCE, state=record.stands.label())


def _is_there(draft: Draft, prepared: PreparedXml, value: bytes) -> bool:
    """Whether the slot is filled by this very signature.

    Raises:
        SigningRefused: SLOT_ALREADY_SIGNED, by another one.
    """
    slot = draft.profile.slot(prepared.slot)
    key = (slot.name, prepared.person if slot.repeats else "")
    standing = next((each for each in draft.filled if (each.slot.name, each.person) == key), None)
    if standing is None:
        return False
    below = tuple(each for each in draft.filled if each is not standing and each.slot.order <= slot.order)
    bare = Draft(draft.region, draft.revision, below, frozenset((each.slot.name, each.person) for each in below))
    if embed_into(bare, prepared, value).filled[-1].element != standing.element:
        raise refused("SLOT_ALREADY_SIGNED", where=slot.key_for(prepared.person), slot=slot.name)
    return True


def require_valid(report: VerificationReport, record: Record) -> None:
    """Refuse a file that independent verification does not pass.

    Raises:
        Refused: RECORD_SIGNATURE_INVALID, with the check that failed.
    """
    if report.indication is Indication.TOTAL_PASSED:
        return
    bad = next(one for one in report.checks if one.outcome in {Outcome.FAILED, Outcome.INDETERMINATE})
    raise Refused(
        "RECORD_SIGNATURE_INVALID",
        where=bad.where or str(record.uuid),
        source=bad.source,
        check=bad.code,
        indication=report.indication.value,
    )


def _store(
    revision_id: int, prepared: PreparedXml, filled: Filled, *, evidence: Sequence[str], by: int, at: datetime
) -> None:
    Signature.objects.create(
        revision_id=revision_id,
        slot=filled.slot.name,
        person=filled.person,
        signed_at=filled.signed_at,
        element=packed(filled.element),
        certificate=hashlib.sha256(prepared.chain[0]).hexdigest(),
        by_id=by,
        at=at,
        evidence=list(evidence),
    )


def follow(record: Record, draft: Draft, slot: Slot, signer: SignedBy, *, at: datetime) -> None:
    """The step after a signature, if it was the last of its kind."""
    event = _EVENTS.get(slot.role)
    if event is None or missing(draft, slot):
        return
    if event is Event.SIGN_HOMEROOM and record.stands is State.DRAFT:
        # A pupil who is not assessed has no subject parts: nobody signs results that do not exist.
        take(record, Event.SIGN_SUBJECTS, role=Role.HOMEROOM_TEACHER, actor=signer, at=at, facts=_VALID)
    facts = set(_VALID)
    if signer.role is Role.VICE_PRINCIPAL and _is_authorised(record, draft, at):
        facts.add(Guard.DEPUTY_AUTHORISED)
    take(record, event, role=signer.role, actor=signer, at=at, facts=facts)


def missing(draft: Draft, slot: Slot) -> Collection[str]:
    """Who has not filled a slot yet: personal IDs where it repeats, else an empty text."""
    return tuple(person for person in draft.holders(slot) if (slot.name, person) not in draft.keys)


def _is_authorised(record: Record, draft: Draft, at: datetime) -> bool:
    """Whether the deputy whom the record names may sign for the head today (art. 6(6)(d))."""
    named = draft.record.manager.personal_id
    return any(one.personal_id == named for one in managers_of(record.school_id, clock.local(at).date()).values())
