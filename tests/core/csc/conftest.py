"""The real dummy service of CSC API 1.0.4 (certomancer-csc-dummy), as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
import urllib3
from cryptography.hazmat.primitives import serialization

from hocba.adapters.csc import CscProvider
from support.keys import private_key

CONFIG = """
keysets:
  demo:
    path-prefix: keys
    keys:
      root: {path: root.pem}
      issuing: {path: issuing.pem}
      teacher: {path: teacher.pem}
      head: {path: head.pem}
pki-architectures:
  demo:
    keyset: demo
    entity-defaults: {country-name: VN}
    entities:
      root: {common-name: THU NGHIEM Remote Root}
      issuing: {common-name: THU NGHIEM Remote Issuing CA}
      teacher: {common-name: Nguyen Thi Huong, user-id: "CCCD:022198903387"}
      head: {common-name: Tran Van Binh, user-id: "CCCD:022175004421"}
    certs:
      root:
        subject: root
        issuer: root
        validity: &valid {valid-from: "2025-08-01T00:00:00+0000", valid-to: "2028-08-01T00:00:00+0000"}
        extensions: &ca
          - {id: basic_constraints, critical: true, value: {ca: true}}
          - {id: key_usage, critical: true, smart-value: {schema: key-usage, params: [key_cert_sign, crl_sign]}}
      issuing: {subject: issuing, issuer: root, validity: *valid, extensions: *ca}
      teacher:
        subject: teacher
        issuer: issuing
        validity: *valid
        extensions: &person
          - {id: key_usage, critical: true, smart-value: {schema: key-usage, params: [digital_signature]}}
      head: {subject: head, issuer: issuing, validity: *valid, extensions: *person}
"""
KEYS = {"root": ("p256", 71), "issuing": ("p256", 72), "teacher": ("rsa2048", 0), "head": ("p256", 73)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def dummy_url(tmp_path_factory) -> Iterator[str]:
    """The dummy's address; it pins hashes, as a service of the highest level does."""
    pytest.importorskip("csc_dummy")
    folder = tmp_path_factory.mktemp("csc")
    (folder / "keys").mkdir()
    for name, (kind, number) in KEYS.items():
        data = private_key(kind, number).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / "keys" / f"{name}.pem").write_bytes(data)
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "csc_dummy", "config.yml", str(port), "2"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": ""})
        url = f"http://localhost:{port}"
        try:
            _wait(f"{url}/info", process, folder / "log")
            yield url
        finally:
            process.terminate()
            process.wait(10)


def _wait(url, process, log) -> None:
    for _ in range(300):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            pytest.fail(log.read_text(encoding="utf-8", errors="replace"))
        with suppress(urllib3.exceptions.HTTPError):
            urllib3.request("GET", url, timeout=1, retries=False)
            return
    pytest.fail("the service did not come up")


@pytest.fixture
def dummy(dummy_url) -> CscProvider:
    return CscProvider("demo", "Dịch vụ ký số thử nghiệm", dummy_url, "1.0.4", algorithms=ALL)


ALL = ("rsa-sha256", "rsa-sha384", "rsa-pss-sha256", "rsa-pss-sha512", "ecdsa-sha256", "ecdsa-sha384")
