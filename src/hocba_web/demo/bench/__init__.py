"""Budgets of pages, measured: the class page of 36 pupils opened and saved, the principal's wall.

`hocba bench` asks for these rows where the extra `web` is installed. Each database is measured in a process of its own:
settings belong to a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from hocba_cli.bench.report import Row

PAGE_BAR_MS, PAGE_GOAL_MS = 150.0, 60.0
QUERIES_BAR = 25.0
SCHOOLS, QUICK_SCHOOLS = 200, 20
ROUNDS, QUICK_ROUNDS = 60, 15


def rows(*, quick: bool) -> tuple[Row, ...]:
    """Rows on SQLite with one school, and on PostgreSQL with 200 where `HOCBA_DATABASE` names a server."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    found = _rows("sqlite", "", 1, rounds)
    server = os.environ.get("HOCBA_DATABASE", "")
    if server:
        found += _rows("postgresql", server, QUICK_SCHOOLS if quick else SCHOOLS, rounds)
    return tuple(found)


def _rows(name: str, database: str, schools: int, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "hocba_web.demo.bench.run", folder, str(schools), str(rounds))
        environment = os.environ | {"HOCBA_DATABASE": database}
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own module
    figures: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    made = []
    for what, figure in figures.items():
        text = f"{what}: p95 of {rounds} requests, {name}, {schools} schools of 818 pupils"
        made.append(_row(f"{what}_{name}_ms", text, figure["p95"], bar=PAGE_BAR_MS, goal=PAGE_GOAL_MS))
        made.append(_row(f"{what}_{name}_queries", text, figure["queries"], bar=QUERIES_BAR, unit="queries"))
    return made


def _row(name: str, what: str, ours: float, *, bar: float, goal: float | None = None, unit: str = "ms") -> Row:
    return Row(name, what, ours, None, None, unit, None, bar, goal, "ours_at_most")
