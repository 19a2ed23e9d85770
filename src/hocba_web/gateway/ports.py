"""Transactions that other applications serve: further functions of the exchange, each with its own kind of request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hocba.exchange.messages import Answer
from hocba_web.register.models import School

Serve = Callable[[Any, School, datetime, datetime], Answer]
"""Takes the request, the school that is logged in, product clock and machine's clock; raises Refused."""
_served: dict[str, Serve] = {}


def serve(kind: str, function: Serve) -> None:
    """Let a function answer the requests of a kind; called in `AppConfig.ready`.

    Raises:
        ValueError: the kind is answered by another function already.
    """
    if _served.setdefault(kind, function) is not function:
        raise ValueError(f"{kind} is served twice")


def served(kind: str) -> Serve | None:
    """Who answers the requests of a kind; None: nobody."""
    return _served.get(kind)
