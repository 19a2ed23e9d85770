"""The whole day, measured: python -m hocba_web.demo.bench.national.measure FOLDER SIZE [--port N] [--only-prepare].

`HOCBA_DATABASE` names a server of PostgreSQL on this machine on which databases may be made. What is signed and filled
is kept in FOLDER and in a database beside, so that the figures need only the machine's quiet minutes. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from hocba_web.demo.bench.national import signed
from hocba_web.demo.bench.national.clients import Families, Parcel, Schools, parcels
from hocba_web.demo.bench.national.installation import Installation, spent
from hocba_web.demo.bench.national.sizes import FULL, QUICK, TINY, Place, Size

SIZES = {"tiny": TINY, "quick": QUICK, "full": FULL}
PORT = 8460
_SAMPLE = 0.25
"""Seconds between two looks at how much is judged."""
_PAUSE = 0.2
"""Seconds between two families while records are judged."""
_START = 8.0
"""Seconds that workers get to start before the day begins."""
_LONGEST = 900.0
_CLIENTS = "schools and families"
_JUDGED = """
SELECT count(*) FROM gateway_item JOIN gateway_message ON gateway_message.id = gateway_item.message_id
WHERE gateway_message.message_id = ANY(%s) AND gateway_item.state <> 'pending'
"""
Figures = dict[str, object]


def main(arguments: Sequence[str]) -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--only-prepare", action="store_true")
    options = parser.parse_args(arguments)
    size, place = SIZES[options.size], Place(options.folder.absolute())
    signed.make(place, size)
    installation = Installation(place, os.environ["HOCBA_DATABASE"], options.port)
    filled = installation.fill(size)
    if not options.only_prepare:
        print(json.dumps({"filled": filled} | play(installation, size)))  # noqa: T201  # the answer


def play(installation: Installation, size: Size) -> Figures:
    """One day.

    The first school's records open it; then two workers, then one, judge what lies there already, a quarter each;
    then the rest comes in while two workers judge and families look up.
    """
    figures = _Kept(installation.place.figures, {"register": size.register, "begin_s": round(installation.begin(), 1)})
    before = _weights(installation)
    found = parcels(installation.place, signed.packages(installation.place))
    opening, one, two, day = _parts(found)
    schools, families = Schools(installation.plan.port + 1), Families(installation.plan.port + 1)
    with installation.serving():
        schools.hand_in(opening)
        with _workers(installation, 2):
            _await(installation, opening, _records(opening))
            figures.tell(puzzle_ms=_ms(families.solve(2 * size.look_ups)))
            schools.collect(opening)
        for workers, part in ((2, two), (1, one)):
            schools.hand_in(part)
            with _workers(installation, workers):
                figures.tell(**{f"judged_per_s_{workers}": _rate(installation, part)})
                schools.collect(part)
        figures.tell(day=_day(installation, schools, families, day, size))
        figures.tell(door_ms=_spread(schools.posted), asked_ms=_spread(schools.asked))
        figures.tell(look_up_quiet_ms=_spread(families.look_up(schools.codes, size.look_ups)))
    after, accepted = _weights(installation), len(schools.codes)
    figures.tell(accepted=accepted, refused=schools.refused)
    figures.tell(bytes_per_record={name: round((after[name] - before[name]) / accepted) for name in after})
    figures.tell(database_gib=round(after["database"] / 2**30, 2))
    figures.tell(log=installation.ask("log_speed", str(size.leaves)))
    return figures.found


class _Kept:
    """Figures so far, also in a file: what was measured is not lost with what fails after it."""

    def __init__(self, file: Path, found: Figures) -> None:
        self.found = found
        self._file = file

    def tell(self, **more: object) -> None:
        """Add some."""
        self.found |= more
        self._file.write_text(json.dumps(self.found), encoding="utf-8")


def _parts(found: Sequence[Parcel]) -> tuple[list[Parcel], list[Parcel], list[Parcel], list[Parcel]]:
    """By schools: one, a quarter, a quarter, the rest; where there are few, by packages."""
    quarter = max(1, len(found) // 4)
    first = min(quarter, sum(one.package.school == found[0].package.school for one in found))
    ends = (0, first, first + quarter, first + 2 * quarter, len(found))
    opening, one, two, day = (list(found[start:end]) for start, end in pairwise(ends))
    return opening, one, two, day


def _day(
    installation: Installation, schools: Schools, families: Families, day: Sequence[Parcel], size: Size
) -> Figures:
    """Schools hand in and ask, families look up, two workers judge, the clockwork ticks, all at once."""
    known, stop = dict(schools.codes), threading.Event()
    times: list[float] = []
    looking = threading.Thread(
        target=lambda: times.extend(families.look_up(known, size.look_ups, stop=stop, pause=_PAUSE))
    )
    handing = threading.Thread(target=schools.hand_in, args=(day,))
    total = _records(day)
    with _workers(installation, 2) as workers:
        roots = {"web": installation.web, "postgresql": installation.postgres(), "clockwork": installation.clockwork}
        roots |= {f"workers {number}": pid for number, pid in enumerate(workers)} | {_CLIENTS: os.getpid()}
        time.sleep(_START)
        before, started = spent(roots), time.monotonic()
        looking.start()
        handing.start()
        _await(installation, day, total)
        judged = time.monotonic() - started
        handing.join()
        schools.collect(day)
        told = time.monotonic() - started
        stop.set()
        looking.join()
        cost = _cost(before, spent(roots), total)
    hours = sum(seconds for name, seconds in cost.items() if name != _CLIENTS) / 3.6
    return {
        "records": total,
        "judged_per_s": round(total / judged, 1),
        "told_per_s": round(total / told, 1),
        "look_up_ms": _spread(times),
        "cpu_s_per_1000": cost,
        "cpu_hours_per_million": round(hours, 2),
    }


def _cost(before: dict[str, float], after: dict[str, float], records: int) -> dict[str, float]:
    """Seconds of the processor a thousand records, by kind of process."""
    found: dict[str, float] = {}
    for name, seconds in after.items():
        kind = re.sub(r" \d+", "", name)
        found[kind] = found.get(kind, 0.0) + (seconds - before.get(name, 0.0)) * 1000 / records
    return {kind: round(seconds, 2) for kind, seconds in found.items()}


@contextmanager
def _workers(installation: Installation, number: int) -> Iterator[list[int]]:
    """Workers; their process numbers."""
    with ExitStack() as stack:
        yield [stack.enter_context(installation.running(installation.worker())).pid for _ in range(number)]


def _rate(installation: Installation, part: Sequence[Parcel]) -> float:
    """Records judged a second; the first fifth, while workers start and read their first list, does not count."""
    total = _records(part)
    first = _await(installation, part, total // 5)
    started = time.monotonic()
    _await(installation, part, total)
    return round((total - first) / (time.monotonic() - started), 1)


def _await(installation: Installation, part: Sequence[Parcel], number: int) -> int:
    """Until so many of its records are judged; how many are."""
    deadline = time.monotonic() + _LONGEST
    names = [one.package.file for one in part]
    with installation.connect() as look:
        while True:
            row = look.execute(_JUDGED, [names]).fetchone()
            judged = int(str(row[0])) if row else 0
            if judged >= number:
                return judged
            if time.monotonic() > deadline:
                raise TimeoutError(f"{judged} of {number} records judged")
            time.sleep(_SAMPLE)


def _records(part: Sequence[Parcel]) -> int:
    return sum(len(one.package.pupils) for one in part)


def _weights(installation: Installation) -> dict[str, int]:
    """Bytes of the database and of the stored files, on disk."""
    with installation.connect() as look:
        row = look.execute("SELECT pg_database_size(current_database())").fetchone()
    files = (file.stat().st_blocks * 512 for file in (installation.place.work / "files").rglob("*") if file.is_file())
    return {"database": int(str(row[0])) if row else 0, "storage": sum(files)}


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    if len(seconds) < 2:  # noqa: PLR2004  # no spread
        return {"p50": math.nan, "p95": math.nan, "count": len(seconds)}
    return {"p50": _ms(median(seconds)), "p95": _ms(quantiles(seconds, n=20)[-1]), "count": len(seconds)}


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
