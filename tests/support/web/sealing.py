"""Sealing records of the site with throw-away keys, past the queue: what the kinds themselves do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as Role_
from hocba_web.accounts.roles import Role
from hocba_web.issuance.kinds.seal import SealKind, pieces_for
from hocba_web.issuance.selectors.sealing import sealable
from hocba_web.records.models import Record
from hocba_web.records.services import steps
from hocba_web.signatures.kinds import Kind, Piece, Signing
from hocba_web.signatures.models import Certificate
from support.keys import TestKey, algorithm_for
from support.web.record_signing import key_of, policy, sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW, SchoolWorld


def school_seal(world: SchoolWorld, key: TestKey, *, state: str = Certificate.State.ACTIVE) -> Certificate:
    """The school's certificate, declared and (unless said otherwise) approved."""
    leaf = key.certificate
    return Certificate.objects.create(
        school=world.school,
        holder=Certificate.Holder.ORGANISATION,
        holder_id="5700123456",
        holder_name=world.school.name,
        issuer_name=leaf.issuer.rfc4514_string()[:200],
        serial=f"{leaf.serial_number:X}",
        sha256=hashlib.sha256(key.chain[0]).hexdigest(),
        chain="".join(x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM).decode() for one in key.chain),
        valid_from=leaf.not_valid_before_utc,
        valid_until=leaf.not_valid_after_utc,
        way=Certificate.Way.PKCS12,
        state=state,
        registered_by=world.staff["school_admin"].user,
        registered_at=NOW,
    )


@dataclass(slots=True)
class Approved:
    """A class whose records the principal has signed, and the school's approved certificate."""

    world: SchoolWorld
    records: list[Record]
    key: TestKey


def approved_class(class_name: str = "4A1", *, pupils: int = 3, at: datetime = NOW) -> Approved:
    """Records ready for the seal; the very first pupil of the class waits for August and has none."""
    world = ready_school(classes=(class_name,), pupils=pupils)
    initialised(world, class_name)
    records = records_of(world, class_name)
    for record in records:
        sign_up_to(world, record.id, at=at)
    key = key_of(records[0].id, "KY_PHAT_HANH")
    school_seal(world, key)
    return Approved(world, records_of(world, class_name), key)


def signing(world: SchoolWorld, key: TestKey, *, at: datetime = NOW, who: str = "clerk") -> Signing:
    """Who seals."""
    return Signing(
        school_id=world.school.id,
        user_id=world.staff[who].user_id,
        role=Role(who).value,
        capacity=who,
        chain=key.chain,
        algorithm=algorithm_for(key),
        at=at,
        batch_id=1,
        policy=policy(at),
        evidence=("ab" * 32,),
    )


def drive(kind: Kind, pieces: Sequence[Piece], by: Signing, key: TestKey) -> int:
    """Prepare, sign and settle pieces and what follows from them, as the queue does; how many were made."""
    waiting, made = list(pieces), 0
    while waiting:
        piece = waiting.pop(0)
        ready = kind.prepare(piece, by, ())
        (value,) = key.sign([ready.to_be_signed], by.algorithm)
        with transaction.atomic():
            waiting += kind.settle(piece, by, ready, value)
        made += 1
    return made


def seal_all(ready: Approved, records: Iterable[Record] = (), *, at: datetime = NOW, who: str = "clerk") -> None:
    """Both rounds for some of the approved records, or all."""
    ids = [record.id for record in records or ready.records]
    rows = sealable(ready.world.school.id, ids)
    by = signing(ready.world, ready.key, at=at, who=who)
    drive(SealKind(), pieces_for([rows[one] for one in ids]), by, ready.key)


def accepted(ready: Approved, *, at: datetime = NOW) -> list[Record]:
    """All records sealed, submitted and accepted by the authority."""
    seal_all(ready, at=at)
    for record in ready.records:
        take_steps(
            record,
            (Event.PACKAGE, Role_.CLERK, {Guard.PACKAGE_FITS}),
            (Event.SUBMIT, Role_.CLERK, {Guard.PACKAGE_SIGNED}),
            (Event.ACCEPT, Role_.GATEWAY, {Guard.SIGNATURES_VALID}),
            at=at,
        )
    return list(Record.objects.filter(id__in=[one.id for one in ready.records]).order_by("enrolment__number"))


def recalled(record: Record, *, at: datetime = NOW) -> None:
    """An accepted record is recalled."""
    asked = {Guard.NOT_CLOSED, Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN}
    take_steps(
        record,
        (Event.REQUEST_RECALL, Role_.CLERK, asked),
        (Event.AGREE_RECALL, Role_.AUTHORITY, {Guard.MINISTRY_AGREED}),
        at=at,
    )


def take_steps(record: Record, *wanted: tuple[Event, Role_, set[Guard]], at: datetime = NOW) -> None:
    """Steps of a record's life, with the guards that they need."""
    with transaction.atomic():
        held = steps.hold_one(record.id)
        for event, role, facts in wanted:
            steps.take(held, event, role=role, actor=None, at=at, facts=facts, reason="Thử nghiệm")
