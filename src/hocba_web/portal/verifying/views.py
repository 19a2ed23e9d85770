"""The pages of the verification portal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken
from hocba_web.portal import pace
from hocba_web.portal.verifying import reports, services, uploads
from hocba_web.portal.verifying.verdicts import Verdict


@open_to_everyone
@csrf_exempt  # checked below, once it is settled that the files stay in memory
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; with files, what they are."""
    uploads.hold_in_memory(request)
    return _verify(request)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "portal/verifying/form.html", _limits())
    real_at = clock.real_now()
    try:
        answers = services.verify_files(
            uploads.given(request), address=pace.address_of(request), at=clock.now(), real_at=real_at
        )
    except Refused as refused:
        context = _limits() | {"refusal": spoken(refused)}
        return render(request, "portal/verifying/form.html", context, status=refused.status)
    context = {"results": answers.results, "left": answers.left}
    if answers.refused is not None:
        context |= {"refusal": spoken(answers.refused)}
    return render(request, "portal/verifying/results.html", context)


@open_to_everyone
@require_safe
def find_report(request: HttpRequest) -> HttpResponse:
    """A report's number, typed from paper."""
    return _report(request, request.GET.get("so", ""))


@open_to_everyone
@require_safe
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Confirms that a report of this number was given out: the QR code on it leads here."""
    return _report(request, number)


def _report(request: HttpRequest, number: str) -> HttpResponse:
    context: dict[str, object] = {"typed": number[:40]}
    if not number:
        return render(request, "portal/verifying/report.html", context)
    found = reports.find(number)
    if found is None:
        context["refusal"] = spoken(Refused("VERIFY_REPORT_UNKNOWN"))
        return render(request, "portal/verifying/report.html", context, status=404)
    verdict = Verdict(found.verdict)
    context |= {"report": found, "verdict": verdict, "says": services.headlines(verdict)}
    return render(request, "portal/verifying/report.html", context)


def _limits() -> dict[str, object]:
    """What one request may hold, and the words for more than that: the page says them before anything is sent."""
    mib = uploads.MOST_BYTES // 1024 // 1024
    return {
        "most_files": uploads.MOST_FILES,
        "limit_mib": mib,
        "limit_bytes": uploads.MOST_BYTES,
        "too_many": _both(Refused("VERIFY_TOO_MANY_FILES", most=uploads.MOST_FILES)),
        "too_large": _both(Refused("VERIFY_TOO_LARGE", limit_mib=mib)),
    }


def _both(refused: Refused) -> str:
    said = spoken(refused)
    return f"{said.what} {said.next}"
