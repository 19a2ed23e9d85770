"""What a gateway answers, by type of transaction. Error codes, titles and texts are kept as received."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum
from uuid import UUID

from hocba.model import ClosingGroup


class Verdict(IntEnum):
    """`trang_thai` of a submitted record that was judged. One that was not has no row."""

    REFUSED = 0
    ACCEPTED = 1


class RecallStatus(IntEnum):
    """`trang_thai` of a record that a school asked to recall."""

    WAITING = 1
    AGREED = 2
    REFUSED = 3


class Registration(Enum):
    """What became of a certificate."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Any answer."""

    message_id: str
    """Of the request it answers."""
    error: str = ""
    """Code; empty: none."""
    error_description: str = ""

    @property
    def refused(self) -> bool:
        """Whether the transaction as a whole was refused."""
        return bool(self.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Answer):
    """Types 1 and 5: the transaction is stored, or was refused; nothing is judged yet."""

    response_code: str = ""
    response_description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One record of a submission that was judged."""

    uuid: UUID
    status: Verdict
    pupil_code: str = ""
    """Mã định danh Bộ GDĐT."""
    pupil_name: str = field(default="", repr=False)
    personal_id: str = field(default="", repr=False)
    error: str = ""
    error_field_title: str = ""
    error_description: str = ""
    receipt: str | None = None
    """Our extension: the authority's receipt, JWS in compact form."""
    code: str | None = field(default=None, repr=False)
    """Our extension: the confirmation code, told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results(Received):
    """Type 2: the records of a submission judged so far; no rows before the judgement."""

    rows: tuple[Judged, ...] = ()
    receipts_due: int = 0
    """Our extension: receipts of accepted records that are wanted and not signed yet; ask again for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Answer):
    """Type 3: the certificate waits for approval, or its registration was refused."""

    error_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Answer):
    """Type 4: what became of a certificate. The ministry's answer names the certificate, not the message."""

    serial_number: str
    """Upper-case hexadecimal."""
    status: Registration
    error_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """One record that a school asked to recall."""

    uuid: UUID
    status: RecallStatus
    error: str = ""
    error_field_title: str = ""
    error_description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallResults(Received):
    """Type 6."""

    rows: tuple[Recalled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One group of a school year that the authority has closed (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d))."""

    group: ClosingGroup
    finalised_at: datetime
    """Aware: from this moment the records have effect and nothing changes."""
    statement: str
    """The authority's signed statement, JWS in compact form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closings(Received):
    """Our extension: what is closed for a school in a school year."""

    rows: tuple[Closing, ...] = ()
