"""The life of a year record as a table: states, events, who may bring them about, what must hold."""

from hocba.lifecycle.transitions import (
    TRANSITIONS,
    IllegalTransition,
    Transition,
    next_state,
    required_guards,
    steps_from,
)
from hocba.lifecycle.vocabulary import Event, Guard, Lock, Role, State

__all__ = [
    "TRANSITIONS",
    "Event",
    "Guard",
    "IllegalTransition",
    "Lock",
    "Role",
    "State",
    "Transition",
    "next_state",
    "required_guards",
    "steps_from",
]
