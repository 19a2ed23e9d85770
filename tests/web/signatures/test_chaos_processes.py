"""Real processes, really killed: workers and the owner's web process, over three hundred records and more."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from hocba_web.config.env import database

CHILD = Path(__file__).with_name("chaos_child.py")
ROOT = Path(__file__).parents[3]
CLASSES = ("1A1", "1A2", "2A1", "2A2", "3A1", "3A2", "4A1", "4A2", "5A1")
LIVING = ("owner", "worker", "worker", "ticker")
KILLS = 25
PATIENCE = 900.0
pytestmark = [pytest.mark.slow, pytest.mark.service]  # minutes, and four processes


class Site:
    """The processes of one installation on a database of its own."""

    def __init__(self, folder: Path, address: str, seed: int) -> None:
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOCBA_", "DJANGO_"))}
        self.environment = kept | {
            "PYTHONPATH": paths,
            "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
            "HOCBA_DEMO": "1",
            "HOCBA_DATA": str(folder),
            "HOCBA_DATABASE": address,
            "HOCBA_TRUST": str(folder / "trust"),
            "HOCBA_LOG_LEVEL": "ERROR",
        }
        self.folder = folder
        self.log = folder / "log"
        self.random = random.Random(seed)  # noqa: S311  # when to kill whom
        self.running: list[tuple[str, subprocess.Popen[str]]] = []

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, str(CHILD), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout.strip().splitlines()[-1]

    def start(self, mode: str) -> None:
        arguments = [mode, str(self.random.random())] if mode == "owner" else [mode]
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, str(CHILD), *arguments],
                env=self.environment,
                stdout=subprocess.PIPE if mode == "owner" else log,
                stderr=log,
                text=True,
            )
        self.running.append((mode, process))

    def kill(self) -> None:
        """Any one of them, in the middle of whatever it does; another takes its place."""
        index = self.random.randrange(len(self.running))
        mode, process = self.running[index]
        while process.poll() is None and not (self.folder / f"ready-{process.pid}").exists():
            time.sleep(0.05)  # a kill while it starts would prove nothing
        time.sleep(self.random.uniform(0.0, 3.0))
        if process.poll() is not None and mode == "owner":
            return
        del self.running[index]
        process.kill()
        process.communicate()
        self.start(mode)

    def owner_is_done(self) -> bool:
        process = next(one for mode, one in self.running if mode == "owner")
        if process.poll() is None:
            return False
        said = process.communicate()[0]
        assert process.returncode == 0, self.log.read_text()[-4000:]
        return said.strip() == "done"

    def stop(self) -> None:
        for _, process in self.running:
            process.kill()
            with suppress(ValueError):  # its output was read to the end already
                process.communicate()


def new_database() -> str:
    """An empty PostgreSQL database beside the tests' own; SQLite in the data folder where there is no server."""
    address = os.environ.get("HOCBA_DATABASE", "")
    if not address:
        return ""
    import psycopg  # noqa: PLC0415  # only where there is a server

    known = database(address, Path())
    name = f"chaos_{uuid4().hex[:12]}"
    login = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(**login, dbname=known["NAME"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{address.rsplit('/', 1)[0]}/{name}"


@pytest.mark.parametrize("seed", [20260525])
def test_killed_at_random_over_three_hundred_records(tmp_path: Path, seed: int) -> None:
    site = Site(tmp_path, new_database(), seed)
    records = int(site.run("prepare", *CLASSES))
    assert records >= 300
    kills = 0
    try:
        for mode in LIVING:
            site.start(mode)
        ends = time.monotonic() + PATIENCE
        while not site.owner_is_done():
            assert time.monotonic() < ends, site.log.read_text()[-4000:]
            if kills < KILLS:
                site.kill()
                kills += 1
            else:
                time.sleep(0.2)
    finally:
        site.stop()

    found: dict[str, Any] = json.loads(site.run("check"))
    assert kills >= 10, "it was over too soon to prove anything"
    assert found == {
        "records": records,
        "states": ["principal_signed"],
        "signatures": found["wanted"],
        "twice": 0,
        "wanted": found["wanted"],
        "items_match": True,
        "open_items": 0,
        "failed_items": 0,
        "traced": found["wanted"],
        "verified": records,
    }
