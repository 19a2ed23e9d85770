"""The training school: enter it, practise, make it anew; who has read and practised."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, held_by, require
from hocba_web.base import clock
from hocba_web.schools.selectors.capacities import Capacity
from hocba_web.schools.selectors.practice import training_school
from hocba_web.support.selectors.training import (
    done_by,
    exercise,
    exercises_for,
    guides_for,
    read_by,
    trained,
)
from hocba_web.support.services.training import note_done
from hocba_web.support.services.training_school import reset_training_school


@require_safe
def training(request: HttpRequest) -> HttpResponse:
    """One's own guides, exercises and ways into the training school."""
    actor = acting(request)
    own: tuple[Capacity, ...] = request.capacities()  # type: ignore[attr-defined]  # set by ActorMiddleware
    roles = {one.role for one in own if not one.practice}
    read, done = read_by(actor.user_id), done_by(actor.user_id)
    made = training_school()
    return render(
        request,
        "support/training/training.html",
        {
            "made": made is not None,
            "practising": actor.school_id == made,
            "ways": [one for one in own if one.practice],
            "home_capacity": next((one.key for one in own if not one.practice), ""),
            "guides": [(one, one.slug in read) for one in guides_for(roles)],
            "exercises": [(one, one.key in done) for one in exercises_for(roles)],
            "may_reset": held_by(actor.role, Action.TRAINING_RESET) and actor.school_id != made,
            "may_see_all": held_by(actor.role, Action.ACKNOWLEDGEMENTS_VIEW) and actor.school_id != made,
        },
    )


@require_POST
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody says an exercise is done."""
    actor = acting(request)
    note_done(user_id=actor.user_id, exercise=exercise(key).key, at=clock.now())
    messages.success(request, _("Đã ghi nhận. Cảm ơn thầy/cô."))
    return redirect("support:training")


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Make the training school, or make it anew."""
    reset_training_school(actor=acting(request), at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Trường tập huấn đã sẵn sàng. Mọi dữ liệu trong đó đều là giả."))
    return redirect("support:training")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who has read which guides and done which exercises."""
    actor = acting(request)
    require(actor, Action.ACKNOWLEDGEMENTS_VIEW, Target(school_id=actor.school_id))
    return render(request, "support/training/people.html", {"people": trained(actor.school_id)})
