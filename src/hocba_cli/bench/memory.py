"""How much memory issuing and verifying many records takes.

`python -m hocba_cli.bench.memory FIRST RECORDS` issues records class by class as the product does, keeps none, and
prints JSON, `{"early_mib": .., "peak_mib": ..}`: its largest resident set after a tenth of the records and at the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba_cli.bench.keyring import make_keyring
from hocba_cli.bench.ours import Ours

CLASS_SIZE = 36
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Largest resident sets of one process, in MiB."""

    early_mib: float
    """After a tenth of its records, at least one class."""
    peak_mib: float
    """At the end; the same as `early_mib` if memory is flat."""


def work(first: int, records: int) -> Memory:
    """Issue and verify so many records in this process."""
    now = SystemClock().now()
    early = 0.0
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(make_keyring(Path(folder) / "pki", now), now)
        for number in range(first, first + records, CLASS_SIZE):
            ours.issue_many(range(number, min(number + CLASS_SIZE, first + records)))
            if not early and number + CLASS_SIZE >= first + records // 10:
                early = _peak_mib()
    return Memory(early, _peak_mib())


def measured(records: int, processes: int) -> Memory:
    """The largest of so many fresh processes that share the records; nothing before has filled them."""
    share = -(-records // processes)
    running = [
        subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "hocba_cli.bench.memory", str(first), str(min(share, records - first))],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(0, records, share)
    ]
    answers = [process.communicate()[0] for process in running]
    for process in running:
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
    return max((Memory(**json.loads(answer)) for answer in answers), key=lambda memory: memory.peak_mib)


def _peak_mib() -> float:
    """Largest resident set of this process.

    Not `getrusage`: on Linux its figure survives `exec`, so that a child begins with what its parent held.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / _KIB
    raise OSError("/proc/self/status")


if __name__ == "__main__":
    found = work(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"early_mib": found.early_mib, "peak_mib": found.peak_mib}))
