"""Records of the school and of a class; initialising."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hocba.lifecycle import State
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, held_by
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.base.text import whole
from hocba_web.records.forms import InitialiseForm
from hocba_web.records.selectors.overview import PupilRow, class_rows, class_standings
from hocba_web.records.selectors.requests import notes_for
from hocba_web.records.services.initialise import initialise
from hocba_web.records.views.presenting import put_refusal
from hocba_web.schools.selectors.signers import managers_of

_DONE = (State.ISSUED, State.PACKAGED, State.SUBMITTED, State.ACCEPTED, State.REPORTED, State.FINALISED)
_SIGNING = (State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED)
_TROUBLED = (State.REJECTED, State.RECALL_REQUESTED)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Classes of a year by how far their records are."""
    actor = acting(request)
    limit = class_limit(actor, Action.RECORD_VIEW)
    years = year_choice(request, actor)
    today = clock.today()
    rows = class_standings(years.chosen.id, today, limit) if years.chosen else ()
    notes = notes_for(actor.staff_id, school_id=actor.school_id) if actor.staff_id is not None else ()
    return render(
        request,
        "records/overview.html",
        {
            "years": years,
            "rows": [
                {
                    "facts": one.facts,
                    "pupils": one.pupils,
                    "open": one.open,
                    "signing": sum(one.states.get(state, 0) for state in _SIGNING),
                    "signed": one.states.get(State.PRINCIPAL_SIGNED, 0),
                    "done": sum(one.states.get(state, 0) for state in _DONE),
                    "troubled": sum(one.states.get(state, 0) for state in _TROUBLED),
                }
                for one in rows
            ],
            "pupils": sum(one.pupils for one in rows),
            "open": sum(one.open for one in rows),
            "signing": sum(one.states.get(state, 0) for one in rows for state in _SIGNING),
            "signed": sum(one.states.get(State.PRINCIPAL_SIGNED, 0) for one in rows),
            "done": sum(one.states.get(state, 0) for one in rows for state in _DONE),
            "notes": notes,
            "may_initialise": held_by(actor.role, Action.RECORD_INITIALISE),
        },
    )


@require_safe
def class_page(request: HttpRequest, class_id: int) -> HttpResponse:
    """One class."""
    actor = acting(request)
    return _class_page(request, actor, _facts(actor, class_id))


@require_POST
def begin(request: HttpRequest, class_id: int) -> HttpResponse:
    """Initialise the pupils of a class who are ready, or those that are chosen."""
    actor, at = acting(request), clock.now()
    facts = _facts(actor, class_id)
    form = InitialiseForm(request.POST, managers=_managers(actor, at))
    chosen = [number for one in request.POST.getlist("pupil") if (number := whole(one)) is not None]
    if not form.is_valid():
        return _class_page(request, actor, facts, form)
    try:
        found = initialise(
            actor=actor,
            class_id=class_id,
            enrolments=chosen,
            planned_issue_on=form.cleaned_data["planned_issue_on"],
            manager_staff_id=int(form.cleaned_data["manager"]),
            at=at,
        )
    except Forbidden:
        raise
    except Refused as refusal:
        put_refusal(request, form, refusal)
        return _class_page(request, actor, facts, form)
    _tell(request, len(found.made), len(found.refused))
    return redirect("records:class", class_id)


def _tell(request: HttpRequest, made: int, refused: int) -> None:
    if made:
        said = ngettext("Đã khởi tạo %(count)s học bạ.", "Đã khởi tạo %(count)s học bạ.", made) % {"count": made}
        messages.success(request, said)
    else:
        messages.info(request, _("Không có học bạ nào được khởi tạo."))
    if refused:
        messages.warning(request, _("%(count)s em chưa đủ điều kiện; lý do ở dưới.") % {"count": refused})


def _facts(actor: Actor, class_id: int) -> ClassFacts:
    """A class whose records may be seen.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    facts = class_facts(class_id, actor.school_id)
    limit = class_limit(actor, Action.RECORD_VIEW)
    if limit is not None and facts.id not in limit:
        raise Missing("NOT_FOUND_HERE")
    return facts


def _managers(actor: Actor, at: datetime) -> list[tuple[int, str]]:
    found = managers_of(actor.school_id, clock.local(at).date())
    return [(staff_id, f"{one.name} – {one.title}") for staff_id, one in found.items()]


def _class_page(
    request: HttpRequest, actor: Actor, facts: ClassFacts, form: InitialiseForm | None = None
) -> HttpResponse:
    at = clock.now()
    today = clock.local(at).date()
    target = Target(school_id=actor.school_id, class_id=facts.id)
    may_initialise = allowed(actor, Action.RECORD_INITIALISE, target)
    rows = class_rows(facts, today, readiness=may_initialise)
    audit.viewed(
        actor=actor,
        action="records.class.viewed",
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        pupils=[one.pupil.pupil_id for one in rows],
        details={"class": facts.name},
    )
    ready = [one for one in rows if one.is_ready]
    managers = _managers(actor, at)
    return render(
        request,
        "records/class.html",
        {
            "facts": facts,
            "rows": [one for one in rows if one.standing is not None],
            "ready": ready,
            "blocked": [one for one in rows if _is_blocked(one)],
            "form": form or InitialiseForm(managers=managers, initial={"planned_issue_on": today}),
            "has_manager": bool(managers),
            "may_initialise": may_initialise,
            "waits": sum(bool(one.missing) for one in rows),
        },
        status=422 if form is not None and form.errors else 200,
    )


def _is_blocked(row: PupilRow) -> bool:
    return row.candidate is not None and row.candidate.draft is None and not row.candidate.has_left
