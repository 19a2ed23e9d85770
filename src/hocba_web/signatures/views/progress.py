"""The page "Ai chưa ký": by class and by person, with reminders and the way out for an absent teacher."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.base import clock
from hocba_web.signatures.selectors.progress import Owing, Part, by_class, owing
from hocba_web.signatures.services import reminders


@require_GET
def progress_page(request: HttpRequest) -> HttpResponse:
    """Who has not signed; for a homeroom teacher of their class, for the office of the school."""
    actor, at = acting(request), clock.now()
    here = Target(school_id=actor.school_id)
    people = owing(actor, clock.local(at).date())
    return render(
        request,
        "signatures/progress.html",
        {
            "classes": by_class(actor),
            "people": [_person(one) for one in people],
            "absent": [one for one in people if one.absent],
            "may_remind": allowed(actor, Action.REMINDER_SEND, here) and any(one.now and one.user_id for one in people),
            "at": at,
        },
    )


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind everybody whose turn it is."""
    sent = reminders.remind(actor=acting(request), at=clock.now())
    said = _("Đã nhắc %(people)d người về %(records)d học bạ.") % {"people": sent.people, "records": sent.records}
    if sent.passed_over:
        said += " " + _("%d người vừa được nhắc hoặc chưa có tài khoản.") % sent.passed_over
    messages.success(request, said)
    return redirect("signatures:progress")


def _person(one: Owing) -> dict[str, object]:
    name = one.name or _("Người không còn trong danh sách")
    return {"row": one, "name": name, "parts": [_words(part) for part in one.parts]}


def _words(part: Part) -> dict[str, object]:
    words = {"GVCN": _("cả học bạ, giáo viên chủ nhiệm"), "CBQL": _("duyệt và ký")}
    return {"part": part, "words": ", ".join(part.subjects) if part.slot == "GVBM" else words[part.slot]}
