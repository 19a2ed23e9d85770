"""The parents' check slips, to print."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.schools.selectors.pupils.slips import Slip, slip_of_pupil, slips_of_class


@require_safe
def class_slips(request: HttpRequest, class_id: int) -> HttpResponse:
    """A slip for everybody in a class."""
    actor = acting(request)
    school_class, slips = slips_of_class(actor, class_id)
    back = reverse("schools:class_pupils", args=[class_id])
    return _page(
        request,
        actor,
        slips,
        ("class", class_id),
        back=back,
        back_label=_("Lớp %(name)s") % {"name": school_class.name},
    )


@require_safe
def pupil_slip(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """The slip of one pupil."""
    actor = acting(request)
    slips = slip_of_pupil(actor, pupil_id)
    name = slips[0].name if slips else ""
    return _page(
        request, actor, slips, ("pupil", pupil_id), back=reverse("schools:pupil", args=[pupil_id]), back_label=name
    )


def _page(
    request: HttpRequest, actor: Actor, slips: Sequence[Slip], subject: tuple[str, int], *, back: str, back_label: str
) -> HttpResponse:
    at = clock.now()
    audit.viewed(
        actor=actor,
        action="schools.slips.printed",
        subject=subject,
        at=at,
        school_id=actor.school_id,
        pupils=[slip.pupil_id for slip in slips],
        details={"pupils": len(slips)},
    )
    return render(
        request,
        "schools/pupils/slips.html",
        {"slips": slips, "back": back, "back_label": back_label, "today": clock.local(at).date()},
    )
