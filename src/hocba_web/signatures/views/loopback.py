"""Pages that talk to a program on the signer's own computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from hocba_web.signatures.models import Certificate

_View = TypeVar("_View", bound=Callable[..., Any])
PROGRAMS = {
    Certificate.Way.AGENT.value: "ws://127.0.0.1:8988/",
    Certificate.Way.VGCA.value: "wss://127.0.0.1:8987/SignXML",
}
"""Where `hocba agent` and the service of the Government Cipher Committee listen, by `Certificate.Way`."""


def reaches_programs(view: _View) -> _View:
    """Let this page, and no other, open connections to the programs that sign on the person's own computer."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # any view
        response = view(*args, **kwargs)
        parts = [urlsplit(address) for address in PROGRAMS.values()]
        # What django-csp's own `csp_update` sets, whose type knows only views of one argument.
        response._csp_update = {"connect-src": [f"{one.scheme}://{one.netloc}" for one in parts]}  # noqa: SLF001  # see above
        return response

    return cast("_View", wrapped)


def program_of(way: str) -> str:
    """Where the program of a certificate's way listens; empty for ways without one."""
    return PROGRAMS.get(way, "")
