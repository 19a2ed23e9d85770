"""Our extension: transfers between schools through the authority's register (docs/formats/relay.md).

After Circular 28/2020/TT-BGDĐT, art. 36(2), and Decision 32/QĐ-THPĐ, chapter I art. 5(4): the receiving school asks
with the parents' application, the school that holds the pupil releases or refuses, and only then are records handed on.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from hocba.exchange.messages.answers import Answer, Received
from hocba.exchange.messages.fields import Fields, malformed
from hocba.exchange.messages.requests import Request

MEMBER = "transfer"
"""Of requests; `MEMBER`s of answers are "transfers" and "dossier"."""
_NAME = 150
_TEXT = 500
_ROWS = 1_000
_FILES = 60
_FILE_CHARACTERS = 8_000_000
_MEDIA = ("xml", "pdf", "receipt")
_GRADES = range(1, 6)


class Role(Enum):
    """On which side of a transfer the asking school stands."""

    RECEIVING = "receiving"
    HOLDING = "holding"


class TransferState(Enum):
    """Where a transfer stands."""

    ASKED = "asked"
    RELEASED = "released"
    REFUSED = "refused"
    COLLECTED = "collected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is to come, as the parents' application says."""

    personal_id: str
    """12 digits."""
    name: str
    born: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransfer(Request[Received]):
    """The receiving school asks for a pupil's records. Nothing of them, nor whether there are any, is answered."""

    kind: ClassVar[str] = "transfer_ask"
    answer: ClassVar[type[Answer]] = Received
    application: str
    """Number of the parents' application in the receiving school's books."""
    applied_on: date
    grade: int
    """The pupil is to attend."""
    uuid: UUID | None = None
    """Look-up UUID of any record of the pupil; else `pupil`."""
    pupil: Identity | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTransfer(Request[Received]):
    """The receiving school no longer asks."""

    kind: ClassVar[str] = "transfer_withdraw"
    answer: ClassVar[type[Answer]] = Received
    number: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDocument(Request[Received]):
    """The holding school adds its hand-over document of a year that is not over."""

    kind: ClassVar[str] = "transfer_document"
    answer: ClassVar[type[Answer]] = Received
    number: UUID
    document: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTransfer(Request[Received]):
    """The holding school's principal releases or refuses."""

    kind: ClassVar[str] = "transfer_answer"
    answer: ClassVar[type[Answer]] = Received
    number: UUID
    release: bool
    decided_by: str
    """Name of the principal."""
    reason: str = ""
    """Compulsory for a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """One transfer, as one of the two schools may see it."""

    number: UUID
    role: Role
    state: TransferState
    application: str
    applied_on: date
    grade: int
    asked_at: datetime
    due: date
    """Last day of the holding school's term."""
    expires_on: date
    """Last day on which it can be answered, or collected."""
    other_code: str = ""
    """The other school; of the holding school only once it has answered."""
    other_name: str = ""
    pupil: Identity | None = field(default=None, repr=False)
    """For the holding school: who is asked for. For the receiving one: what it sent itself."""
    answered_at: datetime | None = None
    reason: str = ""
    documents: int = 0
    """Hand-over documents that were added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferList(Received):
    """The transfers of the asking school, newest first."""

    rows: tuple[TransferRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransfers(Request[TransferList]):
    """Which transfers concern the asking school: its own, and those that wait for its answer."""

    kind: ClassVar[str] = "transfers"
    answer: ClassVar[type[Answer]] = TransferList


@dataclass(frozen=True, slots=True)
class TransferFile:
    """One file of a dossier."""

    name: str
    """Such as "2024-<uuid>.xml"."""
    media: str
    """"xml", "pdf", or "receipt" (JWS)."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDossier(Received):
    """What the register hands on."""

    files: tuple[TransferFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectTransfer(Request[TransferDossier]):
    """The receiving school takes what was released; it may ask again until the transfer expires."""

    kind: ClassVar[str] = "transfer_collect"
    answer: ClassVar[type[Answer]] = TransferDossier
    number: UUID


Common = dict[str, Any]
Reader = Callable[[Common, Fields], Request[Answer]]


def _ask(common: Common, one: Fields) -> Request[Answer]:
    by_uuid = one.has("uuid")
    return AskTransfer(
        **common,
        application=one.text("application", _NAME),
        applied_on=one.day("applied_on"),
        grade=one.whole("grade", _GRADES),
        uuid=one.uuid("uuid") if by_uuid else None,
        pupil=None if by_uuid else _identity(one.inner("pupil")),
    )


def _document(common: Common, one: Fields) -> Request[Answer]:
    return AddDocument(**common, number=one.uuid("number"), document=_bytes(one, "data", f"hocba/{MEMBER}"))


def _answer(common: Common, one: Fields) -> Request[Answer]:
    return AnswerTransfer(
        **common,
        number=one.uuid("number"),
        release=bool(one.whole("release", range(2))),
        decided_by=one.text("decided_by", _NAME),
        reason=one.text("reason", _TEXT, empty=True, lines=True),
    )


READERS: Mapping[str, Reader] = {
    AskTransfer.kind: _ask,
    WithdrawTransfer.kind: lambda common, one: WithdrawTransfer(**common, number=one.uuid("number")),
    AddDocument.kind: _document,
    AnswerTransfer.kind: _answer,
    AskTransfers.kind: lambda common, _one: AskTransfers(**common),
    CollectTransfer.kind: lambda common, one: CollectTransfer(**common, number=one.uuid("number")),
}


def read_request(kind: str, common: Common, extension: Fields) -> Request[Answer]:
    """A request of one of these kinds; what stands in `hocba/transfer` and nothing else.

    Raises:
        DocumentError: MESSAGE_MALFORMED.
    """
    one = extension.optional(MEMBER)
    request = READERS[kind](common, one)
    one.done()
    return request


def write_request(request: Request[Answer]) -> dict[str, Any]:
    """The `hocba` member of a request of one of these kinds."""
    match request:
        case AskTransfer():
            found: dict[str, Any] = {
                "application": request.application,
                "applied_on": request.applied_on.isoformat(),
                "grade": request.grade,
            }
            if request.uuid is not None:
                found["uuid"] = str(request.uuid)
            elif request.pupil is not None:
                found["pupil"] = _identity_json(request.pupil)
        case WithdrawTransfer() | CollectTransfer():
            found = {"number": str(request.number)}
        case AddDocument():
            found = {"number": str(request.number), "data": base64.b64encode(request.document).decode("ascii")}
        case AnswerTransfer():
            found = {
                "number": str(request.number),
                "release": int(request.release),
                "decided_by": request.decided_by,
                "reason": request.reason,
            }
        case _:
            return {}
    return {MEMBER: found}


def read_list(extension: Fields, head: Mapping[str, Any]) -> TransferList:
    """The answer to `AskTransfers`.

    Raises:
        DocumentError: MESSAGE_MALFORMED.
    """
    return TransferList(
        **head, rows=tuple(_row(Fields(one, "transfers")) for one in extension.list("transfers", _ROWS))
    )


def read_dossier(extension: Fields, head: Mapping[str, Any]) -> TransferDossier:
    """The answer to `CollectTransfer`.

    Raises:
        DocumentError: MESSAGE_MALFORMED.
    """
    files = []
    for value in extension.list("dossier", _FILES):
        one = Fields(value, "dossier")
        media = one.text("media", 10)
        if media not in _MEDIA:
            raise malformed("dossier/media")
        files.append(TransferFile(one.text("name", _NAME), media, _bytes(one, "data", "dossier")))
    return TransferDossier(**head, files=tuple(files))


def write_answer(answer: Received) -> dict[str, Any]:
    """The `hocba` member of an answer; empty for one that has none."""
    if isinstance(answer, TransferList):
        return {"transfers": [_row_json(row) for row in answer.rows]}
    if isinstance(answer, TransferDossier):
        return {
            "dossier": [
                {"name": one.name, "media": one.media, "data": base64.b64encode(one.content).decode("ascii")}
                for one in answer.files
            ]
        }
    return {}


def _row(one: Fields) -> TransferRow:
    try:
        role, state = Role(one.text("role", 20)), TransferState(one.text("state", 20))
    except ValueError:
        raise malformed("transfers/state") from None
    return TransferRow(
        number=one.uuid("number"),
        role=role,
        state=state,
        application=one.text("application", _NAME),
        applied_on=one.day("applied_on"),
        grade=one.whole("grade", _GRADES),
        asked_at=one.moment("asked_at"),
        due=one.day("due"),
        expires_on=one.day("expires_on"),
        other_code=one.optional_text("other_code", _NAME) or "",
        other_name=one.optional_text("other_name", 2 * _NAME) or "",
        pupil=_identity(one.inner("pupil")) if one.has("pupil") else None,
        answered_at=one.moment("answered_at") if one.has("answered_at") else None,
        reason=one.text("reason", _TEXT, empty=True, lines=True),
        documents=one.whole("documents", range(100)),
    )


def _row_json(row: TransferRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": str(row.number),
        "role": row.role.value,
        "state": row.state.value,
        "application": row.application,
        "applied_on": row.applied_on.isoformat(),
        "grade": row.grade,
        "asked_at": row.asked_at.isoformat(),
        "due": row.due.isoformat(),
        "expires_on": row.expires_on.isoformat(),
        "reason": row.reason,
        "documents": row.documents,
    }
    if row.other_code:
        found |= {"other_code": row.other_code, "other_name": row.other_name}
    if row.pupil is not None:
        found["pupil"] = _identity_json(row.pupil)
    if row.answered_at is not None:
        found["answered_at"] = row.answered_at.isoformat()
    return found


def _identity(one: Fields) -> Identity:
    found = Identity(one.text("personal_id", 12), one.text("name", _NAME), one.day("born"))
    one.done()
    return found


def _identity_json(pupil: Identity) -> dict[str, str]:
    return {"personal_id": pupil.personal_id, "name": pupil.name, "born": pupil.born.isoformat()}


def _bytes(one: Fields, name: str, where: str) -> bytes:
    try:
        return base64.b64decode(one.text(name, _FILE_CHARACTERS), validate=True)
    except (binascii.Error, ValueError):
        raise malformed(f"{where}/{name}") from None
