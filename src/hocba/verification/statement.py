"""What the authority states about records and signs: receipts, closings. A JWS in compact form with its certificates.

Source: RFC 7515 (JWS), RFC 7518 (algorithms); Thông tư 15/2025/TT-BKHCN. One form only: a header of exactly `alg`,
`typ` and `x5c`, base64url without padding, so that nobody can carry something beside what was signed.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NoReturn

from hocba.signature_profile import algorithm
from hocba.verification.algorithms import XML_SCHEMES, verify_xml_signature
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.judge import judge
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, SignatureReport, SubIndication, conclude
from hocba.verification.xml.steps import parse_time, signature_report

SLOT = "AUTHORITY"
SIGNED_AT = "signed_at"
"""Member of every statement: when it was signed."""
JWS_ALGORITHMS: Mapping[str, str] = MappingProxyType(
    {
        f"{start}{bits}": f"{name}-sha{bits}"
        for start, name in (("RS", "rsa"), ("PS", "rsa-pss"), ("ES", "ecdsa"))
        for bits in (256, 384, 512)
    }
)
"""Name in RFC 7518 -> ours."""

_LONGEST = 32_768
_MOST_CERTIFICATES = 6
_PART = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What is found out about a statement. Has no truth value: read `.indication`."""

    indication: Indication
    sub_indication: SubIndication | None
    checks: tuple[Check, ...]
    signature: SignatureReport | None = None
    payload: Mapping[str, Any] | None = None
    """What is stated; None where the statement failed."""
    demo: bool = False
    """A trust anchor used is a demo root."""
    organisation: str = ""
    """Of the certificate that signed; proven only where it passed."""

    def __bool__(self) -> bool:
        raise TypeError("read .indication")

    @property
    def findings(self) -> tuple[Check, ...]:
        """The checks that did not pass."""
        return tuple(check for check in self.checks if check.sub_indication is not None)


@dataclass(frozen=True, slots=True)
class _Opened:
    algorithm: str
    leaf: Certificate
    chain: tuple[Certificate, ...]
    payload: Mapping[str, Any]
    value: bytes
    signed: bytes


def verify_statement(text: str, policy: Policy, *, kind: str, authority: str | None = None) -> StatementReport:
    """Verify a statement.

    Args:
        text: JWS in compact form.
        policy: trust, time and proof.
        kind: what it must be: the header's `typ`, such as "hocba-receipt".
        authority: name of the organisation that must have signed; None: any with an organisation's certificate.
    """
    try:
        opened = _open(text, kind)
    except Finding as finding:
        checks = (found(finding, SLOT),)
        return StatementReport(*conclude(checks), checks)
    checks_: list[Check] = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)]

    def step(name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Finding as finding:
            checks_.append(found(finding, SLOT))
        else:
            checks_.append(passed(name, SLOT))

    claimed = opened.payload.get(SIGNED_AT)
    moment = parse_time(claimed) if isinstance(claimed, str) else None
    step("SIGNATURE_VALUE", lambda: _value(opened))
    step("SIGNING_TIME", lambda: _time(moment, policy))
    judgement = judge(opened.leaf, opened.chain, moment, policy, SLOT)
    checks_ += judgement.checks
    step("SIGNER_IDENTITY", lambda: _signer(opened.leaf, authority))
    if judgement.demo:
        checks_.append(not_checked("LEGAL_VALUE"))
    indication, sub_indication = conclude(checks_)
    signature = signature_report(
        opened.leaf,
        slot=SLOT,
        role="authority",
        indication=indication,
        sub_indication=sub_indication,
        signing_time=moment,
        status=judgement.status,
    )
    payload = None if indication is Indication.TOTAL_FAILED else opened.payload
    signer = opened.leaf.organisation
    return StatementReport(indication, sub_indication, tuple(checks_), signature, payload, judgement.demo, signer)


def _open(text: str, kind: str) -> _Opened:
    parts = text.split(".")
    if len(text) > _LONGEST or len(parts) != 3:  # noqa: PLR2004  # header, payload, value
        raise Finding("SIGNATURE_MALFORMED", where="JWS")
    header = _object(parts[0], "header")
    payload = _object(parts[1], "payload")
    if set(header) != {"alg", "typ", "x5c"} or header["typ"] != kind:
        raise Finding("SIGNATURE_MALFORMED", where="header")
    name = header["alg"]
    if not isinstance(name, str) or name not in JWS_ALGORITHMS:
        raise Finding("ALGORITHM_REFUSED", algorithm=str(name)[:40])
    certificates = header["x5c"]
    if not isinstance(certificates, list) or not 0 < len(certificates) <= _MOST_CERTIFICATES:
        raise Finding("SIGNATURE_MALFORMED", where="x5c")
    leaf, *chain = (read_certificate(_certificate(one)) for one in certificates)
    signed = f"{parts[0]}.{parts[1]}".encode("ascii")
    return _Opened(JWS_ALGORITHMS[name], leaf, tuple(chain), payload, _decoded(parts[2], "value"), signed)


def _object(part: str, where: str) -> Mapping[str, Any]:
    data = _decoded(part, where)
    try:
        found_ = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
        json.dumps(found_, ensure_ascii=False).encode("utf-8")  # half a sign comes through escapes: nothing can show it
    except (ValueError, RecursionError):
        raise Finding("SIGNATURE_MALFORMED", where=where) from None
    if not isinstance(found_, dict):
        raise Finding("SIGNATURE_MALFORMED", where=where)
    return MappingProxyType(found_)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _refused(number: str) -> NoReturn:
    raise ValueError(number)


def _decoded(part: str, where: str) -> bytes:
    """Base64url in its one spelling."""
    if not _PART.fullmatch(part):
        raise Finding("BASE64_NOT_CANONICAL", where=where)
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        raise Finding("BASE64_NOT_CANONICAL", where=where) from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii") != part:
        raise Finding("BASE64_NOT_CANONICAL", where=where)
    return data


def _certificate(value: object) -> bytes:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        raise Finding("BASE64_NOT_CANONICAL", where="x5c") from None


def _value(opened: _Opened) -> None:
    scheme = XML_SCHEMES[algorithm(opened.algorithm).uri]
    verify_xml_signature(opened.leaf.key, scheme, opened.value, opened.signed)


def _time(moment: datetime | None, policy: Policy) -> None:
    if moment is None:
        raise Finding("SIGNING_TIME_MALFORMED", value=SIGNED_AT)
    if moment > policy.proven_at + policy.clock_tolerance:
        raise Finding("SIGNED_IN_FUTURE", value=moment.isoformat(), now=policy.proven_at.isoformat())


def _signer(leaf: Certificate, authority: str | None) -> None:
    if leaf.tax_code is None or (authority is not None and leaf.organisation != authority):
        raise Finding("SEAL_WRONG_ORGANISATION", expected=authority or "–", found=leaf.organisation)
