"""What both lists ask of their signature."""

from __future__ import annotations

from hocba.errors import DocumentError
from hocba.exchange import PackageDraft
from hocba.verification import Indication, Outcome, VerificationReport
from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import Ready

SOURCE = "Công văn 2088/BGDĐT-GDTH, part II.2"


def require_same(draft: PackageDraft, ready: Ready, where: str) -> None:
    """Refuse a list that is not, byte for byte, the one that was prepared.

    Raises:
        Refused: SHOWN_OUTDATED.
    """
    if draft.to_be_signed != ready.to_be_signed:
        raise Refused("SHOWN_OUTDATED", where=where)


def require_passed(report: VerificationReport, where: str) -> None:
    """Refuse a list that code apart from the signing code does not find valid: it would not be sent.

    Raises:
        DocumentError: LIST_NOT_VALID.
    """
    if report.indication is Indication.TOTAL_PASSED:
        return
    bad = next(
        (one for one in report.checks if one.outcome in {Outcome.FAILED, Outcome.INDETERMINATE}), report.checks[0]
    )
    raise DocumentError("LIST_NOT_VALID", where=bad.where or where, check=bad.code)
