"""The exchange's functions of transfers, as the gateway calls them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from hocba.exchange.messages import (
    AddDocument,
    Answer,
    AnswerTransfer,
    AskTransfer,
    AskTransfers,
    CollectTransfer,
    TransferDossier,
    TransferList,
    WithdrawTransfer,
)
from hocba.exchange.profile import exchange_profile
from hocba_web.gateway.ports import Serve
from hocba_web.gateway.services.intake import stored
from hocba_web.register.models import School
from hocba_web.relay.selectors import listing
from hocba_web.relay.services import answering, asking, collecting


def _ask(asked: AskTransfer, school: School, at: datetime, _real_at: datetime) -> Answer:
    asking.ask(asked, school, at=at)
    return stored(asked.message_id)


def _withdraw(asked: WithdrawTransfer, school: School, at: datetime, _real_at: datetime) -> Answer:
    asking.withdraw(asked, school, at=at)
    return stored(asked.message_id)


def _document(asked: AddDocument, school: School, at: datetime, _real_at: datetime) -> Answer:
    answering.add_document(asked, school, at=at)
    return stored(asked.message_id)


def _answer(asked: AnswerTransfer, school: School, at: datetime, _real_at: datetime) -> Answer:
    answering.answer(asked, school, at=at)
    return stored(asked.message_id)


def _list(asked: AskTransfers, school: School, _at: datetime, _real_at: datetime) -> Answer:
    return TransferList(message_id=asked.message_id, response_code=_stored(), rows=listing.of_school(school))


def _collect(asked: CollectTransfer, school: School, at: datetime, _real_at: datetime) -> Answer:
    files = collecting.collect(asked, school, at=at)
    return TransferDossier(message_id=asked.message_id, response_code=_stored(), files=files)


def _stored() -> str:
    return exchange_profile().response_codes["stored"]


SERVE: Mapping[str, Serve] = MappingProxyType(
    {
        AskTransfer.kind: _ask,
        WithdrawTransfer.kind: _withdraw,
        AddDocument.kind: _document,
        AnswerTransfer.kind: _answer,
        AskTransfers.kind: _list,
        CollectTransfer.kind: _collect,
    }
)
