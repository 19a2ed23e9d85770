"""Yearly assignment, substitutions and groups of teachers (Decision 32/QĐ-THPĐ, art. 7(2), 9(1))."""

from hocba_web.schools.services.teaching.deciding import approve_plan, return_plan
from hocba_web.schools.services.teaching.groups import add_team, remove_team, set_members
from hocba_web.schools.services.teaching.plans import (
    Cell,
    drop_plan,
    fill_from_homeroom,
    move_plan,
    open_plan,
    set_cells,
    submit_plan,
)
from hocba_web.schools.services.teaching.substitutes import (
    approve_substitution,
    decline_substitution,
    end_substitution,
    prepare_substitution,
    withdraw_substitution,
)

__all__ = [
    "Cell",
    "add_team",
    "approve_plan",
    "approve_substitution",
    "decline_substitution",
    "drop_plan",
    "end_substitution",
    "fill_from_homeroom",
    "move_plan",
    "open_plan",
    "prepare_substitution",
    "remove_team",
    "return_plan",
    "set_cells",
    "set_members",
    "submit_plan",
    "withdraw_substitution",
]
