"""The demo as a visitor runs it: both sides as processes of their own, on ports of their own.

python tests/support/web/demo_site.py FOLDER PORT   # every class ready for its records; serves until it is ended
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

PATIENCE = 240.0
"""Seconds for seeding and starting, on a machine that is busy with other tests."""


@dataclass(frozen=True)
class DemoSite:
    """A running demo."""

    url: str
    gateway: str
    trust: Path
    """Anchors and status data of its keys."""


def _free_ports() -> int:
    """A port whose neighbour is free too."""
    for port in range(8200, 9200, 4):
        try:
            for one in range(port, port + 4):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", one))
        except OSError:
            continue
        return port
    raise RuntimeError("no free ports")


@contextmanager
def demo_site(folder: Path) -> Iterator[DemoSite]:
    """Seed and serve the complete sample school until the block ends."""
    port = _free_ports()
    command = [sys.executable, __file__, str(folder), str(port)]
    with (folder.parent / "demo.log").open("wb") as log:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("HOCBA_", "DJANGO_"))}
        process = subprocess.Popen(command, env=own, stdout=log, stderr=log)  # this file
        try:
            site = DemoSite(f"http://localhost:{port}", f"http://localhost:{port + 1}", folder / "pki" / "trust")
            _wait(process, site)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], site: DemoSite) -> None:
    deadline = time.monotonic() + PATIENCE
    for address in (f"{site.url}/health/live", f"{site.gateway}/health/live"):
        while True:
            assert process.poll() is None, "the demo ended by itself"
            assert time.monotonic() < deadline, "the demo does not answer"
            try:
                with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own address
                    break
            except (URLError, OSError):
                time.sleep(0.3)  # a condition is asked again, nothing is waited out


def main() -> None:
    """Seed, serve."""
    from hocba_web.demo import environment, serve  # noqa: PLC0415  # only in the process that serves
    from hocba_web.demo.sides import Plan  # noqa: PLC0415  # the same

    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    plan = Plan(folder, port, https="--https" in sys.argv)
    environment.enter(plan)
    from hocba_web.demo import seed  # noqa: PLC0415  # models exist once Django has started

    seed.prepare(plan, complete=True)
    with serve.Site(plan) as site:
        site.wait()


if __name__ == "__main__":
    main()
