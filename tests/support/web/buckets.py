"""A real bucket of the S3 kind: SeaweedFS as a process of its own, killed and started again where a test says so."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BUCKET, REGION = "hocba", "us-east-1"
KEY, SECRET = "thu-nghiem", "khong-phai-bi-mat-0123456789"
PATIENCE = 60.0
_PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")


def program() -> str | None:
    """The server's program, in the environment of these tests or on the path."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@dataclass(slots=True)
class Weed:
    """The server, its folder and its address, which stay the same when it is started again."""

    folder: Path
    ports: dict[str, int] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    tls: Path | None = None
    """Folder of `hocba_web.demo.tls.make_tls`: then it speaks TLS only."""

    @property
    def url(self) -> str:
        """Where it listens."""
        scheme = "https://localhost" if self.tls else "http://127.0.0.1"
        return f"{scheme}:{self.ports['s3.port']}"

    def options(self, **changes: str) -> dict[str, str]:
        """What `hocba_web.base.stores.s3.Bucket` is told."""
        told = {"url": self.url, "bucket": BUCKET, "region": REGION, "key": KEY, "secret": SECRET}
        if self.tls:
            told["ca"] = str(self.tls / "ca.pem")
        return told | changes

    def storages(self, **changes: str) -> dict[str, Any]:
        """Django's description of it."""
        return {"BACKEND": "hocba_web.base.stores.s3.Bucket", "OPTIONS": self.options(**changes)}

    def start(self) -> None:
        """Start it and wait until it stores; the bucket is made the first time, with versions and locks."""
        command = [str(program()), "-logtostderr=true", "server", f"-dir={self.folder}", "-ip=127.0.0.1"]
        command += [
            "-ip.bind=127.0.0.1",
            "-s3",
            f"-s3.config={self._who()}",
            "-s3.iam=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
        ]
        command += ["-master.volumeSizeLimitMB=64", "-volume.max=200", "-master.electionTimeout=1s"]
        command += ["-s3.autoCreateBucket=false"]
        if self.tls:
            command += [f"-s3.cert.file={self.tls / 'server.pem'}", f"-s3.key.file={self.tls / 'server.key'}"]
        command += [f"-{name}={port}" for name, port in self.ports.items()]
        with (self.folder / "weed.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        ends = time.monotonic() + PATIENCE
        while not self._stores():
            assert self.process.poll() is None, (self.folder / "weed.log").read_text(errors="replace")[-3000:]
            assert time.monotonic() < ends, "the server does not store"
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Killed for a while, then started again with what it had."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """It takes connections and answers none."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def client(self) -> Any:  # the library has no types
        """A client with all rights, for what the product never does."""
        from hocba_web.base.stores.s3 import Bucket  # noqa: PLC0415  # needs Django's settings

        return Bucket(**self.options())._client()

    def _who(self) -> Path:
        path = self.folder / "who.json"
        credentials = [{"accessKey": KEY, "secretKey": SECRET}]
        path.write_text(
            json.dumps({"identities": [{"name": "thu", "credentials": credentials, "actions": ["Admin"]}]}),
            encoding="utf-8",
        )
        return path

    def _stores(self) -> bool:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # only where a bucket is

        client = self.client()
        try:
            client.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}:
                return False
        except BotoCoreError:
            return False
        try:
            client.put_object(Bucket=BUCKET, Key=f"up/{time.monotonic_ns()}", Body=b"up")
        except (ClientError, BotoCoreError):
            return False
        return True


def weed(folder: Path, tls: Path | None = None) -> Iterator[Weed]:
    """For a fixture: the server, running; it is gone afterwards."""
    names, ports, probes = [*_PORTS, "s3.port", "s3.port.grpc"], {}, []
    for name in names:
        probe = socket.socket()
        probe.bind(("127.0.0.1", 0))
        probes.append(probe)
        ports[name] = probe.getsockname()[1]
    for probe in probes:
        probe.close()
    server = Weed(folder, ports, tls=tls)
    try:
        server.start()
        yield server
    finally:
        server.kill()
