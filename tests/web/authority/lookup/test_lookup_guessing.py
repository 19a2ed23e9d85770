"""Guessing at speed: every try costs work, work grows with misses, and no family is locked out of its record."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hocba_web.base import clock
from hocba_web.base import pace as counting
from hocba_web.base.models import Effort
from hocba_web.portal import pace
from hocba_web.portal.lookup import asking, puzzle
from hocba_web.portal.models import Spent
from support.web.families import LOOK_UP, Family, solved

ANOTHER_CODE = "0000-0000-0000-0000"
PUZZLE = "/tra-cuu/bai-toan/"
BY_RECORD, BY_ADDRESS = "look-up.record", "look-up.address"


def _post(client: Client, family: Family, answer: str, **changes: str) -> tuple[int, str]:
    page = client.post(LOOK_UP, family.inputs(**changes) | {"altcha": answer})
    text = page.content.decode()
    code = next((word for word in text.replace("<", " ").replace(">", " ").split() if word.startswith("LOOKUP_")), "")
    return page.status_code, code


def test_without_a_solved_puzzle_nothing_is_compared(family: Family, client: Client) -> None:
    assert _post(client, family, "") == (409, "LOOKUP_PUZZLE_MISSING")
    assert _post(client, family, "aGVsbG8=") == (409, "LOOKUP_PUZZLE_WRONG")
    assert _post(client, family, "\x00" * 5000) == (409, "LOOKUP_PUZZLE_WRONG")
    assert Effort.objects.count() == 0


@pytest.mark.parametrize("garbage", ["bnVsbA==", "W10=", "e30=", "eyJjaGFsbGVuZ2UiOjF9", "é", "////", "MQ==" * 900])
def test_whatever_is_sent_in_place_of_an_answer_is_refused(family: Family, client: Client, garbage: str) -> None:
    assert _post(client, family, garbage) == (409, "LOOKUP_PUZZLE_WRONG")


def test_a_solved_puzzle_serves_once(family: Family, client: Client) -> None:
    answer = solved()
    assert _post(client, family, answer, code=ANOTHER_CODE) == (404, "LOOKUP_NOT_FOUND")
    assert _post(client, family, answer) == (409, "LOOKUP_PUZZLE_USED")
    spaced = b64encode(json.dumps(json.loads(b64decode(answer)) | {"x": 1}, indent=2).encode()).decode()
    assert _post(client, family, spaced) == (409, "LOOKUP_PUZZLE_USED"), "written otherwise, it is the same puzzle"


@pytest.mark.parametrize(
    "change",
    [{"cost": 1}, {"expiresAt": 4_000_000_000}, {"data": {"level": 5}}, {"keyPrefix": "00"}, {"keySignature": None}],
    ids=str,
)
def test_a_puzzle_that_was_made_easier_is_refused(family: Family, client: Client, change: dict[str, object]) -> None:
    made = json.loads(b64decode(solved()))
    made["challenge"]["parameters"] |= change
    assert _post(client, family, b64encode(json.dumps(made).encode()).decode()) == (409, "LOOKUP_PUZZLE_WRONG")


def test_another_puzzles_answer_does_not_fit(family: Family, client: Client) -> None:
    one, other = (json.loads(b64decode(solved())) for _ in range(2))
    mixed = {"challenge": one["challenge"], "solution": other["solution"]}
    assert _post(client, family, b64encode(json.dumps(mixed).encode()).decode()) == (409, "LOOKUP_PUZZLE_WRONG")


def test_an_expired_puzzle_is_refused(family: Family, client: Client) -> None:
    old = puzzle.puzzle(0, real_at=clock.real_now() - timedelta(hours=1))
    assert _post(client, family, solved(given=old)) == (409, "LOOKUP_PUZZLE_WRONG")


def test_misses_raise_the_work_for_the_address(family: Family, client: Client) -> None:
    levels = []
    for _ in range(11):
        level = client.get(PUZZLE).json()["parameters"]["data"]["level"]
        levels.append(level)
        assert _post(client, family, solved(level), identifier=str(uuid4()))[0] == 404
    assert levels == [0] * 5 + [1] * 5 + [2]


def test_misses_on_one_record_from_many_addresses_raise_its_work_and_never_close_it(family: Family) -> None:
    """An attacker with a thousand addresses; the family then waits longer, and gets in."""
    real_at = clock.real_now()
    for number in range(40):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        level = min((number // 5).bit_length(), 5)
        assert family.look(guesser, level=level, code=ANOTHER_CODE).status_code == 404
    assert pace.count(BY_RECORD, str(family.uuid), real_at=real_at) in range(1, 41)
    at_home = Client(REMOTE_ADDR="203.0.113.7")
    first = family.look(at_home)
    assert first.status_code == 429
    assert first["X-Lookup-Level"] == "4"
    assert family.look(at_home, level=4).status_code == 200


def test_tries_at_a_record_that_is_not_there_raise_the_work_just_so(family: Family, client: Client) -> None:
    nobody = str(uuid4())
    for number in range(6):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        expected = 404 if number < 5 else 429
        assert family.look(guesser, identifier=nobody).status_code == expected


def test_an_address_has_a_bound_and_others_do_not_feel_it(
    family: Family, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_MISSES", 3)
    for _ in range(3):
        family.look(client, identifier=str(uuid4()))
    assert _post(client, family, solved()) == (429, "LOOKUP_TOO_MANY")
    assert family.look(Client(REMOTE_ADDR="203.0.113.7")).status_code == 200


def test_right_look_ups_count_for_nothing(family: Family, client: Client) -> None:
    for _ in range(8):
        assert family.look(client).status_code == 200
    assert Effort.objects.count() == 0


def test_one_household_of_ipv6_is_one_address(rf: object) -> None:
    from django.test import RequestFactory  # noqa: PLC0415  # beside its use

    def address(text: str) -> str:
        return pace.address_of(RequestFactory(REMOTE_ADDR=text).get("/"))

    assert address("2001:db8:1:2::1") == address("2001:db8:1:2:ffff::9") != address("2001:db8:1:3::1")
    assert address("::ffff:203.0.113.7") == address("203.0.113.7") == "203.0.113.7"


def test_no_address_and_no_identifier_is_stored(family: Family) -> None:
    family.look(Client(REMOTE_ADDR="203.0.113.7"), code=ANOTHER_CODE)
    stored = " ".join(map(str, Effort.objects.values_list()))
    assert Effort.objects.count() == 2
    for text in ("203.0.113.7", str(family.uuid), family.uuid.hex):
        assert text not in stored


def test_counts_and_used_puzzles_are_forgotten(family: Family, client: Client) -> None:
    family.look(client, code=ANOTHER_CODE)
    assert Spent.objects.count() == 1
    assert asking.sweep(clock.real_now()) == 0
    later = clock.real_now() + timedelta(hours=2)
    assert (asking.sweep(later), counting.sweep(later)) == (1, 2)
    assert pace.count(BY_ADDRESS, "127.0.0.1", real_at=later) == 0


def test_harder_puzzles_are_given_to_who_asks_and_never_easier_ones(family: Family, client: Client) -> None:
    def level(asked: str) -> int:
        return int(client.get(PUZZLE, {"muc": asked}).json()["parameters"]["data"]["level"])

    assert [level(asked) for asked in ("3", "9", "-1", "x", "١", "")] == [3, 5, 0, 0, 0, 0]
    for _ in range(5):
        family.look(client, identifier=str(uuid4()))
    assert level("0") == 1
    assert "no-store" in client.get(PUZZLE)["Cache-Control"]
