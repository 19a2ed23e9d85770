"""The page of one batch: how far it is, what its owner does next; stop, resume, retry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.base import clock
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.batch_page import batch_facts
from hocba_web.signatures.selectors.batches import BatchState, done_url, rows, state_of
from hocba_web.signatures.selectors.ways import WayFacts, of
from hocba_web.signatures.services import batches, queue
from hocba_web.signatures.views.answers import failures_json, said_of, state_json
from hocba_web.signatures.views.loopback import program_of, reaches_programs

_ALL_OPEN = 12
"""Up to so many signatures are listed at once."""


@require_GET
@reaches_programs
def batch_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far a batch is and what its owner does next."""
    actor = acting(request)
    state, facts = state_of(actor, batch_id), batch_facts(actor, batch_id)
    items, way = rows(actor, batch_id), of(facts.certificate_id)
    told = state_json(state, wait_seconds=way.wait_seconds) | {"failures": failures_json(items)}
    return render(
        request,
        "signatures/batch.html",
        {
            "batch": state,
            "facts": facts,
            "way": way,
            "program": program_of(state.way),
            "secrets": _secrets(way),
            "state": told,
            "stopped": said_of(state.stopped_code, state.stopped_params),
            "percent": 100 * state.committed // state.total if state.total else 100,
            "items": items,
            "all_open": len(items) <= _ALL_OPEN,
            "state_names": [name.value for name in Item.State],
            "is_done": state.state == Batch.State.DONE,
            "is_partly": state.state == Batch.State.DONE and state.counts[Item.State.FAILED] > 0,
            "done_url": done_url(actor, batch_id),
        },
    )


@require_GET
def batch_state(request: HttpRequest, batch_id: int) -> JsonResponse:
    """Prepare and commit what can be, then say how far it is. Who asks moves the queue; jobs do the same."""
    actor = acting(request)
    state = state_of(actor, batch_id)
    if state.state != Batch.State.DONE:
        state = queue.advance(batch_id, at=clock.now(), real_at=clock.real_now())
    return answer(actor, state)


@require_POST
def stop(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Stop; what is signed stays signed."""
    return _after(request, batches.stop(actor=acting(request), batch_id=batch_id, at=clock.now()))


@require_POST
def resume(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Go on."""
    actor, at, real_at = acting(request), clock.now(), clock.real_now()
    return _after(request, batches.resume(actor=actor, batch_id=batch_id, at=at, real_at=real_at))


@require_POST
def retry(request: HttpRequest, batch_id: int, item_id: int) -> HttpResponse:
    """Try one failed signature again."""
    actor, at, real_at = acting(request), clock.now(), clock.real_now()
    state = batches.retry(actor=actor, batch_id=batch_id, item_ids=[item_id], at=at, real_at=real_at)
    return _after(request, state)


def answer(actor: Actor, state: BatchState, *, wait_seconds: int = 0) -> JsonResponse:
    """The state as JSON; titles are made only where something failed."""
    told = state_json(state, wait_seconds=wait_seconds)
    if state.counts[Item.State.FAILED]:
        told["failures"] = failures_json(rows(actor, state.id))
    return JsonResponse(told)


def _after(request: HttpRequest, state: BatchState) -> HttpResponse:
    if request.content_type == "application/json":
        return answer(acting(request), state)
    return redirect("signatures:batch", state.id)


def _secrets(way: WayFacts) -> list[dict[str, str]]:
    """What a remote provider wants typed beside the phone."""
    words = {"pin": _("Mã PIN của chứng thư từ xa"), "otp": _("Mã OTP")}
    return [{"name": name, "label": words[name]} for name in ("pin", "otp") if getattr(way, f"needs_{name}")]
