"""Killed at any moment, the log is one tree again: nothing lost, nothing twice, no fork before the witness."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.web.transparent import log_world, witnessed

ROUNDS = 8
SCRIPT = """
import sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from hocba.adapters.clock import SystemClock
from hocba_web.transparency.models import Leaf
from hocba_web.transparency.services import checkpoints, leaves, sequencer
from hocba_web.transparency.verification import verify
from hocba_web.transparency import facts

settings.LOG = {"name": "", "key": sys.argv[1] + "/log.key", "witnesses": sys.argv[1] + "/witnesses.txt"}
now = SystemClock().now
if sys.argv[2] == "begin":
    call_command("migrate", verbosity=0)
elif sys.argv[2] == "work":
    while True:
        with transaction.atomic():
            leaves.append_many("accepted", [(f"s{n}", {}) for n in range(7)], now())
        print(Leaf.objects.count(), flush=True)
        sequencer.integrate(5)
        checkpoints.publish(now())
else:
    checkpoints.advance(now())
    report = verify(facts.trusted())
    import json
    print(json.dumps({"size": report.size, "leaves": Leaf.objects.count(), "points": report.checkpoints,
                      "waiting": report.waiting, "faults": [fault.code for fault in report.faults]}))
"""


@pytest.mark.slow
def test_a_log_survives_being_killed_while_it_grows_and_publishes(tmp_path: Path) -> None:
    world = log_world(tmp_path / "log")
    data = tmp_path / "data"
    data.mkdir()
    environment = os.environ | {
        "HOCBA_DATA": str(data),
        "HOCBA_SIDE": "authority",
        "HOCBA_DEMO": "1",
        "HOCBA_TESTING": "",
        "HOCBA_SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
    }
    chance = random.Random(4)  # noqa: S311  # moments of death, no secret
    known = 0

    def start(part: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SCRIPT, str(world.folder), part]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    with witnessed(world):
        begun = start("begin")
        begun.communicate(timeout=120)
        assert begun.returncode == 0
        for _ in range(ROUNDS):
            worker = start("work")
            assert worker.stdout is not None
            known = int(worker.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.6))  # the moment of death is what is tested
            worker.send_signal(signal.SIGKILL)
            told = worker.communicate(timeout=30)[0].split()
            known = max([known, *map(int, told)])
        found = json.loads(start("end").communicate(timeout=120)[0])
    assert found["faults"] == []
    assert found["waiting"] == 0
    assert found["size"] == found["leaves"] >= known
    assert found["points"] >= ROUNDS / 2
