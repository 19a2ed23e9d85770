"""A family looks a record up (Decision 32/QĐ-THPĐ, art. 2(8), chapter I art. 5(5)(c)).

What is typed comes by POST and goes nowhere but into the comparison: no address, log, trace or page repeats it.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.middleware import refusal_response
from hocba_web.portal import pace
from hocba_web.portal.lookup import asking, visits
from hocba_web.portal.lookup.history import history_of
from hocba_web.portal.lookup.inputs import LookupForm
from hocba_web.portal.lookup.puzzle import LEVELS, TooLittleWork, puzzle
from hocba_web.portal.lookup.visits import LINK_HOURS

LEVEL_HEADER = "X-Lookup-Level"
"""Says which level of puzzle is due; the page fetches it and sends again what is typed in it."""


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """The five inputs; after them the record. The QR on paper leads here with the UUID."""
    if request.method != "POST":
        scanned = _uuid(request.GET.get("u", ""))
        form = LookupForm(initial={"identifier": scanned})
        return render(request, "portal/lookup/ask.html", {"form": form, "scanned": scanned})
    return _answer(request)


@sensitive_variables("form")
def _answer(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST)
    if not form.is_valid():
        form.data = {}  # a page never repeats what was typed; the browser still shows it
        template = "portal/lookup/wrong.html" if getattr(request, "htmx", False) else "portal/lookup/ask.html"
        return render(request, template, {"form": form}, status=422)
    real_at = clock.real_now()
    try:
        uuid = asking.look_up(
            form.asked(), request.POST.get("altcha", ""), address=pace.address_of(request), real_at=real_at
        )
    except TooLittleWork as due:
        response = refusal_response(request, due)
        response[LEVEL_HEADER] = str(due.level)
        return response
    found = asking.show(uuid, way="code", at=clock.now())
    context = {
        "found": found,
        "visit": visits.begin(uuid, real_at=real_at, by_code=True),
        "links": visits.links_of(uuid, real_at=real_at),
        "link_hours": LINK_HOURS,
        "history": history_of(uuid, found.standing.school_id),
    }
    template = "portal/lookup/found.html" if getattr(request, "htmx", False) else "portal/lookup/found_page.html"
    return render(request, template, context)


@open_to_everyone
@require_safe
def from_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:  # noqa: ARG001  # Django's contract
    """The QR of a school whose `HOCBA_LOOKUP_ADDRESS` ends with a slash: the UUID stands behind it."""
    return redirect(f"{reverse('portal:lookup')}?u={uuid}")


@open_to_everyone
@never_cache
@require_safe
def new_puzzle(request: HttpRequest) -> JsonResponse:
    """A puzzle for the widget; `muc` asks for a harder one than is due anyway."""
    real_at = clock.real_now()
    asked = request.GET.get("muc", "0")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 1 else 0
    due = asking.level_for(pace.address_of(request), real_at=real_at)
    return JsonResponse(puzzle(min(max(wanted, due), LEVELS - 1), real_at=real_at))


@open_to_everyone
@require_safe
def lost_code(request: HttpRequest) -> HttpResponse:
    """What to do without a confirmation code."""
    return render(request, "portal/lookup/lost_code.html")


def _uuid(text: str) -> str:
    """The UUID of an address, or nothing: whatever else somebody puts there is not repeated."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
