"""Every address of the applications of signing, taken from their own lists, so that none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from hocba_web.issuance import urls as issuance
from hocba_web.records import urls as records
from hocba_web.signatures import urls as signatures
from hocba_web.submission import urls as submission

_PART = re.compile(r"<(\w+):(\w+)>")
_WORDS = {"kind": "xml", "media": "xml", "holder": "person", "way": "agent", "provider": "x", "slug": "15-6"}


def numbered(number: str) -> Iterator[str]:
    """Addresses that name something by number, with that number in each place."""
    return (_filled(route, lambda _name: number) for route in _routes())


def of(numbers: Mapping[str, int]) -> Iterator[str]:
    """The same, each place filled by its name."""
    return (_filled(route, lambda name: str(numbers[name])) for route in _routes())


def _routes() -> Iterator[str]:
    for module in (records, signatures, issuance, submission):
        yield from (route for pattern in module.urlpatterns if "<int:" in (route := str(pattern.pattern)))


def _filled(route: str, number: Callable[[str], str]) -> str:
    def part(found: re.Match[str]) -> str:
        return number(found[2]) if found[1] == "int" else _WORDS.get(found[2], "homeroom")

    return "/" + _PART.sub(part, route)
