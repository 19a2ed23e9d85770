"""Numbers of reports: given out, confirmed, forgotten."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from hocba_web.portal.verifying.models import IssuedReport
from hocba_web.portal.verifying.verdicts import Verdict

KEPT = timedelta(days=730)
"""Two school years: long enough for an admission or a transfer to be looked at again."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 16, 4
"""Sixteen signs of five bits: 80 bits."""
_READ = str.maketrans({"O": "0", "I": "1", "L": "1"})


def issue(sha256: str, verdict: Verdict, indication: str, *, at: datetime, real_at: datetime) -> str:
    """Remember a report; in the caller's transaction.

    Args:
        sha256: digest of the file.
        verdict: what was said of it.
        indication: the verifier's word.
        at: product clock, aware, UTC.
        real_at: machine's clock.

    Returns:
        Its number, such as "7K3F-9QWD-0HX2-MN5T".
    """
    signs = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    number = "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
    IssuedReport.objects.create(
        number=number, file_sha256=sha256, verdict=verdict.value, indication=indication, as_of=at, made_at=real_at
    )
    return number


def find(number: str) -> IssuedReport | None:
    """The report of that number, however a person typed it; None where there is none, or no more."""
    signs = re.sub(r"[^0-9A-Z]", "", number.upper()).translate(_READ)
    if len(signs) != _LENGTH:
        return None
    typed = "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
    return IssuedReport.objects.filter(number=typed).first()


def forget(real_at: datetime) -> int:
    """Remove the reports whose time of keeping has passed.

    Returns:
        How many.
    """
    count, _ = IssuedReport.objects.filter(made_at__lt=real_at - KEPT).delete()
    return count
