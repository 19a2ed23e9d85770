"""A class of real records signed by all its people through the queue, and what an outsider's verifier says of it."""

from __future__ import annotations

import pytest

from hocba.verification import verify
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.records.models import Record
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.selectors.waiting import missing_of
from hocba_web.schools.models import Staff
from hocba_web.signatures.kinds import Piece, seen_of
from hocba_web.signatures.models import Item
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.services import batches
from hocba_web.signatures.slot_kind import ORDER, shown_digest
from support.web import SchoolWorld, actor_for
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW
from support.web.signing import Pki, real_now, sign_batch


@pytest.fixture
def ready(db: None) -> SchoolWorld:
    """A class of four whose records wait for signatures; its first pupil waits for August."""
    world = ready_school(classes=("4A1",), pupils=5)
    initialised(world, "4A1")
    return world


def key_of(world: SchoolWorld, staff_id: int) -> str:
    return next(key for key, staff in world.staff.items() if staff.id == staff_id)


def pieces_of(world: SchoolWorld, staff: Staff, slots: tuple[str, ...]) -> list[Piece]:
    records = [one.id for one in records_of(world, "4A1")]
    return [
        Piece(
            one.record.record_id,
            shown_digest(draft_of(one.record.record_id), one.slot, one.person),
            one.slot,
            one.person,
            one.record.revision,
            ORDER[one.slot],
        )
        for one in missing_of(records)
        if one.staff_id == staff.id and one.slot in slots
    ]


def sign_everything(world: SchoolWorld, pki: Pki, *, kind: str = "p256") -> None:
    records = [one.id for one in records_of(world, "4A1")]
    homeroom = world.staff["homeroom:4A1"]
    teachers = {one.staff_id for one in missing_of(records) if one.slot == "GVBM"} - {homeroom.id}
    for staff_id in sorted(one for one in teachers if one is not None):
        who = key_of(world, staff_id)
        wanted = pieces_of(world, world.staff[who], ("GVBM",))
        assert sign_batch(world, who, "slot", wanted, pki.give(world, who, kind=kind)).state == "done"
    wanted = pieces_of(world, homeroom, ("GVBM", "GVCN"))
    assert len(wanted) == 2 * len(records)
    certificate = pki.give(world, "homeroom:4A1", kind=kind)
    state = sign_batch(world, "homeroom:4A1", "slot", wanted, certificate, role=Role.HOMEROOM_TEACHER)
    assert (state.state, state.committed) == ("done", 2 * len(records))
    wanted = pieces_of(world, world.staff["principal"], ("CBQL",))
    assert sign_batch(world, "principal", "slot", wanted, pki.give(world, "principal", kind=kind)).state == "done"


def test_all_signers_of_a_class_in_order(ready: SchoolWorld, pki: Pki) -> None:
    sign_everything(ready, pki)

    records = records_of(ready, "4A1")
    assert {one.state for one in records} == {"principal_signed"}
    for one in records:
        draft = draft_of(one.id)
        report = verify(draft.data, trust.policy(real_now()))
        assert report.indication.value == "TOTAL_PASSED"
    evidence = records[0].revisions.get().signatures.first().evidence
    assert len(evidence) == 2, "the lists of root and issuing authority"
    assert Item.objects.exclude(state="committed").count() == 0


def test_nobody_signs_for_another(ready: SchoolWorld, pki: Pki) -> None:
    theirs = pieces_of(ready, ready.staff["english"], ("GVBM",))
    with pytest.raises(Refused, match="SLOT_NOT_YOURS"):
        sign_batch(ready, "homeroom:4A1", "slot", theirs, pki.give(ready, "homeroom:4A1"))

    certificate = pki.give(ready, "principal")
    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        sign_batch(ready, "english", "slot", theirs, certificate)
    with pytest.raises((Refused, Forbidden)):
        sign_batch(ready, "registrar", "slot", theirs, certificate)


def test_order_of_signers_is_kept(ready: SchoolWorld, pki: Pki) -> None:
    early = pieces_of(ready, ready.staff["homeroom:4A1"], ("GVBM", "GVCN"))
    with pytest.raises(Refused, match="SLOT_NOT_YOUR_TURN"):
        sign_batch(ready, "homeroom:4A1", "slot", early, pki.give(ready, "homeroom:4A1"))


def test_what_was_not_shown_is_not_signed(ready: SchoolWorld, pki: Pki) -> None:
    wanted = pieces_of(ready, ready.staff["english"], ("GVBM",))
    other = [Piece(one.target, "0" * 64, one.slot, one.person, one.revision, one.order) for one in wanted]
    certificate = pki.give(ready, "english")
    with pytest.raises(Refused, match="SHOWN_OUTDATED"):
        sign_batch(ready, "english", "slot", other, certificate)
    with pytest.raises(Refused, match="SHOWN_OUTDATED"):
        batches.start(
            actor=actor_for(ready, "english"),
            kind="slot",
            pieces=wanted,
            certificate_id=certificate,
            seen=seen_of(other),
            at=NOW,
            real_at=real_now(),
        )
    assert Record.objects.filter(state="draft").count() == len(wanted)
