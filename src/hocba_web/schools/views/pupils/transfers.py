"""Transfers between schools: asked by the registrar, decided by the principal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.pupils import TransferInForm, TransferOutForm, upload_of
from hocba_web.schools.selectors.pupils.scope import enrolment_now, find_class, find_pupil, require_class, require_for
from hocba_web.schools.selectors.pupils.transfers import paper_of_transfer, transfers_of_school
from hocba_web.schools.services import attachments
from hocba_web.schools.services.pupils import (
    DataRefused,
    MayBeDuplicate,
    transfer_decide,
    transfer_in_ask,
    transfer_out_ask,
    transfer_withdraw,
)
from hocba_web.schools.views.pupils.common import form_page, opened_form

_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """Requests that wait, then those that were decided."""
    actor, at = acting(request), clock.now()
    waiting, decided = transfers_of_school(actor)
    audit.viewed(
        actor=actor,
        action="schools.transfers.viewed",
        subject=("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in (*waiting, *decided) if one.pupil_id],
    )
    return render(
        request,
        "schools/pupils/transfers.html",
        {
            "waiting": waiting,
            "decided": decided,
            "may_decide": held_by(actor.role, Action.PUPIL_TRANSFER_APPROVE),
            "may_ask": held_by(actor.role, Action.PUPIL_TRANSFER_OUT),
        },
    )


@require_http_methods(_METHODS)
def transfer_out(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Ask for a pupil to go to another school."""
    actor, at = acting(request), clock.now()
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PUPIL_TRANSFER_OUT, pupil)
    enrolment = enrolment_now(pupil)
    if enrolment is None or enrolment.has_left:
        raise Refused("PUPIL_NOT_ON_ROLL", where=pupil.ministry_id)
    form = TransferOutForm(request.POST or None, request.FILES or None, initial={"on": clock.local(at).date()})
    if not form.is_bound:
        opened_form(actor, pupil, at, "transfer_out")
    elif form.is_valid():
        given = dict(form.cleaned_data)
        given["evidence"] = upload_of(given["evidence"])
        try:
            transfer_out_ask(actor=actor, pupil_id=pupil_id, at=at, **given)
        except DataRefused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Đã gửi đề nghị. Hồ sơ thay đổi khi hiệu trưởng duyệt."))
            return redirect("schools:transfers")
    return form_page(
        request,
        form,
        title=_("Đề nghị chuyển trường đi"),
        back=reverse("schools:pupil", args=[pupil_id]),
        back_label=pupil.name,
        save=_("Gửi hiệu trưởng duyệt"),
        has_files=True,
        intro=_("Kèm đơn xin chuyển trường có ý kiến tiếp nhận của trường nơi đến."),
    )


@require_http_methods(_METHODS)
def transfer_in(request: HttpRequest, class_id: int) -> HttpResponse:
    """Ask for a pupil to come from another school."""
    actor, at = acting(request), clock.now()
    school_class = find_class(actor, class_id)
    require_class(actor, Action.PUPIL_TRANSFER_IN, school_class)
    initial = {"on": clock.local(at).date(), "nationality": "Việt Nam"}
    form = TransferInForm(request.POST or None, request.FILES or None, initial=initial)
    resembling: MayBeDuplicate | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            transfer_in_ask(
                actor=actor,
                class_id=class_id,
                values=form.typed(),
                on=given["on"],
                other_school=given["other_school"],
                other_province=given["other_province"],
                reason=given["reason"],
                evidence=upload_of(given["evidence"]),
                id_basis=given["id_basis"],
                sure=given["sure"],
                at=at,
            )
        except DataRefused as refused:
            form.show(refused.problems)
        except MayBeDuplicate as found:
            resembling = found
        else:
            messages.success(request, _("Đã gửi đề nghị. Học sinh vào lớp khi hiệu trưởng duyệt."))
            return redirect("schools:transfers")
    return form_page(
        request,
        form,
        title=_("Đề nghị tiếp nhận chuyển đến"),
        back=reverse("schools:class_pupils", args=[class_id]),
        back_label=_("Lớp %(name)s") % {"name": school_class.name},
        save=_("Gửi hiệu trưởng duyệt"),
        status=409 if resembling else 200,
        template="schools/pupils/admit.html",
        has_files=True,
        resembling=resembling,
    )


@require_POST
def decide(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """The principal's yes or no."""
    agree = request.POST.get("dong-y") == "co"
    transfer_decide(
        actor=acting(request),
        transfer_id=transfer_id,
        agree=agree,
        answer=request.POST.get("answer", "")[:500],
        at=clock.now(),
    )
    messages.success(request, _("Đã duyệt chuyển trường.") if agree else _("Đã trả lời không đồng ý."))
    return redirect("schools:transfers")


@require_POST
def withdraw(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """The registrar takes a request back."""
    transfer_withdraw(actor=acting(request), transfer_id=transfer_id, at=clock.now())
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("schools:transfers")


@require_safe
def transfer_paper(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Download the paper of a request."""
    actor = acting(request)
    found, pupil_id = paper_of_transfer(actor, transfer_id)
    content = attachments.content(found)
    audit.viewed(
        actor=actor,
        action="schools.attachment.downloaded",
        subject=("attachment", found.pk),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[pupil_id] if pupil_id else [],
    )
    return attachments.download(found, content)
