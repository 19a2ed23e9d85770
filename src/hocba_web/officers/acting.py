"""The acting officer, for views."""

from __future__ import annotations

from django.http import HttpRequest

from hocba_web.accounts.acting import LoginNeeded
from hocba_web.base import clock
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may, require, require_fresh


def found_officer(request: HttpRequest) -> Officer | None:
    """Who acts; None: nobody is logged in, or whoever is holds no appointment today."""
    find = getattr(request, "find_officer", None)
    found: Officer | None = find() if find is not None else None
    return found


def officer_of(request: HttpRequest, *acts: Act, area_code: str | None = None) -> Officer:
    """Who acts, if one of the acts is theirs.

    Raises:
        LoginNeeded: LOGIN_NEEDED, nobody is logged in; a page then leads to the login page and back.
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    if not request.user.is_authenticated:
        raise LoginNeeded("LOGIN_NEEDED")
    found = found_officer(request)
    held = next((act for act in acts if may(found, act)), acts[0])
    return require(found, held, area_code=area_code)


def confirmed_officer_of(request: HttpRequest, *acts: Act, area_code: str | None = None) -> Officer:
    """The same for decisions: the second factor was checked within the last minutes.

    Raises:
        LoginNeeded: LOGIN_NEEDED.
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED; the middleware asks for it and sends the form on.
    """
    officer = officer_of(request, *acts, area_code=area_code)
    require_fresh(officer, at=clock.real_now())
    return officer
