"""One measurement in a process of its own: `python -m hocba_web.demo.bench.run FOLDER SCHOOLS ROUNDS`.

Prints one JSON line: what was asked for -> {p95 (ms of server time), queries}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from hocba_web.demo import environment
from hocba_web.demo.sides import Plan

CLASS = "4A2"
MOMENT = "cn"


def main(folder: Path, schools: int, rounds: int) -> None:
    """Seed, copy, measure, print."""
    plan = Plan(folder, 8000)
    environment.enter(plan)
    # Only now: models and settings exist once Django has started.
    from hocba_web.demo import seed  # noqa: PLC0415
    from hocba_web.demo.bench.clones import clone_schools  # noqa: PLC0415
    from hocba_web.demo.bench.visits import Visits  # noqa: PLC0415

    seed.prepare(plan)
    if schools > 1:
        clone_schools(schools - 1)
    visits = Visits(CLASS, MOMENT)
    figures = {name: _measure(act, rounds) for name, act in visits.acts().items()}
    print(json.dumps(figures))  # noqa: T201  # the answer


def _measure(act: Callable[[str], int], rounds: int) -> dict[str, float]:
    """95th percentile of wall time in ms and the usual number of queries, over `rounds` after two to warm up.

    Now and then a request also chains traces that wait; that is why the number of queries is a median.
    """
    times, queries = [], []
    for turn in range(rounds + 2):
        started = time.perf_counter()
        asked = act(str(uuid4()))
        spent = (time.perf_counter() - started) * 1000
        if turn > 1:
            times.append(spent)
            queries.append(asked)
    return {"p95": round(quantiles(times, n=20)[-1], 2), "queries": median(queries)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
