"""Reading the school's own regulation, saying that one has, and seeing who has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.schools.regulation_values import DEFAULTS
from hocba_web.schools.regulation_words import value_lines
from hocba_web.schools.selectors import regulation as read
from hocba_web.schools.services import regulation as write
from hocba_web.schools.views.common import back_to


def _target(actor: Actor) -> Target:
    return Target(school_id=actor.school_id)


def _sections(version: read.Version) -> list[tuple[str, str, list[str]]]:
    """(key, title, paragraphs)."""
    return [(one.key, one.title, [part for part in one.text.split("\n\n") if part]) for one in version.sections]


@require_safe
def regulation(request: HttpRequest) -> HttpResponse:
    """The version in force, with the button of those who have not read it."""
    actor = acting(request)
    require(actor, Action.REGULATION_VIEW, _target(actor))
    today = clock.today()
    version = read.version_in_force(actor.school_id, today)
    may_edit = allowed(actor, Action.REGULATION_EDIT, _target(actor))
    context: dict[str, object] = {
        "version": version,
        "may_edit": may_edit,
        "has_draft": may_edit and read.draft_of(actor.school_id) is not None,
        "may_see_readers": allowed(actor, Action.ACKNOWLEDGEMENTS_VIEW, _target(actor)),
        "coming": [one for one in read.history(actor.school_id) if one.in_force_from and one.in_force_from > today],
        "defaults": value_lines(DEFAULTS),
    }
    if version is not None:
        context |= {
            "sections": _sections(version),
            "values": value_lines(version.values),
            "read_at": read.acknowledged_at(actor.user_id, version.id),
            "may_acknowledge": allowed(actor, Action.REGULATION_ACKNOWLEDGE, _target(actor)),
        }
    return render(request, "schools/regulation/regulation.html", context)


@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Say that one has read a version: the one whose text stood above the button."""
    actor = acting(request)
    version_id = whole(request.POST.get("version", ""))
    if version_id is None:
        raise Refused("REGULATION_VERSION_UNSAID", where="version")
    write.acknowledge(actor=actor, version_id=version_id, at=clock.now())
    messages.success(request, _("Đã ghi nhận thầy/cô đã đọc quy chế. Cảm ơn thầy/cô."))
    return redirect(back_to(request, "schools:regulation"))


@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Who has read the version in force, and who has not."""
    actor = acting(request)
    require(actor, Action.ACKNOWLEDGEMENTS_VIEW, _target(actor))
    today = clock.today()
    version = read.version_in_force(actor.school_id, today)
    rows = read.readers(actor.school_id, version.id, today) if version else ()
    context = {"version": version, "rows": rows, "done": sum(1 for one in rows if one.at is not None)}
    return render(request, "schools/regulation/readers.html", context)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every version that was published."""
    actor = acting(request)
    require(actor, Action.REGULATION_VIEW, _target(actor))
    versions = read.history(actor.school_id)
    current = read.version_in_force(actor.school_id, clock.today())
    context = {"versions": versions, "current": current, "today": clock.today()}
    return render(request, "schools/regulation/history.html", context)


@require_safe
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One published version, as it was."""
    actor = acting(request)
    require(actor, Action.REGULATION_VIEW, _target(actor))
    found = read.version(actor.school_id, version_id)
    context = {"version": found, "sections": _sections(found), "values": value_lines(found.values)}
    return render(request, "schools/regulation/version.html", context)
