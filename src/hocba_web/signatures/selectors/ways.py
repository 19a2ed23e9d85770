"""How keys are reached here: devices and remote services of the installation's file, and what a batch's page does.

The file is TOML, named by `HOCBA_SIGNING_CONFIG`; its format stands in docs/formats/signing-config.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from hocba.adapters.csc import CscProvider, load_providers
from hocba.errors import UsageError
from hocba_web.signatures.models import Certificate

_SERVER_CHUNK = 48
_AGENT_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Device:
    """A token or HSM plugged into, or reached from, this server."""

    name: str
    label: str
    """What people read."""
    module: Path
    """The device's PKCS#11 library."""
    token: str
    """Label of the token."""
    issuers: Path | None = None
    """PEM: certificates of the issuing CAs that the device does not hold."""


@dataclass(frozen=True, slots=True)
class Login:
    """How this installation logs in to a remote service."""

    user: str
    secret: str = field(repr=False)
    user_ids: str = "personal_id"
    """What the service calls a person by: their personal ID, or what they type ("typed")."""


@dataclass(frozen=True, slots=True)
class SigningConfig:
    """Devices, remote services and log-ins of this installation, each by its short name."""

    devices: Mapping[str, Device] = field(default_factory=dict)
    providers: Mapping[str, CscProvider] = field(default_factory=dict)
    logins: Mapping[str, Login] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WayFacts:
    """What the page of a batch does to have it signed."""

    way: str
    """Value of `Certificate.Way`."""
    label: str
    """Device or service in words; empty for agents and key files."""
    most_hashes: int
    """How many signatures one request, or one confirmation, covers."""
    needs_pin: bool = False
    """The page asks for a password or PIN."""
    needs_otp: bool = False
    wait_seconds: int = 0
    """How long a confirmation on the phone is waited for."""


def config() -> SigningConfig:
    """The installation's file, read again when it changes; nothing where there is none.

    Raises:
        UsageError: SIGNING_CONFIG_WRONG, and what `load_providers` refuses.
    """
    if not settings.SIGNING_CONFIG:
        return SigningConfig()
    path = Path(settings.SIGNING_CONFIG)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise _wrong(path, "file") from error
    return _read(path, changed)


def of(certificate_id: int) -> WayFacts:
    """What the page has to do for a certificate.

    Raises:
        Certificate.DoesNotExist: no such certificate.
        UsageError: as `config`.
    """
    return facts(Certificate.objects.get(id=certificate_id))


def facts(certificate: Certificate) -> WayFacts:
    """What the page has to do for a certificate."""
    way = Certificate.Way(certificate.way)
    if way is Certificate.Way.PKCS12:
        return WayFacts(way.value, "", _SERVER_CHUNK, needs_pin=True)
    if way is Certificate.Way.PKCS11:
        device = config().devices.get(certificate.provider)
        return WayFacts(way.value, device.label if device else "", _SERVER_CHUNK, needs_pin=True)
    if way is Certificate.Way.REMOTE:
        provider = config().providers.get(certificate.provider)
        if provider is None:
            return WayFacts(way.value, "", 1)
        return WayFacts(
            way.value,
            provider.label,
            provider.most_hashes,
            needs_pin="pin" in certificate.asks,
            needs_otp="otp" in certificate.asks,
            wait_seconds=provider.wait_seconds,
        )
    return WayFacts(way.value, "", _AGENT_CHUNK)


def offered(certificate: Certificate) -> tuple[str, ...] | None:
    """Algorithms that the key's service offers; None where any that fits the key will do."""
    return tuple(certificate.algorithms) or None


def provider(name: str) -> CscProvider:
    """A remote service by its name.

    Raises:
        UsageError: SIGNING_PROVIDER_UNKNOWN.
    """
    found = config().providers.get(name)
    if found is None:
        raise UsageError("SIGNING_PROVIDER_UNKNOWN", where=name, name=name)
    return found


def device(name: str) -> Device:
    """A device by its name.

    Raises:
        UsageError: SIGNING_PROVIDER_UNKNOWN.
    """
    found = config().devices.get(name)
    if found is None:
        raise UsageError("SIGNING_PROVIDER_UNKNOWN", where=name, name=name)
    return found


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> SigningConfig:
    del changed  # part of the key of the cache
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, "file") from error
    for name in data:
        if name not in {"providers", "logins", "devices"}:
            raise _wrong(path, name)
    providers = data.get("providers", "")
    if not isinstance(providers, str):
        raise _wrong(path, "providers")
    return SigningConfig(
        devices={name: _device(path, name, one) for name, one in _tables(path, data, "devices").items()},
        providers=load_providers(path.parent / providers) if providers else {},
        logins={name: _login(path, name, one) for name, one in _tables(path, data, "logins").items()},
    )


def _tables(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Mapping[str, str]]:
    tables = data.get(name, {})
    if not isinstance(tables, dict):
        raise _wrong(path, name)
    for key, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise _wrong(path, f"{name}.{key}")
    return cast("Mapping[str, Mapping[str, str]]", tables)


def _device(path: Path, name: str, table: Mapping[str, str]) -> Device:
    _require_fields(path, f"devices.{name}", table, needed={"label", "module", "token"}, known={"issuers"})
    issuers = path.parent / table["issuers"] if "issuers" in table else None
    return Device(name, table["label"], Path(table["module"]), table["token"], issuers)


def _login(path: Path, name: str, table: Mapping[str, str]) -> Login:
    _require_fields(path, f"logins.{name}", table, needed={"user", "secret_file"}, known={"user_ids"})
    try:
        secret = (path.parent / table["secret_file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, f"logins.{name}.secret_file") from error
    user_ids = table.get("user_ids", "personal_id")
    if user_ids not in {"personal_id", "typed"}:
        raise _wrong(path, f"logins.{name}.user_ids")
    return Login(table["user"], secret, user_ids)


def _require_fields(path: Path, where: str, table: Mapping[str, str], *, needed: set[str], known: set[str]) -> None:
    for name in sorted(needed):
        if not table.get(name):
            raise _wrong(path, f"{where}.{name}")
    for name in table:
        if name not in needed | known:
            raise _wrong(path, f"{where}.{name}")


def _wrong(path: Path, where: str) -> UsageError:
    return UsageError("SIGNING_CONFIG_WRONG", where=where, file=path.name, field=where)
