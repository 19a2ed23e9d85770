"""The end of the demo's year, played: records of whole classes initialised and signed by all their people.

Pupils who are assessed again in summer are played to their end too: their records are signed, and may be sealed from
August on. The signatures of a record are made by the core in memory and come in together
(`records.services.signed_whole`): thousands of confirmations one by one would take minutes, and are proven elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from hocba.adapters.keyring import FolderKeyRing
from hocba.lifecycle import Role as Acts
from hocba.signing import xades
from hocba.signing.xades import Draft
from hocba_web.accounts.roles import Role
from hocba_web.assessment.selectors.supplementary_rows import waiting_or_assessed
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.staff import Seeded
from hocba_web.records.selectors.drafts import drafts_of
from hocba_web.records.selectors.waiting import Missing, missing_signers
from hocba_web.records.services.initialise import initialise
from hocba_web.records.services.signed_whole import Filler, keep_signed
from hocba_web.records.services.signing import SignedBy
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.selectors.setup import classes_of_year
from hocba_web.signatures.selectors import trust

SUMMER = date(2026, 8, 3)
"""Planned day of issue of records of pupils who are assessed again."""
_ACTS = {"GVBM": Acts.SUBJECT_TEACHER, "GVCN": Acts.HOMEROOM_TEACHER, "CBQL": Acts.PRINCIPAL}


def sign_off(seeded: Seeded, pki: Path, at: datetime, *, but: Collection[str] = ()) -> int:
    """Initialise every class and let everybody sign; what is left is the school's seal.

    Args:
        seeded: the school's people, with every class ready.
        pki: folder of their keys.
        at: aware, UTC; the demo's present, also the signing time.
        but: classes that are left to their people, but for pupils assessed again.

    Returns:
        How many records were signed.
    """
    keys, today = FolderKeyRing(pki), clock.local(at).date()
    policy = trust.policy(clock.real_now())
    registrar = acting(seeded.by_role[Role.REGISTRAR], Role.REGISTRAR, at)
    count = 0
    for one in classes_of_year(seeded.founded.year_id):
        pupils = set(places(school_class_id=one.id).values_list("id", flat=True))
        summer = waiting_or_assessed(pupils)
        initialise(actor=registrar, class_id=one.id, enrolments=summer, planned_issue_on=SUMMER, at=at)
        if one.name not in but:
            rest = pupils - summer
            initialise(actor=registrar, class_id=one.id, enrolments=rest, planned_issue_on=today, at=at)
        empty: dict[int, list[Missing]] = defaultdict(list)
        for slot in missing_signers(class_id=one.id):
            empty[slot.record.record_id].append(slot)
        for record_id, draft in drafts_of(list(empty)).items():
            signed, fillers = _signed(draft, empty[record_id], keys, at)
            keep_signed(record_id=record_id, signed=signed, fillers=fillers, at=at, policy=policy)
            count += 1
    return count


def _signed(
    draft: Draft, empty: Iterable[Missing], keys: FolderKeyRing, at: datetime
) -> tuple[Draft, dict[tuple[str, str], Filler]]:
    fillers = {}
    for slot in empty:
        signer = keys.person(slot.personal_id)
        how = keys.algorithm(signer)
        ready = xades.prepare(draft, slot.slot, signer.chain, at, how)
        (value,) = signer.sign([ready.to_be_signed], how)
        # The finished record is verified whole before it is kept.
        draft = xades.embed_into(draft, ready, value, check_value=False)
        if slot.user_id is None:
            raise LookupError(slot.personal_id)
        who = SignedBy(slot.user_id, _ACTS[slot.slot])
        fillers[slot.slot, slot.person] = Filler(who, sha256(signer.chain[0]).hexdigest())
    return draft, fillers
