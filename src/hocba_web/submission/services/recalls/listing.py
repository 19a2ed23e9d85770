"""Granted recalls go onto a list, which the organisation's certificate signs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.selectors.standing import of_records
from hocba_web.submission.models import Recall, RecallList
from hocba_web.submission.services.recalls.asking import is_closed
from hocba_web.submission.services.recalls.content import digest_of_list, items_for


@transaction.atomic
def list_up(*, actor: Actor, at: datetime) -> list[RecallList]:
    """Put every granted recall that stands on no list onto one, a list for each school year.

    Args:
        actor: the clerk.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: NOTHING_TO_RECALL.
    """
    require(actor, Action.RECALL_REQUEST, Target(school_id=actor.school_id))
    waiting = Recall.objects.select_for_update(of=("self",)).filter(
        school_id=actor.school_id, state=Recall.State.GRANTED, way=Recall.Way.RECALL, listed_in__isnull=True
    )
    by_year: dict[int, list[Recall]] = {}
    for one in waiting.select_related("record__school_class", "record__enrolment").order_by("id"):
        by_year.setdefault(one.record.school_class.year_id, []).append(one)
    if not by_year:
        raise Refused("NOTHING_TO_RECALL")
    made = []
    for year_id, recalls in by_year.items():
        listed = RecallList.objects.create(
            school_id=actor.school_id,
            year_id=year_id,
            made_by_id=actor.user_id,
            made_at=at,
            content_digest=digest_of_list(items_for(recalls)),
        )
        Recall.objects.filter(id__in=[one.id for one in recalls]).update(listed_in=listed)
        audit.record(
            actor=actor,
            action="submission.recall.listed",
            subject=("recall_list", listed.id),
            at=at,
            school_id=actor.school_id,
            pupils=[one.record.enrolment.pupil_id for one in recalls],
            details={"records": len(recalls)},
        )
        made.append(listed)
    return made


@transaction.atomic
def take_apart(*, actor: Actor, list_id: int, at: datetime) -> RecallList:
    """Give up a list that was not signed: its requests can go onto another; those that came too late end.

    Args:
        actor: the clerk.
        list_id: an unsigned list.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: RECALL_LIST_SIGNED.
    """
    require(actor, Action.RECALL_REQUEST, Target(school_id=actor.school_id))
    listed = RecallList.objects.select_for_update().filter(school_id=actor.school_id, id=list_id).first()
    if listed is None:
        raise Missing("NOT_FOUND_HERE")
    if listed.state != RecallList.State.APPROVED:
        raise Refused("RECALL_LIST_SIGNED", state=listed.get_state_display())
    recalls = {one.record_id: one for one in listed.recalls.select_for_update().order_by("id")}
    for found in of_records(list(recalls)):
        recall = recalls[found.record_id]
        recall.listed_in = None
        if is_closed(found):
            recall.state, recall.ended_at = Recall.State.REFUSED, at
            recall.authority_code = "RECALL_AFTER_CLOSING"
        recall.save(update_fields=["listed_in", "state", "ended_at", "authority_code"])
    listed.state = RecallList.State.DISSOLVED
    listed.save(update_fields=["state"])
    audit.record(
        actor=actor,
        action="submission.recall.unlisted",
        subject=("recall_list", listed.id),
        at=at,
        school_id=actor.school_id,
        details={"records": len(recalls)},
    )
    return listed
