"""The gateway's account: set, never shown again; a test of the connection."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocba.errors import HocbaError
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.submission.forms import GatewayForm
from hocba_web.submission.selectors.account import account_of
from hocba_web.submission.services.account import configure, note_test
from hocba_web.submission.services.outbox.probing import probe


def _admin(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(actor, Action.GATEWAY_CONFIGURE, Target(school_id=actor.school_id))
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def gateway(request: HttpRequest) -> HttpResponse:
    """See what is set, set it anew."""
    actor = _admin(request)
    account = account_of(actor.school_id)
    initial = {"unit_code": account.unit_code, "user_name": account.user_name} if account else None
    form = GatewayForm(request.POST or None, initial=initial)
    form.ask_secrets(known=account is not None)
    if request.method == "POST" and form.is_valid():
        try:
            configure(actor=actor, at=clock.now(), real_at=clock.real_now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu. Thầy/cô thử kết nối để kiểm tra."))
            return redirect("submission:gateway")
    problem = spoken(HocbaError(account.tested_code)) if account and account.tested_code else None
    context = {"account": account, "form": form, "address": settings.GATEWAY_URL, "problem": problem}
    return render(request, "submission/gateway.html", context, status=status_of(form))


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Ask the gateway something harmless: whether it knows the school."""
    actor = _admin(request)
    problem = probe(actor.school_id)
    note_test(actor=actor, problem=problem, at=clock.now())
    if problem is None:
        messages.success(request, _("Kết nối tốt: cổng tiếp nhận nhận ra tài khoản của trường."))
    return redirect("submission:gateway")
