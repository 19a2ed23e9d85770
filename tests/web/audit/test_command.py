# ruff: noqa: S608  # these tests are the attacker
"""`manage.py audit`: what an administrator runs, reads and gets as exit code."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hocba_web.audit import checkpoints, chores, triggers
from hocba_web.audit.models import Checkpoint, Link
from hocba_web.base import clock, ticks
from support.web.traces import AT, chained, sql, tamper, trace

pytestmark = pytest.mark.django_db


def run(*words: object) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("audit", *map(str, words), stdout=out)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_sequence_chains_what_waits() -> None:
    for number in (1, 2, 3):
        trace(number)
    assert run("sequence") == (0, "Đã nối 3 mục vào chuỗi.\n")
    assert run("sequence") == (0, "Đã nối 0 mục vào chuỗi.\n")


def test_an_intact_trail_says_so_and_exits_0() -> None:
    chained(3)
    trace(4)
    code, said = run("verify")
    assert code == 0
    assert "Chuỗi trường 7: 3 mục" in said
    assert "1 mục mới đang chờ nối chuỗi" in said
    assert "NGUYÊN VẸN: đã tính lại 3 mục" in said


def test_a_changed_entry_is_named_and_exits_1() -> None:
    chained(3)
    link = Link.objects.get(seq=2)
    tamper(f"UPDATE audit_entry SET user_id = 99 WHERE id = {link.pk}")
    code, said = run("verify")
    assert code == 1
    assert f"Chuỗi 7, chỗ 2: nội dung mục {link.pk} đã bị thay đổi sau khi ghi." in said
    assert "KHÔNG NGUYÊN VẸN: 1 chỗ không khớp" in said


def test_json_tells_everything() -> None:
    chained(2)
    tamper("DELETE FROM audit_entrypupil WHERE pupil_id = 10")
    code, said = run("verify", "--json", "--school", 7)
    told = json.loads(said)
    assert code == 1
    assert told["intact"] is False
    assert told["entries"] == 2
    assert [(fault["code"], fault["seq"]) for fault in told["faults"]] == [("AUDIT_ENTRY_CHANGED", 1)]
    assert [(head["chain"], head["seq"]) for head in told["heads"]] == [(7, 2)]


def test_many_faults_are_counted_not_all_printed() -> None:
    chained(60)
    tamper("UPDATE audit_entry SET user_id = 99")
    code, said = run("verify")
    assert code == 1
    assert said.count("AUDIT_ENTRY_CHANGED") == 50
    assert "và 10 chỗ khác" in said


def test_a_checkpoint_is_written_kept_and_compared(tmp_path: Path) -> None:
    chained(3)
    chained(1, school_id=8)
    assert run("checkpoint", "--out", tmp_path / "kept.json")[0] == 0
    assert Checkpoint.objects.count() == 2
    assert run("verify", "--checkpoint", tmp_path / "kept.json")[0] == 0
    tamper("DELETE FROM audit_checkpoint", f"UPDATE audit_link SET hash = '{'4' * 64}' WHERE chain = 7 AND seq = 3")
    code, said = run("verify", "--checkpoint", tmp_path / "kept.json")
    assert code == 1
    assert "Chuỗi 7: mốc đã lưu ở chỗ 3 không còn khớp" in said


@pytest.mark.parametrize(
    "content",
    [None, "", "{}", '{"format": "other", "chains": []}', '{"format": "hocba-audit-checkpoint-1", "chains": [1]}'],
)
def test_a_checkpoint_file_that_is_none_is_refused(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "kept.json").write_text(content)
    with pytest.raises(CommandError, match="không đọc được") as refused:
        run("verify", "--checkpoint", tmp_path / "kept.json")
    assert refused.value.returncode == 3


def test_protection_that_was_taken_away_is_put_back() -> None:
    sql("DROP TRIGGER audit_entry_queue" + (" ON audit_entry" if connection.vendor == "postgresql" else ""))
    assert run("verify")[0] == 1
    assert run("protect")[0] == 0
    assert triggers.present(connection) == triggers.names(connection)
    assert run("verify")[0] == 0


def test_a_tick_chains_and_keeps_one_checkpoint_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "folder", lambda: tmp_path)
    monkeypatch.setattr(clock, "real_now", lambda: AT)
    trace(1)
    assert chores.sequence(AT) == 1
    assert chores.checkpoint(AT) == 1
    assert chores.checkpoint(AT) == 0
    assert [head.seq for head in checkpoints.read(tmp_path / "2026-05-25.json")] == [1]
    assert {"audit.sequence", "audit.checkpoint"} <= set(ticks.registered())
