"""One run over all rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hocba.adapters.clock import Clock
from hocba_cli.bench.extras import extra_rows
from hocba_cli.bench.keyring import make_keyring
from hocba_cli.bench.ours import Ours
from hocba_cli.bench.record_rows import record_rows
from hocba_cli.bench.report import BenchReport, Machine
from hocba_cli.bench.school_rows import import_row, memory_row, workers_row

ROUNDS, QUICK_ROUNDS = 7, 3
RECORDS, QUICK_RECORDS = 10_000, 300
CLASSES, QUICK_CLASSES = 24, 12
STEPS = 5


def measure(clock: Clock, *, quick: bool, step: Callable[[], None]) -> BenchReport:
    """Run everything.

    Args:
        clock: signing and verification happen now.
        quick: fewer rounds and records; the figures are rougher.
        step: called after each of `STEPS` parts.
    """
    rounds = QUICK_ROUNDS if quick else ROUNDS
    machine = Machine.here()
    now = clock.now()
    with tempfile.TemporaryDirectory() as folder:
        keyring = make_keyring(Path(folder) / "pki", now)
        ours = Ours(keyring, now)
        rows = record_rows(ours, keyring, rounds=rounds)
        step()
        workers = workers_row(ours, keyring, classes=QUICK_CLASSES if quick else CLASSES, rounds=1 if quick else 3)
        step()
    rows.append(import_row(rounds=rounds))
    step()
    rows.append(memory_row(machine, records=QUICK_RECORDS if quick else RECORDS))
    step()
    rows.append(workers)
    rows += extra_rows(quick=quick)
    step()
    return BenchReport(machine, tuple(rows))
