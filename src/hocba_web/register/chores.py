"""What every tick does for the register, beside closing."""

from __future__ import annotations

from datetime import datetime

from hocba_web.register.services import receipts


def sign_receipts(at: datetime) -> int:
    """Sign receipts that became due since the last tick, as many as a tick has time for; how many."""
    return receipts.sign_due(at=at, limit=_MOST)


_MOST = 2000
"""RSA signatures of some seconds."""
