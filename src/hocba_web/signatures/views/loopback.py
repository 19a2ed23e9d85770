"""Pages that talk to a program on the signer's own computer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_update

_View = TypeVar("_View", bound=Callable[..., Any])
_PROGRAMS = {"connect-src": ["ws://127.0.0.1:8988", "wss://127.0.0.1:8987"]}
"""`hocba agent` and the service of the Government Cipher Committee."""


def reaches_programs(view: _View) -> _View:
    """Let this page, and no other, open connections to the programs that sign on the person's own computer."""
    return cast("_View", csp_update(_PROGRAMS)(cast("Any", view)))
