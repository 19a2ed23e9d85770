"""Brings revocation lists up to date: from the addresses that certificates under our anchors name, and no others.

A list is taken only if its issuer signed it and it is newer than the one at hand; so it does not matter that most
authorities publish theirs over plain http (RFC 2585). Never in demo mode, whose authorities exist nowhere.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from hocba.verification.certificates.parsed import Certificate as Parsed
from hocba.verification.certificates.parsed import read_certificate
from hocba.verification.findings import Finding
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors import trust

_log = structlog.get_logger("hocba.signatures")
EVERY = timedelta(hours=4)
MOST_BYTES = 32 * 1024 * 1024
"""Lists of public authorities are some ten megabytes."""
_PIECE = 64 * 1024
_CONNECT, _READ, _WHOLE = 5.0, 20.0, timedelta(seconds=120)
_MARK = "refreshed"
_OK = 200


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a round brought."""

    fresh: int
    """Lists that are newer than before."""
    same: int
    """Lists that had not changed."""
    failed: tuple[str, ...]
    """Addresses that gave no list of the right issuer."""


def due(real_at: datetime) -> bool:
    """Whether the last round is long enough ago; never in demo mode or before a trust folder exists."""
    folder = Path(settings.TRUST_FOLDER)
    if settings.HOCBA.demo or not folder.is_dir():
        return False
    try:
        return real_at.timestamp() - (folder / _MARK).stat().st_mtime > EVERY.total_seconds()
    except FileNotFoundError:
        return True


def refresh(real_at: datetime) -> Refreshed:
    """Fetch every list; one that fails stops no other.

    Args:
        real_at: the machine's time.
    """
    folder = Path(settings.TRUST_FOLDER)
    if settings.HOCBA.demo or not folder.is_dir():
        return Refreshed(0, 0, ())
    fresh, same, failed = 0, 0, []
    pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=_CONNECT, read=_READ))
    with pool:
        for url, issuer in sorted(addresses().items(), key=lambda pair: pair[0]):
            try:
                fetched = _keep(folder, url, _fetch(pool, url), issuer, real_at)
            except (urllib3.exceptions.HTTPError, ValueError, OSError) as error:
                _log.warning("list_not_fetched", path=urlsplit(url).hostname, code=type(error).__name__)
                failed.append(url)
            else:
                fresh, same = fresh + fetched, same + (not fetched)
    (folder / _MARK).touch()
    os.utime(folder / _MARK, (real_at.timestamp(), real_at.timestamp()))
    return Refreshed(fresh, same, tuple(failed))


def addresses() -> Mapping[str, Parsed]:
    """Where lists are published, with who must have signed them: of declared certificates and the CAs above them."""
    found: dict[str, Parsed] = {}
    trusted = trust.store()
    states = [Certificate.State.ACTIVE, Certificate.State.PENDING]
    for text in set(Certificate.objects.filter(state__in=states).values_list("chain", flat=True)):
        try:
            parsed = [read_certificate(der) for der in read_pem(text)]
            path = trusted.path(parsed[0], parsed[1:])
        except Finding:
            continue  # an issuer that is no longer trusted says nothing here
        for certificate, issuer in pairwise(path):
            found.update(dict.fromkeys(_points(certificate), issuer))
    return found


def _points(certificate: Parsed) -> Iterator[str]:
    try:
        points: Iterable[x509.DistributionPoint] = certificate.x509.extensions.get_extension_for_class(
            x509.CRLDistributionPoints
        ).value
    except x509.ExtensionNotFound:
        return
    for point in points:
        for name in point.full_name or ():
            if isinstance(name, x509.UniformResourceIdentifier) and _is_web(name.value):
                yield name.value


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None


def _fetch(pool: urllib3.PoolManager, url: str) -> bytes:
    """One list; no redirect is followed.

    Raises:
        HTTPError, ValueError: not answered, too large, or not with 200.
    """
    response = pool.request(
        "GET", url, redirect=False, preload_content=False, headers={"Accept": "application/pkix-crl"}
    )
    try:
        if response.status != _OK:
            raise ValueError("status")
        content = bytearray()
        for piece in response.stream(_PIECE):
            content += piece
            if len(content) > MOST_BYTES:
                raise ValueError("size")
        return bytes(content)
    finally:
        response.close()


def _keep(folder: Path, url: str, content: bytes, issuer: Parsed, real_at: datetime) -> bool:
    """Put a list in its place; whether it is newer than what was there.

    Raises:
        ValueError: not this issuer's list, or from the future.
    """
    pem = content.lstrip().startswith(b"-----BEGIN")
    crl = x509.load_pem_x509_crl(content) if pem else x509.load_der_x509_crl(content)
    if crl.issuer != issuer.x509.subject or not crl.is_signature_valid(issuer.key):
        raise ValueError("issuer")
    if crl.last_update_utc > real_at + trust.CLOCK_TOLERANCE:
        raise ValueError("time")
    place = folder / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.crl"
    if place.exists() and x509.load_der_x509_crl(place.read_bytes()).last_update_utc >= crl.last_update_utc:
        return False
    fresh = place.with_suffix(".new")
    fresh.write_bytes(crl.public_bytes(Encoding.DER))
    fresh.replace(place)
    return True
