"""Every transfer at its step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, held_by
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.submission.transfers.selectors.steps import steps
from hocba_web.submission.transfers.services.relayed import enabled


@require_safe
def transfer_steps(request: HttpRequest) -> HttpResponse:
    """Who owes what until when; then what is over."""
    actor = acting(request)
    found = steps(actor, clock.today())
    audit.viewed(
        actor=actor,
        action="submission.transfers.viewed",
        subject=("school", actor.school_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=found.pupils,
    )
    context = {
        "steps": found,
        "may_decide": held_by(actor.role, Action.PUPIL_TRANSFER_APPROVE),
        "may_apply": allowed(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id)),
        "through_authority": enabled(actor.school_id),
    }
    return render(request, "submission/transfers/steps.html", context)
