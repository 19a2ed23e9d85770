"""Killed at any moment, the log is one tree again: nothing lost, nothing twice, no fork before the witness."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.migrated import environment, place
from support.web.transparent import log_world, witnessed

ROUNDS = 8
SCRIPT = """
import json, os, random, signal, sys, time
import django
django.setup()
from django.conf import settings
from django.db import transaction
from hocba.adapters.clock import SystemClock
from hocba_web.transparency.models import Leaf
from hocba_web.transparency.services import checkpoints, leaves, sequencer
from hocba_web.transparency.verification import verify
from hocba_web.transparency import facts

folder, rounds = sys.argv[1], int(sys.argv[2])
settings.LOG = {"name": "", "key": folder + "/log.key", "witnesses": folder + "/witnesses.txt"}
now = SystemClock().now

def work(told):
    while True:
        with transaction.atomic():
            leaves.append_many("accepted", [(f"s{n}", {}) for n in range(7)], now())
        told.write(f"{Leaf.objects.count()}\\n")
        told.flush()
        sequencer.integrate(5)
        checkpoints.publish(now())

chance, known = random.Random(4), 0
for _ in range(rounds):
    # A process of its own, but one that has started already: this one has no connection to the database yet.
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(os.fdopen(writing, "w"))
    os.close(writing)
    with os.fdopen(reading) as told:
        known = max(known, int(told.readline()))
        time.sleep(chance.uniform(0.0, 0.6))  # the moment of death is what is tested
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it ended by itself"
        known = max([known, *map(int, told.read().split())])

checkpoints.advance(now())
report = verify(facts.trusted())
print(json.dumps({"size": report.size, "leaves": Leaf.objects.count(), "points": report.checkpoints, "known": known,
                  "waiting": report.waiting, "faults": [fault.code for fault in report.faults]}))
"""


@pytest.mark.slow
def test_a_log_survives_being_killed_while_it_grows_and_publishes(tmp_path: Path) -> None:
    world = log_world(tmp_path / "log")
    data = tmp_path / "data"
    place(data)
    (data / ".hocba-demo").touch()
    command = [sys.executable, "-c", SCRIPT, str(world.folder), str(ROUNDS)]
    told = environment(data, "authority") | {"HOCBA_SECRET_KEY": "x" * 50}
    with witnessed(world):
        done = subprocess.run(command, env=told, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["waiting"] == 0
    assert found["size"] == found["leaves"] >= found["known"]
    assert found["points"] >= ROUNDS / 2
