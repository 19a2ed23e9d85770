"""The rows about a whole school: reading its workbooks, memory, and what a second worker brings."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import median

from hocba.workbooks.school import SchoolData, load_school
from hocba_cli.bench import memory
from hocba_cli.bench.peers_excel import reading_by_openpyxl
from hocba_cli.bench.report import Machine, Row, faster
from hocba_cli.bench.timing import interleaved
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR

_ONE_CLASS = "5A1"


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


def workers_row(*, quick: bool) -> Row:
    """What a second worker brings; a class is the unit of work, so it takes the whole school to show."""
    seconds: dict[str, list[float]] = {"1": [], "2": []}
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first"
        _issue(first, ["--class", _ONE_CLASS])  # makes the keys
        for number in range(1 if quick else 3):
            for jobs in ("2", "1") if number % 2 else ("1", "2"):
                start = time.perf_counter()
                _issue(Path(folder) / f"{number}-{jobs}", ["--keys", str(first / "pki"), "--jobs", jobs])
                seconds[jobs].append(time.perf_counter() - start)
    one, two = median(seconds["1"]), median(seconds["2"])
    what = "the command `hocba issue` on the whole sample school with two worker processes, by the clock on the wall"
    return Row("two_workers", what, two, one, "one worker", "s wall", one / two, 1.8, None, "ratio_at_least")


def _issue(out: Path, options: list[str]) -> None:
    command = [sys.executable, "-c", "from hocba_cli.main import run; run()", "issue", "--school", str(SAMPLE_SCHOOL)]
    subprocess.run(  # noqa: S603  # our own command
        [*command, "--out", str(out), "--year", str(SAMPLE_YEAR), *options], check=True, stdout=subprocess.DEVNULL
    )
