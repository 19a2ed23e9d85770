"""`hocba demo`: a seeded school whose accounts work, and nothing of it outside demo mode."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from hocba.errors import InvalidValue
from hocba_web.base import clock
from hocba_web.demo.totp import totp_now, totp_secret


def test_codes_are_those_of_an_authenticator_app():
    # RFC 6238, appendix B, SHA-1: the last six of the eight digits
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert totp_now(secret, datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC)) == "287082"
    assert totp_now(secret, datetime(2005, 3, 18, 1, 58, 29, tzinfo=UTC)) == "081804"


def test_secrets_differ_by_account():
    assert totp_secret("ha.ttt") != totp_secret("thuy.tt")


def test_there_are_no_demo_pages_outside_demo_mode(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo:accounts")
    assert client.get("/thu-nghiem/").status_code == 404
    assert client.post("/thu-nghiem/vao/", {"username": "thuy.tt"}).status_code == 404


def test_the_clock_does_not_move_outside_demo_mode():
    with pytest.raises(InvalidValue, match="CLOCK_NOT_DEMO"):
        clock.set_demo_clock(datetime(2026, 5, 25, tzinfo=UTC))


@pytest.fixture
def demo_mode(settings, tmp_path):
    settings.HOCBA = type(settings.HOCBA)("school", tmp_path, demo=True, base_url="http://localhost:8000")


@pytest.mark.usefixtures("demo_mode")
def test_the_demo_clock_goes_on_from_where_it_was_set_and_never_passes_real_time(monkeypatch):
    real = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "real_now", lambda: real)
    shown = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
    clock.set_demo_clock(shown)
    monkeypatch.setattr(clock, "real_now", lambda: real + timedelta(minutes=5))
    assert clock.now() == shown + timedelta(minutes=5)
    with pytest.raises(InvalidValue, match="CLOCK_IN_FUTURE"):
        clock.set_demo_clock(real + timedelta(days=1))


@pytest.mark.slow
def test_the_command_seeds_the_sample_school_once_and_prints_working_accounts(tmp_path):
    data = tmp_path / "data"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HOCBA_", "DJANGO_"))}

    def demo() -> str:
        command = [
            sys.executable,
            "-c",
            "from hocba_cli.main import run; run()",
            "demo",
            "--no-serve",
            "--data",
            str(data),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = demo()
    for word in ("Hiệu trưởng", "Phó hiệu trưởng", "Văn thư", "Học vụ", "Quản trị hệ thống", "Giáo viên chủ nhiệm"):
        assert word in first
    with sqlite3.connect(data / "hocba.sqlite3") as database:
        pupils = database.execute("SELECT count(*) FROM schools_enrolment").fetchone()[0]
        open_now = database.execute(
            "SELECT count(*) FROM assessment_entrywindow WHERE period = 'cn' AND executed_at IS NOT NULL"
        ).fetchone()[0]
        waiting = database.execute("SELECT count(*) FROM assessment_laterequest WHERE state = 'asked'").fetchone()[0]
        finished = database.execute("SELECT count(*) FROM assessment_readymark WHERE moment = 'gk1'").fetchone()[0]
    assert (pupils, open_now, waiting, finished) == (823, 1, 1, 25)
    assert "Dùng lại trường mẫu" in demo()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "luan-van.docx").write_text("một năm công sức")
    command = [
        sys.executable,
        "-c",
        "from hocba_cli.main import run; run()",
        "demo",
        "--no-serve",
        "--data",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "CLI_DEMO_FOLDER" in done.stderr
    assert (tmp_path / "luan-van.docx").read_text() == "một năm công sức"
