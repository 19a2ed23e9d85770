"""What pages of this application share."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused, spoken


def refuse_in(request: HttpRequest, actor: Actor, form: Form, error: Refused) -> None:
    """Show what a service refused beside the field it is about, or above the form, and trace it.

    Raises:
        Refused: the same error where no form can mend it: no right, no such thing, no fresh second factor.
    """
    if isinstance(error, (Forbidden, FreshFactorNeeded, Missing)):
        raise error
    said = spoken(error)
    form.add_error(error.where if error.where in form.fields else None, f"{said.what} {said.next}".strip())
    match = request.resolver_match
    audit.refused(
        actor=actor,
        code=error.code,
        subject=("page", (match.view_name if match else "")[:64]),
        at=clock.now(),
        school_id=actor.school_id,
    )


def status_of(form: Form) -> int:
    """422 for a form that comes back with errors: htmx swaps it, browsers show it."""
    return 422 if form.errors else 200


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where a form's hidden `next` leads, if that is a page of this site."""
    wanted = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else otherwise
