"""Signing records of the site with throw-away keys, past the queue: what the record itself does with signatures."""

from __future__ import annotations

from datetime import datetime

from hocba.lifecycle import Role
from hocba.signing.xades import prepare
from hocba.verification import Policy
from hocba_web.records.models import Record
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.services.signing import embed
from support.keys import TestKey, algorithm_for, demo_ca, staff_of
from support.trust import trust_of
from support.web.school import NOW, SchoolWorld

ROLES = {
    "GVBM": Role.SUBJECT_TEACHER,
    "GVCN": Role.HOMEROOM_TEACHER,
    "CBQL": Role.PRINCIPAL,
    "KY_PHAT_HANH": Role.CLERK,
}


def policy(at: datetime = NOW) -> Policy:
    """Trust in the throw-away root."""
    return Policy(validation_time=at, trust=trust_of(demo_ca()), require_issued=False)


def key_of(record_id: int, slot: str, person: str = "") -> TestKey:
    """The key of whoever a record names for a slot."""
    content = draft_of(record_id).record
    staff = staff_of(content, kind="p256")
    if slot == "KY_PHAT_HANH":
        return staff.seal
    named = {"GVCN": content.homeroom_teacher.personal_id, "CBQL": content.manager.personal_id}
    return staff.people[person or named[slot]]


def sign(world: SchoolWorld, record_id: int, slot: str, person: str = "", *, at: datetime = NOW) -> Record:
    """Fill one slot of a record."""
    key = key_of(record_id, slot, person)
    draft = draft_of(record_id)
    prepared = prepare(draft, slot, key.chain, at, algorithm_for(key))
    (value,) = key.sign([prepared.to_be_signed], prepared.algorithm)
    return embed(
        record_id=record_id,
        revision=draft.revision,
        prepared=prepared,
        value=value,
        evidence=(),
        by=world.staff["principal"].user_id,
        role=ROLES[slot],
        at=at,
        policy=policy(at),
    )


def sign_up_to(world: SchoolWorld, record_id: int, last: str = "CBQL", *, at: datetime = NOW) -> Record:
    """Fill every empty slot in order, up to and with `last`."""
    for slot in draft_of(record_id).profile.slots:
        draft = draft_of(record_id)
        for person in draft.holders(slot):
            if (slot.name, person) not in draft.keys:
                sign(world, record_id, slot.name, person, at=at)
        if slot.name == last:
            break
    return Record.objects.get(id=record_id)
