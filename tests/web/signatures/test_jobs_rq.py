"""The same queue with its jobs in Redis: a real server, a real worker, killed once on the way."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHILD = Path(__file__).with_name("rq_child.py")
ROOT = Path(__file__).parents[3]
PATIENCE = 180.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.service,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="Redis is not installed"),
]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """A Redis server of its own, without files."""
    pytest.importorskip("django_tasks_rq")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with (tmp_path / "redis.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()
        server.wait(10)


class Site:
    """An installation whose jobs lie in Redis."""

    def __init__(self, folder: Path, redis: str) -> None:
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOCBA_", "DJANGO_"))}
        self.log = folder / "worker.log"
        self.environment = kept | {
            "PYTHONPATH": paths,
            "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
            "HOCBA_DEMO": "1",
            "HOCBA_DATA": str(folder),
            "HOCBA_TRUST": str(folder / "trust"),
            "HOCBA_REDIS": redis,
            "HOCBA_LOG_LEVEL": "ERROR",
        }

    def run(self, *arguments: object) -> list[Any]:
        command = [sys.executable, str(CHILD), str(arguments[0]), *(json.dumps(one) for one in arguments[1:])]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr[-4000:]
        answer: list[Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return answer

    def worker(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, str(CHILD), "worker"], env=self.environment, stdout=log, stderr=log
            )

    def wait_for(self, batch_id: int, wanted: str, count: int) -> list[Any]:
        found = self.run("state", batch_id, wanted, count)
        assert found[1][wanted] == count, self.log.read_text(encoding="utf-8", errors="replace")[-4000:]
        return found


def test_a_worker_on_redis_prepares_and_commits(tmp_path: Path, redis: str) -> None:
    site = Site(tmp_path, redis)
    key = site.run("prepare")
    (batch_id,) = site.run("confirm", *key)
    assert site.run("state", batch_id)[1]["shown"] == 30, "nobody but a worker prepares here"
    first = site.worker()
    try:
        site.wait_for(batch_id, "hashed", 30)
    finally:
        first.kill()
        first.wait(10)

    assert site.run("values", batch_id) == [30]
    assert site.run("state", batch_id)[1]["signed"] == 30, "what is signed waits for the next worker"
    second = site.worker()
    try:
        state, counts, stored = site.wait_for(batch_id, "committed", 30)
    finally:
        second.kill()
        second.wait(10)
    assert (state, stored) == ("done", 30)
    assert sum(counts.values()) == 30
