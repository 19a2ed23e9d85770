"""What the authority signed: receipts and closing statements, verified by code that shares nothing with signing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from hocba.errors import DocumentError, UsageError
from hocba.exchange.messages import Closing as Closed
from hocba.exchange.statements import ClosingStatement, Receipt
from hocba.model import SchoolIdentity, SchoolYear
from hocba.verification import Indication, SubIndication, verify_receipt, verify_statement
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.signatures.selectors.trust import policy

log = structlog.get_logger("hocba.submission")


def accepted_at(body: str, *, uuid: UUID, record_digest: str, school: SchoolIdentity, line: int) -> datetime | None:
    """When the authority says it accepted a record; None for a receipt that does not hold.

    The verdict is the answer's; a receipt that cannot be verified is kept and shown as such.

    Args:
        body: the receipt, JWS in compact form.
        uuid: of the record that was sent.
        record_digest: of the record that was sent.
        school: who sent it.
        line: number of the list's line, for the log.
    """
    report = verify_statement(body, policy(clock.real_now()), kind=Receipt.kind, authority=school.authority_name)
    if report.indication is not Indication.TOTAL_PASSED or report.payload is None:
        log.warning("receipt_not_valid", number=line, code=report.indication.value)
        return None
    try:
        receipt = Receipt.of(report.payload)
    except DocumentError:
        log.warning("receipt_malformed", number=line)
        return None
    if (receipt.uuid, receipt.record_digest, receipt.school) != (uuid, record_digest, school.code):
        log.warning("receipt_of_another", number=line)
        return None
    if _log_contradicts(body):
        log.warning("receipt_not_in_log", number=line)
        return None
    return receipt.accepted_at


def _log_contradicts(body: str) -> bool:
    """Whether its place in the log is wrong, by the log keys in the folder of trust; a log not trusted says nothing."""
    try:
        return verify_receipt(body, policy(clock.real_now())).indication is Indication.TOTAL_FAILED
    except UsageError as error:  # a key file that cannot be read
        log.warning("log_keys_unreadable", code=error.code)
        return False


def undecided(body: str, *, school: SchoolIdentity) -> bool:
    """Whether nothing speaks against a receipt but that a certificate's status cannot be had now.

    Args:
        body: the receipt, JWS in compact form.
        school: who sent the record.
    """
    report = verify_statement(body, policy(clock.real_now()), kind=Receipt.kind, authority=school.authority_name)
    return report.sub_indication is SubIndication.TRY_LATER


def require_closed(closed: Closed, *, school: SchoolIdentity, year_first: int) -> None:
    """Refuse a closing that the authority did not sign, or signed for something else: effect rests on nothing less.

    Raises:
        Refused: CLOSING_NOT_PROVEN.
    """
    report = verify_statement(
        closed.statement, policy(clock.real_now()), kind=ClosingStatement.kind, authority=school.authority_name
    )
    if report.indication is Indication.TOTAL_PASSED and report.payload is not None:
        said = ClosingStatement.of(report.payload)
        found = (said.school, said.school_year, said.group, said.finalised_at)
        if found == (school.code, SchoolYear(year_first), closed.group, closed.finalised_at):
            return
    raise Refused("CLOSING_NOT_PROVEN", where=closed.group.value)
