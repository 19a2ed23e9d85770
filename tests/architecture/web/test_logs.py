"""A log line tells what happened to what: keys that the filter drops would leave an operator with half of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import hocba_web
from hocba_web.config.logs import ALLOWED

CODE = Path(hocba_web.__file__).parent
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def dropped(file: Path) -> list[str]:
    """Places where a log line is given a key that never reaches the log."""
    calls = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    return [
        f"{file.relative_to(CODE)}:{call.lineno} {keyword.arg}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"log", "_log"}
        for keyword in call.keywords
        if keyword.arg not in ALLOWED | {"exc_info"}
    ]


def test_what_a_line_says_reaches_the_log():
    assert [place for file in sorted(CODE.rglob("*.py")) for place in dropped(file)] == []


@pytest.mark.parametrize("key", ["name", "personal_id", "record", "uuid", "email", "phone", "address"])
def test_no_key_names_a_child(key):
    assert key not in ALLOWED
