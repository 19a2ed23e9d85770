"""Declaring a certificate whose key is in a device of this server, or with a remote service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from hocba.errors import HocbaError
from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.signatures.forms import DeviceForm
from hocba_web.signatures.selectors.ways import config
from hocba_web.signatures.services import certificates
from hocba_web.signatures.services.certificates import RemoteProof
from hocba_web.signatures.services.certificates.checks import require_declaring
from hocba_web.signatures.views.bodies import body_of, text_in
from hocba_web.signatures.views.certificate_add import holder_in, list_of, remote_names, told
from hocba_web.signatures.views.refusing import refuse_in

_SHORT, _TOKEN = 200, 8000


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("pin")
@sensitive_variables()
def add_device(request: HttpRequest, holder: str) -> HttpResponse:
    """A token or HSM of this server; the PIN is tried once, here."""
    actor, whose, devices = acting(request), holder_in(holder), config().devices
    require_declaring(actor, whose)
    if not devices:
        raise Missing("NOT_FOUND_HERE")
    form = DeviceForm(request.POST or None, devices=[(name, one.label) for name, one in devices.items()])
    if request.method == "POST" and form.is_valid():
        try:
            certificates.register_device(
                actor=actor, holder=whose, at=clock.now(), real_at=clock.real_now(), **form.cleaned_data
            )
        except HocbaError as refused:
            refuse_in(request, actor, form, refused)
        else:
            messages.success(request, told(whose))
            return redirect(list_of(whose))
    return render(
        request,
        "signatures/certificates/add_device.html",
        {"form": form, "holder": whose, "back": list_of(whose)},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def add_remote(request: HttpRequest, holder: str, provider: str) -> HttpResponse:
    """The keys that a remote service holds for the person; one of them is confirmed on the phone."""
    actor, whose, settings = acting(request), holder_in(holder), config()
    require_declaring(actor, whose)
    if provider not in remote_names():
        raise Missing("NOT_FOUND_HERE")
    typed = settings.logins[provider].user_ids == "typed"
    user_id = request.POST.get("user_id", "").strip()[:_SHORT]
    asked = not typed or bool(user_id)
    found = (
        certificates.remote_credentials(actor=actor, holder=whose, provider=provider, user_id=user_id) if asked else ()
    )
    return render(
        request,
        "signatures/certificates/add_remote.html",
        {
            "holder": whose,
            "back": list_of(whose),
            "provider": provider,
            "label": settings.providers[provider].label,
            "typed": typed,
            "user_id": user_id,
            "asked": asked,
            "found": found,
        },
    )


@require_POST
@sensitive_variables()
def begin_remote(request: HttpRequest, holder: str, provider: str) -> JsonResponse:
    """Ask the owner to confirm the proof."""
    actor, whose, body = acting(request), holder_in(holder), body_of(request)
    if provider not in remote_names():
        raise Missing("NOT_FOUND_HERE")
    proof = certificates.begin_remote(
        actor=actor,
        holder=whose,
        provider=provider,
        credential_id=text_in(body, "credential", longest=_SHORT),
        pin=text_in(body, "pin", longest=_SHORT),
        otp=text_in(body, "otp", longest=_SHORT),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    return _answer(request, proof, holder)


@require_POST
def poll_remote(request: HttpRequest, holder: str) -> JsonResponse:
    """Ask whether they did."""
    actor, body = acting(request), body_of(request)
    token = text_in(body, "token", longest=_TOKEN)
    proof = certificates.poll_remote(actor=actor, token=token, at=clock.now(), real_at=clock.real_now())
    return _answer(request, proof, holder)


def _answer(request: HttpRequest, proof: RemoteProof, holder: str) -> JsonResponse:
    whose = holder_in(holder)
    told_: dict[str, Any] = {"state": proof.state, "token": proof.token, "url": ""}
    if proof.state == "declared":
        messages.success(request, told(whose))
        told_["url"] = reverse(list_of(whose))
    elif proof.state == "refused":
        told_["t"] = _("Yêu cầu đã bị từ chối trên điện thoại.")
    elif proof.state == "expired":
        told_["t"] = _("Hết thời gian chờ mà chưa có xác nhận trên điện thoại.")
    return JsonResponse(told_)
