"""A remote signing service as data: its address, how one logs in, and what it can do with one confirmation.

Limits of providers are facts of their contracts, so they stand in a file of the installation, never in code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit

from hocba.errors import UsageError
from hocba.signature_profile import ALGORITHMS

Version = Literal["1.0.4", "2"]
Auth = Literal["bearer", "basic", "oauth_client"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CscProvider:
    """One service that speaks the API of the Cloud Signature Consortium."""

    name: str
    """Short and stable, such as "demo"; names the provider in addresses and in the database."""
    label: str
    """What people read, such as "Dịch vụ ký số từ xa thử nghiệm"."""
    base_url: str
    """Up to, not including, "/csc/v1" or "/csc/v2"; https, or http to the loopback."""
    version: Version
    auth: Auth = "bearer"
    """How the access token is had: given from outside, by auth/login, or by oauth2/token as a client."""
    token_url: str = ""
    """Whole address of oauth2/token; needed for "oauth_client"."""
    most_hashes: int = 50
    """How many hashes one confirmation may cover, by the provider's contract."""
    wait_seconds: int = 100
    """How long a confirmation on the phone is waited for."""
    timeout_seconds: int = 15
    """For one call over HTTP."""
    algorithms: tuple[str, ...] = ("rsa-sha256", "ecdsa-sha256")
    """Names of `hocba.signature_profile` that may be asked for."""
    asynchronous: bool = False
    """Version 2: `signatures/signHash` answers with an identifier, the values are fetched later."""
    ca_file: str = ""
    """PEM of the CA behind the service's TLS certificate; empty: those of the machine."""


def load_providers(path: Path) -> Mapping[str, CscProvider]:
    """The providers of a TOML file, one table each, by name.

    Args:
        path: `[name]` tables with the fields of `CscProvider`; a relative `ca_file` is looked for beside it.

    Raises:
        UsageError: CSC_PROVIDERS_UNREADABLE, CSC_PROVIDER_INVALID (`where` names provider and field).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("CSC_PROVIDERS_UNREADABLE", where=path.name) from error
    return {name: _provider(name, table, path.parent) for name, table in data.items()}


def chunks(items: Sequence[Item], provider: CscProvider, most: int | None = None) -> Iterator[Sequence[Item]]:
    """The items in lots that one confirmation may cover, in order.

    Args:
        items: anything, one per hash.
        provider: whose `most_hashes` holds.
        most: what the credential allows (`CscCredential.multisign`), where that is known.
    """
    size = min(provider.most_hashes, most or provider.most_hashes)
    for start in range(0, len(items), size):
        yield items[start : start + size]


def is_safe_address(url: str) -> bool:
    """Whether secrets may be sent there: https, or http that does not leave this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.query or parts.fragment or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_DEFAULTS: Mapping[str, Any] = {
    "auth": "bearer",
    "token_url": "",
    "most_hashes": 50,
    "wait_seconds": 100,
    "timeout_seconds": 15,
    "algorithms": ["rsa-sha256", "ecdsa-sha256"],
    "asynchronous": False,
    "ca_file": "",
}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and 1 <= value <= most


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "label": lambda value: _is_text(value) and bool(value),
    "base_url": lambda value: _is_text(value) and is_safe_address(value),
    "version": lambda value: value in get_args(Version),
    "auth": lambda value: value in get_args(Auth),
    "token_url": lambda value: _is_text(value) and (not value or is_safe_address(value)),
    "most_hashes": _is_whole(1000),
    "wait_seconds": _is_whole(3600),
    "timeout_seconds": _is_whole(120),
    "algorithms": lambda value: isinstance(value, list) and bool(value) and all(each in ALGORITHMS for each in value),
    "asynchronous": lambda value: isinstance(value, bool),
    "ca_file": _is_text,
}
"""Every field a table may have, and what it may hold."""


def _provider(name: str, table: object, folder: Path) -> CscProvider:
    given = {**_DEFAULTS, **table} if isinstance(table, dict) else {}
    wrong = [field for field in given if field not in _CHECKS]
    wrong += [field for field, fits in _CHECKS.items() if field not in given or not fits(given[field])]
    if not wrong and given["auth"] == "oauth_client" and not given["token_url"]:
        wrong = ["token_url"]
    if not wrong and given["ca_file"] and not (folder / given["ca_file"]).is_file():
        wrong = ["ca_file"]
    if wrong:
        raise UsageError("CSC_PROVIDER_INVALID", where=f"{name}.{wrong[0]}", provider=name, field=wrong[0])
    settled = {
        "algorithms": tuple(given["algorithms"]),
        "base_url": given["base_url"].rstrip("/"),
        "ca_file": str(folder / given["ca_file"]) if given["ca_file"] else "",
    }
    return CscProvider(name=name, **{**given, **settled})
