"""Reading what a system sends: exactly these members, each within its limits."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from uuid import UUID

from hocba_web.base.refusals import Refused
from hocba_web.procedures.purposes import Purpose, Scope
from hocba_web.procedures.services.answers import Question

LONGEST = 4096
"""Bytes of a question."""
_MEMBERS = {"purpose", "dossier", "nonce", "identifier", "name", "born", "personal_id", "fields"}
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
_DOSSIER = re.compile(r"[A-Za-z0-9./_-]{1,60}", re.ASCII)
_PERSONAL_ID = re.compile(r"\d{12}", re.ASCII)
_IDENTIFIER = re.compile(r"(\d{12})-02-(\d{4})-(\d{4})", re.ASCII)
_NAME = 150


class Malformed(Refused):
    """PROCEDURES_MALFORMED."""

    status = 400


def read_question(body: bytes) -> Question:
    """The question in a request.

    Raises:
        Malformed: PROCEDURES_MALFORMED, with the member concerned.
    """
    if len(body) > LONGEST:
        raise Malformed("PROCEDURES_MALFORMED", where="body")
    try:
        sent = json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Malformed("PROCEDURES_MALFORMED", where="body") from None
    if not isinstance(sent, dict) or set(sent) != _MEMBERS:
        raise Malformed("PROCEDURES_MALFORMED", where="body")
    texts = {name: sent[name] for name in _MEMBERS - {"fields"}}
    for name, value in texts.items():
        if not isinstance(value, str) or not value or len(value) > _NAME or not value.isprintable():
            raise Malformed("PROCEDURES_MALFORMED", where=name)
    uuid, of_pupil, year = _identifier(texts["identifier"])
    return Question(
        purpose=_member(Purpose, texts["purpose"], "purpose"),
        dossier=_matched(_DOSSIER, texts["dossier"], "dossier"),
        nonce=_matched(_NONCE, texts["nonce"], "nonce"),
        uuid=uuid,
        of_pupil=of_pupil,
        year=year,
        name=texts["name"],
        born=_day(texts["born"]),
        personal_id=_matched(_PERSONAL_ID, texts["personal_id"], "personal_id"),
        scopes=_scopes(sent["fields"]),
    )


def _identifier(text: str) -> tuple[UUID | None, str, int]:
    """A look-up UUID, or the record's identifier `<personal ID>-02-<school year>`."""
    found = _IDENTIFIER.fullmatch(text)
    if found is not None and int(found[3]) == int(found[2]) + 1:
        return None, found[1], int(found[2])
    try:
        return UUID(text), "", 0
    except ValueError:
        raise Malformed("PROCEDURES_MALFORMED", where="identifier") from None


def _member(kind: type[Purpose], text: str, where: str) -> Purpose:
    try:
        return kind(text)
    except ValueError:
        raise Malformed("PROCEDURES_MALFORMED", where=where) from None


def _matched(pattern: re.Pattern[str], text: str, where: str) -> str:
    if not pattern.fullmatch(text):
        raise Malformed("PROCEDURES_MALFORMED", where=where)
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed("PROCEDURES_MALFORMED", where="born") from None


def _scopes(sent: object) -> frozenset[Scope]:
    if not isinstance(sent, list) or not 0 < len(sent) <= len(Scope) or len(set(map(str, sent))) < len(sent):
        raise Malformed("PROCEDURES_MALFORMED", where="fields")
    try:
        return frozenset(Scope(one) for one in sent)
    except ValueError:
        raise Malformed("PROCEDURES_MALFORMED", where="fields") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members
