"""Officers' pages about clients and their calls."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused, spoken
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.permissions import Act, may
from hocba_web.procedures.forms import ClientForm, DecisionForm
from hocba_web.procedures.models import Call, Client
from hocba_web.procedures.purposes import Purpose, Scope
from hocba_web.procedures.services import clients as write

_PAGE = 50


@require_safe
def clients(request: HttpRequest) -> HttpResponse:
    """All clients, with what they asked."""
    officer = officer_of(request, Act.CLIENT_CALLS_VIEW, Act.CLIENT_MANAGE)
    found = Client.objects.annotate(
        asked=Count("calls"), answered=Count("calls", filter=Q(calls__outcome=Call.Outcome.ANSWERED))
    ).order_by("-prepared_at", "-id")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_manage": may(officer, Act.CLIENT_MANAGE)}
    return render(request, "procedures/clients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose a client."""
    officer = officer_of(request, Act.CLIENT_MANAGE)
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = write.Wanted(
            **{name: told[name] for name in ("name", "owner", "legal_basis", "contact", "addresses", "hook_url")},
            **{name: told[name] for name in ("quota_day", "quota_minute", "valid_from", "valid_until")},
            purposes=[Purpose(one) for one in told["purposes"]],
            scopes=[Scope(one) for one in told["scopes"]],
        )
        try:
            client = write.prepare(officer, wanted, at=clock.now())
        except Forbidden:
            raise
        except Refused as refused:
            said = spoken(refused)
            form.add_error(None, f"{said.what} {said.next}")
        else:
            messages.success(request, _("Đã lập đề nghị; lãnh đạo quyết định."))
            return redirect("procedures:client", client.public_id)
    return render(request, "procedures/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def client(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One client: what it may, who decided, what it asked."""
    officer = officer_of(request, Act.CLIENT_CALLS_VIEW, Act.CLIENT_MANAGE)
    found = _client(public_id)
    waiting = found.state == Client.State.WAITING
    decides = waiting and may(officer, Act.CLIENT_DECIDE) and found.prepared_by_id != officer.user_id
    context = {
        "client": found,
        "purposes": [Purpose(one).label for one in found.purposes],
        "scopes": [Scope(one).label for one in found.scopes],
        "calls": _calls(found),
        "form": DecisionForm() if decides else None,
        "may_manage": may(officer, Act.CLIENT_MANAGE),
        "may_stop": found.state == Client.State.APPROVED,
    }
    return render(request, "procedures/client.html", context)


@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve or refuse."""
    officer = confirmed_officer_of(request, Act.CLIENT_DECIDE)
    form = DecisionForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        write.decide(officer, public_id, agree=told["agree"], answer=told["answer"], at=clock.now())
    return redirect("procedures:client", public_id)


@require_POST
def secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new secret, shown once."""
    officer = confirmed_officer_of(request, Act.CLIENT_MANAGE)
    given, hook = write.new_secret(officer, public_id, at=clock.now())
    context = {"client": _client(public_id), "secret": given, "hook": hook}
    response = render(request, "procedures/secret.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
def stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a client at once."""
    officer = confirmed_officer_of(request, Act.CLIENT_MANAGE, Act.CLIENT_DECIDE)
    write.stop(officer, public_id, at=clock.now())
    messages.success(request, _("Đã dừng: mã truy cập và khóa bí mật hết hiệu lực ngay."))
    return redirect("procedures:client", public_id)


def _client(public_id: UUID) -> Client:
    found = Client.objects.select_related("prepared_by", "decided_by").filter(public_id=public_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _calls(found: Client) -> list[dict[str, object]]:
    return [
        {
            "at": call.at,
            "purpose": Purpose(call.purpose).label,
            "dossier": call.dossier,
            "outcome": call.outcome,
            "outcome_label": call.get_outcome_display(),
        }
        for call in found.calls.all()[:_PAGE]
    ]
