"""Every address of the applications of signing, taken from their own lists, so that none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hocba_web.issuance import urls as issuance
from hocba_web.records import urls as records
from hocba_web.signatures import urls as signatures
from hocba_web.submission import urls as submission

_PART = re.compile(r"<(\w+):(\w+)>")
_WORDS = {"kind": "xml", "media": "xml", "holder": "person", "way": "agent", "provider": "x", "slug": "15-6"}


def numbered(number: str) -> Iterator[str]:
    """Addresses that name something by number, with that number in each place."""
    for module in (records, signatures, issuance, submission):
        for pattern in module.urlpatterns:
            route = str(pattern.pattern)
            if "<int:" in route:
                yield "/" + _PART.sub(
                    lambda part: number if part[1] == "int" else _WORDS.get(part[2], "homeroom"), route
                )
