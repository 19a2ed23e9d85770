"""Accounts where one person keeps them for all others: the authority's side. The caller has asked for the right.

A new password alone lets nobody in: the second factor stays. Whoever lost it is let in again at the machine (`rescue`).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.models import User
from hocba_web.accounts.services import notices
from hocba_web.accounts.services.opening import Issued, end_sessions, give_temporary_password
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing


@transaction.atomic
def renew_given(*, actor: audit.Acting, user_id: int, at: datetime, real_at: datetime) -> Issued:
    """Give an account a temporary password and open it again if it was closed; its sessions end.

    Args:
        actor: who keeps the accounts.
        user_id: the account.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    user = _locked(user_id)
    user.is_active, user.closes_on = True, None
    user.save(update_fields=["is_active", "closes_on"])
    issued = give_temporary_password(user, real_at)
    audit.record(actor=actor, action="accounts.password.reset", subject=("account", user_id), at=at, school_id=None)
    notices.tell(user_id, "accounts.password.reset")
    return issued


@transaction.atomic
def close_given(*, actor: audit.Acting, user_id: int, at: datetime) -> None:
    """Nobody logs in with the account any more; its sessions end.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    user = _locked(user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user_id)
    audit.record(actor=actor, action="accounts.account.closed", subject=("account", user_id), at=at, school_id=None)


def _locked(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise Missing("NOT_FOUND_HERE")
    return user
