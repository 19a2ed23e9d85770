"""A record that all its people signed before it came here: verified whole, kept, and its steps taken, in one go.

The signing queue commits signature by signature (`records.services.signing.embed`); this is for whoever brings a record
with several at once, such as the demo's seeding. What is kept is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from hocba.signing.xades import Draft
from hocba.verification import Policy, verify
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record, Signature
from hocba_web.records.selectors.drafts import current_of, packed
from hocba_web.records.services.common import require_not_to_be_unlocked
from hocba_web.records.services.signing import SOURCE, SignedBy, follow, require_open, require_valid
from hocba_web.records.services.steps import hold_one


class Filler(NamedTuple):
    """Who filled a slot, and with which certificate."""

    signer: SignedBy
    certificate: str
    """SHA-256 of the certificate (DER), lower-case hexadecimal."""


@transaction.atomic
def keep_signed(
    *, record_id: int, signed: Draft, fillers: Mapping[tuple[str, str], Filler], at: datetime, policy: Policy
) -> Record:
    """Verify the whole file, store every signature that is not there yet, and take the steps that follow.

    Args:
        record_id: the record.
        signed: its current revision with the new signatures in it, in the order of the slots.
        fillers: for every new one by slot and person (empty where the slot does not repeat).
        at: product clock, aware, UTC.
        policy: trust and time of the verification; that later signatures are missing is allowed here.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECORD_NOT_SIGNABLE, RECORD_REVISION_OLD, RECORD_TO_BE_UNLOCKED, RECORD_SIGNATURE_INVALID.
    """
    record = hold_one(record_id)
    require_open(record)
    revision_id, draft = current_of(record)
    if signed.region != draft.region or signed.revision != draft.revision:
        raise Refused(
            "RECORD_REVISION_OLD", where=str(record.uuid), source=SOURCE, shown=signed.revision, current=draft.revision
        )
    require_not_to_be_unlocked(record)
    require_valid(verify(signed.data, replace(policy, require_issued=False)), record)
    new = [one for one in signed.filled if (one.slot.name, one.person) not in draft.keys]
    Signature.objects.bulk_create(
        Signature(
            revision_id=revision_id,
            slot=one.slot.name,
            person=one.person,
            signed_at=one.signed_at,
            element=packed(one.element),
            certificate=fillers[one.slot.name, one.person].certificate,
            by_id=fillers[one.slot.name, one.person].signer.user_id,
            at=at,
        )
        for one in new
    )
    for slot, filled in groupby(new, key=lambda one: one.slot):
        last = list(filled)[-1]
        follow(record, signed, slot, fillers[slot.name, last.person].signer, at=at)
    return record
