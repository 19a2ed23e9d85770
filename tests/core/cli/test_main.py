"""The command as people meet it: help, wrong use, exit codes, never a traceback."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from hocba_cli.console import complain, os_trouble
from hocba_cli.main import COMMANDS, command_parser, main

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
        (["show", "."], ".: Đây là thư mục, lệnh này cần một tệp."),
        (["show", __file__], f"{__file__}: Tệp này không phải XML cũng không phải PDF."),
        (["verify", "--trust", __file__, "a.xml"], f"{__file__}: Không đọc được dữ liệu tin cậy"),
        (["verify", "--witnesses", "0", "a.xml"], "“0” không phải số bên chứng kiến"),
        (["unpack", __file__, "--out", "x"], f"{__file__}: Danh sách"),
        (["package", __file__, "--keys", ".", "--out", "x"], "Không đọc được danh sách người ký people.json."),
        (["package", __file__, "--keys", __file__, "--out", "x"], f"{__file__}: Đây là tệp, lệnh này cần một thư mục."),
        (["pki", "demo", "--out", __file__], f"{__file__}: Đây là tệp, lệnh này cần một thư mục."),
        (["pki", "real", "--out", "x"], "Giá trị 'real' của demo không dùng được; chọn một trong: 'demo'"),
        (["issue", "--school", ".", "--out", "x", "--year", "2025-2026", "--jobs", "x"], "Giá trị 'x' của --jobs"),
        (["verify", "x" * 300], "Tên tệp hoặc đường dẫn quá dài."),
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


def test_it_says_its_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("hocba 0.")


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_are_commands_that_the_parser_takes(command, monkeypatch):
    for language in ("vi", "en"):
        monkeypatch.setenv("HOCBA_LANG", language)
        parser = command_parser(command)
        examples = [line.split() for line in str(parser.epilog).splitlines() if line.startswith("  ")]
        assert examples
        for words in examples:
            assert words[:2] == ["hocba", command]
            parser.parse_args(words[2:])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "Đĩa đã đầy"),
        (errno.EACCES, "Không có quyền"),
        (errno.EADDRINUSE, "Không mở được cổng"),
        (5, "?"),
    ],
)
def test_what_the_machine_refuses_is_said_in_vietnamese(number, said):
    line = os_trouble(OSError(number, "?", "out/a.xml"))
    assert line.startswith("out/a.xml: ")
    assert said in line


def test_a_full_disk_behind_stdout_is_told_and_counts():
    with Path("/dev/full").open("w") as full:
        program = [sys.executable, "-c", "from hocba_cli.main import run; run()", "--help"]
        result = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 3
    assert "Đĩa đã đầy" in result.stderr
    assert "Traceback" not in result.stderr


def test_names_in_files_cannot_write_on_the_terminal(capsys):
    complain("a\x1b[2K\u202eb\nHỢP LỆ\x9b1m\u00a0c")
    assert capsys.readouterr().err == "a\ufffd[2K\ufffdb HỢP LỆ\ufffd1m c\n"


def test_readme_repeats_the_help():
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_readme.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
