"""Trust anchors and how fresh their status data are, as the page of trust shows them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509.oid import NameOID

from hocba.verification.certificates.parsed import Certificate
from hocba.verification.trust import is_demo
from hocba_web.signatures.selectors import trust


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """One authority that this installation trusts."""

    name: str
    organisation: str
    serial: str
    fingerprint: str
    """SHA-256 in pairs of hexadecimal digits, as people compare it with what the authority publishes."""
    valid_from: datetime
    valid_until: datetime
    ended: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One revocation list or OCSP answer."""

    kind: str
    """"CRL" or "OCSP"."""
    issuer: str
    this_update: datetime
    next_update: datetime | None
    stale: bool
    """Past its next update: certificates of this authority cannot be judged any more."""


def anchor_rows(real_at: datetime) -> tuple[AnchorRow, ...]:
    """All anchors by name.

    Raises:
        UsageError: TRUST_UNREADABLE.
    """
    return tuple(sorted((_anchor(one, real_at) for one in trust.anchors()), key=lambda row: row.name))


def status_rows(real_at: datetime) -> tuple[StatusRow, ...]:
    """All status data, the stalest first."""
    store = trust.store()
    found = [
        StatusRow(
            "CRL",
            _name(crl.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)),
            crl.last_update_utc,
            crl.next_update_utc,
            crl.next_update_utc is not None and crl.next_update_utc < real_at,
        )
        for crl in store.crls
    ]
    found += [
        StatusRow(
            "OCSP",
            _name(answer.responder_name.get_attributes_for_oid(NameOID.COMMON_NAME)) if answer.responder_name else "",
            answer.this_update_utc,
            answer.next_update_utc,
            answer.next_update_utc is not None and answer.next_update_utc < real_at,
        )
        for answer in store.responses
    ]
    return tuple(sorted(found, key=lambda row: row.this_update))


def _anchor(one: Certificate, real_at: datetime) -> AnchorRow:
    digest = hashlib.sha256(one.der).hexdigest().upper()
    return AnchorRow(
        name=one.common_name,
        organisation=one.organisation,
        serial=one.serial,
        fingerprint=":".join(digest[place : place + 2] for place in range(0, len(digest), 2)),
        valid_from=one.not_before,
        valid_until=one.not_after,
        ended=one.not_after < real_at,
        demo=is_demo(one),
    )


def _name(values: object) -> str:
    return next((str(one.value) for one in values), "")  # type: ignore[attr-defined]  # name attributes
