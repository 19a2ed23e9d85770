"""The way of a signature through the queue, with a key file."""

from __future__ import annotations

import pytest

from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Refused
from hocba_web.signatures.models import Batch, Evidence, Item
from hocba_web.signatures.services import batches, queue, server_keys
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now, sign_all
from web.signatures.toy import Toy, digest, pieces, signed

WHO = "homeroom:4A1"


def start(world: SchoolWorld, certificate_id: int, wanted: list, who: str = WHO, **more: object) -> int:
    values = {"seen": batches.seen_digest(wanted), "at": NOW, "real_at": real_now()}
    return batches.start(
        actor=actor_for(world, who), kind="toy", pieces=wanted, certificate_id=certificate_id, **(values | more)
    )


def test_a_class_is_signed_with_one_confirmation(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    batch_id = start(world, pki.give(world, WHO), pieces(36))

    state = sign_all(actor_for(world, WHO), batch_id)

    assert (state.state, state.waits_for, state.committed) == ("done", "nobody", 36)
    assert signed() == [(target, "A") for target in range(1, 37)]
    assert Item.objects.filter(lease_by="", attempt=0, committed_at=NOW).count() == 36


def test_traces_and_evidence_of_what_was_signed(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    seen = []
    toy.before_settle = lambda piece: seen.append(piece.target)
    batch_id = start(world, pki.give(world, WHO), pieces(30))
    sign_all(actor_for(world, WHO), batch_id)

    actions = list(Entry.objects.filter(subject_kind="signing_batch").values_list("action", flat=True))
    assert actions.count("signatures.batch.confirmed") == 1
    committed = Entry.objects.filter(action="signatures.items.committed")
    assert sorted(n for entry in committed for n in entry.pupils.values_list("pupil_id", flat=True)) == seen
    assert {one.kind for one in Evidence.objects.all()} == {"crl"}


def test_what_was_shown_must_be_what_is_there(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    certificate_id = pki.give(world, WHO)
    with pytest.raises(Refused, match="SHOWN_OUTDATED"):
        start(world, certificate_id, pieces(2), seen=batches.seen_digest(pieces(3)))

    batch_id = start(world, certificate_id, pieces(3))
    toy.versions[2] = 2
    state = sign_all(actor_for(world, WHO), batch_id)

    assert (state.counts["committed"], state.counts["failed"]) == (2, 1)
    assert Item.objects.get(target=2).failure_code == "SHOWN_OUTDATED"


def test_content_that_changes_between_signing_and_storing_is_not_stored(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    batch_id = start(world, pki.give(world, WHO), pieces(3))

    def change(piece: object) -> None:
        toy.versions[2] = 2

    toy.before_settle = change
    state = sign_all(actor_for(world, WHO), batch_id)

    assert signed() == [(1, "A"), (3, "A")]
    assert state.counts["failed"] == 1


def test_wrong_password_stops_at_once_and_nothing_is_lost(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    actor = actor_for(world, WHO)
    batch_id = start(world, pki.give(world, WHO), pieces(5))

    state = server_keys.sign(actor=actor, batch_id=batch_id, secret="sai", at=NOW, real_at=real_now())
    assert (state.state, state.stopped_code, state.counts["hashed"]) == ("stopped", "PKCS12_UNREADABLE", 5)
    again = server_keys.sign(actor=actor, batch_id=batch_id, secret=PASSWORD, at=NOW, real_at=real_now())
    assert (again.state, again.counts["hashed"]) == ("stopped", 5), "only its owner goes on"

    batches.resume(actor=actor, batch_id=batch_id, at=NOW, real_at=real_now())
    assert sign_all(actor, batch_id).committed == 5
    assert len(signed()) == 5


def test_a_second_person_is_told_who_signs(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    start(world, pki.give(world, WHO), pieces(3))
    other = pki.give(world, "homeroom:4A2")

    with pytest.raises(Refused, match="SIGNING_ELSEWHERE") as refused:
        start(world, other, pieces(2, first=3), who="homeroom:4A2")
    assert refused.value.params["name"] == world.staff[WHO].name
    assert refused.value.params["count"] == 1
    with pytest.raises(Refused, match="SIGNING_GOES_ON"):
        start(world, pki.give(world, WHO, kind="rsa2048"), pieces(3))


def test_the_principal_frees_what_somebody_left(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    batch_id = start(world, pki.give(world, WHO), pieces(3))
    queue.advance(batch_id, at=NOW, real_at=real_now())
    other = pki.give(world, "homeroom:4A2")

    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        batches.stop(actor=actor_for(world, "homeroom:4A2"), batch_id=batch_id, at=NOW)
    batches.stop(actor=actor_for(world, "principal"), batch_id=batch_id, at=NOW)

    taken = start(world, other, pieces(3), who="homeroom:4A2")
    assert sign_all(actor_for(world, "homeroom:4A2"), taken).committed == 3
    assert Item.objects.filter(batch_id=batch_id, state="stopped", to_be_signed=None).count() == 3
    with pytest.raises(Refused):
        batches.resume(actor=actor_for(world, "principal"), batch_id=batch_id, at=NOW, real_at=real_now())


def test_stop_and_resume_by_the_owner(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    actor = actor_for(world, WHO)
    batch_id = start(world, pki.give(world, WHO), pieces(6))
    server_keys.sign(actor=actor, batch_id=batch_id, secret=PASSWORD, at=NOW, real_at=real_now(), limit=2)
    batches.stop(actor=actor, batch_id=batch_id, at=NOW)
    assert len(signed()) == 2

    state = batches.resume(actor=actor, batch_id=batch_id, at=NOW, real_at=real_now())
    assert (state.counts["shown"], state.counts["committed"]) == (4, 2)
    assert sign_all(actor, batch_id).state == "done"
    assert len(signed()) == 6


def test_what_follows_joins_the_batch_and_waits_for_the_owner(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    toy.follows = True
    actor = actor_for(world, WHO)
    batch_id = start(world, pki.give(world, WHO), pieces(3))
    queue.advance(batch_id, at=NOW, real_at=real_now())
    state = server_keys.sign(actor=actor, batch_id=batch_id, secret=PASSWORD, at=NOW, real_at=real_now())

    assert (state.state, state.waits_for, state.total, state.counts["hashed"]) == ("open", "owner", 6, 3)
    assert sign_all(actor, batch_id).state == "done"
    assert [slot for _, slot in signed()] == ["A", "B"] * 3


def test_a_higher_piece_leans_on_the_lower_of_the_same_batch(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    wanted = pieces(2, slot="A") + pieces(2, slot="B", order=1)
    batch_id = start(world, pki.give(world, WHO), wanted)
    queue.advance(batch_id, at=NOW, real_at=real_now())

    lower = Item.objects.get(target=1, slot="A")
    higher = Item.objects.get(target=1, slot="B")
    assert lower.signing_at == higher.signing_at
    assert not bytes(higher.to_be_signed or b"").endswith(b" "), "it was made knowing the lower one"
    toy.versions[1] = 2
    state = sign_all(actor_for(world, WHO), batch_id)
    assert state.counts == {"shown": 0, "hashed": 0, "signed": 0, "committed": 2, "failed": 2, "stopped": 0}
    assert signed() == [(2, "A"), (2, "B")]


def test_an_error_of_the_server_is_tried_thrice_and_can_be_retried(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    actor = actor_for(world, WHO)
    tries = []

    def burst(piece: object) -> None:
        if getattr(piece, "target", 0) == 2:
            tries.append(1)
            raise RuntimeError("unexpected")

    toy.before_settle = burst
    batch_id = start(world, pki.give(world, WHO), pieces(3))
    state = sign_all(actor, batch_id)
    for _ in range(5):
        state = queue.advance(batch_id, at=NOW, real_at=real_now())
    failed = Item.objects.get(target=2)
    assert (failed.state, failed.failure_code, len(tries)) == ("failed", "SIGNING_TROUBLE", 3)
    assert (state.state, state.committed) == ("done", 2)

    toy.before_settle = lambda _piece: None
    batches.retry(actor=actor, batch_id=batch_id, item_ids=[failed.id], at=NOW, real_at=real_now())
    assert sign_all(actor, batch_id).committed == 3


def test_no_secret_is_kept(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    batch_id = start(world, pki.give(world, WHO), pieces(2))
    sign_all(actor_for(world, WHO), batch_id)

    kept = str(list(Batch.objects.values())) + str(list(Item.objects.values())) + str(list(Entry.objects.values()))
    assert PASSWORD not in kept
    assert digest(1) in kept
