"""What signing costs, measured in a process of its own: `python -m hocba_web.demo.bench.signing FOLDER PORT`.

Prints one JSON line, see `class_signed.Figures`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from hocba_web.demo import environment
from hocba_web.demo.sides import Plan

CLASS = "4A2"


def main(folder: Path, port: int) -> None:
    """Seed a complete sample school, sign and seal one class, print."""
    plan = Plan(folder, port)
    environment.enter(plan)
    # Only now: models and settings exist once Django has started.
    from hocba_web.demo import seed  # noqa: PLC0415
    from hocba_web.demo.bench.class_signed import sign_class  # noqa: PLC0415

    seed.prepare(plan, complete=True)
    print(json.dumps(asdict(sign_class(CLASS))))  # noqa: T201  # the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
