"""One class of the demo signed by all its people and sealed, through the services behind the pages, and timed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model

from hocba.adapters.demo_pki import load_demo_people
from hocba.adapters.demo_pki.tree import PASSWORD
from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.signature_profile import algorithm
from hocba.signing import xades
from hocba.verification import verify
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.acting import acting
from hocba_web.demo.sides import PKI
from hocba_web.issuance.kinds.seal import pieces_for
from hocba_web.issuance.selectors.sealing import of_class
from hocba_web.records.selectors.drafts import drafts_of
from hocba_web.records.selectors.waiting import missing_signers
from hocba_web.records.services.initialise import initialise
from hocba_web.schools.selectors.setup import class_row, classes_of_year, current_year
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.selectors.certificates import seal_in_use, usable
from hocba_web.signatures.selectors.desk import turns
from hocba_web.signatures.selectors.sheet import sheet
from hocba_web.signatures.services import batches, queue, server_keys
from hocba_web.signatures.services.certificates import mark_approved


@dataclass(frozen=True, slots=True)
class Figures:
    """Processor time of this process in seconds."""

    pupils: int
    initialised: float
    signatures: int
    """Of people, all confirmations together."""
    people: float
    largest: float
    """The most costly single confirmation of a whole class."""
    seal: float
    """Both rounds, PDFs made, pairs verified, stored."""
    one_in_memory: float
    """One signature of the kind prepared, signed, embedded and its file verified, without any database."""


def sign_class(name: str) -> Figures:
    """Initialise, sign, approve, seal."""
    at = clock.now()
    school_id = get_user_model().objects.get(username="thuy.tt").staff_member.school_id
    year = current_year(school_id)
    if year is None:
        raise LookupError(name)
    class_id = next(one.id for one in classes_of_year(year.id) if one.name == name)
    started = time.process_time()
    made = initialise(
        actor=_holder(school_id, Role.REGISTRAR),
        class_id=class_id,
        planned_issue_on=clock.today(),
        at=at,
    ).made
    initialised = time.process_time() - started
    spent = []
    while waiting := {(one.user_id, one.slot) for one in missing_signers(class_id=class_id) if one.is_turn}:
        for user_id in sorted({user for user, _ in waiting if user is not None}):
            spent += _confirm(school_id, class_id, user_id)
    records = [one.record_id for one in made]
    alone = _in_memory(records)
    started = time.process_time()
    _seal(school_id, class_id)
    return Figures(
        pupils=len(made),
        initialised=initialised,
        signatures=sum(count for count, _ in spent),
        people=sum(seconds for _, seconds in spent),
        largest=max(seconds for _, seconds in spent),
        seal=time.process_time() - started,
        one_in_memory=alone,
    )


def _holder(school_id: int, role: Role) -> Actor:
    return acting(min(users_with_role(school_id, [role], clock.today())), role, clock.now())


def _confirm(school_id: int, class_id: int, user_id: int) -> list[tuple[int, float]]:
    """Everything that waits for somebody in the class: number of signatures and seconds, nothing if not their turn."""
    for role in (Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER, Role.PRINCIPAL):
        try:
            actor = acting(user_id, role, clock.now())
        except StopIteration:
            continue
        pieces = [
            piece
            for one in sheet(actor, turns(actor, class_row(school_id, class_id)))
            for row in one.rows
            for piece in row.pieces
        ]
        if pieces:
            started = time.process_time()
            certificate = next(one for one in usable(actor, "person", at=clock.now(), real_at=clock.real_now()))
            _through(actor, "slot", pieces, certificate.id)
            return [(len(pieces), time.process_time() - started)]
    return []


def _seal(school_id: int, class_id: int) -> None:
    clerk = _holder(school_id, Role.CLERK)
    _through(clerk, "seal", pieces_for(of_class(class_id)), _seal_certificate(school_id))


def _seal_certificate(school_id: int) -> int:
    """The school's certificate; approved here, because no gateway runs beside the measurement."""
    admin = _holder(school_id, Role.SCHOOL_ADMIN)
    (declared,) = (one for one in usable(admin, "organisation", at=clock.now(), real_at=clock.real_now()))
    if seal_in_use(school_id) is None:
        mark_approved(certificate_id=declared.id, at=clock.now())
    return declared.id


def _through(actor: Actor, kind: str, pieces: Sequence[Piece], certificate_id: int) -> None:
    """From confirmation to the last commit, as the page drives it."""
    number = batches.start(
        actor=actor,
        kind=kind,
        pieces=pieces,
        certificate_id=certificate_id,
        seen=batches.seen_digest(pieces),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    state = queue.advance(number, at=clock.now(), real_at=clock.real_now())
    while state.waits_for in {"server", "owner"}:
        if state.waits_for == "owner":
            state = server_keys.sign(
                actor=actor, batch_id=number, secret=PASSWORD, at=clock.now(), real_at=clock.real_now()
            )
        else:
            state = queue.advance(number, at=clock.now(), real_at=clock.real_now())
    if state.state != "done":
        raise RuntimeError(f"{kind}: {state.state} {state.stopped_code}")


def _in_memory(records: Sequence[int]) -> float:
    """The same work without the queue: the principal's slot of every record once more, on copies in memory."""
    drafts = list(drafts_of(records).values())
    keys = {one.personal_id: one for one in load_demo_people(settings.HOCBA.data / PKI) if not one.fault_code}
    identity = keys[drafts[0].record.manager.personal_id]
    signer = Pkcs12Signer.load(identity.path.read_bytes(), identity.password)
    how, policy, at = algorithm("rsa-sha256"), trust.policy(clock.real_now()), clock.now()
    started = time.process_time()
    for whole in drafts:
        draft = xades.Draft(whole.region, whole.revision)
        for filled in whole.filled:
            if filled.slot.name != "CBQL":
                draft = draft.with_slot(filled)
        ready = xades.prepare(draft, "CBQL", signer.chain, at, how)
        (value,) = signer.sign([ready.to_be_signed], how)
        verify(xades.embed_into(draft, ready, value).data, policy)
    return (time.process_time() - started) / len(drafts)
