"""One question about one record: exact look-up, fields by scope, a signed answer; every call is kept."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction

from hocba.documents.xml import read_record
from hocba.exchange.statements import sign_statement
from hocba.model import Assessment, YearRecord
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import fold
from hocba_web.procedures.models import Call, Client, Watch
from hocba_web.procedures.purposes import ALLOWED, SOURCE, Purpose, Scope
from hocba_web.register import facts
from hocba_web.register.selectors import records
from hocba_web.register.selectors.lookup import candidate
from hocba_web.register.selectors.records import Standing

LASTS = timedelta(minutes=5)
WATCHED = timedelta(days=120)
"""How long a client is told of changes: longer than any of the procedures takes."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class QuotaUsed(Refused):
    """PROCEDURES_QUOTA: more was asked than agreed."""

    status = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; nothing of it but purpose, dossier and nonce is kept."""

    purpose: Purpose
    dossier: str
    nonce: str
    uuid: UUID | None
    of_pupil: str = ""
    year: int = 0
    """In which the school year of an identifier begins."""
    name: str
    born: date
    personal_id: str
    scopes: frozenset[Scope]


def answer(client: Client, held: frozenset[Scope], question: Question, *, at: datetime, real_at: datetime) -> str:
    """The answer as JWS in compact form, for this client, nonce and a few minutes.

    Args:
        client: who asks, proven by its token.
        held: what the token lets it be told.
        question: as read.
        at: product clock, aware, UTC.
        real_at: the machine's clock; quotas and the answer's minutes count by it.

    Raises:
        Refused: PROCEDURES_PURPOSE, PROCEDURES_SCOPE, PROCEDURES_NONCE, AUTHORITY_SEAL_MISSING, REGISTER_FILE_DAMAGED.
        QuotaUsed: PROCEDURES_QUOTA.
        Missing: PROCEDURES_NO_MATCH, whatever did not agree; REGISTER_FILE_LOST.
        UsageError, SignerFailed: the seal cannot be read, or does not sign.
        StorageAway: the storage does not answer.
    """
    refusal = _refusal(client, held, question)
    with transaction.atomic():  # counted and noted under one lock: many at once are still one after the other
        _require_quota(client, real_at)
        call = _note(client, question, at, real_at)
    if refusal:
        _end(call, Call.Outcome.REFUSED, code=refusal)
        raise Refused(refusal, source=SOURCE)
    found = candidate(uuid=question.uuid, of_pupil=question.of_pupil, year=question.year)
    agreed = found.found
    agreed &= hmac.compare_digest(_key(question.name), _key(found.pupil_name))
    agreed &= hmac.compare_digest(question.born.isoformat(), found.born.isoformat())
    agreed &= hmac.compare_digest(question.personal_id.encode(), found.personal_id.encode())
    if not agreed:
        _end(call, Call.Outcome.MISSED)
        raise Missing("PROCEDURES_NO_MATCH")
    standing = records.standing(found.uuid)
    if standing is None:
        raise Missing("PROCEDURES_NO_MATCH")
    answered = _signed(client, question, _told(standing, question.scopes), real_at)
    with transaction.atomic():
        _end(call, Call.Outcome.ANSWERED, uuid=found.uuid)
        audit.viewed(
            actor=None,
            action="procedures.record.told",
            subject=("record", found.uuid),
            at=at,
            school_id=standing.school_id,
            details={"client": client.pk, "purpose": question.purpose.value, "call": call.pk},
        )
        # What was told, not what is so by now: a change in between is a change that the client does not know of.
        Watch.objects.update_or_create(
            client=client, uuid=found.uuid, defaults={"told": watched(standing), "until": real_at + WATCHED}
        )
    return answered


def watched(standing: Standing | None) -> str:
    """What of a record a client is told changes of: state and whether closed; empty where it is not held."""
    if standing is None:
        return ""
    return f"{standing.state}:{'closed' if standing.finalised_at else 'open'}"


def _refusal(client: Client, held: frozenset[Scope], question: Question) -> str:
    if question.purpose.value not in client.purposes:
        return "PROCEDURES_PURPOSE"
    if not question.scopes or not question.scopes <= held & ALLOWED[question.purpose]:
        return "PROCEDURES_SCOPE"
    return ""


def _require_quota(client: Client, real_at: datetime) -> None:
    Client.objects.select_for_update().get(pk=client.pk)
    calls = Call.objects.filter(client=client)
    minute = calls.filter(real_at__gt=real_at - MINUTE).count()
    if minute >= client.quota_minute or calls.filter(real_at__gt=real_at - DAY).count() >= client.quota_day:
        raise QuotaUsed("PROCEDURES_QUOTA")


def _note(client: Client, question: Question, at: datetime, real_at: datetime) -> Call:
    try:
        with transaction.atomic():
            return Call.objects.create(
                client=client,
                at=at,
                real_at=real_at,
                purpose=question.purpose.value,
                dossier=question.dossier,
                nonce=question.nonce,
                scopes=sorted(scope.value for scope in question.scopes),
                outcome=Call.Outcome.MISSED,
            )
    except IntegrityError:
        raise Refused("PROCEDURES_NONCE") from None


def _end(call: Call, outcome: str, *, code: str = "", uuid: UUID | None = None) -> None:
    call.outcome, call.code, call.uuid = outcome, code, uuid
    call.save(update_fields=["outcome", "code", "uuid"])


def _told(standing: Standing, scopes: frozenset[Scope]) -> dict[str, Any]:
    told: dict[str, Any] = {"ma_tra_cuu": str(standing.uuid)}
    if Scope.STATE in scopes:
        told["trang_thai"] = {
            "state": standing.state,
            "school": standing.school_name,
            "school_year": f"{standing.school_year}-{standing.school_year + 1}",
            "effective_from": standing.finalised_at.isoformat() if standing.finalised_at else None,
        }
    if scopes - {Scope.STATE}:
        told |= _results(read_record(records.xml(standing.uuid)).record, scopes)
    return told


def _results(record: YearRecord, scopes: frozenset[Scope]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if Scope.COMPLETION in scopes:
        told["hoan_thanh"] = {
            "grade": record.grade,
            "grade_completed": record.outcome.grade_completed,
            "promoted": record.outcome.promoted,
            "primary_completed": record.outcome.primary_completed,
        }
    assessed = record.assessment if isinstance(record.assessment, Assessment) else None
    if Scope.OVERALL in scopes:
        told["xep_loai_chung"] = assessed.overall.value if assessed else None
    if Scope.SUBJECTS in scopes:
        rows = assessed.results() if assessed else ()
        told["ket_qua_mon_hoc"] = [{"subject": row.name, "level": row.level.value, "score": row.score} for row in rows]
    return told


@dataclass(frozen=True, slots=True)
class ProcedureAnswer:
    """What a client is told, for it alone and for a few minutes."""

    kind: ClassVar[str] = "hocba-answer"
    client: UUID
    question: Question
    told: Mapping[str, Any]
    at: datetime
    """The machine's clock."""

    def payload(self) -> dict[str, Any]:
        """The members as stated (RFC 7519 names where there are some)."""
        return {
            "aud": str(self.client),
            "nonce": self.question.nonce,
            "purpose": self.question.purpose.value,
            "dossier": self.question.dossier,
            "iat": int(self.at.timestamp()),
            "exp": int((self.at + LASTS).timestamp()),
            "answer": self.told,
        }


def _signed(client: Client, question: Question, told: Mapping[str, Any], real_at: datetime) -> str:
    seal = facts.require_seal()
    stated = ProcedureAnswer(client.public_id, question, told, real_at)
    return sign_statement(stated, seal.signer, seal.algorithm, real_at)


def _key(name: str) -> bytes:
    return fold(name).encode()
