"""Ties accounts to members of the staff."""

from __future__ import annotations

from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import Staff


def link_staff(staff_id: int, school_id: int, user_id: int) -> None:
    """Give a member of the staff their account; called inside the transaction that creates the account and traces it.

    Source: Decision 32/QĐ-THPĐ, art. 6(5).

    Args:
        staff_id: who.
        school_id: the school that person must belong to.
        user_id: the new account.

    Raises:
        Missing: NOT_FOUND_HERE, not this school's.
        Refused: STAFF_HAS_ACCOUNT, one person has one account.
    """
    changed = Staff.objects.filter(id=staff_id, school_id=school_id, user__isnull=True).update(user_id=user_id)
    if changed:
        return
    if Staff.objects.filter(id=staff_id, school_id=school_id).exists():
        raise Refused("STAFF_HAS_ACCOUNT", source="Decision 32/QĐ-THPĐ, art. 6(5)")
    raise Missing("NOT_FOUND_HERE")
