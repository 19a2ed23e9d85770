"""The command as people meet it: help, wrong use, exit codes, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hocba_cli.main import COMMANDS, main

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"Cách dùng: hocba {command}")
    assert "HELP_" not in printed


def test_english_on_request(capsys, monkeypatch):
    monkeypatch.setenv("HOCBA_LANG", "en")
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Usage: hocba")
    assert all(command in printed for command in COMMANDS)


def test_without_a_command_the_help_is_shown_and_the_exit_code_says_wrong_use(capsys):
    assert main([]) == 3
    assert "Cách dùng" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sign"], "Không có lệnh “sign”."),
        (["verify"], "Còn thiếu: FILE."),
        (["verify", "--trsut", "x", "a.xml"], "Không có tham số này: --trsut"),
        (["issue", "--school"], "Tham số --school cần một giá trị"),
        (["issue", "--school", "x", "--out", "y", "--year", "2025"], '"2025"'),
        (["verify", "--at", "hôm qua", "a.xml"], "không đúng dạng ISO 8601"),
        (["verify", "--at", "2026-06-20T08:00:00", "a.xml"], "không đúng dạng ISO 8601"),
        (["verify", "--trust", "nowhere", "a.xml"], "Không tìm thấy"),
        (["verify", "nowhere.xml"], "nowhere.xml: Không tìm thấy"),
        (["check", "nowhere.xlsx"], "nowhere.xlsx: Không tìm thấy"),
        (["show", "nowhere.xml"], "nowhere.xml: Không tìm thấy"),
        (["unpack", "nowhere.xml", "--out", "x"], "nowhere.xml: Không tìm thấy"),
    ],
)
def test_wrong_use_exits_with_3_and_says_why_in_one_line(arguments, said, capsys):
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    assert code == 3
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_readme_repeats_the_help():
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_readme.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
