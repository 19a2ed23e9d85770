"""Jobs in a real Redis on the authority's side: two workers, Redis gone and back, a worker killed in the middle."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from support import migrated
from support.web.authority_keys import PASSWORD

CHILD = Path(__file__).with_name("judging_child.py")
ROOT = Path(__file__).parents[4]
PATIENCE = 40.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.service,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="Redis is not installed"),
]
WORKER = """
import django
from django.core.management import call_command
django.setup()
call_command("rqworker", "default", job_class="django_tasks_rq.Job", worker_class="rq.SimpleWorker")
"""
"""As `manage.py rqworker` in production; without checks at start: the root of these keys is no demo root."""


class Place:
    """One installation of the authority: a receiving process, workers, and a Redis that comes and goes."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.redis: subprocess.Popen[bytes]
        self.child: subprocess.Popen[bytes]
        self.processes: list[subprocess.Popen[bytes]] = []
        migrated.place(folder / "data")
        self.environment = migrated.environment(folder / "data", "authority") | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
            "HOCBA_REDIS": f"redis://127.0.0.1:{self.port}/0",
            "HOCBA_TRUST": str(folder / "trust"),
            "HOCBA_SEAL": str(folder / "so.p12"),
            "HOCBA_SEAL_PASSWORD": PASSWORD,
            "HOCBA_LOG_LEVEL": "INFO",
        }

    def start(self) -> None:
        """Redis and the receiving process."""
        self.start_redis()
        with (self.folder / "child.log").open("wb") as log:
            self.child = subprocess.Popen(
                [sys.executable, str(CHILD)],
                env=self.environment
                | {"HOCBA_SIDE": "school", "HOCBA_TESTING": "1"},  # helpers of tests know both sides
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.processes.append(self.child)
        assert self._line() == "ready"

    def start_redis(self) -> None:
        """It keeps nothing on disk: what was in the queue is lost with it."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with (self.folder / "redis.log").open("ab") as log:
            self.redis = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        self.processes.append(self.redis)
        self.until(self._pings)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As a power cut does."""
        process.kill()
        process.wait(10)

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        """A worker as production runs it, once it has registered."""
        before = self.registered()
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-c", WORKER]
            process = subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=log, stderr=log)
        self.processes.append(process)
        self.until(lambda: self.registered() > before or process.poll() is not None)
        assert process.poll() is None, self.log(name)[-3000:]
        return process

    def registered(self) -> int:
        """Workers that Redis knows."""
        with Redis(port=self.port) as line:
            return int(line.scard("rq:workers"))

    def log(self, name: str) -> str:
        """What a process said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def ask(self, *words: object) -> Any:  # what the child prints
        """Have the receiving process do something."""
        assert self.child.stdin is not None
        self.child.stdin.write(f"{' '.join(map(str, words))}\n".encode())
        self.child.stdin.flush()
        return self._line()

    def until(self, good: Callable[[], bool]) -> None:
        """Wait for a condition."""
        ends = time.monotonic() + PATIENCE
        while not good():
            assert time.monotonic() < ends, self._said()
            time.sleep(0.05)

    def judged(self, messages: int, records: int) -> None:
        """Wait until all is judged; then everything was accepted, once."""
        self.until(lambda: self.ask("state")[:2] == [0, messages])
        assert self.ask("state") == [0, messages, 0, records, records, 0]

    def close(self) -> None:
        """End what this installation started."""
        for process in self.processes:
            process.kill()
            process.wait(10)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _said(self) -> str:
        return "\n".join(f"{path.name}: {self.log(path.stem)[-3000:]}" for path in self.folder.glob("*.log"))

    def _pings(self) -> bool:
        try:
            with Redis(port=self.port) as line:
                return bool(line.ping())
        except RedisError:
            return False

    def _line(self) -> Any:  # what the child prints
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line, self.log("child")[-4000:]
        return json.loads(line)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An installation that has received nothing."""
    here = Place(tmp_path)
    try:
        here.start()
        yield here
    finally:
        here.close()


def test_two_workers_judge_lose_redis_lose_one_of_them_and_nothing_is_lost_or_done_twice(place: Place) -> None:
    first, second = place.worker("first"), place.worker("second")
    assert place.ask("send", 6, 8) == 48
    place.judged(6, 48)
    for name in ("first", "second"):
        assert "submission judged" in place.log(name), f"{name} did nothing"

    place.kill(place.redis)  # the queue is gone with it
    assert place.ask("send", 2, 5) == 58, "what comes is stored, whatever became of the queue"
    assert place.ask("tick") == "ticked"
    assert place.ask("state")[0] == 2
    assert "queue away" in place.log("child")
    place.start_redis()
    # One that waited for work goes on by itself; one that was just writing to Redis ends, and systemd starts it again.
    first = first if first.poll() is None else place.worker("first")
    second = second if second.poll() is None else place.worker("second")
    assert place.ask("tick") == "ticked"
    place.judged(8, 58)

    place.kill(first)
    place.kill(second)
    third = place.worker("third")
    assert place.ask("send", 1, 120) == 178
    place.until(lambda: place.ask("leased")[0] == 1)
    place.kill(third)  # in the middle of it
    assert place.ask("state")[0] == 1
    place.worker("fourth")
    assert place.ask("tick") == "ticked"
    assert place.ask("state")[0] == 1, "while the lease lasts nobody else takes it"
    assert place.ask("lapse") == 1
    assert place.ask("tick") == "ticked"
    place.judged(9, 178)
