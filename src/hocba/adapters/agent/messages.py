"""The messages between a signing page and `hocba agent`: read strictly, written in one place.

The protocol is described in docs/formats/agent-protocol.md. Whatever a page sends is untrusted: unknown fields, wrong
types, control characters (they would speak to the terminal) and anything too long are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from hocba.errors import HocbaError, UsageError
from hocba.messages import text
from hocba.signature_profile import ALGORITHMS, SignatureAlgorithm, algorithm

VERSION = 1
SUBPROTOCOL = "hocba.sign.v1"
DEFAULT_PORT = 8988
MOST_ITEMS = 500
MOST_MESSAGE_BYTES = 4 * 1024 * 1024
"""One WebSocket message; 500 items of a record's `SignedInfo` are a third of it."""
MOST_CONTENT_BYTES = 64 * 1024
"""One item's content."""
MOST_TEXT = 200
"""Characters of a title."""

PROOF = b"hocba-proof-1\n"
"""How a proof of possession begins: what a person signs to register a certificate."""
_MOST_PROOF_BYTES = 1024

_SIGNED_INFO = re.compile(
    rb'<(?:(?P<prefix>[A-Za-z][A-Za-z0-9]{0,15}):)?SignedInfo xmlns(?::(?P<bound>[A-Za-z0-9]+))?="'
    rb'http://www\.w3\.org/2000/09/xmldsig#">'
)
_CMS_ATTRIBUTES = (bytes.fromhex("06092a864886f70d010903"), bytes.fromhex("06092a864886f70d010904"))
"""Content type and message digest, as DER writes them: every set of signed attributes has both (RFC 5652, 11)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One signature that is asked for."""

    item_id: str
    content: bytes
    """What is signed: canonical `SignedInfo`, signed attributes of a CMS, or a proof of possession."""
    title: str
    """Whose record it is."""
    detail: str
    """In which slot."""

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal: the page shows the same."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class SignRequest:
    """Everything one confirmation covers."""

    title: str
    certificate: bytes
    """DER; the key is found by it."""
    algorithm: SignatureAlgorithm
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class CertificatesRequest:
    """Which certificates are there?"""


Request = SignRequest | CertificatesRequest


def read_request(message: str | bytes) -> Request:
    """The request of a page.

    Raises:
        UsageError: AGENT_MESSAGE_BROKEN (`where` names the field), AGENT_VERSION, AGENT_TOO_MANY_ITEMS,
            AGENT_CONTENT_UNKNOWN.
    """
    data = _object(message)
    if data.get("version") != VERSION:
        raise UsageError("AGENT_VERSION", where="version", version=VERSION)
    if data.get("type") == "certificates":
        _require_fields(data, {"type", "version"}, "message")
        return CertificatesRequest()
    if data.get("type") != "sign":
        raise _broken("type")
    _require_fields(data, {"type", "version", "title", "certificate", "algorithm", "items"}, "message")
    name = data["algorithm"]
    if not isinstance(name, str) or name not in ALGORITHMS:
        raise _broken("algorithm")
    return SignRequest(
        title=_text(data["title"], "title"),
        certificate=_bytes(data["certificate"], "certificate"),
        algorithm=algorithm(name),
        items=_items(data["items"]),
    )


def hello(agent: str) -> str:
    """The first message of the agent."""
    return json.dumps({"type": "hello", "version": VERSION, "agent": agent, "items": MOST_ITEMS})


def certificates(found: Sequence[Mapping[str, Any]]) -> str:
    """The certificates on the tokens: `chain` (DER), `key` ("rsa" or "ec") and `token` of each."""
    listed = [{**one, "chain": [_b64(each) for each in one["chain"]]} for one in found]
    return json.dumps({"type": "certificates", "version": VERSION, "certificates": listed}, ensure_ascii=False)


def progress(done: int) -> str:
    """So many are signed."""
    return json.dumps({"type": "progress", "version": VERSION, "done": done})


def values(request: SignRequest, signed: Sequence[bytes]) -> str:
    """All values, by item."""
    listed = [{"id": item.item_id, "value": _b64(value)} for item, value in zip(request.items, signed, strict=True)]
    answer = {"type": "values", "version": VERSION, "certificate": _b64(request.certificate), "values": listed}
    return json.dumps(answer)


def error(refusal: HocbaError) -> str:
    """A refusal, with its sentence in Vietnamese."""
    said = text(refusal.code, {"where": refusal.where, **refusal.params})
    return json.dumps({"type": "error", "version": VERSION, "code": refusal.code, "text": said}, ensure_ascii=False)


def _object(message: str | bytes) -> dict[str, Any]:
    data: object = None
    if isinstance(message, str):
        try:
            data = json.loads(message, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            data = None
    if not isinstance(data, dict):
        raise _broken("message")
    return cast("dict[str, Any]", data)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field given twice means two things to two readers."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _items(given: object) -> tuple[Item, ...]:
    if not isinstance(given, list) or not given:
        raise _broken("items")
    if len(given) > MOST_ITEMS:
        raise UsageError("AGENT_TOO_MANY_ITEMS", where="items", count=len(given), most=MOST_ITEMS)
    items = tuple(_item(each, f"items[{number}]") for number, each in enumerate(given))
    if len({item.item_id for item in items}) != len(items):
        raise _broken("items.id")
    return items


def _item(given: object, where: str) -> Item:
    if not isinstance(given, dict):
        raise _broken(where)
    data = cast("dict[str, Any]", given)
    _require_fields(data, {"id", "message", "title", "detail"}, where)
    content = _bytes(data["message"], f"{where}.message")
    if not is_signable(content):
        raise UsageError("AGENT_CONTENT_UNKNOWN", where=where)
    item_id = data["id"]
    if not isinstance(item_id, str) or re.fullmatch(r"[A-Za-z0-9._:-]{1,80}", item_id) is None:
        raise _broken(f"{where}.id")
    return Item(item_id, content, _text(data["title"], f"{where}.title"), _text(data["detail"], f"{where}.detail"))


def is_signable(content: bytes) -> bool:
    """Whether that is something a record is signed by.

    A program that signs any bytes would also sign a login elsewhere, a contract or a piece of software.
    """
    if len(content) > MOST_CONTENT_BYTES:
        return False
    if content.startswith(PROOF):
        return len(content) <= _MOST_PROOF_BYTES
    start = _SIGNED_INFO.match(content)
    if start is not None and start["prefix"] == start["bound"]:
        name = start["prefix"] + b":SignedInfo>" if start["prefix"] else b"SignedInfo>"
        return content.endswith(b"</" + name) and content.count(b"</" + name) == 1
    return _is_one_der_set(content) and all(each in content for each in _CMS_ATTRIBUTES)


def _is_one_der_set(content: bytes) -> bool:
    if len(content) < 2 or content[0] != 0x31:  # noqa: PLR2004  # DER: the tag SET OF, and at least a length
        return False
    size, header = content[1], 2
    if size >= 0x80:  # noqa: PLR2004  # DER's long form
        header += size & 0x7F
        size = int.from_bytes(content[2:header], "big")
    return header + size == len(content)


def _require_fields(data: Mapping[str, Any], fields: set[str], where: str) -> None:
    if set(data) != fields:
        raise _broken(where)


def _text(given: object, where: str) -> str:
    if not isinstance(given, str) or len(given) > MOST_TEXT or not given.isprintable():
        raise _broken(where)
    return given


def _bytes(given: object, where: str) -> bytes:
    if not isinstance(given, str) or not given:
        raise _broken(where)
    try:
        return b64decode(given, validate=True)
    except (NotBase64, ValueError):
        raise _broken(where) from None


def _b64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _broken(where: str) -> UsageError:
    return UsageError("AGENT_MESSAGE_BROKEN", where=where)
