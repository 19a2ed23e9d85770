"""Pages of privacy: what is kept of whom, who saw a child's data, files for those whom the data are about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba.messages import Language
from hocba.regulation.citations import citation
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, held_by
from hocba_web.accounts.roles import Role
from hocba_web.accounts.selectors import names
from hocba_web.audit import services as audit
from hocba_web.audit.selectors import Seen, seen_by
from hocba_web.base import clock
from hocba_web.schools.selectors.pupils.scope import find_pupil, may, require_for
from hocba_web.schools.selectors.pupils.search import Hit, search_pupils
from hocba_web.support.labels import OF, Kept, kept
from hocba_web.support.services.handing_out import Archive, child_data, own_data

_CUT = (Action.REGISTER_EXPORT, Action.PRIVACY_CHILD_VIEW)


def _language() -> Language:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _groups() -> list[dict[str, Any]]:
    heads = {
        "pupils": (_("Của học sinh"), "baby"),
        "families": (_("Của cha, mẹ, người giám hộ"), "users"),
        "staff": (_("Của cán bộ, giáo viên"), "contact"),
        "none": (_("Không phải dữ liệu cá nhân"), "database"),
    }
    return [
        {"title": heads[of][0], "icon": heads[of][1], "rows": [_line(one) for one in kept() if one.of == of]}
        for of in OF
    ]


def _line(one: Kept) -> dict[str, str]:
    language = _language()
    return {
        "what": one.what[language],
        "why": one.why[language],
        "source": citation(one.source, language),
        "how_long": one.how_long[language],
        "how_long_source": citation(one.how_long_source, language),
    }


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, why, how long; `?q=` finds a child for those who may see who looked at it."""
    actor = acting(request)
    question = request.GET.get("q", "")
    may_look = held_by(actor.role, Action.PRIVACY_CHILD_VIEW)
    found = [one for one in search_pupils(actor, question).hits if _reach(actor, one)] if may_look and question else []
    context = {
        "groups": _groups(),
        "may_look": may_look,
        "q": question,
        "hits": found,
        "own": allowed(actor, Action.OWN_DATA_EXPORT, Target(school_id=actor.school_id, user_id=actor.user_id)),
    }
    return render(request, "support/privacy/privacy.html", context)


def _reach(actor: Actor, hit: Hit) -> bool:
    return allowed(actor, Action.PRIVACY_CHILD_VIEW, Target(school_id=actor.school_id, class_id=hit.class_id))


@require_safe
def child(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Who saw or changed a child's data; looking at this list is traced itself."""
    actor = acting(request)
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PRIVACY_CHILD_VIEW, pupil)
    seen = seen_by(school_id=actor.school_id, pupil_id=pupil_id)
    audit.viewed(
        actor=actor,
        action="support.child_readers.viewed",
        subject=("pupil", pupil_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[pupil_id],
    )
    trail = ""
    if held_by(actor.role, Action.AUDIT_VIEW):
        trail = f"{reverse('supervision:audit')}?em={pupil_id}"
    context = {
        "pupil": pupil,
        "rows": _rows(seen),
        "trail": trail,
        "may_hand_out": all(may(actor, action, pupil) for action in _CUT),
    }
    return render(request, "support/privacy/child.html", context)


def _rows(seen: tuple[Seen, ...]) -> list[dict[str, Any]]:
    called = names({one.user_id for one in seen if one.user_id is not None})
    roles = {role.value: role.label for role in Role}
    return [
        {
            "name": called.get(one.user_id, _("Tài khoản không rõ")) if one.user_id is not None else _("Hệ thống"),
            "role": roles.get(one.role, ""),
            "views": one.views,
            "acts": one.acts,
            "first_at": one.first_at,
            "last_at": one.last_at,
        }
        for one in seen
    ]


@require_POST
def own(request: HttpRequest) -> HttpResponse:
    """Everything on file about oneself, as a file."""
    return _saved(own_data(actor=acting(request), at=clock.now()))


@require_POST
def child_file(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Everything on file about a child, to hand to its family."""
    return _saved(child_data(actor=acting(request), pupil_id=pupil_id, at=clock.now()))


def _saved(archive: Archive) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=archive.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(archive.content, content_type="application/zip", headers=headers)
