"""Refusals that a form can show."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest

from hocba.errors import HocbaError
from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, spoken


def refuse_in(request: HttpRequest, actor: Actor, form: Form, error: HocbaError) -> None:
    """Show what a service refused beside the field it is about, or above the form, and trace it.

    Raises:
        Refused: the same error where no form can mend it: no right, no such thing, no fresh second factor.
    """
    if isinstance(error, (Forbidden, FreshFactorNeeded, Missing)):
        raise error
    said = spoken(error)
    form.add_error(said.where if said.where in form.fields else None, f"{said.what} {said.next}".strip())
    trace_refusal(request, actor, error)


def trace_refusal(request: HttpRequest, actor: Actor, error: HocbaError) -> None:
    """Trace a refusal that the view itself answers."""
    match = request.resolver_match
    audit.refused(
        actor=actor,
        code=error.code,
        subject=("page", (match.view_name if match else "")[:64]),
        at=clock.now(),
        school_id=actor.school_id,
    )
