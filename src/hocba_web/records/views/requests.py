"""Asking for a record to be unlocked or cancelled, giving it back, deciding and carrying out."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, held_by, require
from hocba_web.assessment.parts import part_name
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.records.forms import DecideForm, PaperForm, ReasonForm, ReturnForm, UnlockForm
from hocba_web.records.selectors.access import reach
from hocba_web.records.selectors.parts import parts_of
from hocba_web.records.selectors.requests import Request, of_school, one_request
from hocba_web.records.services import cancelling, returns, unlocking
from hocba_web.records.services.common import subject_or_none
from hocba_web.records.views.presenting import put_refusal

_WORKING_ON = (
    Action.RECORD_UNLOCK_DECIDE,
    Action.RECORD_UNLOCK_EXECUTE,
    Action.RECORD_INITIALISE,
    Action.RECORD_CANCEL_APPROVE,
)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What waits: for the principal, for the admin, for correction and initialising again."""
    actor = acting(request)
    if not any(held_by(actor.role, action) for action in _WORKING_ON):
        require(actor, Action.RECORD_UNLOCK_DECIDE, Target(school_id=actor.school_id))
    found = of_school(actor.school_id)
    closed = of_school(actor.school_id, open_only=False)
    here = Target(school_id=actor.school_id)
    return render(
        request,
        "records/requests.html",
        {
            "waiting": [one for one in found if one.stage == "waiting"],
            "granted": [one for one in found if one.stage == "granted"],
            "opened": [one for one in found if one.stage == "opened"],
            "past": [one for one in reversed(closed) if one.stage in {"settled", "refused", "withdrawn"}][:30],
            "may_decide": allowed(actor, Action.RECORD_UNLOCK_DECIDE, here),
            "may_execute": allowed(actor, Action.RECORD_UNLOCK_EXECUTE, here),
            "may_read": held_by(actor.role, Action.RECORD_VIEW),
            "me": actor.user_id,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unlock_ask(request: HttpRequest, record_id: int) -> HttpResponse:
    """Ask that parts of a record be opened again."""
    actor = acting(request)
    found = reach(actor, record_id)
    parts = [part for part in parts_of(record_id) if _may_ask(actor, found.standing.class_id, part)]
    form = UnlockForm(request.POST or None, parts=_named(parts))

    def act() -> None:
        unlocking.request(
            actor=actor,
            record_id=record_id,
            parts=form.cleaned_data["parts"],
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )

    return _asked(
        request,
        form,
        act,
        record_id,
        title=_("Đề nghị mở học bạ"),
        send=_("Gửi đề nghị"),
        done=_("Đã gửi đề nghị. Khi hiệu trưởng quyết định, thầy/cô sẽ được báo."),
    )


def _may_ask(actor: Actor, class_id: int, part: str) -> bool:
    target = Target(school_id=actor.school_id, class_id=class_id, subject=subject_or_none(part))
    return allowed(actor, Action.RECORD_UNLOCK_REQUEST, target)


def _named(parts: list[str]) -> list[tuple[str, str]]:
    return [(part, part_name(part)) for part in parts]


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_ask(request: HttpRequest, record_id: int) -> HttpResponse:
    """Ask that a record be given up before issue."""
    actor = acting(request)
    found = reach(actor, record_id).standing
    require(actor, Action.RECORD_CANCEL_REQUEST, Target(school_id=found.school_id, class_id=found.class_id))
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        cancelling.request(actor=actor, record_id=record_id, reason=reason, at=clock.now())

    return _asked(
        request,
        form,
        act,
        record_id,
        title=_("Đề nghị hủy học bạ"),
        send=_("Gửi đề nghị"),
        done=_("Đã gửi đề nghị hủy. Hiệu trưởng sẽ quyết định."),
        note=_("Dùng khi học sinh không còn thuộc lớp này. Nội dung sai thì đề nghị mở để sửa, không cần hủy."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, record_id: int) -> HttpResponse:
    """Give a record back to the person whose part is wrong."""
    actor = acting(request)
    found = reach(actor, record_id).standing
    require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=found.school_id, class_id=found.class_id))
    form = ReturnForm(request.POST or None, parts=_named(list(parts_of(record_id))))

    def act() -> None:
        returns.give_back(
            actor=actor,
            record_id=record_id,
            part=form.cleaned_data["part"],
            note=form.cleaned_data["note"],
            at=clock.now(),
            real_at=clock.real_now(),
        )

    return _asked(
        request,
        form,
        act,
        record_id,
        title=_("Trả lại học bạ"),
        send=_("Trả lại"),
        done=_("Đã trả lại kèm lời nhắn. Sau khi mở và sửa, học bạ được khởi tạo và ký lại phần đã đổi."),
    )


def _asked(  # one page for three forms
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], None],
    record_id: int,
    *,
    title: str,
    send: str,
    done: str,
    note: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (FreshFactorNeeded, Forbidden, Missing):
            raise
        except Refused as refusal:
            put_refusal(request, form, refusal)
        else:
            messages.success(request, done)
            return redirect("records:record", record_id)
    return render(
        request,
        "records/ask.html",
        {"form": form, "one": reach(acting(request), record_id).standing, "title": title, "send": send, "note": note},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unlock_decide(request: HttpRequest, request_id: int) -> HttpResponse:
    """The principal decides whether parts are opened."""
    actor = acting(request)
    require(actor, Action.RECORD_UNLOCK_DECIDE, Target(school_id=actor.school_id))
    form = PaperForm(request.POST or None, yes=_("Đồng ý mở"), no=_("Không đồng ý"))

    def act() -> None:
        given = form.cleaned_data
        unlocking.decide(
            actor=actor,
            unlocking_id=request_id,
            granted=given["granted"] == "yes",
            answer=given["answer"],
            number=given["number"],
            dated=given["dated"],
            at=clock.now(),
            real_at=clock.real_now(),
        )

    return _decided(request, form, act, one_request(actor, "unlocking", request_id), _("Đề nghị mở học bạ"))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_decide(request: HttpRequest, request_id: int) -> HttpResponse:
    """The principal decides whether a record is given up."""
    actor = acting(request)
    require(actor, Action.RECORD_CANCEL_APPROVE, Target(school_id=actor.school_id))
    form = DecideForm(request.POST or None, yes=_("Đồng ý hủy"), no=_("Không đồng ý"))

    def act() -> None:
        given = form.cleaned_data
        cancelling.decide(
            actor=actor,
            cancellation_id=request_id,
            granted=given["granted"] == "yes",
            answer=given["answer"],
            at=clock.now(),
            real_at=clock.real_now(),
        )

    return _decided(request, form, act, one_request(actor, "cancellation", request_id), _("Đề nghị hủy học bạ"))


def _decided(
    request: HttpRequest, form: forms.Form, act: Callable[[], None], found: Request, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (FreshFactorNeeded, Forbidden, Missing):
            raise
        except Refused as refusal:
            put_refusal(request, form, refusal)
        else:
            messages.success(request, _("Đã quyết định. Người đề nghị được báo."))
            return redirect("records:requests")
    return render(
        request,
        "records/decide.html",
        {"form": form, "found": found, "one": found.record, "title": title},
        status=422 if form.errors else 200,
    )


@require_POST
def unlock_execute(request: HttpRequest, request_id: int) -> HttpResponse:
    """The admin opens what was decided."""
    unlocking.execute(actor=acting(request), unlocking_id=request_id, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã mở theo quyết định. Giáo viên của các phần này được báo để sửa."))
    return redirect("records:requests")


@require_POST
def corrected(request: HttpRequest, request_id: int, part: str) -> HttpResponse:
    """A teacher says that an opened part is corrected."""
    row = unlocking.corrected(actor=acting(request), unlocking_id=request_id, part=part, at=clock.now())
    messages.success(request, _("Đã ghi nhận. Khi mọi phần sửa xong, học vụ được báo để khởi tạo lại."))
    return redirect("records:record", row.unlocking.record_id)


@require_POST
def unlock_withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take back one's own request."""
    row = unlocking.withdraw(actor=acting(request), unlocking_id=request_id, at=clock.now())
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("records:record", row.record_id)
