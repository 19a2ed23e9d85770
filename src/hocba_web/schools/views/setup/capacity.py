"""In which capacity somebody works: one at a time."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocba_web.accounts.acting import acting
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.schools.middleware import SESSION_KEY
from hocba_web.schools.selectors.capacities import Capacity
from hocba_web.schools.views.common import back_to


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose one of one's own capacities; the pages then show what that role sees."""
    actor = acting(request)
    own: tuple[Capacity, ...] = request.capacities()  # type: ignore[attr-defined]  # set by ActorMiddleware
    chosen = next((one for one in own if one.key == request.POST.get("capacity")), None)
    if chosen is None:
        raise Missing("CAPACITY_NOT_YOURS", source="Decision 32/QĐ-THPĐ, chapter II art. 5(2)")
    if chosen.key != actor.capacity:
        with transaction.atomic():
            audit.record(
                actor=actor,
                action="schools.capacity.chosen",
                subject=("account", actor.user_id),
                at=clock.now(),
                school_id=actor.school_id,
                details={"capacity": chosen.key, "role": chosen.role.value},
            )
        request.session[SESSION_KEY] = chosen.key
        messages.info(request, _("Thầy/cô đang làm việc với vai trò %(role)s.") % {"role": chosen.label})
    # A page of the old role may not be one of the new role's.
    same_role = chosen.role is actor.role
    return redirect(back_to(request, "/") if same_role else "/")
