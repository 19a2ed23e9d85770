"""What must hold for this installation to serve: built on django-health-check's own checks.

Reasons are for the person who keeps the machine; they name no person and no content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from health_check.base import HealthCheck
from health_check.checks import Database, Storage
from health_check.exceptions import HealthCheckException, ServiceUnavailable

from hocba_web.base import clock
from hocba_web.base.health import beats
from hocba_web.base.stores import StorageAway

STILL = timedelta(minutes=15)
"""Longer without a sign of life, and something has stopped."""


@dataclass
class Migrations(HealthCheck):  # type: ignore[misc]  # the library has no types
    """The tables are those of this version."""

    def run(self) -> None:
        """Compare what is applied with what there is.

        Raises:
            ServiceUnavailable: some are not applied.
        """
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            raise ServiceUnavailable(f"{len(missing)} migrations are not applied: run manage.py migrate")


@dataclass
class Alive(HealthCheck):  # type: ignore[misc]  # the library has no types
    """Something that should run all the time has lately done so."""

    name: str

    def run(self) -> None:
        """Look at its last sign of life.

        Raises:
            ServiceUnavailable: there is none, or it is too old.
        """
        last = beats.last(self.name)
        if last is None:
            raise ServiceUnavailable("never seen")
        age = clock.real_now() - last
        if age > STILL:
            raise ServiceUnavailable(f"last seen {int(age.total_seconds())} seconds ago")
        if age < -STILL:  # nobody knows whether it lives until it leaves a sign by the clock as it goes now
            raise ServiceUnavailable(f"last seen {int(-age.total_seconds())} seconds ahead: was the clock put back?")


@dataclass
class Files(HealthCheck):  # type: ignore[misc]  # the library has no types
    """Files can be stored: a folder takes one and throws it away, a bucket is asked to take the same one always."""

    def run(self) -> None:
        """Ask for a write.

        Raises:
            ServiceUnavailable: the storage takes none.
        """
        ask = getattr(default_storage, "ready", None)
        if ask is None:
            Storage().run()
            return
        try:
            ask()
        except StorageAway as away:
            raise ServiceUnavailable(away.reason) from away


READY: tuple[tuple[str, HealthCheck], ...] = (
    ("database", Database()),
    ("migrations", Migrations()),
    ("storage", Files()),
    ("tick", Alive(beats.TICK)),
    ("worker", Alive(beats.WORKER)),
)
"""By name, in order; a failed one does not keep the rest from being told."""


def readiness() -> dict[str, str]:
    """By name of the check: "ok", or the reason why not."""
    told = {}
    for name, check in READY:
        try:
            check.run()
        except HealthCheckException as error:
            told[name] = str(error.message)
        except Exception as error:  # noqa: BLE001  # whatever is broken, the answer must still be given
            told[name] = type(error).__name__
        else:
            told[name] = "ok"
    return told
