"""What backups ask of the traces."""

from __future__ import annotations

from django.db import transaction

from hocba.messages import what
from hocba_web.audit import checkpoints, sequencer, services
from hocba_web.audit.checkpoints import Head
from hocba_web.audit.verification import verify
from hocba_web.base import clock
from hocba_web.base.backup.ports import Chain

_SHOWN = 20


def before_backup() -> list[Chain]:
    """Trace that a copy of everything is being made, chain what waits, and tell the heads."""
    _trace("audit.backup.made", {})
    return [(head.chain, head.seq, head.hash) for head in checkpoints.heads()]


def after_restore(chains: list[Chain]) -> list[str]:
    """Recompute every chain against the heads of the backup; the faults in Vietnamese, the first of many."""
    sequencer.sequence_all()  # what waited while the backup was made
    report = verify(now=clock.real_now(), kept=[Head(*chain) for chain in chains])
    _trace("audit.backup.restored", {"faults": len(report.faults)})
    return [
        what(
            fault.code,
            {"chain": fault.chain, "seq": fault.seq or "–", "entry": fault.entry_id or "–", "detail": fault.detail},
        )
        for fault in report.faults[:_SHOWN]
    ]


def _trace(action: str, details: dict[str, int]) -> None:
    with transaction.atomic():
        services.record(
            actor=None, action=action, subject=("system", "all"), at=clock.now(), school_id=None, details=details
        )
    sequencer.sequence_all()
