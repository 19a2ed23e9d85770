"""One's own account: what it is, where it is logged in, how it is opened."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from hocba_web.accounts import selectors, services
from hocba_web.accounts.forms import EmailForm
from hocba_web.accounts.models import User
from hocba_web.accounts.ports import ports
from hocba_web.accounts.views.common import owner
from hocba_web.base import clock


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The account's page."""
    return _page(request, owner(request), EmailForm(initial={"email": owner(request).email}))


@require_POST
def email(request: HttpRequest) -> HttpResponse:
    """Change where reminders go."""
    user, form = owner(request), EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form, status=422)
    services.change_email(user=user, email=form.cleaned_data["email"], at=clock.now())
    messages.success(request, _("Đã lưu địa chỉ thư điện tử."))
    return redirect("accounts:own")


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is logged in."""
    rows = selectors.own_sessions(owner(request), request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": rows, "others": sum(not one.current for one in rows)})


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    services.end_own_session(user=owner(request), session_id=session_id, at=clock.now())
    messages.success(request, _("Đã đăng xuất khỏi thiết bị đó."))
    return redirect("accounts:sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    ended = services.end_other_sessions(
        user=owner(request), session_key=request.session.session_key or "", at=clock.now()
    )
    messages.success(request, _("Đã đăng xuất khỏi {count} thiết bị khác.").format(count=ended))
    return redirect("accounts:sessions")


@require_safe
def forgotten(request: HttpRequest, **_parts: str) -> HttpResponse:
    """What to do about a forgotten password: no e-mail opens an account here."""
    return render(request, "accounts/forgotten.html")


@require_safe
def temporary_expired(request: HttpRequest) -> HttpResponse:
    """A given password lay too long."""
    return render(request, "accounts/temporary_expired.html", {"days": services.TEMPORARY_FOR.days}, status=403)


@require_safe
def to_own(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Pages of allauth that have no place here lead to one's own account."""
    owner(request)
    return redirect("accounts:own")


def _page(request: HttpRequest, user: User, form: EmailForm, *, status: int = 200) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user_id=user.pk))
    kinds = {one.type for one in factors}
    codes = next((one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return render(
        request,
        "accounts/own.html",
        {
            "account": user,
            "email_form": form,
            "has_app": Authenticator.Type.TOTP in kinds,
            "passkeys": [one.wrap() for one in factors if one.type == Authenticator.Type.WEBAUTHN],
            "codes_left": None if codes is None else len(codes.wrap().get_unused_codes()),
            "factor_needed": ports.second_factor_needed(user.pk),
            "sessions": len(selectors.own_sessions(user, request.session.session_key)),
        },
        status=status,
    )
