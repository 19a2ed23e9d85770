"""The bench of a national day: its pieces work at the smallest size, and its figures become rows."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hocba_web.demo.bench.national.rows import shown

FIGURES = {
    "register": 1000,
    "judged_per_s_1": 90.0,
    "judged_per_s_2": 149.0,
    "day": {
        "judged_per_s": 120.0,
        "look_up_ms": {"p50": 20.0, "p95": 60.0, "count": 9},
        "cpu_s_per_1000": {"web": 2.0, "workers, limited": 4.0},
        "cpu_hours_per_million": 2.5,
    },
    "door_ms": {"p50": 20.0, "p95": 40.0, "count": 9},
    "look_up_quiet_ms": {"p50": 20.0, "p95": 49.0, "count": 9},
    "bytes_per_record": {"database": 10_737, "storage": 107_374},
    "log": {"both_per_s": 1800, "checkpoint_ms": 30.0, "leaves": 1020},
}


def test_figures_are_held_against_what_was_asked_for() -> None:
    rows = {row.name: row for row in shown(FIGURES)}
    assert rows["national_judged_2"].reached is False
    assert rows["national_log"].reached is True
    assert rows["national_look_up_quiet"].reached is True
    assert rows["national_look_up_busy"].reached is None
    assert rows["national_cpu_workers_limited"].ours == 4.0
    assert round(rows["national_storage_million"].ours) == 100


@pytest.mark.postgres
@pytest.mark.slow
def test_a_day_of_four_small_schools(tmp_path: Path) -> None:
    """Real processes: signed, filled, handed in, judged, receipted, told, looked up."""
    if not os.environ.get("HOCBA_DATABASE"):
        pytest.skip("needs PostgreSQL")
    command = [sys.executable, "-m", "hocba_web.demo.bench.national.measure", str(tmp_path / "day"), "tiny"]
    environment = {name: text for name, text in os.environ.items() if name != "HOCBA_TESTING"}
    done = subprocess.run([*command, f"--port={_port()}"], env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert (figures["accepted"], figures["refused"]) == (40, 0)
    assert figures["day"]["look_up_ms"]["count"] + figures["look_up_quiet_ms"]["count"] >= 4
    assert figures["log"]["leaves"] >= 200 + 40 + 60
    assert {row.name for row in shown(figures)} >= {"national_day", "national_cpu_million"}


def _port() -> int:
    """A port with three free ones behind it, as far as one can know."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 65_000)
