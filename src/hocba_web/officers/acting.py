"""The acting officer, for views."""

from __future__ import annotations

from django.http import HttpRequest

from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require


def officer_of(request: HttpRequest, act: Act, *, area_code: str | None = None) -> Officer:
    """Who acts, if the act is theirs.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    find = getattr(request, "find_officer", None)
    found: Officer | None = find() if find is not None else None
    return require(found, act, area_code=area_code)
