"""Remote signing: the owner confirms on the phone, the provider signs."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.base import clock
from hocba_web.signatures.selectors.batch_page import batch_facts
from hocba_web.signatures.selectors.batches import BatchState
from hocba_web.signatures.selectors.ways import of
from hocba_web.signatures.services import remote
from hocba_web.signatures.views.batch import answer
from hocba_web.signatures.views.bodies import body_of, text_in

_SECRET = 500
"""Longest PIN or OTP, characters."""


@require_POST
@sensitive_variables()
def ask_phone(request: HttpRequest, batch_id: int) -> JsonResponse:
    """Ask the provider to have the owner confirm."""
    actor, body = acting(request), body_of(request)
    pin, otp = text_in(body, "pin", longest=_SECRET), text_in(body, "otp", longest=_SECRET)
    at, real_at = clock.now(), clock.real_now()
    state = remote.begin(actor=actor, batch_id=batch_id, pin=pin, otp=otp, at=at, real_at=real_at)
    return _answer(actor, state)


@require_POST
def poll_phone(request: HttpRequest, batch_id: int) -> JsonResponse:
    """Ask the provider whether it was confirmed; if so, sign in this request."""
    actor = acting(request)
    at, real_at = clock.now(), clock.real_now()
    return _answer(actor, remote.poll(actor=actor, batch_id=batch_id, at=at, real_at=real_at))


def _answer(actor: Actor, state: BatchState) -> JsonResponse:
    """With the time until which the provider waits."""
    facts = batch_facts(actor, state.id)
    return answer(actor, state, wait_seconds=of(facts.certificate_id).wait_seconds)
