"""Budgets of the site, measured: pages of a class and the wall; a class signed and sealed.

`hocba bench` asks for these rows where the extra `web` is installed. Each database is measured in a process of its own:
settings belong to a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from hocba_cli.bench.report import Row
from hocba_web.demo.bench.national.rows import rows as national_rows

PAGE_BAR_MS, PAGE_GOAL_MS = 150.0, 60.0
QUERIES_BAR = 25.0
SCHOOLS, QUICK_SCHOOLS = 200, 20
ROUNDS, QUICK_ROUNDS = 60, 15
SIGN_CLASS_BAR_S = 5.0


def rows(*, quick: bool, national: Path | None = None) -> tuple[Row, ...]:
    """Rows on SQLite with one school, and on PostgreSQL with 200 where `HOCBA_DATABASE` names a server.

    Args:
        quick: fewer rounds, smaller sizes.
        national: only a national day at the authority's side; the folder that keeps what is made beforehand.
    """
    if national is not None:
        return national_rows(national, quick=quick)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    found = _rows("sqlite", "", 1, rounds)
    server = os.environ.get("HOCBA_DATABASE", "")
    if server:
        found += _rows("postgresql", server, QUICK_SCHOOLS if quick else SCHOOLS, rounds)
    return (*found, *_signing())


def _signing() -> tuple[Row, ...]:
    """Signing and sealing a class of 35 on SQLite, with key files; processor time."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "hocba_web.demo.bench.signing", folder, "8000")
        done = subprocess.run(command, env=_without_database(), check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own module
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    each = 1000 * cost["people"] / cost["signatures"]
    text = f"class of {cost['pupils']:.0f}"
    return (
        Row(
            "sign_class",
            f"{text}: one person's confirmation until every signature is verified and kept",
            round(cost["largest"], 2),
            *(None, None, "s CPU", None, SIGN_CLASS_BAR_S, None, "ours_at_most"),
        ),
        Row(
            "seal_class",
            f"{text}: both rounds of the seal, PDFs made, pairs verified and stored",
            round(cost["seal"], 2),
            *(None, None, "s CPU", None, SIGN_CLASS_BAR_S, None, "ours_at_most"),
        ),
        Row(
            "queue_per_signature",
            f"{text}: what the queue adds to one signature made and verified in memory",
            round(each - 1000 * cost["one_in_memory"], 1),
            *(None, None, "ms CPU", None, None, None, "shown"),
        ),
    )


def _without_database() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "HOCBA_DATABASE"}


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
