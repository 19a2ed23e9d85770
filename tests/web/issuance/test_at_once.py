"""People who act at the same moment: numbers of copies, two who seal, two who hand out one code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from hocba_web.base.refusals import Refused
from hocba_web.issuance.kinds.seal import SealKind, pieces_for
from hocba_web.issuance.models import CopyRegister
from hocba_web.issuance.selectors.copies import find_copy
from hocba_web.issuance.selectors.sealing import sealable
from hocba_web.issuance.services.copies import Wanted, ask, decide
from hocba_web.records.models import Record, StoredFile
from support.web import actor_for
from support.web.school import NOW
from support.web.sealing import accepted, approved_class, signing

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: Iterable[Callable[[], object]]) -> list[object]:
    """What each gave, or how it was refused; they begin together."""
    acts = list(acts)
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        together.wait()
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_copies_approved_at_once_get_numbers_without_a_gap():
    issued = approved_class()
    (record, *_) = accepted(issued)
    world, head = issued.world, actor_for(issued.world, "principal")
    wanted = Wanted(
        kind="certified",
        form="paper",
        record_ids=[record.id],
        requester="Nguyễn Thị Mẹ",
        relation="mother",
        purpose="Nộp hồ sơ",
    )
    numbers = [
        ask(actor=actor_for(world, "clerk"), pupil_id=record.enrolment.pupil_id, wanted=wanted, at=NOW)
        for _ in range(8)
    ]

    def approve(number: int) -> str:
        version = find_copy(world.school.id, number).version
        signer = world.staff["principal"].id
        return decide(
            actor=head, copy_id=number, version=version, grant=True, at=NOW, signer_id=signer, abbreviation="THPĐ"
        )

    # Each is pressed twice: the second press of one must neither fail the first nor take a number.
    outcomes = at_once(lambda number=number: approve(number) for number in numbers * 2)
    symbols = sorted(one for one in outcomes if "/" in str(one))
    assert symbols == [f"{number:02}/SY-THPĐ" for number in range(1, 9)]
    assert set(outcomes) - set(symbols) <= {"COPY_CHANGED_MEANWHILE", "COPY_DECIDED_ALREADY"}
    assert CopyRegister.objects.get().last == 8


def test_two_clerks_who_seal_one_record_make_one_seal():
    ready = approved_class()
    record, kind = ready.records[0], SealKind()
    by = signing(ready.world, ready.key)
    rows = sealable(ready.world.school.id, [record.id])
    (piece,) = pieces_for([rows[record.id]])
    made = [kind.prepare(piece, by, ()) for _ in range(2)]
    values = [ready.key.sign([one.to_be_signed], by.algorithm)[0] for one in made]

    def settle(one: int) -> object:
        with transaction.atomic():
            return kind.settle(piece, by, made[one], values[one])

    def code(one: int) -> object:
        try:
            return settle(one)
        except Exception as error:  # noqa: BLE001  # which refusal it is depends on who comes first
            return getattr(error, "code", type(error).__name__)

    outcomes = at_once([lambda: code(0), lambda: code(1)])
    assert sum(isinstance(one, tuple) for one in outcomes) == 1, outcomes
    assert {one for one in outcomes if isinstance(one, str)} <= {"SHOWN_OUTDATED", "SLOT_ALREADY_SIGNED"}
    assert record.revisions.get().signatures.filter(slot="KY_PHAT_HANH").count() == 1
    assert Record.objects.get(id=record.id).state == "principal_signed"
    assert not StoredFile.objects.exists()
