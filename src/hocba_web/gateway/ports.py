"""Transactions that other applications serve: further functions of the exchange, each with its own kind of request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hocba.exchange.messages import Answer
from hocba_web.register.models import School

Serve = Callable[[Any, School, datetime, datetime], Answer]
"""Takes the request, the school that is logged in, product clock and machine's clock; raises Refused."""
Known = Callable[[School, str], bool]
"""Takes a school and a message id; whether the id stands for a request that was carried out elsewhere."""
_served: dict[str, Serve] = {}
_known: list[Known] = []


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


def remember(known: Known) -> None:
    """Let message ids that another application keeps count here too; called in `AppConfig.ready`."""
    if known not in _known:
        _known.append(known)


def known_elsewhere(school: School, message_id: str) -> bool:
    """Whether another application carried out a request of that id: a school's ids are one space."""
    return any(known(school, message_id) for known in _known)
