"""The log's public addresses, its page, and what `manage.py log` finds."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from hocba.adapters.clock import SystemClock
from hocba.transparency import KeyKind, read_key
from hocba.verification.log import consistent, included, read_vkey, verify_checkpoint
from hocba_web.officers.roles import OfficerRole
from hocba_web.transparency import tasks, triggers
from hocba_web.transparency.models import Leaf, Node, Position, Publication
from hocba_web.transparency.services import checkpoints, leaves
from support.web.transparent import LogWorld, log_world, witnessed

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def world(authority_site, tmp_path: Path) -> LogWorld:
    found = log_world(tmp_path / "log")
    authority_site.settings.LOG = found.settings
    return found


def grown(world: LogWorld, *steps: int) -> None:
    with witnessed(world):
        for step in steps:
            with transaction.atomic():
                leaves.append_many("accepted", [(f"s{n}", {"digest": "ab" * 32}) for n in range(step)], AT)
            assert checkpoints.advance(SystemClock().now()) is not None


def test_anybody_can_check_the_log(world: LogWorld) -> None:
    client, keys = Client(), [read_vkey(world.log.vkey), read_vkey(world.witness.vkey)]
    assert client.get("/nhat-ky/checkpoint").status_code == 404
    grown(world, 3)
    before = verify_checkpoint(client.get("/nhat-ky/checkpoint").content.decode(), keys).checkpoint
    grown(world, 6)
    answer = client.get("/nhat-ky/checkpoint")
    assert "no-store" in answer["Cache-Control"]
    after = verify_checkpoint(answer.content.decode(), keys)
    assert after.witnesses == 1
    text = client.get("/nhat-ky/nhat-quan?tu=3&den=9").content.decode()
    proof = [base64.b64decode(line) for line in text.split()]
    root = after.checkpoint.root
    assert consistent(old=3, old_root=before.root, new=9, new_root=root, proof=proof)
    leaf = Leaf.objects.order_by("pk")[4]
    found = client.get(f"/nhat-ky/la?hash={leaf.hash}").json()
    path = [base64.b64decode(one) for one in found["proof"]]
    assert included(index=found["index"], size=9, leaf=leaf.body.encode(), proof=path, root=root)
    assert set(found) == {"index", "size", "proof", "checkpoint"}, "never the leaf itself"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nhat-quan", 400),
        ("nhat-quan?tu=2&den=1", 400),
        ("nhat-quan?tu=-1&den=1", 400),
        ("nhat-quan?tu=01&den=1", 400),
        ("nhat-quan?tu=1&den=99999", 404),
        ("la", 400),
        ("la?hash=zz", 400),
        ("la?hash=" + "0" * 64, 404),
    ],
)
def test_odd_questions_are_refused(world: LogWorld, address: str, status: int) -> None:
    grown(world, 2)
    assert Client().get(f"/nhat-ky/{address}").status_code == status


def test_the_page_explains_and_shows_its_health_to_officers_alone(world: LogWorld, officer_client) -> None:
    assert "chưa có mốc nào" in Client().get("/nhat-ky/").content.decode()
    grown(world, 2)
    public = Client().get("/nhat-ky/").content.decode()
    assert "chung-kien.example.vn" in public
    assert "Tình trạng vận hành" not in public
    assert "Tình trạng vận hành" in officer_client(OfficerRole.AUDITOR).get("/nhat-ky/").content.decode()


def test_a_tick_has_a_job_publish(world: LogWorld, django_capture_on_commit_callbacks) -> None:
    with transaction.atomic():
        leaves.append("closed", "x", {}, AT)
    with witnessed(world), django_capture_on_commit_callbacks(execute=True):
        assert tasks.pick_up(AT) == 1
    assert Publication.objects.count() == 1
    assert tasks.pick_up(AT) == 0


def log(*arguments: str) -> str:
    out = StringIO()
    call_command("log", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_whole_is_called_whole(world: LogWorld) -> None:
    grown(world, 3, 10, 1)
    assert json.loads(log("verify", "--json"))["faults"] == []
    assert "14 mục" in log("status")


CHANGES = {
    "LOG_LEAF_CHANGED": lambda: Leaf.objects.filter(pk=Position.objects.get(id=2).leaf_id).update(body="{}"),
    "LOG_NODE_CHANGED": lambda: Node.objects.filter(id=Node.key((1, 0))).update(hash=b"x" * 32),
    "LOG_GAP": lambda: Position.objects.filter(id=1).delete(),
    "LOG_CHECKPOINT_LOST": lambda: Position.objects.filter(id=6).delete(),
    "LOG_CHECKPOINT_CHANGED": lambda: Publication.objects.update(note="x"),
    "LOG_LEAF_UNPLACED": lambda: Position.objects.filter(id=6).delete(),
}


@pytest.mark.parametrize("code", CHANGES)
def test_every_change_behind_the_applications_back_is_found(world: LogWorld, code: str) -> None:
    grown(world, 7)
    triggers.remove(connection)
    CHANGES[code]()
    triggers.install(connection)
    out = StringIO()
    with pytest.raises(CommandError, match="không nguyên vẹn"):
        call_command("log", "verify", stdout=out)
    assert code in out.getvalue()


def test_columns_are_checked_against_what_was_hashed(world: LogWorld) -> None:
    grown(world, 2)
    triggers.remove(connection)
    Leaf.objects.update(subject="another")
    with pytest.raises(CommandError):
        log("verify")
    triggers.install(connection)


def test_a_removed_trigger_is_found(world: LogWorld) -> None:
    grown(world, 1)
    triggers.remove(connection)
    with pytest.raises(CommandError, match="không nguyên vẹn"):
        log("verify")
    triggers.install(connection)
    log("verify")


def test_keys_are_made_once_and_kept_from_others(world: LogWorld, tmp_path: Path) -> None:
    out = tmp_path / "new.key"
    printed = log("keygen", "--name", "so.example.vn/nhat-ky", "--out", str(out)).strip()
    assert out.stat().st_mode & 0o777 == 0o600
    assert read_key(out.read_text(), KeyKind.LOG).vkey == printed == (tmp_path / "new.vkey").read_text().strip()
    with pytest.raises(CommandError, match="đã có"):
        log("keygen", "--name", "x", "--out", str(out))
    with pytest.raises(CommandError, match="không dùng được"):
        log("keygen", "--name", "có dấu cách", "--out", str(tmp_path / "b.key"))
    with pytest.raises(CommandError, match="Không ghi được"):
        log("keygen", "--name", "so.example.vn/nhat-ky", "--out", str(tmp_path / "không có" / "c.key"))


def test_publishing_says_when_it_did_not(world: LogWorld) -> None:
    """No witness answers: what waits is not called nothing new."""
    assert "Không có gì mới" in log("publish")
    with transaction.atomic():
        leaves.append("accepted", "s1", {"digest": "ab" * 32}, AT)
    with pytest.raises(CommandError, match="Chưa công bố được 1 mục"):
        log("publish")
