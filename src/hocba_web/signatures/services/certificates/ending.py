"""Taking a certificate out of use: lost, or no longer wanted. What it signed stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.services.certificates import storing


def report_lost(*, actor: Actor, certificate_id: int, reason: str, at: datetime) -> None:
    """End a certificate whose key may be in other hands; signing with it stops at this moment.

    The owner has it revoked by its issuer; what was signed before stands, for revocation is dated.

    Raises:
        Forbidden, Missing: NOT_FOUND_HERE.
    """
    _end(actor, certificate_id, Certificate.State.LOST, reason=reason, at=at)


def withdraw(*, actor: Actor, certificate_id: int, reason: str, at: datetime) -> None:
    """End a certificate that is not to be used any more; its key file is destroyed.

    Raises:
        Forbidden, Missing: NOT_FOUND_HERE.
    """
    _end(actor, certificate_id, Certificate.State.WITHDRAWN, reason=reason, at=at)


def _end(actor: Actor, certificate_id: int, state: Certificate.State, *, reason: str, at: datetime) -> None:
    with transaction.atomic():
        row = (
            Certificate.objects.select_for_update()
            .filter(id=certificate_id, school_id=actor.school_id, state__in=["active", "pending"])
            .first()
        )
        if row is None or (row.holder == "person" and row.staff_id != actor.staff_id):
            raise Missing("NOT_FOUND_HERE")
        asked = Action.CERTIFICATE_OWN if row.holder == "person" else Action.CERTIFICATE_SCHOOL_DECLARE
        require(actor, asked, Target(school_id=row.school_id, user_id=actor.user_id))
        storing.end(row, state, at=at, reason=reason)
        audit.record(
            actor=actor,
            action=f"signatures.certificate.{state.value}",
            subject=("certificate", row.id),
            at=at,
            school_id=row.school_id,
            details={"serial": row.serial, "holder": row.holder},
        )
