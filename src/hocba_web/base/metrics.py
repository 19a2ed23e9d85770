"""Figures for Prometheus: those of django-prometheus, and a few of our own that are asked for when somebody looks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from hocba_web.base import clock
from hocba_web.base.health import beats

Figure = Callable[[], float]
_figures: dict[str, tuple[str, Figure]] = {}


def register(name: str, about: str, figure: Figure) -> None:
    """Tell one more figure; called in `AppConfig.ready`.

    Args:
        name: "hocba_…", as Prometheus wants it, with the unit at the end.
        about: one line in English.
        figure: asked at every scrape, so cheap; names no person.

    Raises:
        ValueError: another figure has that name.
    """
    if _figures.get(name, (about, figure))[1] is not figure:
        raise ValueError(f"figure {name} is registered twice")
    _figures[name] = (about, figure)


def exposition() -> bytes:
    """Everything, in Prometheus' text format; of all processes where gunicorn runs several."""
    shared = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library has no types here
    own = CollectorRegistry()
    own.register(_Figures())
    return generate_latest(shared) + generate_latest(own)


def silence(name: str) -> Figure:
    """How many seconds something has not been seen; -1 if it never was."""

    def seconds() -> float:
        last = beats.last(name)
        return (clock.real_now() - last).total_seconds() if last else -1.0

    return seconds


class _Figures(Collector):
    """Asks every registered figure."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge each."""
        for name, (about, figure) in _figures.items():
            yield GaugeMetricFamily(name, about, value=figure())
