"""What a school asks of a gateway, by type of transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import ClassVar, Generic, Self, TypeVar
from uuid import UUID

from hocba.exchange.messages.answers import (
    Answer,
    Approval,
    Closings,
    RecallResults,
    Received,
    Registered,
    Results,
)
from hocba.model import SchoolYear

AnswerT = TypeVar("AnswerT", bound=Answer)
AnswerT_co = TypeVar("AnswerT_co", bound=Answer, covariant=True)


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks. The password itself is nowhere: only the SHA-256 of it that the specification sends."""

    unit: str
    """`ma_don_vi`: the school's code."""
    user_name: str
    password_hash: str = field(repr=False)
    """SHA-256 of the password, 64 lower-case hexadecimal digits."""
    token: str = field(repr=False)

    @classmethod
    def of(cls, unit: str, user_name: str, password: str, token: str) -> Self:
        """From the password as a person knows it."""
        return cls(unit, user_name, hashlib.sha256(password.encode()).hexdigest(), token)


class Want(Enum):
    """Our extension: what a school wants to have beside the verdict."""

    RECEIPT = "receipt"
    CODE = "code"
    """The confirmation code of each record, which is told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[AnswerT_co]):
    """Any request; the type parameter is the answer it gets."""

    kind: ClassVar[str]
    """Name in the profile's table of kinds."""
    answer: ClassVar[type[Answer]]
    login: Login
    school_year: SchoolYear
    message_id: str
    """Unique within the unit: the same id with the same content is answered the same, with other content refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Request[Received]):
    """Type 1: hand in a list of sealed records."""

    kind: ClassVar[str] = "submit"
    answer: ClassVar[type[Answer]] = Received
    content: str = field(repr=False)
    """`hocba.exchange.encode_content` of the signed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskResult(Request[Results]):
    """Type 2: what became of a submission."""

    kind: ClassVar[str] = "result"
    answer: ClassVar[type[Answer]] = Results
    about: str
    """Message id of the submission."""
    wants: frozenset[Want] = frozenset()
    renew: frozenset[UUID] = frozenset()
    """Records whose confirmation code is to be replaced: it was lost on the way, or came into wrong hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCertificate(Request[Registered]):
    """Type 3: ask for approval of the school's organisation certificate."""

    kind: ClassVar[str] = "register_certificate"
    answer: ClassVar[type[Answer]] = Registered
    serial_number: str
    """Upper-case hexadecimal."""
    valid_from: date
    signature_kind: str
    """`ma_kieu_chu_ky`: a code of the ministry's list, which was not found."""
    issuer: str
    """`nha_phat_hanh`: name of the issuing provider."""
    certificates: str = field(repr=False)
    """PEM, the certificate first, then its issuers without the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskApproval(Request[Approval]):
    """Type 4: what became of a certificate."""

    kind: ClassVar[str] = "approval"
    answer: ClassVar[type[Answer]] = Approval
    serial_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Request[Received]):
    """Type 5: ask to recall records."""

    kind: ClassVar[str] = "recall"
    answer: ClassVar[type[Answer]] = Received
    content: str = field(repr=False)
    """`hocba.exchange.encode_content` of the signed recall list."""
    reasons: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our extension: why, for the officer who decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRecall(Request[RecallResults]):
    """Type 6: what became of a recall."""

    kind: ClassVar[str] = "recall_result"
    answer: ClassVar[type[Answer]] = RecallResults
    about: str
    """Message id of the recall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPdf(Request[Received]):
    """Our extension: the sealed PDF of a record, sent before its submission so that the receipt binds both."""

    kind: ClassVar[str] = "upload_pdf"
    answer: ClassVar[type[Answer]] = Received
    uuid: UUID
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClosings(Request[Closings]):
    """Our extension: which groups of the school year are closed."""

    kind: ClassVar[str] = "closings"
    answer: ClassVar[type[Answer]] = Closings
