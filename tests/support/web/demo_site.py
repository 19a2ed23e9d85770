"""The demo as a visitor runs it: both sides as processes of their own, on ports of their own.

python tests/support/web/demo_site.py FOLDER PORT [--https] [--officers] [--unsigned=CLASS,CLASS]

Serves until it is ended; every class is ready for its records. --https: both sides over TLS. --officers: certificates
of the school wait for officers, instead of being approved at once. --unsigned: all records but those of these classes
are signed by everybody and wait for the seal.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from hocba_web.demo.sides import Plan

SCHOOL = "22990401"
"""Code of the sample school."""
PATIENCE = 600.0
"""Seconds for seeding and starting, on a machine that is busy with other tests."""


@dataclass(frozen=True)
class DemoSite:
    """A running demo."""

    url: str
    gateway: str
    trust: Path
    """Anchors and status data of its keys."""
    plan: Plan
    """Folders, ports and what its processes are told."""
    log: Path
    """What its processes wrote to their standard error, both sides."""
    ca: Path | None = None
    """CA of the web servers where the site speaks HTTPS."""

    @property
    def tls(self) -> ssl.SSLContext | None:
        """What a client must trust: this CA and no other."""
        return None if self.ca is None else ssl.create_default_context(cafile=self.ca)


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
def demo_site(folder: Path, *options: str) -> Iterator[DemoSite]:
    """Seed and serve the complete sample school until the block ends; options as on the command line."""
    port = _free_ports()
    command = [sys.executable, __file__, str(folder), str(port), *options]
    https = "--https" in options
    schema = "https" if https else "http"
    site = DemoSite(
        f"{schema}://localhost:{port}",
        f"{schema}://localhost:{port + 1}",
        folder / "pki" / "trust",
        Plan(folder, port, https=https),
        folder.parent / "demo.log",
        folder / "tls" / "ca.pem" if https else None,
    )
    with site.log.open("wb") as log:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("HOCBA_", "DJANGO_"))}
        process = subprocess.Popen(command, env=own, stdout=log, stderr=log)  # this file
        try:
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
                with urllib.request.urlopen(address, timeout=5, context=site.tls):  # noqa: S310  # our own address
                    break
            except (URLError, OSError):
                time.sleep(0.3)  # a condition is asked again, nothing is waited out


def main() -> None:
    """Seed, serve."""
    from hocba_web.demo import environment, serve  # noqa: PLC0415  # only in the process that serves

    told = argparse.ArgumentParser()
    told.add_argument("folder", type=Path)
    told.add_argument("port", type=int)
    told.add_argument("--https", action="store_true")
    told.add_argument("--officers", action="store_true")
    told.add_argument("--unsigned")
    options = told.parse_args()
    plan = Plan(options.folder, options.port, https=options.https)
    environment.enter(plan)
    from hocba_web.demo import seed  # noqa: PLC0415  # models exist once Django has started

    unsigned = None if options.unsigned is None else options.unsigned.split(",")
    seed.prepare(plan, complete=True, unsigned=unsigned)
    if options.officers:
        rehearse = (sys.executable, "-m", "django", "gateway", "rehearse", SCHOOL, "--officer")
        subprocess.run(rehearse, env=plan.of_authority(), check=True, stdout=subprocess.DEVNULL)
    with serve.Site(plan) as site:
        site.wait()


if __name__ == "__main__":
    main()
