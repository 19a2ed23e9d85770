"""Whatever people do in whatever order, a record's life keeps its rules."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random
from uuid import uuid4

import pytest

from hocba.errors import HocbaError
from hocba.lifecycle import State
from hocba.model import Moment
from hocba.model.changes import differs_for
from hocba.verification import Indication, verify
from hocba_web.assessment.models import SubjectResult
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.records.models import Cancellation, Record, Revision, Step, Unlocking, UnlockingPart
from hocba_web.records.models.record import VOID_STATES
from hocba_web.records.selectors.drafts import draft_of, draft_of_revision
from hocba_web.records.selectors.outdated import outdated
from hocba_web.records.selectors.waiting import missing_of
from hocba_web.records.services import cancelling, returns, unlocking
from support.web import actor_for
from support.web.record_signing import policy, sign
from support.web.records import ARTS, initialised, ready_school
from support.web.school import NOW

ACTS = 60
TEACHERS = {"MATHS": "homeroom:4A1", "FOREIGN_LANG_1": "english", "MUSIC": ARTS}


class Life:
    """A class whose people act at random."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311  # a game, repeatable by its seed
        self.world = ready_school()
        self.digests: dict[int, str] = {}
        self.verified: set[bytes] = set()
        self.done: Counter[str] = Counter()

    def act(self) -> None:
        """One act; what the site refuses is refused."""
        what = self.dice.choice(
            [self.begin] * 2
            + [self.sign] * 6
            + [self.edit] * 3
            + [self.open] * 3
            + [self.decide] * 2
            + [self.ask, self.give_back, self.cancel, self.agree]
        )
        try:
            what()
        except HocbaError:
            self.done["refused"] += 1
        else:
            self.done[what.__name__] += 1

    def any_record(self) -> Record:
        return self.dice.choice(list(Record.objects.exclude(state__in=VOID_STATES)) or [Record(id=0)])

    def begin(self) -> None:
        initialised(self.world, "4A1")

    def sign(self) -> None:
        record = self.any_record()
        turns = [one for one in missing_of([record.id]) if one.is_turn]
        if turns:
            chosen = self.dice.choice(turns)
            sign(self.world, record.id, chosen.slot, chosen.person)

    def edit(self) -> None:
        opened = [
            (one.part, one.unlocking.record.enrolment)
            for one in UnlockingPart.objects.filter(unlocking__executed_at__isnull=False, part__in=TEACHERS)
        ]
        anywhere = [(part, place) for part in TEACHERS for place in self.world.enrolments["4A1"][1:]]
        part, place = self.dice.choice(opened or anywhere)
        key = TEACHERS[part]
        row = SubjectResult.objects.get(enrolment=place, subject=part, moment="cn")
        level = "T" if row.level == "H" else "H"
        change = Change(place.id, f"{part}.level", level, row.revs.get("level", 0))
        save_act(
            actor=actor_for(self.world, key),
            class_id=place.school_class_id,
            moment=Moment.YEAR_END,
            act=uuid4(),
            kind="type",
            changes=[change],
            at=NOW,
        )

    def ask(self) -> None:
        part, key = self.dice.choice(list(TEACHERS.items()))
        actor = actor_for(self.world, key)
        unlocking.request(actor=actor, record_id=self.any_record().id, parts=[part], reason="Sai", at=NOW)

    def decide(self) -> None:
        row = self.dice.choice(list(Unlocking.objects.filter(granted__isnull=True)) or [Unlocking(id=0)])
        actor = actor_for(self.world, "principal")
        unlocking.decide(
            actor=actor,
            unlocking_id=row.id,
            granted=self.dice.random() < 0.8,
            answer="Đã xem",
            at=NOW,
            real_at=actor.factor_checked_at,
        )

    def open(self) -> None:
        granted = Unlocking.objects.filter(granted=True, executed_at=None)
        row = self.dice.choice(list(granted) or [Unlocking(id=0)])
        actor = actor_for(self.world, "school_admin")
        unlocking.execute(actor=actor, unlocking_id=row.id, at=NOW, real_at=actor.factor_checked_at)

    def give_back(self) -> None:
        actor = actor_for(self.world, "principal")
        returns.give_back(
            actor=actor,
            record_id=self.any_record().id,
            part=self.dice.choice([*TEACHERS, "homeroom"]),
            note="Xem lại",
            at=NOW,
            real_at=actor.factor_checked_at,
        )

    def cancel(self) -> None:
        if self.dice.random() < 0.1:
            actor = actor_for(self.world, "clerk")
            cancelling.request(actor=actor, record_id=self.any_record().id, reason="Sai", at=NOW)

    def agree(self) -> None:
        row = self.dice.choice(list(Cancellation.objects.filter(granted__isnull=True)) or [Cancellation(id=0)])
        actor = actor_for(self.world, "principal")
        cancelling.decide(
            actor=actor, cancellation_id=row.id, granted=True, answer="", at=NOW, real_at=actor.factor_checked_at
        )

    def check(self) -> None:
        """What always holds."""
        living = Counter(one.enrolment_id for one in Record.objects.exclude(state__in=VOID_STATES))
        assert all(count == 1 for count in living.values())
        for record in Record.objects.all():
            steps = list(Step.objects.filter(record=record))
            assert steps[0].from_state == State.OPEN_ENTRY.value
            assert all(one.to_state == other.from_state for one, other in pairwise(steps))
            assert steps[-1].to_state == record.state
            draft = draft_of(record.id)
            if draft.data not in self.verified:
                assert verify(draft.data, policy()).indication is Indication.TOTAL_PASSED
                self.verified.add(draft.data)
            self.state_fits(record, draft)
        for revision in Revision.objects.all():
            assert self.digests.setdefault(revision.id, revision.data_digest) == revision.data_digest
        assert outdated(list(Record.objects.values_list("id", flat=True)), on=NOW.date()) == {}

    @staticmethod
    def state_fits(record, draft) -> None:
        filled = Counter(one.slot.name for one in draft.filled)
        whole = filled["GVBM"] == len(draft.region.parts)
        signed = {
            State.DRAFT: not whole and not filled["GVCN"],
            State.SUBJECTS_SIGNED: whole and not filled["GVCN"],
            State.HOMEROOM_SIGNED: whole and filled["GVCN"] and not filled["CBQL"],
            State.PRINCIPAL_SIGNED: whole and filled["GVCN"] and filled["CBQL"],
        }
        assert signed.get(record.stands, True)

    def carried(self) -> None:
        """Between two revisions exactly the subject signatures of unchanged parts were carried over."""
        for revision in Revision.objects.filter(number__gt=1):
            old = draft_of_revision(revision.record_id, revision.number - 1)
            new = draft_of_revision(revision.record_id, revision.number)
            fallen = differs_for(old.record, new.record)
            stood = {one.person for one in old.filled if one.slot.name == "GVBM"}
            carried = revision.signatures.filter(carried_from__isnull=False)
            assert {one.person for one in carried} == stood - fallen
            assert {one.slot for one in carried} <= {"GVBM"}


@pytest.mark.parametrize("seed", range(3))
def test_every_rule_holds_after_every_act(db, seed):
    life = Life(seed)
    life.begin()
    for _ in range(ACTS):
        life.act()
        life.check()
    life.carried()
    assert life.done["sign"] > 3
    assert Revision.objects.filter(number__gt=1).exists()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 106))
def test_long_lives(db, seed):
    life = Life(seed)
    life.begin()
    for _ in range(4 * ACTS):
        life.act()
    life.check()
    life.carried()
