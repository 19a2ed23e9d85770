"""Chaining after a commit on SQLite while another process holds the write lock: with a real file and a real lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.migrated import environment, place

SCRIPT = """
import sqlite3, time
import django
django.setup()
from django.conf import settings
from django.db import connection
from support.web.traces import trace
from hocba_web.audit import sequencer
from hocba_web.audit.models import Link

with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout")
    ordinary = cursor.fetchone()[0]
assert ordinary >= 20000, "an ordinary write waits for the one before it"
trace(1)
assert Link.objects.count() == 1, "the first commit chains"
sequencer.QUEUE.last_run[0] = time.monotonic()
trace(2)
other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
sequencer.QUEUE.last_run[0] = float("-inf")
started = time.monotonic()
sequencer.after_commit()
waited = time.monotonic() - started
assert waited < ordinary / 2000, waited  # half of the wait of ordinary writes
other.execute("ROLLBACK")
assert Link.objects.count() == 1, "nothing was chained while another wrote"
with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout")
    assert cursor.fetchone()[0] == ordinary, "ordinary writes wait as before"
sequencer.QUEUE.last_run[0] = float("-inf")
sequencer.after_commit()
assert Link.objects.count() == 2
print("done")
"""


@pytest.mark.slow
def test_a_request_never_waits_for_the_chain(tmp_path: Path) -> None:
    place(tmp_path)
    told = environment(tmp_path) | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=told, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("done\n"), done.stderr
