"""Messages of transfers: what is written is read again, and nothing else is taken."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from hocba.errors import DocumentError
from hocba.exchange.messages import (
    AddDocument,
    Answer,
    AnswerTransfer,
    AskTransfer,
    AskTransfers,
    CollectTransfer,
    Identity,
    Login,
    Received,
    Request,
    Role,
    TransferDossier,
    TransferFile,
    TransferList,
    TransferRow,
    TransferState,
    WithdrawTransfer,
    answer_json,
    parse_answer,
    parse_request,
    request_digest,
    request_json,
)
from hocba.model import SchoolYear

HEAD: dict[str, Any] = {
    "login": Login.of("48491401", "vanthu", "mat-khau", "the"),
    "school_year": SchoolYear(2025),
    "message_id": "48491401-7",
}
NUMBER = UUID("3b8cbd3c-7d38-4a1d-9d36-5e6ac1c0a9f2")
CHILD = Identity("022216000001", "Nguyễn Thử Một", date(2016, 3, 1))
ASK = AskTransfer(**HEAD, application="DXC-12", applied_on=date(2026, 8, 12), grade=3, pupil=CHILD)
REQUESTS: tuple[Request[Answer], ...] = (
    ASK,
    replace(ASK, uuid=NUMBER, pupil=None),
    WithdrawTransfer(**HEAD, number=NUMBER),
    AddDocument(**HEAD, number=NUMBER, document=b"<PHIEU/>"),
    AnswerTransfer(**HEAD, number=NUMBER, release=False, decided_by="Trần Thị Thử", reason="Không học ở trường"),
    AskTransfers(**HEAD),
    CollectTransfer(**HEAD, number=NUMBER),
)
ROW = TransferRow(
    number=NUMBER,
    role=Role.HOLDING,
    state=TransferState.ASKED,
    application="DXC-12",
    applied_on=date(2026, 8, 12),
    grade=3,
    asked_at=datetime(2026, 8, 12, 2, 0, tzinfo=UTC),
    due=date(2026, 8, 17),
    expires_on=date(2026, 9, 11),
    other_code="22000002",
    other_name="Trường Tiểu học Thử",
    pupil=CHILD,
    documents=1,
)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_a_request_is_read_as_it_was_written(request_: Request[Answer]) -> None:
    found = parse_request(request_json(request_))
    assert found == request_
    assert request_digest(found) == request_digest(request_)


def test_answers_are_read_as_they_were_written() -> None:
    rows = (ROW, replace(ROW, role=Role.RECEIVING, other_code="", other_name="", pupil=None))
    asked: Request[Answer]
    asked, answer = REQUESTS[5], TransferList(message_id="48491401-7", response_code="00", rows=rows)
    assert parse_answer(answer_json(answer), asked) == answer
    files = (TransferFile("2025.xml", "xml", b"<HOC_BA/>"), TransferFile("2025.jws", "receipt", b"a.b.c"))
    dossier = TransferDossier(message_id="48491401-7", response_code="00", files=files)
    assert parse_answer(answer_json(dossier), REQUESTS[6]) == dossier
    refused = Received(message_id="48491401-7", error="TRANSFER_UNKNOWN", error_description="Không có.")
    assert parse_answer(answer_json(refused), REQUESTS[6]).refused


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("grade", 6),
        ("grade", "3"),
        ("applied_on", "12/08/2026"),
        ("uuid", "x"),
        ("application", ""),
        ("more", 1),
        ("pupil", {"personal_id": "022216000001", "name": "A", "born": "2016-03-01", "sex": "Nam"}),
    ],
)
def test_anything_else_is_refused(place: str, value: object) -> None:
    message = json.loads(request_json(ASK))
    message["hocba"]["transfer"][place] = value
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        parse_request(json.dumps(message).encode())


def test_a_dossier_with_a_file_of_another_kind_is_refused() -> None:
    answer = json.loads(answer_json(TransferDossier(message_id="48491401-7", files=(TransferFile("a", "xml", b"a"),))))
    answer["hocba"]["dossier"][0]["media"] = "exe"
    with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
        parse_answer(json.dumps(answer).encode(), REQUESTS[6])


def test_who_is_asked_for_stands_in_no_text_of_the_request() -> None:
    assert "022216000001" not in repr(ASK)
