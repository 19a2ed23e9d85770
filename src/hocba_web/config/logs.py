"""Structured logs: one JSON line an event, with request id and codes, never a name, an ID or a text somebody typed."""

from __future__ import annotations

import sys
from typing import Any

import structlog

ALLOWED = frozenset(
    {"event", "level", "logger", "timestamp", "request_id", "method", "path", "status", "seconds", "code", "action"}
    | {"user_id", "school_id", "task", "count", "exception", "kind", "number"}
)
"""The keys that may reach a log; everything else is dropped, so that a careless call cannot leak a child's data."""


def only_allowed(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop what is not on the list; exceptions keep type and place, not their message."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def _exception(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    info = event.pop("exc_info", None)
    if info is True:  # as structlog's own loggers say it
        info = sys.exc_info()
    if isinstance(info, tuple) and info[0] is not None:
        frame = info[2]
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f" at {frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else ""
        event["exception"] = f"{info[0].__name__}{place}"
    return event


def _fixed_message(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep the template of a foreign record ("Not Found: %s"), not its arguments."""
    record = event.get("_record")
    if record is not None:
        event["event"] = str(record.msg)
    return event


def structured(level: str) -> dict[str, Any]:
    """Python's logging set up for JSON lines on stderr.

    Args:
        level: "DEBUG", "INFO", "WARNING" or "ERROR".
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder(allow=set()), _fixed_message],
                "processors": [
                    _exception,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    only_allowed,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }
