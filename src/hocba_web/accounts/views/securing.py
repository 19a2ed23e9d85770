"""What comes before the work: an own password, a second factor, a check of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts import confirming, services
from hocba_web.accounts.factors import factor_checked_at, has_factor
from hocba_web.accounts.forms import NewPasswordForm
from hocba_web.accounts.permissions import FRESH_FOR
from hocba_web.accounts.views.common import owner, refuse_in
from hocba_web.base import clock
from hocba_web.base.refusals import Refused


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Replace a given password by one's own."""
    user = owner(request)
    back = confirming.safe_path(request, request.POST.get("next", request.GET.get("next", "")))
    if not user.must_change_password:
        return redirect("account_change_password")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.choose_password(
                user=user,
                password=form.cleaned_data["password1"],
                session_key=request.session.session_key or "",
                at=clock.now(),
            )
        except (Refused, ValidationError) as error:
            refuse_in(form, error)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đặt mật khẩu mới. Từ nay không ai khác biết mật khẩu này."))
            return HttpResponseRedirect(back)
    return render(
        request, "accounts/new_password.html", {"form": form, "back": back}, status=422 if form.errors else 200
    )


@require_safe
def enrol(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed and how to choose one."""
    user = owner(request)
    if has_factor(user.pk):
        return redirect("mfa_index")
    back = confirming.safe_path(request, request.GET.get("next", ""))
    return render(request, "accounts/enrol.html", {"back": back})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, then go on where it was needed, with whatever form was on its way."""
    user = owner(request)
    if not has_factor(user.pk):
        return redirect("accounts:enrol")
    if request.method == "POST":
        return _check(request)
    back = confirming.safe_path(request, request.GET["next"]) if "next" in request.GET else ""
    if not back and _just_checked(request):
        return render(request, "accounts/confirmed.html", {"minutes": confirming.MINUTES})
    return confirming.page(request, target="", back=back, kept=())


def _check(request: HttpRequest) -> HttpResponse:
    user = owner(request)
    back = request.POST.get(confirming.FIELD_RETURN, "")
    target = request.POST.get(confirming.FIELD_TARGET, "")
    by_passkey = bool(request.POST.get(f"{confirming.PREFIX}-credential"))
    code_form = None if by_passkey else confirming.CodeForm(request.POST, user=user)
    passkey_form = confirming.PasskeyForm(request.POST, user=user) if by_passkey else None
    form = passkey_form or code_form
    if form is None or not form.is_valid():
        return confirming.page(
            request,
            target=confirming.safe_path(request, target) if target else "",
            back=confirming.safe_path(request, back) if back else "",
            kept=confirming.fields_of(request.POST),
            code_form=code_form,
            passkey_form=passkey_form,
            status=422,
        )
    form.save()
    if target:
        return HttpResponseRedirect(confirming.safe_path(request, target), preserve_request=True)
    if back:
        return HttpResponseRedirect(confirming.safe_path(request, back))
    return redirect("accounts:confirm")


def _just_checked(request: HttpRequest) -> bool:
    checked = factor_checked_at(request)
    return checked is not None and clock.real_now() - checked <= FRESH_FOR
