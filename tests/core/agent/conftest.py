"""A token of SoftHSM 2 with the keys of one teacher, and agents that use it, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from hocba.signing.certificates import SignerCertificate, read_chain
from support.keys import TestKey, demo_ca, der

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
CHILD = Path(__file__).with_name("agent_child.py")
ROOT = Path(__file__).parents[3]
ORIGIN = "https://hocba.truong.example"
PIN = "1234"


@dataclass(frozen=True)
class Token:
    """The device: its settings, and the keys on it by kind."""

    environment: dict[str, str]
    keys: dict[str, TestKey]

    def certificate(self, kind: str = "rsa2048") -> SignerCertificate:
        return read_chain(self.keys[kind].chain)


@pytest.fixture(scope="session")
def token(tmp_path_factory) -> Token:
    pytest.importorskip("pkcs11")
    if not MODULE.exists():
        pytest.skip("SoftHSM 2 is not installed")
    folder = tmp_path_factory.mktemp("agent-token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    environment = {**os.environ, "SOFTHSM2_CONF": str(settings), "PYTHONPATH": paths}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    run("softhsm2-util", "--init-token", "--free", "--label", "co-huong", "--so-pin", "0000", "--pin", PIN)
    keys = {}
    for number, kind in enumerate(("rsa2048", "p256"), start=1):
        keys[kind] = demo_ca().person("Nguyễn Thị Hương", "022198903387", kind=kind)
        pem = folder / f"{kind}.pem"
        pem.write_bytes(
            keys[kind].key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        place = ("--token", "co-huong", "--pin", PIN, "--label", "khoa", "--id", f"{number:02}")
        run("softhsm2-util", "--import", str(pem), *place)
        (folder / f"{number:02}.der").write_bytes(der(keys[kind].certificate))
    (folder / "aa.der").write_bytes(der(demo_ca().issuing))
    run(sys.executable, str(CHILD), "make", str(folder), str(MODULE))
    return Token(environment, keys)


@dataclass
class AgentProcess:
    """An agent, and the person who answers it: the test."""

    process: subprocess.Popen[str]
    port: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    def expect(self, event: str) -> dict[str, Any]:
        """The next event, which must be that one."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        assert line, f"the agent ended instead of: {event}"
        found: dict[str, Any] = json.loads(line)
        self.seen.append(found)
        assert found["event"] == event, found
        return found

    def answer(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()

    def agree(self, pin: str = PIN) -> None:
        """Look at the list, agree, type the PIN."""
        self.expect("asked")
        self.answer("yes")
        self.expect("pin")
        self.answer(pin)
        self.expect("login")

    def logins(self) -> int:
        return sum(1 for one in self.seen if one["event"] == "login")


@pytest.fixture
def start_agent(token) -> Iterator[Any]:
    """Starts agents that allow one origin; they end with the test."""
    with ExitStack() as stack:

        def start(origin: str = ORIGIN, port: int = 0) -> AgentProcess:
            command = [sys.executable, str(CHILD), "serve", str(MODULE), origin, str(port)]
            process = stack.enter_context(
                subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=token.environment
                )
            )
            stack.callback(process.kill)
            agent = AgentProcess(process)
            agent.port = agent.expect("ready")["port"]
            return agent

        yield start


@pytest.fixture
def agent(start_agent) -> AgentProcess:
    started: AgentProcess = start_agent()
    return started
