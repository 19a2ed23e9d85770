"""Asking for something about an account, deciding, carrying out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts import selectors, services
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.forms import AskAccountForm, AskChangeForm, CreateForm, DecideForm
from hocba_web.accounts.models import AccountRequest
from hocba_web.accounts.permissions import Action, Target, allowed, held_by, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.views.common import refuse_in
from hocba_web.base import clock
from hocba_web.base.refusals import Refused

Kind = AccountRequest.Kind


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What was asked: everything for those who answer for accounts, one's own for others."""
    actor = acting(request)
    may_ask, may_reset = held_by(actor.role, Action.ACCOUNT_REQUEST), held_by(actor.role, Action.FACTOR_RESET_REQUEST)
    if not (may_ask or may_reset or held_by(actor.role, Action.ACCOUNT_VIEW)):
        require(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id))
    return render(
        request,
        "accounts/requests.html",
        {
            "rows": selectors.requests(actor, open_only=False),
            "may_ask": may_ask,
            "may_change": may_ask or may_reset,
            "may_view": held_by(actor.role, Action.ACCOUNT_VIEW),
        },
    )


@require_http_methods(["GET", "POST"])
def ask_account(request: HttpRequest) -> HttpResponse:
    """Ask for an account for somebody of the staff."""
    actor = acting(request)
    people = list(selectors.staff_without_account(actor))
    form = AskAccountForm(people=people, data=request.POST.dict() if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = services.ask_account(
                actor=actor, staff_id=typed["staff"], email=typed["email"], reason=typed["reason"], at=clock.now()
            )
        except Refused as error:
            refuse_in(form, error)
        else:
            messages.success(request, _("Đã gửi đề nghị cấp tài khoản."))
            return redirect("accounts:request", public_id=row.public_id)
    context = {"form": form, "people": people, "title": _("Đề nghị cấp tài khoản")}
    return render(request, "accounts/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def ask_change(request: HttpRequest) -> HttpResponse:
    """Ask to reset, close or reopen an account."""
    actor = acting(request)
    kinds = _kinds(actor)
    if not kinds:
        require(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id))
    holders = [one for one in ports.holders_of_school(actor.school_id) if one.user_id != actor.user_id]
    form = AskChangeForm(
        holders=holders,
        kinds=kinds,
        data=request.POST.dict() if request.method == "POST" else None,
        initial={"owner": request.GET.get("owner"), "kind": request.GET.get("kind")},
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = services.ask_change(
                actor=actor,
                kind=typed["kind"],
                user_id=typed["owner"],
                reason=typed["reason"],
                effective_on=typed["effective_on"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            if error.code == "FRESH_FACTOR_NEEDED":
                raise
            refuse_in(form, error)
        else:
            messages.success(request, _("Đã gửi đề nghị."))
            return redirect("accounts:request", public_id=row.public_id)
    context = {"form": form, "people": holders, "title": _("Đề nghị thay đổi tài khoản")}
    return render(request, "accounts/ask.html", context, status=422 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request."""
    actor = acting(request)
    return _page(request, actor, public_id)


@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree or refuse."""
    actor, form = acting(request), DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, public_id, decide_form=form)
    try:
        row = services.decide(
            actor=actor,
            request_id=public_id,
            grant=form.cleaned_data["grant"],
            answer=form.cleaned_data["answer"],
            at=clock.now(),
            real_at=clock.real_now(),
        )
    except Refused as error:
        if error.where != "answer":
            raise
        refuse_in(form, error)
        return _page(request, actor, public_id, decide_form=form)
    messages.success(request, _("Đã ghi quyết định: {state}.").format(state=row.get_state_display()))
    return redirect("accounts:request", public_id=public_id)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back one's own request."""
    services.withdraw(actor=acting(request), request_id=public_id, at=clock.now())
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("accounts:request", public_id=public_id)


@never_cache
@require_POST
def carry_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Do what was granted; a temporary password is shown on this answer and never again."""
    actor = acting(request)
    row = selectors.request(actor, public_id).request
    at, real_at = clock.now(), clock.real_now()
    if row.kind == Kind.DEACTIVATE:
        services.deactivate(actor=actor, request_id=public_id, today=clock.today(), at=at, real_at=real_at)
        messages.success(request, _("Đã ngừng tài khoản theo quyết định."))
        return redirect("accounts:request", public_id=public_id)
    if row.kind == Kind.CREATE:
        form = CreateForm(request.POST)
        if not form.is_valid():
            return _page(request, actor, public_id, create_form=form)
        try:
            issued = services.create(
                actor=actor, request_id=public_id, username=form.cleaned_data["username"], at=at, real_at=real_at
            )
        except Refused as error:
            if error.where != "username":
                raise
            refuse_in(form, error)
            return _page(request, actor, public_id, create_form=form)
    else:
        carry = services.reset_password if row.kind == Kind.PASSWORD_RESET else services.reactivate
        issued = carry(actor=actor, request_id=public_id, at=at, real_at=real_at)
    return render(request, "accounts/issued.html", {"issued": issued})


def _kinds(actor: Actor) -> set[AccountRequest.Kind]:
    """What the actor may ask about accounts."""
    target = Target(school_id=actor.school_id)
    kinds: set[AccountRequest.Kind] = set()
    if allowed(actor, Action.ACCOUNT_REQUEST, target):
        kinds |= {Kind.PASSWORD_RESET, Kind.DEACTIVATE, Kind.REACTIVATE}
    if allowed(actor, Action.FACTOR_RESET_REQUEST, target):
        kinds.add(Kind.FACTOR_RESET)
    return kinds


def _page(
    request: HttpRequest,
    actor: Actor,
    public_id: UUID,
    *,
    decide_form: DecideForm | None = None,
    create_form: CreateForm | None = None,
) -> HttpResponse:
    row = selectors.request(actor, public_id)
    creates = row.may_execute and row.request.kind == Kind.CREATE
    if creates and create_form is None:
        create_form = CreateForm(initial={"username": services.free_username(row.request.full_name)})
    leaving = row.request.kind == Kind.DEACTIVATE and row.request.owner_id is not None
    return render(
        request,
        "accounts/request.html",
        {
            "row": row,
            "decide_form": (decide_form or DecideForm()) if row.may_decide else None,
            "create_form": create_form if creates else None,
            "open_work": ports.open_work_of(row.request.owner_id) if leaving and row.request.owner_id else [],
        },
        status=422 if (decide_form or (create_form and create_form.is_bound)) else 200,
    )
