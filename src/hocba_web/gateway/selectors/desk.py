"""What the pages of the rehearsal show."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from hocba_web.gateway.models import Certificate, HeldRecord, Item, RecallRequest, Unit

_SHOWN = 20


def units() -> QuerySet[Unit]:
    """Every school, with counts of what it holds and what waits."""
    return Unit.objects.annotate(
        held=Count("records", filter=Q(records__state=HeldRecord.State.CURRENT), distinct=True),
        certificates_waiting=Count(
            "certificates", filter=Q(certificates__status=Certificate.Status.PENDING), distinct=True
        ),
        recalls_waiting=Count(
            "messages__recalls", filter=Q(messages__recalls__status=RecallRequest.Status.WAITING), distinct=True
        ),
    )


def of_unit(unit: Unit) -> dict[str, Any]:
    """One school: newest messages with their counts, certificates, recalls that wait, closed groups."""
    state = Item.State
    newest = unit.messages.order_by("-id").annotate(
        records=Count("items"),
        accepted=Count("items", filter=Q(items__state=state.ACCEPTED)),
        refused=Count("items", filter=Q(items__state=state.REFUSED)),
    )
    return {
        "messages_in": newest[:_SHOWN],
        "certificates": unit.certificates.all()[:_SHOWN],
        "recalls": RecallRequest.objects.filter(message__unit=unit, status=RecallRequest.Status.WAITING).select_related(
            "record"
        ),
        "closings": unit.closings.all(),
    }
