"""The exchange in OpenAPI 3.1, made from the same data by which messages are written and read.

Source: Công văn 2088/BGDĐT-GDTH, part II; what is ours is marked so (docs/formats/exchange.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hocba.exchange.messages import AskResult, Recall, RegisterCertificate, UploadPdf
from hocba.exchange.messages.transfers import READERS
from hocba.exchange.profile import ExchangeProfile, exchange_profile

Schema = dict[str, Any]
_UUID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MOMENT = {"type": "string", "format": "date-time"}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ERRORS = {
    "400": "Not a message (GATEWAY_MALFORMED).",
    "401": "The login is wrong (GATEWAY_LOGIN_WRONG); nothing is stored.",
    "409": "The id came before with other content (GATEWAY_MESSAGE_REUSED).",
    "413": "Larger than 10 MB (GATEWAY_TOO_LARGE); nothing was parsed.",
    "415": "Not application/json, or packed (GATEWAY_MALFORMED).",
    "503": "Asked too often (GATEWAY_TOO_MANY), or the storage is away (GATEWAY_STORAGE_AWAY): nothing was taken,"
    " and the same request may come again after Retry-After.",
}


@cache
def description() -> Schema:
    """The whole description."""
    profile = exchange_profile()
    requests = {f"request-{kind}": _request(kind, profile) for kind in profile.kinds}
    answers = _answers(profile)
    received = {"$ref": "#/components/schemas/received"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cổng tiếp nhận học bạ số cấp Tiểu học",
            "version": "1",
            "description": (
                f"{profile.source}. JSON over TLS 1.2 or newer, at most {profile.limits.request_bytes} bytes. "
                "The same message id with the same content is answered the same as often as it comes."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/hoc-ba/v1/giao-dich": {
                "post": {
                    "operationId": "giaoDich",
                    "summary": "One transaction",
                    "requestBody": {"required": True, "content": _json({"oneOf": _refs(requests)})},
                    "responses": {"200": {"description": "An answer.", "content": _json({"anyOf": _refs(answers)})}}
                    | {status: {"description": text, "content": _json(received)} for status, text in _ERRORS.items()},
                }
            }
        },
        "components": {"schemas": requests | answers},
    }


def _request(kind: str, profile: ExchangeProfile) -> Schema:
    """A request of one kind: login and function in the envelope, content, and where there is one our extension."""
    names, limits = profile.login, profile.limits
    type_, function = profile.kinds[kind]
    envelope = {
        names["token"]: _text(limits.secret),
        names["user_name"]: _text(limits.name),
        names["password"]: _DIGEST | {"description": "SHA-256 of the password."},
        names["unit"]: _text(limits.name),
        names["school_year"]: {"type": "integer", "description": "The year in which the school year begins."},
        names["message_id"]: _text(limits.name),
        names["type"]: {"const": type_},
        names["function"]: {"const": function},
    }
    if kind == RegisterCertificate.kind:
        more = profile.certificate
        envelope |= {
            more["serial_number"]: {"type": "string", "pattern": "^[0-9A-F]+$"},
            more["valid_from"]: _DAY,
            more["kind"]: _text(limits.name),
            more["issuer"]: _text(limits.name),
        }
    members: Schema = {profile.envelope: _object(envelope), profile.content: {"type": "string"}}
    extension = _extensions(kind, limits.text)
    if extension is None:
        return _object(members)
    required = list(members)
    return _object(members | {profile.extension: extension}, required=required)


def _extensions(kind: str, text: int) -> Schema | None:
    """What is ours in a request: always optional, but for the two functions that are ours as a whole."""
    if kind == AskResult.kind:
        want = {"type": "array", "uniqueItems": True, "items": {"enum": ["code", "receipt"]}}
        renew = {"type": "array", "uniqueItems": True, "items": _UUID}
        return _object({"want": want, "renew": renew}, required=[])
    if kind == Recall.kind:
        reasons = {"type": "object", "propertyNames": _UUID, "additionalProperties": {"type": "string"}}
        return _object({"reasons": reasons}, required=[])
    if kind == UploadPdf.kind:
        pdf = _object({"uuid": _UUID, "data": {"type": "string", "contentEncoding": "base64"}})
        return _object({"pdf": pdf})
    if kind in READERS:
        return {"type": "object", "description": f"See docs/formats/relay.md; texts of at most {text} signs."}
    return None


def _answers(profile: ExchangeProfile) -> dict[str, Schema]:
    names, rows = profile.received, profile.rows
    told = {"type": "string"}
    head = {names[name]: told for name in ("message_id", "error", "error_description", "response_code")}
    head[names["response_description"]] = told
    row = {
        rows["uuid"]: _UUID,
        rows["error"]: told,
        rows["error_field_title"]: told,
        rows["error_description"]: told,
    }
    pupil = {rows[name]: told for name in ("pupil_code", "pupil_name", "personal_id")}
    ours = _object({"receipt": told, "code": told}, required=[], closed=False)
    judged = pupil | row | {rows["status"]: {"enum": [0, 1]}}
    recalled = row | {rows["status"]: {"enum": [1, 2, 3]}}
    closing = _object({"group": {"enum": ["15/6", "15/8"]}, "finalised_at": _MOMENT, "statement": told}, closed=False)
    notice = _object({"number": _UUID, "subject": told, "text": told, "sent_at": _MOMENT}, closed=False)
    due = _object({"receipts_due": {"type": "integer", "minimum": 0}}, required=[], closed=False)
    return {
        "received": _object(head, closed=False),
        "results": _object(
            head
            | {rows["list"]: _list(_object(judged | {profile.extension: ours}, required=list(judged), closed=False))}
            | {profile.extension: due},
            required=[*head, rows["list"]],
            closed=False,
        ),
        "recall-results": _object(head | {rows["list"]: _list(_object(recalled, closed=False))}, closed=False),
        "registered": _object(dict.fromkeys(profile.registered.values(), told), closed=False),
        "approval": _object(
            dict.fromkeys(profile.approved.values(), told) | {profile.approved["status"]: {"enum": [0, 1]}},
            required=[name for key, name in profile.approved.items() if key != "status"],
            closed=False,
        ),
        "closings": _object(
            head | {profile.extension: _object({"closings": _list(closing)}, closed=False)}, closed=False
        ),
        "notices": _object(head | {profile.extension: _object({"notices": _list(notice)}, closed=False)}, closed=False),
    }


def _object(members: Mapping[str, Schema], *, required: list[str] | None = None, closed: bool = True) -> Schema:
    found: Schema = {"type": "object", "properties": dict(members)}
    found["required"] = list(members) if required is None else required
    if closed:
        found["additionalProperties"] = False
    return found


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _text(longest: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _refs(schemas: Mapping[str, Schema]) -> list[Schema]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
