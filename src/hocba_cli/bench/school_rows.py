"""The rows about a whole school: reading its workbooks, memory, and what a second worker brings."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import median

from hocba.adapters.school_folder import Job, issue_classes
from hocba.signature_profile import DEFAULT_PROFILE
from hocba.workbooks.school import SchoolData, load_school
from hocba_cli.bench import memory
from hocba_cli.bench.keyring import KeyRing
from hocba_cli.bench.memory import CLASS_SIZE
from hocba_cli.bench.ours import Ours
from hocba_cli.bench.peers_excel import reading_by_openpyxl
from hocba_cli.bench.report import Machine, Row, faster
from hocba_cli.bench.timing import interleaved
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR


def import_row(*, rounds: int) -> Row:
    """Read the sample school with everything that issuing needs of it.

    Raises:
        ValueError: the two readers do not agree; then no figure would mean anything.
    """
    read: dict[str, SchoolData] = {}

    def ours(_: int) -> None:
        read["ours"] = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)

    def peer(_: int) -> None:
        with reading_by_openpyxl():
            read["peer"] = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)

    ms = interleaved({"ours": ours, "peer": peer}, rounds=rounds)
    # The roster is an index over the pupils and has no equality of its own.
    if read["ours"] != replace(read["peer"], roster=read["ours"].roster):
        raise ValueError("openpyxl and calamine read different values")
    what = "read the sample school, 823 pupils with results, comments and summaries, from 86 workbooks"
    return faster(
        "import_school", what, ms["ours"], (f"the same over openpyxl {version('openpyxl')}", ms["peer"]), bar=5, goal=8
    )


def memory_row(machine: Machine, *, records: int) -> Row:
    """Largest resident set of one process that issues and verifies many records."""
    processes = min(2, machine.cores)
    found = memory.measured(records, processes)
    what = (
        f"largest resident set of one of {processes} processes that issue and verify {records} records together "
        f"(peer: the same process after a tenth of them)"
    )
    ratio = found.early_mib / found.peak_mib
    return Row(
        "memory_10000_mib",
        what,
        found.peak_mib,
        found.early_mib,
        "itself, earlier",
        "MiB",
        ratio,
        400,
        None,
        "ours_at_most",
    )


def workers_row(ours: Ours, keyring: KeyRing, *, classes: int, rounds: int) -> Row:
    """What a second worker process brings to issuing a school: files, packages and start of the workers included.

    Raises:
        ValueError: a record was refused.
    """
    school = {
        f"4A{number}": [ours.record(number * CLASS_SIZE + pupil) for pupil in range(CLASS_SIZE)]
        for number in range(classes)
    }
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (2, 1) if number % 2 else (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                job = Job(keyring.pki.folder, Path(folder), DEFAULT_PROFILE, ours.now, "")
                start = time.perf_counter()
                done = list(issue_classes(school, job, workers=workers))
                seconds[workers].append(time.perf_counter() - start)
            if any(one.refused for one in done):
                raise ValueError(done)
    one, two = median(seconds[1]), median(seconds[2])
    what = f"issue {classes} classes of {CLASS_SIZE} with two worker processes, by the clock on the wall"
    return Row("two_workers", what, two, one, "one process", "s wall", one / two, 1.8, None, "ratio_at_least")
