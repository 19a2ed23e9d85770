"""The day's figures as rows of `hocba bench`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hocba_cli.bench.report import Row

_JUDGED_BAR, _APPENDED_BAR = 150.0, 1500.0
_LOOK_UP_BAR_MS = 50.0
_ASKED = "asked for (issue 6)"


def rows(folder: Path, *, quick: bool) -> tuple[Row, ...]:
    """Play the day in processes of its own; `HOCBA_DATABASE` names the server of PostgreSQL.

    Args:
        folder: where keys, signed packages and the installation's files are kept from run to run.
        quick: some 700 records and a small register in place of 10,000 and a million.
    """
    size = "quick" if quick else "full"
    command = (sys.executable, "-m", "hocba_web.demo.bench.national.measure", str(folder / size), size)
    done = subprocess.run(command, env=os.environ, check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own module
    return tuple(shown(json.loads(done.stdout.splitlines()[-1])))


def shown(figures: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of what `measure.play` found."""
    day, log, held = figures["day"], figures["log"], figures["register"]
    yield _rate("national_judged_1", "one worker, packages that lie there", figures["judged_per_s_1"])
    yield _rate("national_judged_2", "two workers, packages that lie there", figures["judged_per_s_2"], _JUDGED_BAR)
    yield _rate("national_day", "two workers while schools hand in and families look up", day["judged_per_s"])
    yield _rate(
        "national_log", f"leaves appended and placed in a log of {log['leaves']}", log["both_per_s"], _APPENDED_BAR
    )
    quiet, busy = figures["look_up_quiet_ms"], day["look_up_ms"]
    yield _time("national_look_up_quiet", f"look-up, {held} records held, p95", quiet["p95"], bar=_LOOK_UP_BAR_MS)
    yield _time("national_look_up_busy", "the same while two workers judge, p95", busy["p95"])
    yield _time("national_door", "a package stored, p95", figures["door_ms"]["p95"])
    yield _time("national_checkpoint", "a checkpoint signed and published, without witness", log["checkpoint_ms"])
    for name, seconds in day["cpu_s_per_1000"].items():
        yield _shown(
            f"national_cpu_{name.replace(' ', '_').replace(',', '')}", f"{name}: 1,000 records", seconds, "s CPU"
        )
    yield _shown(
        "national_cpu_million", "all but the clients: a million records", day["cpu_hours_per_million"], "h CPU"
    )
    for name, size in figures["bytes_per_record"].items():
        yield _shown(f"national_{name}_million", f"{name}: a million records", size * 1e6 / 2**30, "GiB")


def _rate(name: str, what: str, ours: float, bar: float | None = None) -> Row:
    if bar is None:
        return _shown(name, what, ours, "/s")
    return Row(name, what, ours, bar, _ASKED, "/s", ours / bar, 1.0, None, "ratio_at_least")


def _time(name: str, what: str, ours: float, bar: float | None = None) -> Row:
    return Row(name, what, ours, None, None, "ms", None, bar, None, "shown" if bar is None else "ours_at_most")


def _shown(name: str, what: str, ours: float, unit: str) -> Row:
    return Row(name, what, ours, None, None, unit, None, None, None, "shown")
