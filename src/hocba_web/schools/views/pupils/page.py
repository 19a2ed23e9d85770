"""The page of one pupil, and the papers its entries rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.schools.models import Guardian
from hocba_web.schools.pupil_fields import LABELS, snapshot
from hocba_web.schools.said import of_finding
from hocba_web.schools.selectors.pupils.page import Change, PupilPage, paper_of, pupil_page, shown
from hocba_web.schools.services import attachments

_IDENTITY = ("name", "born", "sex", "personal_id", "ministry_id", "register_no")
_ORIGIN = ("ethnicity", "nationality", "birthplace", "home_place", "residence", "policy_group")
_PERSON = ("name", "born_year", "occupation", "phone", "email")
_ICONS = {
    "admitted": "user-plus",
    "moved_in": "log-in",
    "moved_out": "log-out",
    "left": "log-out",
    "returned": "log-in",
    "class_changed": "arrow-left-right",
    "civil_status": "stamp",
    "disability": "heart-pulse",
    "imported": "upload",
    "import_undone": "undo-2",
    "edited": "pencil",
}


@require_safe
def pupil(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Identity, family, school years, what is missing or odd, and the history."""
    actor, at = acting(request), clock.now()
    page = pupil_page(actor, pupil_id, at)
    audit.viewed(
        actor=actor,
        action="schools.pupil.viewed",
        subject=("pupil", pupil_id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
    )
    return render(
        request,
        "schools/pupils/pupil.html",
        {
            "page": page,
            "pupil": page.pupil,
            "school_class": page.school_class,
            "open": page.register,
            "findings": [(one, *of_finding(one)) for one in page.findings],
            "identity": _facts(page, _IDENTITY),
            "origin": _facts(page, _ORIGIN),
            "family": _family(page),
            "timeline": [_entry(page.pupil.pk, change) for change in page.history],
        },
    )


@require_safe
def paper(request: HttpRequest, pupil_id: int, attachment_id: int) -> HttpResponse:
    """Download a paper; never shown in the page."""
    actor, at = acting(request), clock.now()
    found = paper_of(actor, pupil_id, attachment_id)
    content = attachments.content(found)
    audit.viewed(
        actor=actor,
        action="schools.attachment.downloaded",
        subject=("attachment", attachment_id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
    )
    return attachments.download(found, content)


def _facts(page: PupilPage, names: tuple[str, ...]) -> list[tuple[str, str]]:
    values = snapshot(page.pupil)
    return [(str(LABELS[name]), shown(name, values[name])) for name in names]


def _family(page: PupilPage) -> Iterator[dict[str, Any]]:
    """Who is on file, with what is known of them."""
    values = snapshot(page.pupil)
    for kind in Guardian.Kind:
        if values[f"{kind.value}_name"]:
            told = [(name, shown(name, values[f"{kind.value}_{name}"])) for name in _PERSON]
            known = [(_LABELS_OF_PERSON[name](), value) for name, value in told if value]
            yield {"title": kind.label, "facts": known}


_LABELS_OF_PERSON = {
    "name": lambda: _("Họ và tên"),
    "born_year": lambda: _("Năm sinh"),
    "occupation": lambda: _("Nghề nghiệp"),
    "phone": lambda: _("Điện thoại"),
    "email": lambda: _("Thư điện tử"),
}


def _entry(pupil_id: int, change: Change) -> dict[str, Any]:
    """One change as the timeline takes it; its detail is drawn by a template, so names stay text."""
    detail = render_to_string(
        "schools/pupils/_change.html",
        {"change": change, "pupil_id": pupil_id, "import_url": _import_url(change)},
    )
    return {
        "at": change.at,
        "who": change.by,
        "what": change.words,
        "detail": mark_safe(detail),  # noqa: S308  # rendered with autoescape just now
        "icon": _ICONS.get(change.kind, "history"),
    }


def _import_url(change: Change) -> str:
    if change.import_run is None:
        return ""
    try:
        return reverse("intake:run", args=[change.import_run])
    except NoReverseMatch:
        return ""
