"""Files in a bucket of the S3 kind (docs/decisions/0048).

Every write says "only if nothing is there" (If-None-Match), carries the SHA-256 of what it brings, and, where set, a
lock that lets nobody delete it. The client is botocore, which the extra `s3` brings.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import structlog
from botocore.config import Config  # type: ignore[import-untyped]  # the library has no types
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # the same
from botocore.session import Session  # type: ignore[import-untyped]  # the same
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from hocba_web.base import clock
from hocba_web.base.stores.away import StorageAway

_log = structlog.get_logger("hocba.stores")
_CONNECT_SECONDS, _READ_SECONDS, _ATTEMPTS = 2, 15, 3
_MISSING, _TAKEN, _CONFLICT = 404, 412, 409
_CONFLICTS = 5
"""Times that a write is tried while another of the same name is under way."""
_YEAR = timedelta(days=365.25)
_PROBE = b"hocba: is this storage there?\n"
_PROBES = "probe"
"""A folder that is not listed."""
PROBE_PLACE = f"{_PROBES}/{hashlib.sha256(_PROBE).hexdigest()}"
_ENVIRONMENT = ("profile", "config_file", "credentials_file", "ca_bundle", "region", "ec2_metadata_service_endpoint")


class Bucket(Storage):
    """Django's storage in a bucket, written once: to save under a name that is taken raises FileExistsError."""

    def __init__(  # settings by name
        self, *, url: str, bucket: str, region: str, key: str, secret: str, ca: str = "", lock: str = ""
    ) -> None:
        """Remember where it is; nothing is asked yet.

        Args:
            url: of the service, without the bucket.
            bucket: its name; it must exist.
            region: as the service calls it.
            key: number of the access key.
            secret: of the access key.
            ca: PEM of the CA of the server's certificate; empty: public ones.
            lock: "" (what the bucket does by itself), "hold", or a number of years of retention.
        """
        self.bucket = bucket
        self._lock = lock
        self._told = {"endpoint_url": url, "region_name": region, "verify": ca or True}
        self._keys = {"aws_access_key_id": key, "aws_secret_access_key": secret}
        self._making = threading.Lock()
        self._made: tuple[int, Any] | None = None

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  # Django's signature
        """Answer the name itself: there is no second one for other content."""
        return name

    def exists(self, name: str) -> bool:
        """Whether something lies there.

        Raises:
            StorageAway: the storage does not answer.
        """
        try:
            self._ask("head_object", Key=name)
        except FileNotFoundError:
            self._ask("head_bucket")  # a bucket that is gone must not look like a file that is
            return False
        return True

    def size(self, name: str) -> int:
        """Bytes."""
        return int(self._ask("head_object", Key=name)["ContentLength"])

    def delete(self, name: str) -> None:
        """Only a restore does so: a bucket with versions keeps what was there."""
        self._ask("delete_object", Key=name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files there."""
        prefix = f"{path.strip('/')}/" if path.strip("/") else ""
        folders: list[str] = []
        files: list[str] = []
        more: dict[str, str] = {}
        while True:
            page = self._ask("list_objects_v2", Prefix=prefix, Delimiter="/", **more)
            folders += [one["Prefix"][len(prefix) : -1] for one in page.get("CommonPrefixes", ())]
            files += [one["Key"][len(prefix) :] for one in page.get("Contents", ()) if one["Key"] != prefix]
            if not page.get("IsTruncated"):
                return [name for name in folders if prefix or name != _PROBES], files
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def ready(self) -> None:
        """Ask for a write, as the real ones are, of a file that is always the same.

        Raises:
            StorageAway: there is no storage, or none that takes files.
        """
        self._write_probe()

    def writes_once(self) -> bool:
        """Whether a name that is taken stays as it is: not every store of the kind honours the condition.

        Raises:
            StorageAway: as `ready`.
        """
        self._write_probe()
        return not self._write_probe()

    def facts(self) -> dict[str, str]:
        """What the bucket says of itself: "versions" and "lock", each "on" or "off".

        Raises:
            StorageAway: the storage does not answer.
        """
        versions = self._ask("get_bucket_versioning").get("Status") == "Enabled"
        try:
            lock = bool(self._ask("get_object_lock_configuration").get("ObjectLockConfiguration"))
        except FileNotFoundError:  # how the protocol says that there is none
            lock = False
        return {"versions": "on" if versions else "off", "lock": "on" if lock else "off"}

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if mode != "rb":
            raise ValueError("files in a bucket are written whole")
        with _translated(name):
            body = self._client().get_object(Bucket=self.bucket, Key=name)["Body"].read()
        return ContentFile(body, name=name)

    def _save(self, name: str, content: File[Any]) -> str:
        body = b"".join(content.chunks())
        checksum = b64encode(hashlib.sha256(body).digest()).decode()
        for attempt in range(1, _CONFLICTS + 1):
            try:
                self._ask("put_object", Key=name, Body=body, IfNoneMatch="*", ChecksumSHA256=checksum, **self._locked())
            except _Conflict:  # another write of this name is under way
                if attempt == _CONFLICTS:
                    raise StorageAway("conflict") from None
                time.sleep(0.1 * attempt)
            else:
                break
        return name

    def _write_probe(self) -> bool:
        """False where it lies there already."""
        try:
            self._save(PROBE_PLACE, ContentFile(_PROBE))
        except FileExistsError:
            return False
        return True

    def _locked(self) -> dict[str, object]:
        if not self._lock:
            return {}
        if self._lock == "hold":
            return {"ObjectLockLegalHoldStatus": "ON"}
        until = clock.real_now() + int(self._lock) * _YEAR
        return {"ObjectLockMode": "COMPLIANCE", "ObjectLockRetainUntilDate": until}

    def _ask(self, operation: str, **arguments: Any) -> Any:  # noqa: ANN401  # the library has no types
        with _translated(str(arguments.get("Key", ""))):
            return getattr(self._client(), operation)(Bucket=self.bucket, **arguments)

    def _client(self) -> Any:  # noqa: ANN401  # the library has no types
        """One for all threads of a process; a forked process makes its own."""
        with self._making:
            if self._made is None or self._made[0] != os.getpid():
                self._made = os.getpid(), self._connect()
            return self._made[1]

    def _connect(self) -> Any:  # noqa: ANN401  # the library has no types
        """Nothing but the settings counts: no environment, no file of the account, no service of the machine."""
        session = Session(session_vars=dict.fromkeys(_ENVIRONMENT, (None, None, None, None)))
        config = Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
            max_pool_connections=32,
            proxies={},
            signature_version="s3v4",
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path", "payload_signing_enabled": True},
        )
        return session.create_client("s3", config=config, **self._told, **self._keys)


class _Conflict(Exception):  # named for what happened
    """Another write of the same name has not ended."""


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Errors of the protocol as those of a file system; what is not about this file is the storage's trouble."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        code = str(error.response.get("Error", {}).get("Code", ""))
        if status == _TAKEN:
            raise FileExistsError(name) from None
        if status == _CONFLICT:
            raise _Conflict from None
        if status == _MISSING and not name and code == str(_MISSING):  # asked for its head, which says no more
            code = "NoSuchBucket"
        if status == _MISSING and code != "NoSuchBucket":
            raise FileNotFoundError(name) from None
        _log.warning("storage away", code=code or str(status))
        raise StorageAway(code or f"HTTP {status}") from None
    except (BotoCoreError, OSError) as error:  # not reached, answered too late, broke off
        _log.warning("storage away", code=type(error).__name__)
        raise StorageAway(type(error).__name__) from None
