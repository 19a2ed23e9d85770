"""CPU time of contestants that take turns in one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Work = Callable[[int], object]
"""Does the work once; its argument counts up over the whole run, so that no two calls do the same work."""

LEAST_SECONDS = 0.02
"""A turn repeats quick work until it takes about so long; the clock then weighs nothing."""
_MOST_REPEATS = 200


def interleaved(contestants: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """Median CPU time of one call in milliseconds, by contestant.

    Every contestant has one turn a round and every second round runs backwards, so that a busy machine, a warm cache or
    a changing clock rate meets all of them alike. One call before the first round warms up; quick work is timed again
    then, to find how often to repeat it.

    Args:
        contestants: what to run; all threads of this process count, child processes do not.
        rounds: at least 1; odd, so that the median is a measured value.
    """
    counter = iter(range(1 << 62))
    repeats = {}
    for name, work in contestants.items():
        once = _turn(work, 1, counter.__next__)
        if once < LEAST_SECONDS:  # the first call also filled caches: ask again
            once = max(_turn(work, 1, counter.__next__), 1e-6)
        repeats[name] = max(1, min(_MOST_REPEATS, round(LEAST_SECONDS / once)))
    samples: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        order = list(contestants)
        for name in reversed(order) if number % 2 else order:
            gc.collect()
            seconds = _turn(contestants[name], repeats[name], counter.__next__)
            samples[name].append(1000 * seconds / repeats[name])
    return {name: median(values) for name, values in samples.items()}


def _turn(work: Work, repeats: int, following: Callable[[], int]) -> float:
    """CPU seconds of so many calls."""
    numbers = [following() for _ in range(repeats)]
    start = time.process_time()
    for number in numbers:
        work(number)
    return time.process_time() - start
