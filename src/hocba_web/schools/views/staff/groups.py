"""Groups of teachers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.staff import MembersForm, TeamForm
from hocba_web.schools.selectors.staff_teams import teams as read_teams
from hocba_web.schools.selectors.teaching import staff_can_be_assigned
from hocba_web.schools.services import teaching as write
from hocba_web.schools.views.common import refuse_in, status_of


@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """All groups with their members; a new one is added here."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.ASSIGNMENT_VIEW, target)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            team = write.add_team(actor=actor, name=form.cleaned_data["name"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            return redirect("schools:team", team_id=team.id)
    context = {
        "teams": read_teams(actor.school_id, clock.today()),
        "form": form,
        "may_edit": allowed(actor, Action.ASSIGNMENT_PROPOSE, target),
    }
    return render(request, "schools/staff/teams.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """Who belongs to a group from a day on."""
    actor = acting(request)
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    today = clock.today()
    row = next((one for one in read_teams(actor.school_id, today) if one.id == team_id), None)
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    people = [
        (staff_id, f"{name} – {position}") for staff_id, name, position in staff_can_be_assigned(actor.school_id, today)
    ]
    initial = {
        "since": today,
        "members": [staff_id for staff_id, _name, _leads in row.members],
        "lead": next((staff_id for staff_id, _name, leads in row.members if leads), ""),
    }
    form = MembersForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    if form.is_valid():
        try:
            write.set_members(actor=actor, team_id=team_id, at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu thành viên %(name)s.") % {"name": row.name})
            return redirect("schools:teams")
    return render(request, "schools/staff/team.html", {"form": form, "team": row}, status=status_of(form))


@require_POST
def team_remove(request: HttpRequest, team_id: int) -> HttpResponse:
    """Remove a group that never had members."""
    write.remove_team(actor=acting(request), team_id=team_id, at=clock.now())
    messages.success(request, _("Đã xóa tổ."))
    return redirect("schools:teams")
