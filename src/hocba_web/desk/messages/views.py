"""Pages of messages to schools."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.common import refuse_in, schools_of, status_of
from hocba_web.desk.messages import services as write
from hocba_web.desk.messages.forms import MessageForm
from hocba_web.desk.models import Message
from hocba_web.officers.acting import officer_of
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act

_PAGE = 50


def _seen_by(officer: Officer) -> QuerySet[Message]:
    """Messages to schools of the officer's areas."""
    found = Message.objects.select_related("sent_by")
    if officer.areas is None:
        return found
    return found.filter(schools__area_code__in=officer.areas).distinct()


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first."""
    officer = officer_of(request, Act.MESSAGE_SCHOOL)
    page = Paginator(_seen_by(officer), _PAGE).get_page(request.GET.get("page"))
    ids = [one.pk for one in page.object_list]
    counts = {
        one.pk: (one.all_of_them, one.taken)
        for one in Message.objects.filter(pk__in=ids).annotate(
            all_of_them=Count("deliveries"), taken=Count("deliveries", filter=Q(deliveries__fetched_at__isnull=False))
        )
    }
    rows = [{"message": one, "all": counts[one.pk][0], "taken": counts[one.pk][1]} for one in page.object_list]
    return render(request, "desk/messages/list.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def write_message(request: HttpRequest) -> HttpResponse:
    """Write one; `?truong=` chooses a school beforehand."""
    officer = officer_of(request, Act.MESSAGE_SCHOOL)
    asked = request.GET.get("truong", "")
    initial = {"schools": [int(asked)]} if asked.isdecimal() else {}
    form = MessageForm(request.POST or None, officer=officer, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            message = write.send(
                officer=officer,
                subject=told["subject"],
                text=told["text"],
                to=form.recipients(),
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã gửi. Trường nhận khi phần mềm của trường kết nối lần tới."))
            return redirect("desk:message", public_id=message.public_id)
    return render(request, "desk/messages/write.html", {"form": form}, status=status_of(form))


@require_safe
def message_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One message, and which schools have it."""
    officer = officer_of(request, Act.MESSAGE_SCHOOL)
    found = _seen_by(officer).filter(public_id=public_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    deliveries = found.deliveries.filter(school__in=schools_of(officer)).select_related("school")
    rows = list(deliveries.order_by("school__code"))
    return render(
        request,
        "desk/messages/message.html",
        {"message": found, "rows": rows, "taken": sum(row.fetched_at is not None for row in rows)},
    )
