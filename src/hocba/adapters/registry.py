"""Asking an authority's register where a record stands, and its log whether it still follows from what was seen.

The register is asked for a look-up UUID and a digest: nothing else leaves this machine.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from hocba.adapters.files import write_whole
from hocba.errors import UsageError
from hocba.verification.log import (
    LogFault,
    SeenCheckpoint,
    VerifierKey,
    consistent,
    read_checkpoint,
    read_note,
    verify_checkpoint,
)
from hocba.verification.log.vkey import LOG

STANDING = "/api/so-dang-ky/v1/tinh-trang"
CHECKPOINT = "/nhat-ky/checkpoint"
CONSISTENCY = "/nhat-ky/nhat-quan"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_MOST_BYTES = 131_072
_SECONDS = 10.0
_OK = 200
_STATEMENT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class LogState(Enum):
    """How a log stands against what was seen of it before."""

    KEPT = "kept"
    FORKED = "forked"
    """It does not follow, shows less than before, or its checkpoint is not signed by the trusted key."""
    NO_KEY = "no_key"
    """No log's key is trusted."""
    OTHER = "other"
    """The address shows a log that is not trusted."""
    AWAY = "away"
    """No checkpoint came, or none that can be read."""


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """How the log at an address stands, and which one it is."""

    state: LogState
    origin: str = ""
    """Name of the log shown, not proven where the state is OTHER; empty where nothing was shown."""


class RegistryClient:
    """One authority.

    Args:
        address: https, or http on this very machine; without a path of its own.

    Raises:
        UsageError: REGISTRY_ADDRESS_REFUSED.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
            raise UsageError("REGISTRY_ADDRESS_REFUSED", where=address)
        self._base = address.rstrip("/")
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=_SECONDS, read=_SECONDS))

    def standing(self, uuid: str, digest: str, nonce: str) -> str | None:
        """The register's signed answer (JWS in compact form), not verified; None: it could not be had."""
        body = json.dumps({"uuid": uuid, "digest": digest, "nonce": nonce}).encode()
        text = self._ask("POST", STANDING, body)
        return text.strip() if text is not None and _STATEMENT.fullmatch(text.strip()) else None

    def checkpoint(self) -> str | None:
        """The log's last published checkpoint, not verified."""
        return self._ask("GET", CHECKPOINT)

    def consistency(self, old: int, new: int) -> tuple[bytes, ...] | None:
        """Proof between two sizes, not verified."""
        text = self._ask("GET", f"{CONSISTENCY}?tu={old}&den={new}")
        try:
            return None if text is None else tuple(base64.b64decode(line, validate=True) for line in text.split())
        except binascii.Error:
            return None

    def close(self) -> None:
        """Close what is open."""
        self._pool.clear()

    def _ask(self, method: str, path: str, body: bytes | None = None) -> str | None:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            response = self._pool.request(
                method, self._base + path, body=body, headers=headers, redirect=False, preload_content=False
            )
            try:
                data = response.read(_MOST_BYTES + 1)
                return data.decode("utf-8") if response.status == _OK and len(data) <= _MOST_BYTES else None
            finally:
                response.close()
        except (HTTPError, OSError, UnicodeDecodeError):
            return None


class SeenLogs:
    """The last checkpoint that this machine saw of each log, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self, client: RegistryClient, keys: Iterable[VerifierKey]) -> LogAnswer:
        """Fetch the log's checkpoint, demand that it follows from the one seen before, and remember it.

        Args:
            client: of the authority.
            keys: trusted keys of logs and witnesses.

        Raises:
            UsageError: LOG_SEEN_UNREADABLE.
        """
        keys = tuple(keys)
        if not any(key.kind == LOG for key in keys):
            return LogAnswer(LogState.NO_KEY)
        note = client.checkpoint()
        try:
            origin = read_checkpoint(read_note(note or "").text).origin
        except LogFault:
            return LogAnswer(LogState.AWAY)
        try:
            fresh = verify_checkpoint(note or "", keys)
        except LogFault as fault:
            other = fault.code == "LOG_CHECKPOINT_NOT_SIGNED"
            return LogAnswer(LogState.OTHER if other else LogState.FORKED, origin)
        before = self._before(origin, keys)
        if before is not None and not self._follows(client, before, fresh):
            return LogAnswer(LogState.FORKED, origin)
        write_whole(self._file(origin), (note or "").encode())
        return LogAnswer(LogState.KEPT, origin)

    def _follows(self, client: RegistryClient, before: SeenCheckpoint, fresh: SeenCheckpoint) -> bool:
        old, new = before.checkpoint, fresh.checkpoint
        if new.size < old.size:
            return False
        proof = client.consistency(old.size, new.size) if 0 < old.size < new.size else ()
        if proof is None:
            return False
        return consistent(old=old.size, old_root=old.root, new=new.size, new_root=new.root, proof=proof)

    def _before(self, origin: str, keys: tuple[VerifierKey, ...]) -> SeenCheckpoint | None:
        try:
            return verify_checkpoint(self._file(origin).read_text(encoding="utf-8"), keys)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LogFault):
            raise UsageError("LOG_SEEN_UNREADABLE", where=str(self._file(origin))) from None

    def _file(self, origin: str) -> Path:
        return self._folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.checkpoint"
