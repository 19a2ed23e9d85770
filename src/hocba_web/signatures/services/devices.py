"""Devices plugged into this server (PKCS#11): one session a process, kept only while batches are being signed.

A login state belongs to the whole process, so a session that is open would let the next person in with any PIN: an open
session is used again only for the very PIN that opened it, and is closed before another PIN is tried. Only a keyed
fingerprint of the PIN is held, with a key that dies with the process.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.errors import SignerFailed, UsageError
from hocba.signing.ports import Signer
from hocba_web.signatures.selectors.ways import Device

if TYPE_CHECKING:
    from hocba.adapters.pkcs11 import Pkcs11Signer

IDLE_SECONDS = 90.0
"""A session that nobody used for so long is closed."""
_KEY = secrets.token_bytes(32)
_lock = Lock()


@dataclass(slots=True)
class _Open:
    name: tuple[str, str]
    pin: bytes
    signer: Pkcs11Signer
    timer: Timer


_open: list[_Open] = []


@contextmanager
def opened(device: Device, key: str, pin: str) -> Iterator[Signer]:
    """A key of a device; nobody else in this process uses a device meanwhile.

    Args:
        device: from the installation's file.
        key: label of the key.
        pin: tried once; a wrong one costs one of the device's attempts.

    Raises:
        SignerFailed: as `Pkcs11Signer`.
        UsageError: SIGNING_CONFIG_WRONG, the file of issuing certificates.
    """
    with _lock:
        session = _session(device, key, pin)
        try:
            yield session.signer
        except BaseException:
            _close()
            raise
        _rest(session)


def close() -> None:
    """End the open session, if there is one: when a batch is done, and at the end of a test."""
    with _lock:
        _close()


def _session(device: Device, key: str, pin: str) -> _Open:
    name, fingerprint = (device.name, key), hmac.digest(_KEY, pin.encode(), "sha256")
    for one in _open:
        one.timer.cancel()
        if one.name == name and hmac.compare_digest(one.pin, fingerprint):
            return one
    _close()
    try:
        from hocba.adapters.pkcs11 import Pkcs11Signer  # noqa: PLC0415  # an extra that a school without devices lacks
    except ImportError as error:
        raise SignerFailed("TOKEN_MODULE_UNUSABLE", where="python-pkcs11") from error
    signer = Pkcs11Signer(device.module, token=device.token, pin=pin, key=key, issuers=_issuers(device))
    session = _Open(name, fingerprint, signer, Timer(IDLE_SECONDS, close))
    _open.append(session)
    return session


def _rest(session: _Open) -> None:
    session.timer = Timer(IDLE_SECONDS, close)
    session.timer.daemon = True
    session.timer.start()


def _close() -> None:
    while _open:
        one = _open.pop()
        one.timer.cancel()
        one.signer.close()


def _issuers(device: Device) -> tuple[bytes, ...]:
    if device.issuers is None:
        return ()
    try:
        certificates = x509.load_pem_x509_certificates(device.issuers.read_bytes())
    except (OSError, ValueError) as error:
        where = f"devices.{device.name}.issuers"
        raise UsageError("SIGNING_CONFIG_WRONG", where=where, file=device.issuers.name, field=where) from error
    return tuple(one.public_bytes(Encoding.DER) for one in certificates)
