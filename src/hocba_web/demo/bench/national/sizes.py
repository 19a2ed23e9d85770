"""How large a national day is played, and where its files lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """What is played."""

    schools: int
    """Each with the sample school's pupils under numbers of its own, and teachers of its own."""
    pupils: int
    """Of each school, at most: its first classes."""
    register: int
    """Rows that the register holds already, made up and never signed."""
    leaves: int
    """Appended to the log of that size, to measure it."""
    look_ups: int
    """In quiet, and as many again while records are judged."""


QUICK = Size(schools=3, pupils=240, register=5_000, leaves=2_000, look_ups=20)
FULL = Size(schools=13, pupils=818, register=1_000_000, leaves=20_000, look_ups=100)
TINY = Size(schools=4, pupils=10, register=200, leaves=60, look_ups=4)


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one size; what is signed there once is used again."""

    folder: Path

    @property
    def keys(self) -> Path:
        """The tree of demonstration keys."""
        return self.folder / "pki"

    @property
    def packages(self) -> Path:
        """Signed lists, a folder a school."""
        return self.folder / "packages"

    @property
    def listed(self) -> Path:
        """What is in them (`signed.Package`); written last."""
        return self.folder / "packages.json"

    @property
    def logins(self) -> Path:
        """Logins of the schools, by code."""
        return self.folder / "logins.json"

    @property
    def figures(self) -> Path:
        """Figures of the run that goes on, or of the last one."""
        return self.folder / "figures.json"

    @property
    def work(self) -> Path:
        """Data of the installation that is measured; made anew for each run."""
        return self.folder / "so"
