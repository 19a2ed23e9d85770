"""How strictly a file is judged: one frozen object with safe defaults.

Nothing is trusted unless named, and time is an argument: the verifier has no clock and no network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from hocba.errors import UsageError
from hocba.verification.trust import TrustStore


class Appointments(Protocol):
    """Who held which role at which school, as far as a school's books or the authority's register know."""

    def holds(self, *, personal_id: str, role: str, school_code: str, on: date) -> bool | None:
        """Whether the person held the role that day; None where this is not known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a verification may rely on, and what it insists on."""

    validation_time: datetime
    """Now, or the moment asked for; with a time zone. A signature from later than this is refused."""
    trust: TrustStore = field(default_factory=TrustStore)
    """Risk: everything signed below an anchor named here can pass."""
    proof_of_existence: datetime | None = None
    """Earliest moment at which the file is proven to have existed (a receipt, a timestamp), else None.

    Risk: taken as true; a caller gives it only after verifying the proof."""
    registry: Mapping[str, object] | None = None
    """What the register says (`state`, `proven_time`, `as_of`); repeated in the report, not judged here."""
    appointments: Appointments | None = None
    """None: roles are checked against the signed data alone, and appointments are reported as not checked."""
    require_issued: bool = True
    """Risk if False: a record from which later signatures were removed passes as "partially signed"."""
    check_rules: bool = True
    """Recompute the overall result of the year (Circular 27/2020/TT-BGDĐT, art. 9)."""
    check_text: bool = True
    """Compare a PDF's visible text with its XML. Risk if False: paper and data may disagree."""
    clock_tolerance: timedelta = timedelta(minutes=5)
    """How far a signing time may lie after `validation_time`: clocks of signers' machines run ahead."""
    max_bytes: int = 64 * 1024 * 1024
    """Larger files are refused unread; a package of 10 MB encoded holds some 25 MB of records."""

    def __post_init__(self) -> None:
        for moment in (self.validation_time, self.proof_of_existence):
            if moment is not None and moment.tzinfo is None:
                raise UsageError("TIME_WITHOUT_ZONE", value=moment.isoformat())

    @property
    def proven_at(self) -> datetime:
        """The moment at which certificates are judged: the earliest proven one, else now."""
        if self.proof_of_existence is None:
            return self.validation_time
        return min(self.proof_of_existence, self.validation_time)
