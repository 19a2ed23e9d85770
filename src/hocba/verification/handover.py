"""A hand-over document: the steps of a record, in a form of its own, without rules of the year.

Its signatures go through the same code as those of a record (`xml.steps`); here is only how its file is opened.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from hocba.documents.handover import is_handover, read_handover_data
from hocba.documents.xml import parse_strict
from hocba.errors import DocumentError
from hocba.signature_profile.handover import handover_form
from hocba.verification.findings import Finding, found
from hocba.verification.policy import Policy
from hocba.verification.report import Check, VerificationReport, conclude
from hocba.verification.xml.framed import Frame
from hocba.verification.xml.opened import Opened, take_step
from hocba.verification.xml.opening import open_tree
from hocba.verification.xml.record import examine_opened, report_of

_PROLOG = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*<"


def begins_as_handover(data: bytes) -> bool:
    """Whether a file begins with the root of a hand-over; nothing is proven by that."""
    return _start().match(data) is not None


def verify_handover(data: bytes, policy: Policy) -> VerificationReport:
    """Verify a hand-over document: kind "xml", profile "handover-1", the value in `signed_handover`.

    Args:
        data: the whole file.
        policy: what is trusted, and the time; `check_rules` has no effect.
    """
    if len(data) > policy.max_bytes:
        check = found(Finding("FILE_TOO_LARGE", size=len(data), limit=policy.max_bytes), "")
        return VerificationReport("xml", *conclude([check]), (check,), registry=policy.registry)
    return report_of(examine_opened(data, _open, policy), policy)


def _open(data: bytes) -> tuple[Opened, list[Check]]:
    """Steps XML_PARSED to SLOTS_IN_PLACE."""
    framed = _frame().open_checked(data)
    if framed is not None:
        return framed
    checks: list[Check] = []
    rules = handover_form().profile
    root = take_step(checks, "XML_PARSED", lambda: parse_strict(data, rules.limits))
    take_step(checks, "PROFILE_KNOWN", lambda: _require_known(root))
    return open_tree(data, root, rules, read_handover_data, checks)


def _require_known(root: etree._Element) -> None:
    if not is_handover(root):
        raise DocumentError("UNKNOWN_PROFILE", where=str(root.tag)[:80])


@cache
def _frame() -> Frame:
    return Frame(handover_form().profile, read_handover_data)


@cache
def _start() -> re.Pattern[bytes]:
    return re.compile(_PROLOG + re.escape(handover_form().profile.tags.root.encode()) + rb"[\s/>]")
