"""The accounts of a school, as those see them who answer for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts import selectors, services
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, held_by
from hocba_web.accounts.ports import ports
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.text import fold


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody's account, and what waits to be decided or carried out; who may only ask sees what they asked."""
    actor = acting(request)
    if held_by(actor.role, Action.ACCOUNT_REQUEST) and not held_by(actor.role, Action.ACCOUNT_VIEW):
        return redirect("accounts:requests")
    rows = selectors.accounts(actor, today=clock.today())
    sought = request.GET.get("q", "").strip()
    shown = [row for row in rows if fold(sought) in fold(f"{row.holder.name} {row.user.username} {row.holder.code}")]
    audit.viewed(
        actor=actor,
        action="accounts.accounts.viewed",
        subject=("school", actor.school_id),
        at=clock.now(),
        school_id=actor.school_id,
    )
    return render(
        request,
        "accounts/accounts.html",
        {
            "rows": shown,
            "sought": sought,
            "total": len(rows),
            "lacking": sum(row.lacks_factor for row in rows),
            "waiting": selectors.requests(actor, open_only=True),
            "may_ask": allowed(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id)),
        },
    )


@require_safe
def account(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One account: its state, what was asked about it, and what its owner has not finished."""
    actor = acting(request)
    row = selectors.account(actor, public_id, today=clock.today())
    target = Target(school_id=actor.school_id, user_id=row.user.pk)
    audit.viewed(
        actor=actor,
        action="accounts.account.viewed",
        subject=("account", row.user.pk),
        at=clock.now(),
        school_id=actor.school_id,
    )
    return render(
        request,
        "accounts/account.html",
        {
            "row": row,
            "history": selectors.requests(actor, open_only=False, user_id=row.user.pk),
            "open_work": ports.open_work_of(row.user.pk),
            "may_end": allowed(actor, Action.SESSIONS_END, target),
            "may_ask": row.user.pk != actor.user_id
            and (allowed(actor, Action.ACCOUNT_REQUEST, target) or allowed(actor, Action.FACTOR_RESET_REQUEST, target)),
        },
    )


@require_POST
def end_sessions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Log an account out everywhere."""
    actor = acting(request)
    row = selectors.account(actor, public_id, today=clock.today())
    ended = services.end_all_sessions(actor=actor, user_id=row.user.pk, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã đăng xuất tài khoản khỏi {count} thiết bị.").format(count=ended))
    return redirect("accounts:account", public_id=public_id)
