"""The processes of `test_jobs_rq`: one installation whose jobs lie in Redis.

prepare   a school with one key on file; prints what `confirm` needs
confirm   somebody confirms 30 signatures; prints the batch
values    the owner's values are stored, as an agent would bring them; nothing is committed here
state     prints how far the batch is, now or once it is as far as wanted
worker    a worker of jobs, as in production
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocba_web.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the registry of applications
from django.db import connection  # noqa: E402  # the same

from hocba.signature_profile import ALGORITHMS  # noqa: E402  # the same
from hocba_web.base import clock  # noqa: E402  # the same
from hocba_web.intake.acting import actor_of  # noqa: E402  # the same
from hocba_web.signatures.kinds import seen_of  # noqa: E402  # the same
from hocba_web.signatures.models import Batch, Certificate  # noqa: E402  # the same
from hocba_web.signatures.selectors import batches as reading  # noqa: E402  # the same
from hocba_web.signatures.services import batches, server_signers  # noqa: E402  # the same
from hocba_web.signatures.services.queue import values as bringing  # noqa: E402  # the same
from support.web.acting import actor_for  # noqa: E402  # the same
from support.web.school import NOW, make_school  # noqa: E402  # the same
from support.web.signing import PASSWORD, Pki  # noqa: E402  # the same
from web.signatures.toy import CREATE, pieces, signed  # noqa: E402  # the same

WHO = "homeroom:4A1"
COUNT = 30
PATIENCE = 100.0


def say(text: object) -> None:
    """One line for the test that reads this process."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare() -> None:
    call_command("migrate", verbosity=0)
    clock.set_demo_clock(NOW)
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    world = make_school(classes=("4A1",), pupils=1)
    actor = actor_for(world, WHO)
    certificate_id = Pki(Path(settings.TRUST_FOLDER)).give(world, WHO)
    say(json.dumps([actor.user_id, actor.capacity, certificate_id]))


def confirm(user_id: int, capacity: str, certificate_id: int) -> None:
    at, wanted = clock.now(), pieces(COUNT)
    batch_id = batches.start(
        actor=actor_of(user_id, capacity, at),
        kind="toy",
        pieces=wanted,
        certificate_id=certificate_id,
        seen=seen_of(wanted),
        at=at,
        real_at=clock.real_now(),
    )
    say(json.dumps([batch_id]))


def values(batch_id: int) -> None:
    batch = Batch.objects.select_related("certificate").get(id=batch_id)
    items = list(batch.items.filter(state="hashed"))
    with server_signers.opened(Certificate.objects.get(id=batch.certificate_id), PASSWORD) as signer:
        made = signer.sign([bytes(item.to_be_signed) for item in items], ALGORITHMS[batch.algorithm])
    found = dict(zip((item.id for item in items), made, strict=True))
    say(json.dumps([bringing.store(batch, found, {str(item.id): item for item in items})]))


def state(batch_id: int, wanted: str = "", count: int = 0) -> None:
    """Now, or once so many are in the state wanted."""
    ends = time.monotonic() + PATIENCE
    found = reading.state(batch_id)
    while wanted and found.counts[wanted] != count and time.monotonic() < ends:
        time.sleep(0.1)
        found = reading.state(batch_id)
    say(json.dumps([found.state, dict(found.counts), len(signed())]))


if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    if mode == "worker":
        call_command("rqworker", "default", job_class="django_tasks_rq.Job")
    else:
        {"prepare": prepare, "confirm": confirm, "values": values, "state": state}[mode](*map(json.loads, arguments))
