"""Confirming with the second factor in the middle of something, without losing what was typed.

A form that needs a fresh check is answered with a page that asks for the code and carries the form's fields along,
hidden. The right code is answered with 307: the browser itself sends the same fields on to where they were meant for.
Nothing is stored on the server, nothing leaves the browser of whoever typed it, and both steps carry the CSRF token.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from hocba_web.accounts.login_forms import ReauthenticateForm
from hocba_web.accounts.permissions import FRESH_FOR
from hocba_web.base.refusals import Refused, spoken

MINUTES = int(FRESH_FOR.total_seconds() // 60)
PREFIX = "_factor"
"""Before the names of our own fields, so that they never hide a field of the form carried along."""
FIELD_TARGET = f"{PREFIX}-target"
FIELD_RETURN = f"{PREFIX}-next"


class CodeForm(ReauthenticateForm):
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, prefix=PREFIX, **kwargs)


class PasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no type information
    """What a passkey answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, prefix=PREFIX, **kwargs)


def hold(request: HttpRequest) -> HttpResponse:
    """The page that asks for the factor before a form that was just sent is passed on."""
    files = bool(request.FILES)
    return page(
        request,
        target="" if files else request.get_full_path(),
        back=page_of(request),
        kept=() if files else fields_of(request.POST),
        lost_files=files,
        status=403,
    )


def wait_for_login(request: HttpRequest, error: Refused) -> HttpResponse:
    """A form came after its session had ended: its fields stay on a page until its sender has logged in again.

    The script of every form renews the CSRF token when it is sent, so that it passes after the login in another tab.
    """
    files = bool(request.FILES)
    response = render(
        request,
        "accounts/login_again.html",
        {
            "refusal": spoken(error),
            "kept": [] if files else fields_of(request.POST),
            "target": "" if files else request.get_full_path(),
            "back": page_of(request),
            "lost_files": files,
        },
        status=error.status,
    )
    add_never_cache_headers(response)
    return response


def page(
    request: HttpRequest,
    *,
    target: str,
    back: str,
    kept: Iterable[tuple[str, str]],
    code_form: CodeForm | None = None,
    passkey_form: PasskeyForm | None = None,
    lost_files: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Draw the page.

    Args:
        request: of somebody logged in.
        target: where a carried form was meant for; empty if none is carried.
        back: the page to return to.
        kept: the carried form's fields.
        code_form: with its errors, if a code was wrong.
        passkey_form: likewise.
        lost_files: the form held files, which no page can carry along: it must be sent once more.
        status: of the answer.
    """
    user = request.user
    types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    has_passkey = Authenticator.Type.WEBAUTHN in types
    response = render(
        request,
        "accounts/confirm.html",
        {
            "code_form": (code_form or CodeForm(user=user)) if types - {Authenticator.Type.WEBAUTHN} else None,
            "passkey_form": (passkey_form or PasskeyForm(user=user)) if has_passkey else None,
            "js_data": {"request_options": begin_authentication(user)} if has_passkey else None,
            "kept": list(kept),
            "target": target,
            "back": back,
            "lost_files": lost_files,
            "minutes": MINUTES,
            "field_target": FIELD_TARGET,
            "field_return": FIELD_RETURN,
        },
        status=status,
    )
    add_never_cache_headers(response)
    return response


def fields_of(data: QueryDict) -> list[tuple[str, str]]:
    """The fields of a sent form but the CSRF token and our own, in order, repeated ones too."""
    return [
        (name, value)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{PREFIX}-")
        for value in values
    ]


def page_of(request: HttpRequest) -> str:
    """The page that a form was sent from, by its Referer if that is ours; the start page otherwise."""
    return safe_path(request, request.headers.get("Referer", ""))


def safe_path(request: HttpRequest, address: str) -> str:
    """An address of this very host; "/" for every other."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and safe else "/"
