"""The processes of `test_chaos_processes`: each is killed at any moment and started again.

prepare CLASS…   a school on file, records of these classes initialised, everybody with a key; prints how many records
owner SEED       everybody signs, as their pages would; goes on wherever the last owner was killed; prints "done"
worker           a worker of jobs, as in production
ticker           the clockwork, as in production
check            what came of it, as JSON
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocba_web.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402

from hocba.verification import verify  # noqa: E402
from hocba_web.accounts.actor import Actor  # noqa: E402
from hocba_web.accounts.models import User  # noqa: E402
from hocba_web.accounts.roles import Role  # noqa: E402
from hocba_web.base import clock  # noqa: E402
from hocba_web.base.refusals import Refused  # noqa: E402
from hocba_web.intake.acting import actor_of  # noqa: E402
from hocba_web.records.models import Record, Signature  # noqa: E402
from hocba_web.records.selectors.drafts import draft_of, drafts_of  # noqa: E402
from hocba_web.records.selectors.waiting import missing_of  # noqa: E402
from hocba_web.schools.models import Staff  # noqa: E402
from hocba_web.schools.selectors.capacities import capacities_of  # noqa: E402
from hocba_web.signatures.kinds import Piece, seen_of  # noqa: E402
from hocba_web.signatures.models import Batch, Certificate, Item  # noqa: E402
from hocba_web.signatures.selectors import trust  # noqa: E402
from hocba_web.signatures.selectors.batches import state  # noqa: E402
from hocba_web.signatures.services import batches, queue, server_keys  # noqa: E402
from hocba_web.signatures.services.certificates import register_file  # noqa: E402
from hocba_web.signatures.services.queue import leases  # noqa: E402
from hocba_web.signatures.slot_kind import ORDER, shown_digest  # noqa: E402
from support.keys import TestKey  # noqa: E402
from support.web.records import initialised, sample_on_site  # noqa: E402
from support.web.school import NOW  # noqa: E402
from support.web.signing import PASSWORD, Pki, p12  # noqa: E402

# In production a lease lasts a minute: what a killed process held would make this test wait as long.
leases.LEASE = timedelta(seconds=2)
leases.take.__kwdefaults__["lasts"] = leases.LEASE


def say(text: object) -> None:
    """One line for the test that reads this process."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare(class_names: list[str]) -> None:
    call_command("migrate", verbosity=0)
    clock.set_demo_clock(NOW)
    world = sample_on_site()
    for name in class_names:
        initialised(world, name)
    pki = Pki(Path(settings.TRUST_FOLDER))
    records = list(Record.objects.values_list("id", flat=True))
    for number, staff_id in enumerate(sorted({one.staff_id for one in missing_of(records) if one.staff_id})):
        staff = Staff.objects.get(id=staff_id)
        if staff.user is None:
            staff.user = User.objects.create_user(f"ky{number}", PASSWORD, full_name=staff.name, created_at=NOW)
            staff.save()
        give(pki, staff, number)
    say(len(records))


def give(pki: Pki, staff: Staff, number: int) -> None:
    made: TestKey = pki.ca.person(staff.name, staff.personal_id, kind="p256", key_no=number)
    actor = actors_of(staff)[0]
    at, real_at = clock.now(), clock.real_now()
    given = {"content": p12(made), "password": PASSWORD, "at": at, "real_at": real_at}
    register_file(actor=actor, holder="person", **given)


def actors_of(staff: Staff) -> list[Actor]:
    roles = {Role.SUBJECT_TEACHER, Role.HOMEROOM_TEACHER, Role.PRINCIPAL}
    at = clock.now()
    return [
        actor_of(staff.user_id, one.key, at)
        for one in capacities_of(staff.user_id, clock.local(at).date())
        if one.role in roles
    ]


def owner(seed: str) -> None:
    rng = random.Random(seed)  # noqa: S311  # sizes of chunks
    while True:
        try:
            if not one_round(rng):
                say("done")
                return
        except OperationalError:
            connection.close()  # the database was taken away for a moment
            time.sleep(0.2)


def one_round(rng: random.Random) -> bool:
    """Everybody signs what they can; whether anything is left to be signed."""
    records = list(Record.objects.values_list("id", flat=True))
    left = [one for one in missing_of(records) if one.slot in ORDER]
    for staff_id in sorted({one.staff_id for one in left if one.staff_id}):
        staff = Staff.objects.get(id=staff_id)
        for actor in actors_of(staff):
            sign_as(actor, rng)
    return bool(left)


def sign_as(actor: Actor, rng: random.Random) -> None:
    for batch in Batch.objects.filter(owner_id=actor.user_id, capacity=actor.capacity).exclude(state="done"):
        drive(actor, batch.id, rng)
    for wanted in fresh(actor):
        at, real_at = clock.now(), clock.real_now()
        certificate_id = Certificate.objects.get(staff_id=actor.staff_id, state="active").id
        with suppress(Refused):  # not their turn yet, or the last owner began it and was killed
            batch_id = batches.start(
                actor=actor,
                kind="slot",
                pieces=wanted,
                certificate_id=certificate_id,
                seen=seen_of(wanted),
                at=at,
                real_at=real_at,
            )
            drive(actor, batch_id, rng)


def fresh(actor: Actor) -> list[list[Piece]]:
    """What they can sign of each class now."""
    slots = {Role.PRINCIPAL: {"CBQL"}, Role.HOMEROOM_TEACHER: {"GVBM", "GVCN"}}.get(actor.role, {"GVBM"})
    turn = max(ORDER[slot] for slot in slots)
    classes = actor.homeroom_of | {one for one, _ in actor.teaches}
    found: list[list[Piece]] = []
    rows = Record.objects.filter(school_id=actor.school_id)
    if actor.role is not Role.PRINCIPAL:
        rows = rows.filter(school_class_id__in=classes)
    for class_id in sorted(set(rows.values_list("school_class_id", flat=True))):
        of_class = list(rows.filter(school_class_id=class_id).values_list("id", flat=True))
        empty = missing_of(of_class)
        held = {one.record.record_id for one in empty if one.staff_id != actor.staff_id and ORDER[one.slot] < turn}
        mine = [
            one
            for one in empty
            if one.staff_id == actor.staff_id and one.slot in slots and one.record.record_id not in held
        ]
        drafts = drafts_of({one.record.record_id for one in mine})
        pieces = [
            Piece(
                one.record.record_id,
                shown_digest(drafts[one.record.record_id], one.slot, one.person),
                one.slot,
                one.person,
                one.record.revision,
                ORDER[one.slot],
            )
            for one in mine
        ]
        if pieces:
            found.append(pieces)
    return found


def drive(actor: Actor, batch_id: int, rng: random.Random) -> None:
    """As the page of the batch does, with chunks of any size."""
    for _ in range(400):
        at, real_at = clock.now(), clock.real_now()
        now = state(batch_id)
        if now.state == "stopped":
            batches.resume(actor=actor, batch_id=batch_id, at=at, real_at=real_at)
        elif now.state == "done":
            failed = [item_id for item_id, item_state in now.marks if item_state == "failed"]
            if not failed:
                return
            batches.retry(actor=actor, batch_id=batch_id, item_ids=failed, at=at, real_at=real_at)
        elif now.waits_for == "owner":
            server_keys.sign(
                actor=actor, batch_id=batch_id, secret=PASSWORD, at=at, real_at=real_at, limit=rng.randint(1, 40)
            )
        else:
            queue.advance(batch_id, at=at, real_at=real_at, limit=rng.randint(1, 24))
            time.sleep(0.02)


def check() -> None:
    """Counts of everything, and what the verifier says of each file."""
    records = list(Record.objects.all())
    filled = Counter(Signature.objects.values_list("revision__record_id", "slot", "person"))
    committed = Counter(Item.objects.filter(state="committed").values_list("target", "slot", "person"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT details_json FROM audit_entry WHERE action = 'signatures.items.committed'")
        traced = sum(json.loads(row[0])["items"] for row in cursor.fetchall())
    policy = trust.policy(clock.real_now())
    say(
        json.dumps(
            {
                "records": len(records),
                "states": sorted({one.state for one in records}),
                "signatures": sum(filled.values()),
                "twice": sum(count > 1 for count in filled.values()),
                "wanted": sum(len(slot_holders(one.id)) for one in records),
                "items_match": filled == committed,
                "open_items": Item.objects.filter(state__in=["shown", "hashed", "signed"]).count(),
                "failed_items": Item.objects.filter(state="failed").count(),
                "traced": traced,
                "verified": sum(
                    verify(draft_of(one.id).data, policy).indication.value == "TOTAL_PASSED" for one in records
                ),
            }
        )
    )


def slot_holders(record_id: int) -> list[tuple[str, str]]:
    draft = draft_of(record_id)
    return [(slot.name, person) for slot in draft.profile.slots if slot.name in ORDER for person in draft.holders(slot)]


MODES = {
    "prepare": prepare,
    "owner": lambda arguments: owner(arguments[0]),
    "worker": lambda _arguments: call_command("db_worker", interval=0.2, startup_delay=False, verbosity=0),
    "ticker": lambda _arguments: call_command("tick", every=1),
    "check": lambda _arguments: check(),
}

if __name__ == "__main__":
    (Path(settings.HOCBA.data) / f"ready-{os.getpid()}").touch()
    MODES[sys.argv[1]](sys.argv[2:])
