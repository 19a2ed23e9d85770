"""What the clock sets off: applications register functions here, `manage.py tick` calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

TickFunction = Callable[[datetime], int]
"""Takes the product clock's time (aware, UTC) and answers how many things it did. Called again and again, so what was
done before must not be done twice: the truth lives in the application's own tables."""

_registered: dict[str, TickFunction] = {}


def register(name: str, function: TickFunction) -> None:
    """Have a function called at every tick, in a transaction of its own; called in `AppConfig.ready`.

    Args:
        name: "<application>.<what>", as logs and the command name it.
        function: see `TickFunction`; one that fails is reported and does not stop the others.

    Raises:
        ValueError: another function has that name.
    """
    if _registered.get(name, function) is not function:
        raise ValueError(f"tick {name} is registered twice")
    _registered[name] = function


def registered() -> Mapping[str, TickFunction]:
    """Every tick function by name, in the order of registration (lower applications first)."""
    return MappingProxyType(_registered)
