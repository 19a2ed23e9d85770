"""Warnings before a certificate ends: 60, 30 and 7 days ahead, each once, to its owner and to the administrator."""

from __future__ import annotations

from datetime import datetime, timedelta

from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.signatures.models import Certificate

WARNINGS = (7, 30, 60)
"""Days."""


def warn_of_ends(*, at: datetime, real_at: datetime) -> int:
    """Tell who must be told now; how many certificates. In a transaction of the caller's.

    Args:
        at: product clock.
        real_at: the machine's time, by which certificates end.
    """
    count = 0
    soon = real_at + timedelta(days=max(WARNINGS) + 1)
    active = Certificate.objects.filter(state=Certificate.State.ACTIVE, valid_until__gt=real_at, valid_until__lt=soon)
    for row in active.select_related("staff").select_for_update(of=("self",)):
        left = (row.valid_until - real_at).days
        due = next((days for days in WARNINGS if left <= days), None)
        if due is None or (row.warned_days is not None and row.warned_days <= due):
            continue
        row.warned_days = due
        row.save(update_fields=["warned_days"])
        for user_id in _who(row, at):
            ports.notify(user_id, "signatures.certificate.expiring", _text(row, left))
        audit.record(
            actor=None,
            action="signatures.certificate.expiring",
            subject=("certificate", row.id),
            at=at,
            school_id=row.school_id,
            details={"serial": row.serial, "days": left},
        )
        count += 1
    return count


def _who(row: Certificate, at: datetime) -> set[int]:
    roles = [Role.SCHOOL_ADMIN] if row.staff is not None else [Role.SCHOOL_ADMIN, Role.CLERK, Role.PRINCIPAL]
    found = set(users_with_role(row.school_id, roles, local(at).date()))
    if row.staff is not None and row.staff.user_id is not None:
        found.add(row.staff.user_id)
    return found


def _text(row: Certificate, left: int) -> str:
    until = f"{local(row.valid_until):%d/%m/%Y} (còn {left} ngày)"
    return f"Chứng thư số của {row.holder_name} hết hạn ngày {until}. Hãy gia hạn và khai báo chứng thư mới."
