"""What submissions and recalls have in common: content to list, and the list's signature by an approved certificate."""

from __future__ import annotations

from collections.abc import Sequence

from hocba.errors import DocumentError
from hocba.exchange import decode_content
from hocba.verification import Check, Indication, SubIndication, VerificationReport
from hocba_web.gateway.models import Certificate, Message
from hocba_web.gateway.services import certificates, store
from hocba_web.gateway.services.judging.outcome import Undecided, WholeRefused


def list_of(message: Message) -> bytes:
    """The list in a stored message.

    Raises:
        WholeRefused: GATEWAY_LIST_UNREADABLE.
    """
    try:
        return decode_content(store.get(message.content))
    except DocumentError as error:
        raise WholeRefused("GATEWAY_LIST_UNREADABLE", error.code) from None


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
    approved = certificates.approved(message.unit).get(certificates.digest(signature.certificate))
    if approved is None:
        raise WholeRefused("GATEWAY_CERTIFICATE_NOT_APPROVED", signature.serial)
    if signature.indication is not Indication.TOTAL_PASSED:
        raise Undecided
    return approved


def only_status_unknown(findings: Sequence[Check]) -> bool:
    """Whether nothing speaks against it but that a certificate's status could not be had."""
    return bool(findings) and all(check.sub_indication is SubIndication.TRY_LATER for check in findings)
