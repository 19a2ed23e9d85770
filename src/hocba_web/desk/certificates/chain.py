"""What a registered chain says of itself, and whether this authority's anchors vouch for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.messages import what
from hocba.verification.algorithms import PublicKey
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.findings import Finding
from hocba.verification.trust import is_demo
from hocba_web.gateway.facts import load_anchors


@dataclass(frozen=True, slots=True)
class Link:
    """One certificate of the chain."""

    subject: str
    """Common name, or the organisation."""
    issuer: str
    serial: str
    key: str
    """"RSA 2048", "ECDSA secp256r1"."""
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain as an officer judges it."""

    links: tuple[Link, ...]
    """The school's own first; empty where it cannot be read."""
    organisation: str
    tax_code: str
    provider: str
    """Organisation of the issuing CA."""
    trusted: bool
    """It leads to an anchor of this installation."""
    demo: bool
    """The anchor says of itself that it is a demonstration without legal value."""
    status: str
    """Of the school's own certificate now: good, revoked, on_hold, unknown; empty where the chain leads nowhere."""
    problem: str
    """Why it does not hold, in the reader's language; empty if it does."""


def read(pem: str, at: datetime) -> Chain:
    """Read a chain in PEM and judge it by the authority's trust.

    Args:
        pem: the school's certificate first.
        at: product clock, aware, UTC.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY: the installation's own trust cannot be read.
    """
    try:
        found = x509.load_pem_x509_certificates(pem.encode())
        chain = [read_certificate(one.public_bytes(Encoding.DER)) for one in found]
    except ValueError:
        return _unreadable(what("CERTIFICATE_MALFORMED"))
    except Finding as error:
        return _unreadable(what(error.code, error.params))
    store = load_anchors()
    trusted, demo, status, problem = False, False, "", ""
    try:
        path = store.path(chain[0], chain[1:])
        standing = store.standing(path, at)
    except Finding as error:
        problem = what(error.code, error.params)
    else:
        trusted, demo, status = True, is_demo(path[-1]), standing.word
        against = [*standing.validity, *standing.status]
        problem = what(against[0].code, against[0].params) if against else ""
    leaf = chain[0]
    return Chain(
        links=tuple(_link(one) for one in chain),
        organisation=leaf.organisation,
        tax_code=leaf.tax_code or "",
        provider=leaf.provider,
        trusted=trusted,
        demo=demo,
        status=status,
        problem=problem,
    )


def _link(one: Certificate) -> Link:
    return Link(
        subject=one.common_name or one.organisation,
        issuer=one.issuer_name,
        serial=one.serial,
        key=_key(one.key),
        not_before=one.not_before,
        not_after=one.not_after,
    )


def _key(key: PublicKey) -> str:
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    return f"ECDSA {key.curve.name}"


def _unreadable(problem: str) -> Chain:
    return Chain((), "", "", "", trusted=False, demo=False, status="", problem=problem)
