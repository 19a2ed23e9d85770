"""/mo-phong/: how the gateway behaves to a school while it practises, and what came. Demo mode only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.gateway.forms import RulesForm
from hocba_web.gateway.selectors import desk
from hocba_web.gateway.services import rehearsal as rules
from hocba_web.officers.acting import officer_of
from hocba_web.officers.permissions import Act
from hocba_web.register.models import School

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
    """Every school that may exchange, with what came from it."""
    officer = officer_of(request, Act.REHEARSE)
    return render(request, "gateway/overview.html", {"schools": desk.schools(officer)})


@demo_only
@require_GET
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One school: what came, how the gateway answers it."""
    found = _school(request, unit_id)
    return _page(request, found, RulesForm(instance=rules.rules_of(found)))


@demo_only
@require_POST
def change(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Set how the gateway answers a school."""
    found = _school(request, unit_id)
    officer = officer_of(request, Act.REHEARSE, area_code=found.area_code)
    form = RulesForm(request.POST, instance=rules.rules_of(found))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    changes = {name: form.cleaned_data[name] for name in RulesForm.Meta.fields}
    rules.set_rules(officer, found, at=clock.now(), **changes, refuse=form.cleaned_data["refusals"])
    messages.success(request, _("Đã đặt cách trả lời cho trường này."))
    return redirect("rehearsal:unit", found.id)


def _school(request: HttpRequest, school_id: int) -> School:
    found = School.objects.filter(id=school_id).first()
    officer_of(request, Act.REHEARSE, area_code=found.area_code if found else None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _page(request: HttpRequest, found: School, form: RulesForm, *, status: int = 200) -> HttpResponse:
    return render(request, "gateway/unit.html", desk.of_school(found) | {"school": found, "form": form}, status=status)
