"""Signing on the signer's own computer: hashes out, values in, nothing believed unchecked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from hocba.adapters.agent import Returned
from hocba.errors import HocbaError, SignerFailed
from hocba.signature_profile import ALGORITHMS
from hocba_web.base.refusals import Refused
from hocba_web.signatures.models import Certificate, Item
from hocba_web.signatures.selectors.batches import BatchState, rows, state
from hocba_web.signatures.services import batches, queue, server_keys
from hocba_web.signatures.services.queue import Hash
from support.keys import TestKey, raw_sign
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, real_now
from web.signatures.test_queue import start
from web.signatures.toy import Toy, pieces, signed

WHO = "homeroom:4A1"


class Token:
    """A teacher with a USB token, and their batch."""

    def __init__(self, world: SchoolWorld, pki: Pki, count: int = 5, kind: str = "rsa2048") -> None:
        self.world = world
        self.key: TestKey = pki.person_key(world, WHO, kind=kind)
        certificate_id = pki.give(world, WHO, made=self.key)
        Certificate.objects.filter(id=certificate_id).update(way="agent")
        self.batch_id = start(world, certificate_id, pieces(count))

    def hashes(self, who: str = WHO, later: int = 0) -> tuple[Hash, ...]:
        at = NOW + timedelta(minutes=later)
        return queue.hashes(actor=actor_for(self.world, who), batch_id=self.batch_id, at=at, real_at=real_now())

    def sign(self, asked: tuple[Hash, ...]) -> list[Returned]:
        return [
            Returned(one.item_id, raw_sign(self.key.key, one.message, ALGORITHMS[one.algorithm]), self.key.chain[0])
            for one in asked
        ]

    def give(self, values: list[Returned], who: str = WHO) -> BatchState:
        return queue.give_values(
            actor=actor_for(self.world, who), batch_id=self.batch_id, values=values, at=NOW, real_at=real_now()
        )


@pytest.fixture
def token(world: SchoolWorld, pki: Pki, toy: Toy) -> Token:
    return Token(world, pki)


@pytest.mark.parametrize("kind", ["rsa2048", "p256", "p384"])
def test_hashes_out_and_values_in(world: SchoolWorld, pki: Pki, toy: Toy, kind: str) -> None:
    token = Token(world, pki, kind=kind)
    asked = token.hashes()
    assert [one.title for one in asked] == [f"Thử {number} A" for number in range(1, 6)]
    assert all(one.digest == hashlib.new(one.hash_name, one.message).digest() for one in asked)
    assert token.give(token.sign(asked)).state == "done"
    assert len(signed()) == 5


def test_an_agent_that_broke_in_the_middle(token: Token) -> None:
    values = token.sign(token.hashes())
    token.give(values[:2])
    assert token.give(values[:2]).committed == 2, "a lost answer may be sent again"
    left = token.hashes()
    assert len(left) == 3
    assert token.give(token.sign(left)).state == "done"
    assert token.give(values).state == "done"
    assert len(signed()) == 5


def test_nothing_is_stored_of_values_that_are_not_right(token: Token, pki: Pki) -> None:
    asked = token.hashes()
    good = token.sign(asked)
    other = pki.person_key(token.world, "homeroom:4A2", kind="rsa2048")
    bad: list[list[Returned]] = [
        [replace(good[0], value=good[1].value), *good[1:]],
        [replace(good[0], value=b""), *good[1:]],
        [replace(good[0], certificate=other.chain[0]), *good[1:]],
        [*good, good[0]],
        [*good, replace(good[0], item_id="999999")],
        [*good, replace(good[0], item_id="x; DROP TABLE")],
    ]
    for values in bad:
        with pytest.raises(HocbaError):
            token.give(values)
        assert Item.objects.filter(state="hashed", value=None).count() == 5
    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        token.give(good, who="homeroom:4A2")
    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        token.hashes(who="homeroom:4A2")
    assert token.give(good).state == "done"


def test_a_value_for_a_stopped_batch_is_refused(token: Token) -> None:
    values = token.sign(token.hashes())
    batches.stop(actor=actor_for(token.world, WHO), batch_id=token.batch_id, at=NOW)
    with pytest.raises(Refused, match="SIGNING_STOPPED"):
        token.give(values)
    assert signed() == []


def test_old_hashes_are_made_anew_with_the_time_of_signing(token: Token) -> None:
    old = token.sign(token.hashes())
    fresh = token.hashes(later=11)
    assert {one.signing_at for one in Item.objects.all()} == {NOW + timedelta(minutes=11)}
    with pytest.raises(SignerFailed, match="SIGNER_VALUE_WRONG"):
        token.give(old)
    assert token.give(token.sign(fresh)).state == "done"


def test_a_server_key_is_not_asked_for_a_token_of_ones_own(token: Token) -> None:
    with pytest.raises(Refused, match="SIGNING_OTHER_WAY"):
        server_keys.sign(
            actor=actor_for(token.world, WHO), batch_id=token.batch_id, secret=PASSWORD, at=NOW, real_at=real_now()
        )


def test_who_sees_a_batch(token: Token) -> None:
    assert len(rows(actor_for(token.world, "principal"), token.batch_id)) == 5
    assert not any(one.may_retry for one in rows(actor_for(token.world, "principal"), token.batch_id))
    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        rows(actor_for(token.world, "clerk"), token.batch_id)
    assert state(token.batch_id).waits_for == "server"
