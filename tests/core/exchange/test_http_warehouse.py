"""The way to the ministry's warehouse: token and transactions over trusted TLS, nothing secret in what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from core.exchange.test_http_gateway import answer, gateway, server_tls
from hocba.adapters.warehouse import HttpWarehouse
from hocba.errors import DocumentError, UsageError
from hocba.exchange.messages import Login, Received, Submit, answer_json, parse_request
from hocba.exchange.warehouse import (
    Listed,
    Token,
    WarehouseFailed,
    WarehouseLoginRefused,
    WarehouseOutcomeUnknown,
    WarehouseUnreachable,
    list_json,
    parse_list,
    parse_token,
    parse_token_request,
    token_json,
    token_request,
    warehouse_profile,
)
from hocba.messages import catalogue
from hocba.model import SchoolYear

SECRET = "rat-bi-mat"
TOKEN = "the-bi-mat-1"
LOGIN = Login.of("22", "so-gddt", SECRET, "")
NOBODY = Login("", "", "", "")
REQUEST = Submit(login=NOBODY, school_year=SchoolYear(2025), message_id="m-1", content="QUJD")
ANSWER = Received(message_id="m-1", response_code="00")
SERVICES = warehouse_profile().services
Say = Callable[[str, bytes], tuple[int, bytes]]


def serving(say: Say) -> Callable[[BaseHTTPRequestHandler, bytes], None]:
    """A server that answers by path and body."""

    def serve(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        status, body = say(handler.path.removeprefix("/api"), asked)
        answer(body, status, Connection="close")(handler, asked)

    return serve


def good(path: str, asked: bytes) -> tuple[int, bytes]:
    """A warehouse that takes everything."""
    if path == SERVICES["token"]:
        return 200, token_json(Token(TOKEN, 900))
    if path == SERVICES["providers"]:
        return 200, list_json([Listed("BCY", "Ban Cơ yếu Chính phủ")])
    found = parse_request(asked)
    return (200, answer_json(ANSWER)) if found.login.token == TOKEN else (401, b"{}")


def failure(kind: type[WarehouseFailed], way: HttpWarehouse) -> WarehouseFailed:
    """What a request fails with; nothing of login and token is in it."""
    with pytest.raises(kind) as failed:
        way.send(REQUEST)
    error = failed.value
    assert error.code in catalogue()
    told = f"{error} {error!r} {error.args} {error.params} {error.__cause__}"
    assert not [one for one in (SECRET, LOGIN.password_hash, TOKEN) if one in told]
    return error


def test_a_transaction_goes_with_the_warehouses_own_login_and_token() -> None:
    seen = []

    def say(path: str, asked: bytes) -> tuple[int, bytes]:
        if path != SERVICES["token"]:
            seen.append((path, parse_request(asked).login))
        return good(path, asked)

    with gateway(serving(say)) as address:
        way = HttpWarehouse(address, LOGIN)
        assert way.send(REQUEST) == ANSWER
    ((path, login),) = seen
    assert (path, login.unit, login.password_hash, login.token) == (
        SERVICES["submit"],
        "22",
        LOGIN.password_hash,
        TOKEN,
    )


def test_lists_are_read() -> None:
    with gateway(serving(good)) as address:
        assert HttpWarehouse(address, LOGIN).providers() == (Listed("BCY", "Ban Cơ yếu Chính phủ"),)


def test_a_token_is_asked_for_once_and_again_when_it_is_refused() -> None:
    given = []

    def say(path: str, asked: bytes) -> tuple[int, bytes]:
        if path == SERVICES["token"]:
            given.append(f"{TOKEN}-{len(given)}")
            return 200, token_json(Token(given[-1], 900))
        held = parse_request(asked).login.token
        return (200, answer_json(ANSWER)) if held == valid[0] else (401, b"{}")

    valid = [f"{TOKEN}-0"]
    with gateway(serving(say)) as address:
        way = HttpWarehouse(address, LOGIN)
        way.send(REQUEST)
        way.send(REQUEST)
        assert len(given) == 1
        valid[0] = f"{TOKEN}-1"
        assert way.send(REQUEST) == ANSWER
        valid[0] = "nothing"
        failure(WarehouseLoginRefused, way)
        assert len(given) == 3


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_wrong_login_is_told(status: int) -> None:
    with gateway(serving(lambda _path, _asked: (status, b"{}"))) as address:
        assert failure(WarehouseLoginRefused, HttpWarehouse(address, LOGIN)).arrived is False


@pytest.mark.parametrize("body", [b"", b"[]", b'{"token":""}', b'{"token":"a","hieu_luc_giay":0}', b"\xff"])
def test_without_a_token_nothing_was_sent(body: bytes) -> None:
    with gateway(serving(lambda _path, _asked: (200, body))) as address:
        assert failure(WarehouseUnreachable, HttpWarehouse(address, LOGIN)).arrived is False


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (302, b"{}"), (200, b"<html>"), (200, b'{"MessageId":"other"}'), (409, answer_json(ANSWER))],
)
def test_an_answer_that_is_none_leaves_the_outcome_open(status: int, body: bytes) -> None:
    def say(path: str, asked: bytes) -> tuple[int, bytes]:
        return good(path, asked) if path == SERVICES["token"] else (status, body)

    with gateway(serving(say)) as address:
        error = failure(WarehouseOutcomeUnknown, HttpWarehouse(address, LOGIN))
    assert (error.code, error.arrived) == ("WAREHOUSE_ANSWER_BROKEN", None)


def test_only_trusted_tls_and_this_machine(tmp_path: Path) -> None:
    for address in ("http://kho.example.edu.vn", "ftp://kho.example.edu.vn", "https://a:b@kho.example.edu.vn", "kho"):
        with pytest.raises(UsageError, match="WAREHOUSE_ADDRESS_REFUSED"):
            HttpWarehouse(address, LOGIN)
    with pytest.raises(UsageError, match="WAREHOUSE_CA_UNREADABLE"):
        HttpWarehouse("https://kho.example.edu.vn", LOGIN, ca_file=tmp_path / "none.pem")
    tls, root = server_tls(tmp_path)
    with gateway(serving(good), tls) as address:
        assert HttpWarehouse(address, LOGIN, ca_file=root).send(REQUEST) == ANSWER
        assert failure(WarehouseUnreachable, HttpWarehouse(address, LOGIN)).code == "WAREHOUSE_NOT_TRUSTED"
    assert failure(WarehouseUnreachable, HttpWarehouse(address, LOGIN, ca_file=root)).code == "WAREHOUSE_UNREACHABLE"


def test_messages_are_read_as_they_were_written_and_nothing_else() -> None:
    assert parse_token_request(token_request(LOGIN)) == LOGIN
    assert parse_token(token_json(Token(TOKEN, 5))) == Token(TOKEN, 5)
    assert TOKEN not in repr(Token(TOKEN, 5))
    rows = (Listed("A", "Một"), Listed("B", "Hai"))
    assert parse_list(list_json(rows)) == rows
    more = json.dumps(json.loads(token_request(LOGIN)) | {"more": 1}).encode()
    for broken in (more, b"{}", b"[]", token_request(LOGIN).replace(b'"22"', b"22")):
        with pytest.raises(DocumentError, match="MESSAGE_MALFORMED"):
            parse_token_request(broken)


def test_what_is_assumed_says_so() -> None:
    profile = warehouse_profile()
    assert profile.assumed
    assert len(set(profile.services.values())) == len(profile.services) == 9
    described = (Path(__file__).resolve().parents[3] / "docs/formats/warehouse.md").read_text(encoding="utf-8")
    assert [path for path in profile.services.values() if path not in described] == []
