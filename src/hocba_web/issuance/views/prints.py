"""Prints for the school's own use and for families' meetings: a class, a whole school life, liaison sheets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from hocba.model import Moment
from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, class_limit, require
from hocba_web.assessment.selectors.register import ClassFacts, class_facts, classes_of_year, roll
from hocba_web.assessment.views.grid import moment_of
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.issuance import liaison, parcel
from hocba_web.issuance.selectors import held
from hocba_web.issuance.views.common import saved
from hocba_web.schools.selectors.pupils.scope import find_pupil, require_for


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The classes that somebody may print."""
    actor = acting(request)
    limit = class_limit(actor, Action.RECORD_PRINT)
    years = year_choice(request, actor)
    rows = classes_of_year(years.chosen.id, limit) if years.chosen else []
    return render(request, "issuance/prints/overview.html", {"years": years, "rows": rows})


@require_safe
def school_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """What can be printed of one class."""
    actor = acting(request)
    facts = _class(actor, class_id)
    pupils = [pupil for pupil in roll(class_id) if not pupil.has_left(clock.today())]
    records = held.of_class(class_id)
    _trace(actor, "issuance.papers.viewed", ("class", class_id), [pupil.pupil_id for pupil in pupils])
    context = {
        "facts": facts,
        "moments": [(moment.value, capfirst(moment_name(moment))) for moment in Moment],
        "pupils": pupils,
        "printable": sum(record.state in held.PRINTED for record in records),
        "void": sum(record.void for record in records),
        "with_book": {record.pupil_id for record in records if record.state in held.PRINTED},
    }
    return render(request, "issuance/prints/class.html", context)


@require_POST
def class_records(request: HttpRequest, class_id: int) -> HttpResponse:
    """The issued records of a class as one print; void ones are left out."""
    actor, at = acting(request), clock.now()
    facts = _class(actor, class_id)
    records = [record for record in held.of_class(class_id) if record.state in held.PRINTED]
    pdf = parcel.printed(records, at, book=False)
    _trace(
        actor,
        "issuance.class.printed",
        ("class", class_id),
        [record.pupil_id for record in records],
        **{"class": facts.name, "records": len(records)},
    )
    return saved(pdf, f"hoc-ba-lop-{facts.name.replace('/', '.')}-{facts.school_year}.pdf")


@require_POST
def book(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """All years of a pupil that the school holds, as one book."""
    actor, at = acting(request), clock.now()
    child = find_pupil(actor, pupil_id)
    require_for(actor, Action.RECORD_PRINT, child)
    records = [record for record in held.of_pupil(actor.school_id, pupil_id) if record.state in held.PRINTED]
    pdf = parcel.printed(records, at, book=True)
    _trace(actor, "issuance.book.printed", ("pupil", pupil_id), [pupil_id], records=len(records))
    return saved(pdf, f"hoc-ba-ca-cap-{pupil_id}.pdf")


@require_POST
def sheets(request: HttpRequest, class_id: int) -> HttpResponse:
    """Liaison sheets of a class at a moment: for all, or for one pupil."""
    actor, at = acting(request), clock.now()
    facts = _class(actor, class_id)
    require(actor, Action.RESULTS_VIEW, Target(school_id=actor.school_id, class_id=class_id))
    moment = moment_of(request.POST.get("moment", ""))
    wanted = [number for text in request.POST.getlist("em") if (number := whole(text)) is not None]
    pupils = liaison.pupils_of(facts, at, wanted)
    if not pupils:
        raise Refused("NOTHING_TO_PRINT_HERE", where=facts.name)
    pdf = liaison.sheets(facts, moment, pupils, at)
    _trace(
        actor,
        "issuance.liaison.printed",
        ("class", class_id),
        [pupil.pupil_id for pupil in pupils],
        **{"class": facts.name, "period": moment.value},
    )
    return saved(pdf, f"phieu-lien-lac-{facts.name.replace('/', '.')}-{moment.value}.pdf")


def _class(actor: Actor, class_id: int) -> ClassFacts:
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.RECORD_PRINT, Target(school_id=actor.school_id, class_id=class_id))
    return facts


def _trace(actor: Actor, action: str, subject: audit.Subject, pupils: list[int], **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=subject,
        at=clock.now(),
        school_id=actor.school_id,
        pupils=sorted(set(pupils)),
        details=details,
    )
