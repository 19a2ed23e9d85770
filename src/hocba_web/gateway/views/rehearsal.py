"""/mo-phong/: how the gateway behaves while a school practises, and the officer's decisions. Demo mode only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba.model import ClosingGroup, SchoolYear
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.gateway.forms import CloseForm, RulesForm
from hocba_web.gateway.models import Unit
from hocba_web.gateway.selectors import desk
from hocba_web.gateway.services import certificates, closing, recalls
from hocba_web.gateway.services import rehearsal as rules

Page = Callable[..., HttpResponse]


def demo_only(page: Page) -> Page:
    """There is no such page outside demo mode."""

    @wraps(page)
    def guarded(request: HttpRequest, **parts: int) -> HttpResponse:
        if not settings.HOCBA.demo:
            raise Missing("NOT_FOUND_HERE")
        return page(request, **parts)

    return guarded


@demo_only
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every school with what waits."""
    return render(request, "gateway/overview.html", {"units": desk.units()})


@demo_only
@require_GET
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One school: what came, what waits for a decision, how the gateway answers it."""
    found = _unit(unit_id)
    form = RulesForm(instance=rules.rules_of(found))
    return _page(request, found, form, CloseForm())


@demo_only
@require_POST
def change(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Set how the gateway answers a school."""
    found = _unit(unit_id)
    form = RulesForm(request.POST, instance=rules.rules_of(found))
    if not form.is_valid():
        return _page(request, found, form, CloseForm(), status=422)
    changes = {name: form.cleaned_data[name] for name in RulesForm.Meta.fields}
    rules.set_rules(found, **changes, refuse=form.cleaned_data["refusals"])
    messages.success(request, _("Đã đặt cách trả lời cho trường này."))
    return redirect("rehearsal:unit", found.id)


@demo_only
@require_POST
def close(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Close a group."""
    found = _unit(unit_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, RulesForm(instance=rules.rules_of(found)), form, status=422)
    year = SchoolYear.parse(form.cleaned_data["school_year"])
    group = ClosingGroup(form.cleaned_data["group"])
    closing.close(unit=found, school_year=year, group=group, at=clock.now())
    messages.success(request, _("Đã chốt đợt %(group)s.") % {"group": group.value})
    return redirect("rehearsal:unit", found.id)


@demo_only
@require_POST
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Approve or refuse a certificate."""
    approve = request.POST.get("approve") == "1"
    found = certificates.decide(
        certificate_id, approve=approve, at=clock.now(), reason=request.POST.get("reason", "").strip()
    )
    messages.success(request, _("Đã phê duyệt chứng thư số.") if approve else _("Đã từ chối chứng thư số."))
    return redirect("rehearsal:unit", found.unit_id)


@demo_only
@require_POST
def recall(request: HttpRequest, request_id: int) -> HttpResponse:
    """Agree to a recall, or refuse it."""
    agree = request.POST.get("agree") == "1"
    found = recalls.decide(request_id, agree=agree, at=clock.now(), answer=request.POST.get("answer", "").strip())
    messages.success(request, _("Đã đồng ý thu hồi.") if agree else _("Đã từ chối thu hồi."))
    return redirect("rehearsal:unit", found.message.unit_id)


def _unit(unit_id: int) -> Unit:
    found = Unit.objects.filter(id=unit_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _page(
    request: HttpRequest, found: Unit, rules_form: RulesForm, close_form: CloseForm, *, status: int = 200
) -> HttpResponse:
    context = desk.of_unit(found) | {"unit": found, "form": rules_form, "close_form": close_form}
    return render(request, "gateway/unit.html", context, status=status)
