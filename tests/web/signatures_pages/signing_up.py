"""Signing one's turn without a browser."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.test import Client

from hocba_web.accounts.actor import Actor
from hocba_web.assessment.models import SubjectResult
from hocba_web.records.models import Record
from hocba_web.records.services.initialise import initialise
from hocba_web.records.services.returns import give_back
from hocba_web.records.services.unlocking import execute
from hocba_web.schools.selectors.setup import ClassRow, class_row
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors.desk import turns
from hocba_web.signatures.selectors.sheet import sheet
from support.web.acting import actor_for
from support.web.school import SchoolWorld
from support.web.signing import real_now, sign_batch


def pieces_of(actor: Actor, school_class: ClassRow | None = None) -> list[Piece]:
    """Everything that somebody could sign now, as the page shows it."""
    return [piece for one in sheet(actor, turns(actor, school_class)) for row in one.rows for piece in row.pieces]


def sign_turn(world: SchoolWorld, who: str, class_name: str, *, at: datetime) -> None:
    """Somebody signs all that waits for them in a class."""
    actor = actor_for(world, who, at=at)
    certificate = Certificate.objects.get(staff_id=actor.staff_id, state=Certificate.State.ACTIVE)
    school_class = class_row(actor.school_id, world.classes[class_name].id)
    state = sign_batch(
        world,
        who,
        "slot",
        pieces_of(actor, school_class),
        certificate.id,
        role=actor.role,
        at=at,
    )
    assert state.state == "done", state


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send from a page of signing if the person changed nothing."""
    html = client.get(address).content.decode()
    return {
        "seen": re.findall(r'name="seen" value="([0-9a-f]{64})"', html)[0],
        "shown": re.findall(r'name="shown" value="([^"]+)"', html),
        "record": re.findall(r'name="record" value="(\d+)"', html),
        "certificate": (re.findall(r'name="certificate" value="(\d+)"', html) or [""])[0],
    }


def corrected(world: SchoolWorld, record: Record, *, part: str = "FOREIGN_LANG_1", at: datetime) -> None:
    """The principal gives a record back for a part, it is opened, corrected and initialised again."""
    principal, admin = actor_for(world, "principal", at=at), actor_for(world, "school_admin", at=at)
    given = give_back(
        actor=principal, record_id=record.id, part=part, note="Nhận xét còn chung chung", at=at, real_at=real_now()
    )
    assert given.unlocking is not None
    execute(actor=admin, unlocking_id=given.unlocking.id, at=at, real_at=real_now())
    SubjectResult.objects.filter(enrolment=record.enrolment, subject=part, moment="cn").update(
        comment="Em nghe hiểu tốt, cần luyện nói nhiều hơn."
    )
    made = initialise(
        actor=actor_for(world, "registrar", at=at),
        class_id=record.school_class_id,
        planned_issue_on=date(2026, 5, 25),
        at=at,
    )
    assert [one.record_id for one in made.made] == [record.id], made
