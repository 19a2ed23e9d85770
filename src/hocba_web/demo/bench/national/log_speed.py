"""How fast the log grows at its size: python -m hocba_web.demo.bench.national.log_speed COUNT.

Leaves are appended in transactions of fifty, as the register does, placed, and published without a witness. Prints
JSON: appended and placed a second, one after the other; seconds of a checkpoint; leaves in the end.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time

import django

_TOGETHER = 50


def main(count: int) -> None:
    """Measure."""
    django.setup()
    # Only now: models and settings exist once Django has started.
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from hocba.transparency import Kind  # noqa: PLC0415
    from hocba_web.base import clock  # noqa: PLC0415
    from hocba_web.transparency.selectors import stored  # noqa: PLC0415
    from hocba_web.transparency.services import checkpoints, leaves, sequencer  # noqa: PLC0415

    settings.LOG["witnesses"] = ""  # their answer is the network's time
    checkpoints.advance(clock.real_now())
    digest, at = hashlib.sha256(b"").hexdigest(), clock.now()
    started = time.monotonic()
    for first in range(0, count, _TOGETHER):
        events = [(f"n-{number}", {"digest": digest}) for number in range(first, min(first + _TOGETHER, count))]
        with transaction.atomic():
            leaves.append_many(Kind.ACCEPTED, events, at)
    appended = time.monotonic()
    sequencer.integrate_all()
    placed = time.monotonic()
    made = checkpoints.publish(clock.real_now())
    published = time.monotonic()
    if made is None:
        raise SystemExit("nothing was published")
    figures = {
        "appended_per_s": round(count / (appended - started)),
        "placed_per_s": round(count / (placed - appended)),
        "both_per_s": round(count / (placed - started)),
        "checkpoint_ms": round(1000 * (published - placed), 1),
        "leaves": stored.size(),
    }
    print(json.dumps(figures))  # noqa: T201  # the answer


if __name__ == "__main__":
    main(int(sys.argv[1]))
