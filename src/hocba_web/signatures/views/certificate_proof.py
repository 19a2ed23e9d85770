"""Declaring a certificate whose key is in a token on the person's own computer: its program signs a fresh number."""

from __future__ import annotations

import base64
from typing import Literal, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.services import certificates
from hocba_web.signatures.services.certificates.checks import require_declaring
from hocba_web.signatures.views.bodies import body_of, bytes_in, bytes_of, text_in
from hocba_web.signatures.views.certificate_add import holder_in, list_of, told
from hocba_web.signatures.views.loopback import program_of, reaches_programs

_TOKEN, _VALUE, _MOST_CERTIFICATES = 2000, 4096, 6
_WAYS = {Certificate.Way.AGENT.value, Certificate.Way.VGCA.value}


@require_GET
@reaches_programs
def add_token(request: HttpRequest, holder: str, way: str) -> HttpResponse:
    """The page that talks to the program."""
    actor, whose = acting(request), holder_in(holder)
    require_declaring(actor, whose)
    if way not in _WAYS:
        raise Missing("NOT_FOUND_HERE")
    return render(
        request,
        "signatures/certificates/add_token.html",
        {"holder": whose, "way": way, "back": list_of(whose), "program": program_of(way)},
    )


@require_POST
def challenge(request: HttpRequest, holder: str) -> JsonResponse:
    """A fresh number to be signed; good for ten minutes."""
    made = certificates.challenge(actor=acting(request), holder=holder_in(holder), real_at=clock.real_now())
    return JsonResponse(
        {
            "token": made.token,
            "message": base64.b64encode(made.message).decode(),
            "digest": base64.b64encode(made.digest).decode(),
        }
    )


@require_POST
def prove(request: HttpRequest, holder: str, way: str) -> JsonResponse:
    """The signed number with its certificate: checked, then declared."""
    actor, whose, body = acting(request), holder_in(holder), body_of(request)
    chain = body.get("chain")
    if way not in _WAYS or not isinstance(chain, list) or not 0 < len(chain) <= _MOST_CERTIFICATES:
        raise Refused("SIGNING_MALFORMED", where="chain")
    certificates.register_proved(
        actor=actor,
        holder=whose,
        way=cast("Literal['agent', 'vgca']", way),
        token=text_in(body, "token", longest=_TOKEN),
        chain=[bytes_of(one, "chain") for one in chain],
        value=bytes_in(body, "value", longest=_VALUE),
        at=clock.now(),
        real_at=clock.real_now(),
    )
    messages.success(request, told(whose))
    return JsonResponse({"url": reverse(list_of(whose))})
