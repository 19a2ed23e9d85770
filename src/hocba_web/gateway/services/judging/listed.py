"""What submissions and recalls have in common: content to list, and the list's signature by an approved certificate.

The list is decoded, cut and verified in a child process that can do little (`hocba.adapters.limited`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from hocba.adapters import limited
from hocba.errors import DocumentError, UnreadableFile
from hocba.verification import Check, Indication, SubIndication, VerificationReport
from hocba_web.gateway import facts
from hocba_web.gateway.models import Certificate, Message
from hocba_web.gateway.services import certificates
from hocba_web.gateway.services.judging.outcome import Undecided, WholeRefused
from hocba_web.register import files


class Answered(Protocol):
    """What a child answers about a list."""

    @property
    def trust(self) -> str:
        """SHA-256 of what was trusted."""

    @property
    def report(self) -> VerificationReport:
        """Of the list."""


AnsweredT = TypeVar("AnsweredT", bound=Answered)


def list_of(message: Message, ask: Callable[..., AnsweredT], at: datetime) -> AnsweredT:
    """The list in a stored message, verified.

    Raises:
        WholeRefused: GATEWAY_LIST_UNREADABLE.
        ChildLost: the list took too much, or the machine had too little.
        TrustMoved: status data came in while it was verified.
    """
    trust = facts.trust()
    try:
        found = ask(files.get(message.content), trust=trust.folder, at=at)
    except (DocumentError, UnreadableFile) as error:
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", error.code) from None
    if found.trust != trust.bundle:
        raise limited.TrustMoved
    return found


def require_sender(message: Message, report: VerificationReport) -> Certificate:
    """The approved certificate with which the list was signed.

    Raises:
        WholeRefused: GATEWAY_LIST_UNREADABLE, GATEWAY_LIST_SIGNATURE, GATEWAY_CERTIFICATE_NOT_APPROVED.
        Undecided: the certificate's status is unknown.
    """
    if not report.signatures:
        code = report.findings[0].code
        unsigned = code == "PACKAGE_NOT_SIGNED"
        raise WholeRefused("GATEWAY_LIST_SIGNATURE" if unsigned else "GATEWAY_LIST_UNREADABLE", code)
    (signature,) = report.signatures
    if malformed := [check for check in report.findings if check.code == "PACKAGE_MALFORMED"]:
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", malformed[0].code)
    findings = [check for check in report.findings if check.where.split("/")[0] == signature.slot]
    if signature.indication is not Indication.TOTAL_PASSED and not only_status_unknown(findings):
        raise WholeRefused("GATEWAY_LIST_SIGNATURE", findings[0].code if findings else "")
    approved = certificates.approved(message.school).get(certificates.digest(signature.certificate))
    if approved is None:
        raise WholeRefused("GATEWAY_CERTIFICATE_NOT_APPROVED", signature.serial)
    if signature.indication is not Indication.TOTAL_PASSED:
        raise Undecided
    return approved


def only_status_unknown(findings: Sequence[Check]) -> bool:
    """Whether nothing speaks against it but that a certificate's status could not be had."""
    return bool(findings) and all(check.sub_indication is SubIndication.TRY_LATER for check in findings)
