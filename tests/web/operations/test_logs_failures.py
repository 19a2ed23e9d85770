"""What the log says of something that failed: which thing, what kind of error, where; never its words."""

from __future__ import annotations

import json
import logging
import logging.config
from io import StringIO

import pytest
import structlog

from hocba_web.config.logs import structured

SECRET = "Nguyễn Bảo An 022216000001"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch):
    """Lines as an installation writes them, through a handler of their own."""
    told = StringIO()
    kept = structlog.get_config()
    formatters = structured("INFO")["formatters"]
    structlog.configure(**kept)  # only the form of the lines is wanted, not another setting of everything
    made = logging.config.DictConfigurator({"version": 1}).configure_formatter(formatters["json"])
    handler = logging.StreamHandler(told)
    handler.setFormatter(made)
    logger = logging.getLogger("hocba.failures")
    logger.addHandler(handler)
    monkeypatch.setattr(logger, "propagate", False)
    yield lambda: [json.loads(line) for line in told.getvalue().splitlines()]
    logger.removeHandler(handler)


def fail() -> None:
    raise ValueError(SECRET)


@pytest.mark.parametrize("kind", ["structlog", "foreign"])
def test_an_exception_is_named_with_its_place_and_not_with_its_words(lines, kind: str) -> None:
    structured_logger, foreign = structlog.get_logger("hocba.failures"), logging.getLogger("hocba.failures")
    try:
        fail()
    except ValueError:
        if kind == "structlog":
            structured_logger.exception("tick failed", task="a.b")
        else:
            foreign.exception("tick failed: %s", SECRET)
    (said,) = lines()
    assert said["exception"].startswith("ValueError at test_logs_failures.py:")
    assert said["event"].startswith("tick failed")
    assert SECRET not in json.dumps(said, ensure_ascii=False)


def test_a_key_that_is_not_allowed_is_left_out(lines) -> None:
    structlog.get_logger("hocba.failures").error("tick failed", number=7, pupil=SECRET)
    (said,) = lines()
    assert said["number"] == 7
    assert SECRET not in json.dumps(said, ensure_ascii=False)
