"""`hocba verify --registry` against a live register: what is current passes, everything else does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from hocba.adapters.clock import SystemClock
from hocba_cli.main import main
from hocba_web.portal import pace, registry
from hocba_web.register.models import Number
from hocba_web.transparency import triggers
from hocba_web.transparency.models import Checkpoint, Leaf, Node, Position, Publication
from hocba_web.transparency.services import checkpoints, leaves
from support.web.families import Family, family_of
from support.web.registering import make_school
from support.web.transparent import LogWorld, log_world, witnessed

ADDRESS = "/api/so-dang-ky/v1/tinh-trang"


@pytest.fixture
def world(authority_site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LogWorld]:
    found = log_world(tmp_path / "log")
    authority_site.settings.LOG = found.settings
    monkeypatch.setenv("HOCBA_STATE", str(tmp_path / "state"))
    with witnessed(found):
        yield found


@pytest.fixture
def family(world: LogWorld) -> Family:
    return family_of(make_school(), 1)


class Asking:
    """The command, with a folder of trust, against a server."""

    def __init__(self, site, world: LogWorld, address: str, folder: Path, capsys) -> None:
        self.site, self.world, self.address, self.folder, self.capsys = site, world, address, folder, capsys
        trust = Path(site.settings.GATEWAY["trust"])
        (trust / "log.vkey").write_text(world.log.vkey)
        (trust / "witness.vkey").write_text(world.witness.vkey)
        self.trust = trust

    def __call__(self, data: bytes, *, address: str = ""):
        file = self.folder / "hoc-ba"
        file.write_bytes(data)
        at = (self.site.at + timedelta(hours=1)).isoformat()
        self.capsys.readouterr()
        options = ["--json", "--trust", str(self.trust), "--at", at, "--registry", address or self.address]
        code = main(["verify", *options, str(file)])
        found = json.loads(self.capsys.readouterr().out)
        wrong = {one["code"] for one in found["checks"] if one["outcome"] in {"failed", "indeterminate"}}
        return code, found["registry"]["state"], wrong


@pytest.fixture
def ask(authority_site, world: LogWorld, authority_server: str, tmp_path: Path, capsys) -> Asking:
    return Asking(authority_site, world, authority_server, tmp_path, capsys)


pytestmark = pytest.mark.django_db(transaction=True)


def test_a_record_that_is_held_passes_and_one_that_was_recalled_does_not(ask: Asking, family: Family) -> None:
    assert ask(family.xml) == (0, "current", set())
    assert ask(family.pdf) == (0, "current", set())
    Number.objects.filter(uuid=family.uuid).update(state="recalled", recalled_at=ask.site.at)
    assert ask(family.xml) == (1, "recalled", {"REGISTRY_RECALLED"})
    Number.objects.filter(uuid=family.uuid).update(state="superseded")
    assert ask(family.xml) == (1, "superseded", {"REGISTRY_SUPERSEDED"})


def test_what_is_not_held_or_cannot_be_asked_stays_open(ask: Asking, world: LogWorld) -> None:
    from support.web.families import pair  # noqa: PLC0415  # a record that nobody holds

    _, xml, _ = pair(2)
    assert ask(xml) == (2, "unknown", {"REGISTRY_UNKNOWN"})
    assert ask(xml, address="http://127.0.0.1:9") == (2, "unknown", {"REGISTRY_UNREACHABLE"})


def test_another_content_under_the_same_number_fails(ask: Asking, family: Family) -> None:
    from hocba_web.base import append_only  # noqa: PLC0415  # only to tamper

    with transaction.atomic(), append_only.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE register_record SET record_digest = %s", ["cd" * 32])
    assert ask(family.xml) == (1, "current", {"REGISTRY_CONTENT_DIFFERS"})


def test_a_log_that_was_rewritten_is_noticed_by_who_saw_it_before(ask: Asking, family: Family, world: LogWorld) -> None:
    _grow(3)
    assert ask(family.xml) == (0, "current", set())
    _grow(2)
    assert ask(family.xml)[0] == 0
    triggers.remove(connection)
    for table in (Publication, Checkpoint, Position, Node, Leaf):
        table.objects.all().delete()
    triggers.install(connection)
    ask.site.settings.LOG = world.settings | {"witnesses": ""}  # the witness would refuse
    _grow(9)
    code, state, wrong = ask(family.xml)
    assert (code, state) == (1, "current")
    assert wrong == {"LOG_FORKED"}


def _grow(count: int) -> None:
    with transaction.atomic():
        leaves.append_many("closed", [(f"s{number}", {}) for number in range(count)], SystemClock().now())
    assert checkpoints.advance(SystemClock().now()) is not None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"uuid": 1, "digest": 2, "nonce": 3}', b'{"uuid": "x"}', b" " * 2000]
)
def test_odd_questions_are_refused(world: LogWorld, body: bytes) -> None:
    answer = Client().post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "STANDING_MALFORMED"


def test_nobody_asks_without_end(world: LogWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MOST_AN_HOUR", 2)
    codes = [Client().post(ADDRESS, b"{}", content_type="application/json").status_code for _ in range(4)]
    assert codes == [400, 400, 429, 429]
    assert pace.count("standing", "127.0.0.1", real_at=SystemClock().now()) == 4
