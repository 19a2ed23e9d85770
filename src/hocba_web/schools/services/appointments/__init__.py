"""Offices, bodies and the decisions they rest on (Decision 32/QĐ-THPĐ, art. 6(1), 6(3), 6(6)(d))."""

from hocba_web.schools.services.appointments.decisions import DecisionKind, attach_scan, give, record_decision
from hocba_web.schools.services.appointments.offices import (
    OFFICES,
    approve,
    change_principal,
    decline,
    end,
    prepare,
    withdraw,
)

__all__ = [
    "OFFICES",
    "DecisionKind",
    "approve",
    "attach_scan",
    "change_principal",
    "decline",
    "end",
    "give",
    "prepare",
    "record_decision",
    "withdraw",
]
