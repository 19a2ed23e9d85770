"""Which role may do what on the authority's side: one table, asked by every service that a person sets off.

Nobody edits a record: there is no act for it. Who prepared something never decides it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

from hocba_web.accounts.permissions import FRESH_FOR
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole


class Act(Enum):
    """What somebody does."""

    PROGRESS_VIEW = "progress_view"
    """Schools, what they sent, what was refused; no pupil."""
    RECORD_READ = "record_read"
    """Search and open records; each look is traced."""
    CERTIFICATE_PREPARE = "certificate_prepare"
    CERTIFICATE_DECIDE = "certificate_decide"
    RECALL_PREPARE = "recall_prepare"
    RECALL_DECIDE = "recall_decide"
    CLOSING_PREPARE = "closing_prepare"
    CLOSING_DECIDE = "closing_decide"
    PERMIT_PREPARE = "permit_prepare"
    PERMIT_DECIDE = "permit_decide"
    REPORT_VIEW = "report_view"
    """What went to the ministry."""
    REPORT_SEND = "report_send"
    TRANSFER_VIEW = "transfer_view"
    MESSAGE_SCHOOL = "message_school"
    STATISTICS_EXPORT = "statistics_export"
    ROSTER_IMPORT = "roster_import"
    SCHOOL_MANAGE = "school_manage"
    """Schools, their areas and logins."""
    CLIENT_MANAGE = "client_manage"
    """Clients of the API for procedures."""
    CLIENT_DECIDE = "client_decide"
    CLIENT_CALLS_VIEW = "client_calls_view"
    OFFICER_MANAGE = "officer_manage"
    OFFICER_CONFIRM = "officer_confirm"
    """That an account is in the hands of the person named, before its first act."""
    AUDIT_VIEW = "audit_view"
    LOG_VIEW = "log_view"
    REHEARSE = "rehearse"
    OWN_SCHOOL_READ = "own_school_read"
    """A school manager: the own school's records."""


_I, _D, _A, _U, _S = (
    OfficerRole.INTAKE,
    OfficerRole.DECIDER,
    OfficerRole.ADMIN,
    OfficerRole.AUDITOR,
    OfficerRole.SCHOOL_MANAGER,
)
MATRIX: Mapping[Act, frozenset[OfficerRole]] = MappingProxyType(
    {
        Act.PROGRESS_VIEW: frozenset({_I, _D, _A, _U}),
        Act.RECORD_READ: frozenset({_I, _D, _U}),
        Act.CERTIFICATE_PREPARE: frozenset({_I}),
        Act.CERTIFICATE_DECIDE: frozenset({_D}),
        Act.RECALL_PREPARE: frozenset({_I}),
        Act.RECALL_DECIDE: frozenset({_D}),
        Act.CLOSING_PREPARE: frozenset({_I}),
        Act.CLOSING_DECIDE: frozenset({_D}),
        Act.PERMIT_PREPARE: frozenset({_I}),
        Act.PERMIT_DECIDE: frozenset({_D}),
        Act.REPORT_VIEW: frozenset({_I, _D, _U}),
        Act.REPORT_SEND: frozenset({_I, _D}),
        Act.TRANSFER_VIEW: frozenset({_I, _D, _U}),
        Act.MESSAGE_SCHOOL: frozenset({_I, _D}),
        Act.STATISTICS_EXPORT: frozenset({_I, _D, _U}),
        Act.ROSTER_IMPORT: frozenset({_I}),
        Act.SCHOOL_MANAGE: frozenset({_A}),
        Act.CLIENT_MANAGE: frozenset({_A}),
        Act.CLIENT_DECIDE: frozenset({_D}),
        Act.CLIENT_CALLS_VIEW: frozenset({_A, _D, _U}),
        Act.OFFICER_MANAGE: frozenset({_A}),
        Act.OFFICER_CONFIRM: frozenset({_D}),
        Act.AUDIT_VIEW: frozenset({_D, _U}),
        Act.LOG_VIEW: frozenset({_I, _D, _A, _U}),
        Act.REHEARSE: frozenset({_I, _A}),
        Act.OWN_SCHOOL_READ: frozenset({_S}),
    }
)
_SKEW = timedelta(minutes=1)
"""A machine's clock may be set back a little between check and act, and counts whole seconds."""
_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(1), chapter I art. 5(5)"


def may(officer: Officer | None, act: Act) -> bool:
    """Whether somebody's role has the act, for some area."""
    return officer is not None and officer.role in MATRIX[act]


def require(officer: Officer | None, act: Act, *, area_code: str | None = None) -> Officer:
    """The officer, if the act is theirs.

    Args:
        officer: who acts; None: nobody is logged in.
        act: what is to be done.
        area_code: of the school concerned; None where no school is.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, the school lies in another area.
    """
    if officer is None:
        raise Forbidden("OFFICER_NEEDED", source=_SOURCE)
    if not may(officer, act):
        raise Forbidden("OFFICER_MAY_NOT", role=officer.role.label, source=_SOURCE)
    if area_code is not None and not officer.covers(area_code):
        raise Missing("NOT_FOUND_HERE")
    return officer


def require_other(officer: Officer, prepared_by: int | None) -> None:
    """Nobody decides what they prepared.

    Raises:
        Forbidden: OFFICER_PREPARED_IT.
    """
    if prepared_by is not None and officer.user_id == prepared_by:
        raise Forbidden("OFFICER_PREPARED_IT", source=_SOURCE)


def require_fresh(officer: Officer, *, at: datetime) -> None:
    """Refuse unless the second factor was checked just now: before decisions, and before anybody is let in.

    Args:
        officer: who acts.
        at: the machine's time (`clock.real_now()`), aware; never the movable one.

    Raises:
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
    """
    checked = officer.factor_checked_at
    if checked is None or not -_SKEW <= at - checked <= FRESH_FOR:
        raise FreshFactorNeeded(
            "FRESH_FACTOR_NEEDED",
            source="Decision 32/QĐ-THPĐ, art. 6(6)(b)",
            minutes=int(FRESH_FOR.total_seconds() // 60),
        )
