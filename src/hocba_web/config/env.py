"""Settings come from the environment, typed, and fail at start with a sentence.

`HOCBA_<NAME>` or, for secrets, `HOCBA_<NAME>_FILE` with a path to a file that holds the value.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Side = Literal["school", "authority"]
_JOB_SECONDS = 3600
"""A job that takes longer is ended; leases in our own tables are shorter and go on with the work."""
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Installation:
    """What this process is: side, folders, mode."""

    side: Side
    """Which of the two sides this process serves."""
    data: Path
    """Folder for database, files, clock and backups; never served."""
    demo: bool
    """Demo mode: movable clock, demo keys, a banner on every page."""
    base_url: str
    """Public address, for links in e-mails; no slash at the end."""


def string(name: str, default: str | None = None) -> str:
    """A setting, or its file's content.

    Raises:
        ImproperlyConfigured: neither is there and no default was given, or the file cannot be read.
    """
    path = os.environ.get(f"HOCBA_{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"HOCBA_{name}_FILE: {path} không đọc được ({error.strerror}).") from error
    value = os.environ.get(f"HOCBA_{name}", default)
    if value is None:
        raise ImproperlyConfigured(f"Thiếu cài đặt HOCBA_{name} (hoặc HOCBA_{name}_FILE). Xem docs/how-to/van-hanh.md.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no.

    Raises:
        ImproperlyConfigured: the value is neither.
    """
    value = string(name, "1" if default else "").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"HOCBA_{name} phải là 1 hoặc 0, không phải “{value}”.")


def whole(name: str, default: int) -> int:
    """A whole number, not negative.

    Raises:
        ImproperlyConfigured: the value is not one.
    """
    value = string(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"HOCBA_{name} phải là số nguyên không âm, không phải “{value}”.")
    return int(value)


def side() -> Side:
    """Which side this process serves.

    Raises:
        ImproperlyConfigured: neither school nor authority.
    """
    value = string("SIDE", "school")
    if value not in {"school", "authority"}:
        raise ImproperlyConfigured(f"HOCBA_SIDE phải là school hoặc authority, không phải “{value}”.")
    return cast("Side", value)


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of a database.

    Args:
        address: "postgresql://user:password@host:port/name", or empty for SQLite in the data folder.
        data: the data folder.

    Raises:
        ImproperlyConfigured: another kind of address.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "hocba.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                # Longer than the signing of a whole school's lists may keep others waiting on a busy machine.
                "timeout": 60,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000"
                ),
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("HOCBA_DATABASE phải có dạng postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def jobs(redis: str, *, testing: bool) -> dict[str, Any]:
    """Django's description of the backend of jobs.

    Args:
        redis: address of a Redis server, or empty for jobs in the database.
        testing: run jobs at once.
    """
    if redis:
        return {"BACKEND": "hocba_web.base.jobs.RedisJobs", "QUEUES": ["default"]}
    backend = "django_tasks.backends.immediate.ImmediateBackend" if testing else "django_tasks_db.DatabaseBackend"
    return {"BACKEND": backend, "QUEUES": ["default"]}


def queues(redis: str) -> dict[str, Any]:
    """Where django-rq finds the queue; empty without Redis.

    Args:
        redis: address of a Redis server, or empty.
    """
    if not redis:
        return {}
    patience = {"socket_connect_timeout": 2}  # nobody waits long for a server that is gone
    return {"default": {"URL": redis, "DEFAULT_TIMEOUT": _JOB_SECONDS, "REDIS_CLIENT_KWARGS": patience}}


def storage(data: Path, bucket: Mapping[str, str], *, testing: bool) -> dict[str, Any]:
    """Django's description of the storage of files: a folder, or a bucket of the S3 kind where its address is set.

    Args:
        data: the data folder.
        bucket: `url`, `bucket`, `region`, `key`, `secret`, `ca`, `lock`, as set; empty where nothing is.
        testing: files need not survive a power cut.

    Raises:
        ImproperlyConfigured: a setting of the bucket is missing or wrong, or its client is not installed.
    """
    if not bucket["url"]:
        options = {"location": str(data / "files"), "base_url": None, "durable": not testing}
        return {"BACKEND": "hocba_web.base.stores.Folder", "OPTIONS": options}
    parts = urlsplit(bucket["url"])
    path = parts.path.strip("/")
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or path or parts.query:
        raise ImproperlyConfigured("HOCBA_S3_URL phải có dạng https://máy:cổng, không kèm tên ngăn chứa hay mật khẩu.")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("HOCBA_S3_URL phải bắt đầu bằng https:// khi kho tệp ở máy khác.")
    for name in ("bucket", "key", "secret"):
        if not bucket[name]:
            raise ImproperlyConfigured(f"Thiếu cài đặt HOCBA_S3_{name.upper()}. Xem docs/how-to/van-hanh.md.")
    lock = bucket["lock"]
    if lock not in {"", "hold"} and not (lock.isdecimal() and int(lock)):
        raise ImproperlyConfigured(f"HOCBA_S3_LOCK phải là hold, một số năm, hoặc để trống, không phải “{lock}”.")
    if bucket["ca"] and not Path(bucket["ca"]).is_file():
        raise ImproperlyConfigured(f"HOCBA_S3_CA: không có tệp {bucket['ca']}.")
    if find_spec("botocore") is None:
        raise ImproperlyConfigured(
            "HOCBA_S3_URL cần thư viện botocore: pip install --require-hashes -r requirements/s3.txt."
        )
    return {"BACKEND": "hocba_web.base.stores.s3.Bucket", "OPTIONS": dict(bucket)}
