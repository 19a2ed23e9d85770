"""Sends people to what must come first, and brings them back without losing what they typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from hocba_web.accounts import confirming
from hocba_web.accounts.acting import LoginNeeded
from hocba_web.accounts.gates import gate
from hocba_web.accounts.models import User
from hocba_web.accounts.presence import idle_too_long
from hocba_web.base import clock
from hocba_web.base.middleware import refusal_response
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Refused, spoken

Handler = Callable[[HttpRequest], HttpResponse]
_CODES = {
    "accounts:new_password": "OWN_PASSWORD_NEEDED",
    "accounts:enrol": "SECOND_FACTOR_NEEDED",
    "accounts:confirm": "FRESH_FACTOR_NEEDED",
}


class SecondFactorMiddleware:
    """Own password, second factor and its check in this session come before everything else.

    Pages lead there and back; fragments and JSON are told, so that nothing typed is swept away.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Close the way if something must come first."""
        user = request.user
        if not isinstance(user, User):
            return None
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        if user.closed_on(clock.today()):
            logout(request)
            return HttpResponseRedirect(reverse("account_inactive"))
        if idle_too_long(request, user, real_at=clock.real_now()) and name != "account_logout":
            logout(request)
            return _login_first(request, LoginNeeded("SESSION_IDLE")) or refusal_response(
                request, LoginNeeded("SESSION_IDLE")
            )
        first = gate(request, user, view, name)
        if first is None:
            return _keep_last_factor(request, user, name, kwargs)
        if _is_page(request):
            return HttpResponseRedirect(_with_return(request, first))
        return refusal_response(request, Forbidden(_CODES[first], minutes=confirming.MINUTES))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what a login or a check of the second factor cures; leave the rest to others."""
        if isinstance(error, LoginNeeded):
            return _login_first(request, error)
        if isinstance(error, FreshFactorNeeded):
            return _confirm_first(request, error)
        return None


def _login_first(request: HttpRequest, error: LoginNeeded) -> HttpResponse | None:
    """Pages lead to the login and back; a form that was sent waits in the browser; scripts get the refusal."""
    if not _is_page(request):
        return None
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(_with_return(request, "account_login"))
    return confirming.wait_for_login(request, error)


def _confirm_first(request: HttpRequest, error: FreshFactorNeeded) -> HttpResponse:
    """Pages are confirmed on the spot and sent on as they were; scripts are told where."""
    if not _is_page(request):
        return _told_where(request, error)
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(_with_return(request, "accounts:confirm"))
    return confirming.hold(request)


def _told_where(request: HttpRequest, error: Refused) -> HttpResponse:
    said = spoken(error)
    if getattr(request, "htmx", False):
        return render(request, "accounts/fragments/confirm_needed.html", {"refusal": said}, status=error.status)
    return JsonResponse(
        {
            "code": said.code,
            "t": said.what,
            "next": said.next,
            "where": said.where,
            "source": said.source,
            "confirm": reverse("accounts:confirm"),
        },
        status=error.status,
    )


def _keep_last_factor(request: HttpRequest, user: User, name: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Allauth asks its adapter before it removes an authenticator app, but not before it removes a passkey."""
    if name != "mfa_remove_webauthn":
        return None
    passkey = Authenticator.objects.filter(pk=kwargs.get("pk"), user_id=user.pk).first()
    if passkey is None or get_adapter().can_delete_authenticator(passkey):
        return None
    return refusal_response(request, Forbidden("LAST_FACTOR_STAYS", source="Decision 32/QĐ-THPĐ, art. 6(6)(b)"))


def _is_page(request: HttpRequest) -> bool:
    """Whether a whole page is expected: not a fragment, not JSON."""
    wants_json = "application/json" in (request.headers.get("Accept", "").split(",")[0], request.content_type)
    return not getattr(request, "htmx", False) and not wants_json


def _with_return(request: HttpRequest, name: str) -> str:
    """An address that leads back here when done; a form that was sent leads back to the page it stands on."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else confirming.page_of(request)
    return f"{reverse(name)}?{urlencode({'next': back})}"
