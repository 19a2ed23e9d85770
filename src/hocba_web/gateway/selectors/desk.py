"""What the pages of the rehearsal show."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from hocba_web.gateway.models import Item, Message
from hocba_web.officers.actor import Officer
from hocba_web.register.models import School

_SHOWN = 20


def schools(officer: Officer) -> QuerySet[School]:
    """The schools of the officer's area that may exchange, with how many transactions came and wait."""
    found = School.objects.exclude(access=None)
    if officer.areas is not None:
        found = found.filter(area_code__in=officer.areas)
    waits = Q(messages__state=Message.State.STORED)
    return found.annotate(came=Count("messages", distinct=True), waits=Count("messages", filter=waits, distinct=True))


def of_school(school: School) -> dict[str, Any]:
    """One school: its newest messages with their counts."""
    state = Item.State
    newest = school.messages.order_by("-id").annotate(
        records=Count("items"),
        accepted=Count("items", filter=Q(items__state=state.ACCEPTED)),
        refused=Count("items", filter=Q(items__state=state.REFUSED)),
    )
    return {"messages_in": newest[:_SHOWN]}
