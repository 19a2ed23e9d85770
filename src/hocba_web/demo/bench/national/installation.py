"""The authority's side as it runs in production: its own database on PostgreSQL, server and worker processes, witness.

The filled database is kept beside, as a template: each run begins with a copy of it, and of its files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from hocba_web.demo.bench.national.sizes import Place, Size
from hocba_web.demo.log_keys import make_log_keys
from hocba_web.demo.serve import others
from hocba_web.demo.sides import Plan

_PATIENCE = 60.0
_TICK = os.sysconf("SC_CLK_TCK")
_GUNICORN = Path(__file__).parents[5] / "deploy" / "gunicorn.conf.py"
_MODULE = "hocba_web.demo.bench.national"


class Installation:
    """One authority.

    Args:
        place: its folders.
        server: "postgresql://user@host:port/name" of a server on which databases may be made.
        port: of the web server; the witness listens two above.
    """

    def __init__(self, place: Place, server: str, port: int) -> None:
        self.place = place
        self.plan = Plan(place.folder, port)
        self.web = self.clockwork = 0
        """Numbers of the first process of the web server, and of the periodical work, while it serves."""
        self._server = server
        name = re.sub(r"\W", "_", place.folder.name)
        self._template, self._database = f"national_{name}_filled", f"national_{name}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What its processes are told."""
        parts = urlsplit(self._server)
        address = urlunsplit(parts._replace(path=f"/{self._database}"))
        told = {
            "HOCBA_DATABASE": address,
            "HOCBA_LOG_LEVEL": "WARNING",
            "HOCBA_BIND": f"127.0.0.1:{self.plan.port + 1}",
            "HOCBA_WAREHOUSE_URL": "",
        }
        return {**self.plan.of_authority(), **told}

    def fill(self, size: Size) -> dict[str, float]:
        """Make the filled database and its files, unless they are there; returns what `prepare` said."""
        done = self._kept / "filled.json"
        if not (done.exists() and self._exists(self._template)):
            self._drop(self._template)
            self._create(self._database)
            for folder in (self.place.work, self.plan.witness_folder, self._kept):
                shutil.rmtree(folder, ignore_errors=True)
            self.place.work.mkdir(mode=0o700)
            (self.place.work / "static").mkdir()
            (self.place.work / ".hocba-demo").touch()
            make_log_keys(self.plan)
            self.manage("migrate", "--verbosity=0")
            self.manage("createcachetable", "--verbosity=0")
            said = self.ask("prepare", str(self.place.folder), str(size.register))
            self._keep()
            self._execute("ALTER DATABASE {} RENAME TO {}", self._database, self._template)
            done.write_text(json.dumps(said), encoding="utf-8")
        found: dict[str, float] = json.loads(done.read_text(encoding="utf-8"))
        return found

    def begin(self) -> float:
        """A fresh copy of the filled database and of its files; seconds of it."""
        started = time.monotonic()
        self._create(self._database, template=self._template)
        for folder in (self.place.work, self.plan.witness_folder):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self._kept / folder.name, folder)
        shutil.copy2(self._kept / "clock.txt", self.plan.data / "clock.txt")
        _, key = self.plan.witnesses.read_text().split()
        self.plan.witnesses.write_text(f"{self.plan.witness} {key}\n")  # the port may be another one
        self.manage("migrate", "--verbosity=0")  # what came since it was filled
        return time.monotonic() - started

    def ask(self, module: str, *arguments: str) -> dict[str, float]:
        """What a module of this folder prints as JSON, run in a process of the installation."""
        command = [sys.executable, "-m", f"{_MODULE}.{module}", *arguments]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own module
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found

    def manage(self, *arguments: str) -> None:
        """One of Django's commands."""
        command = [sys.executable, "-m", "django", *arguments]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own modules

    @contextmanager
    def serving(self, processes: int = 2) -> Iterator[None]:
        """The web server, answering; the witness and the periodical work beside it."""
        command = (sys.executable, "-m", "gunicorn", "-c", str(_GUNICORN), "hocba_web.config.wsgi")
        witness, _ = others(self.plan)
        ticking = (sys.executable, "-m", "django", "tick", "--every", "60")
        with (
            self.running(witness),
            self.running(command, HOCBA_WORKERS=str(processes)) as server,
            self.running(ticking) as clockwork,
        ):
            deadline = time.monotonic() + _PATIENCE
            while not self._answers():
                if server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("the web server does not answer")
                time.sleep(0.1)
            self.web, self.clockwork = server.pid, clockwork.pid
            yield

    @contextmanager
    def running(self, command: Sequence[str], **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process of the installation, ended afterwards."""
        environment = {**self.environment, **more}
        with (self.place.folder / "processes.log").open("ab") as said:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)  # noqa: S603  # our own modules
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def worker(self) -> Sequence[str]:
        """What runs jobs, behind those who wait for a page, as `deploy/hocba-worker.service` has it."""
        return (
            "nice",
            "-n",
            "5",
            sys.executable,
            "-m",
            "django",
            "db_worker",
            "--no-startup-delay",
            "--interval",
            "0.2",
        )

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """To its database."""
        return psycopg.connect(self.environment["HOCBA_DATABASE"], autocommit=True)

    def postgres(self) -> int:
        """Process number of the server of databases, if it runs on this machine; 0 otherwise."""
        with self.connect() as found:
            row = found.execute("SELECT pg_backend_pid()").fetchone()
            return _parent(int(str(row[0]))) if row else 0

    @property
    def _kept(self) -> Path:
        return self.place.folder / "filled"

    def _keep(self) -> None:
        for folder in (self.place.work, self.plan.witness_folder):
            shutil.copytree(folder, self._kept / folder.name)
        shutil.copy2(self.plan.data / "clock.txt", self._kept / "clock.txt")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.plan.port + 1, timeout=2)
        try:
            connection.request("GET", "/health/live", headers={"Host": "localhost"})
            return connection.getresponse().status == 200  # noqa: PLR2004  # well
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _exists(self, name: str) -> bool:
        with psycopg.connect(self._server) as found:
            return bool(found.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())

    def _create(self, name: str, template: str = "template0") -> None:
        self._drop(name)
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as found:
            found.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def spent(roots: Mapping[str, int]) -> dict[str, float]:
    """Processor seconds of process trees so far, dead children that were waited for included.

    Args:
        roots: number of the first process by a name; a tree below another's root counts there alone. Children of a
            judge that read files count as "<name>, limited".
    """
    tree: dict[int, tuple[int, float, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:  # it ended
                continue
            tree[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15])) / _TICK, command
    found: dict[str, float] = dict.fromkeys(roots, 0.0)
    names = {pid: name for name, pid in roots.items()}
    for pid, (_, seconds, command) in tree.items():
        at: int | None = pid
        while at is not None and at not in names:
            at = tree[at][0] if at in tree else None
        if at is not None:
            name = names[at] + (", limited" if "adapters.limited" in command else "")
            found[name] = found.get(name, 0.0) + seconds
    return found


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
