"""The warehouse's profile: its services and their members, read from `warehouse.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WarehouseLimits:
    """What is refused while reading an answer."""

    rows: int
    """Most entries of a list."""
    name: int
    """Longest code or name, in characters."""


@dataclass(frozen=True, slots=True, eq=False)
class WarehouseProfile:
    """How the warehouse is asked."""

    source: str
    assumed: bool
    """True: addresses and members are ours; the ministry published names of services only."""
    services: Names
    token: Names
    listed: Names
    limits: WarehouseLimits

    def service_of(self, path: str) -> str | None:
        """Name of the service behind a path, or None."""
        return next((name for name, found in self.services.items() if found == path), None)


@cache
def warehouse_profile() -> WarehouseProfile:
    """The one profile there is."""
    data: dict[str, Any] = tomllib.loads((files(__package__) / "warehouse.toml").read_text(encoding="utf-8"))
    return WarehouseProfile(
        source=data["source"],
        assumed=data["assumed"],
        services=MappingProxyType(data["services"]),
        token=MappingProxyType(data["token"]),
        listed=MappingProxyType(data["listed"]),
        limits=WarehouseLimits(**data["limits"]),
    )
