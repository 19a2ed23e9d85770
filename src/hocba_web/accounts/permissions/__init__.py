"""The permission matrix and the one door to it: default deny."""

from hocba_web.accounts.permissions.actions import Action
from hocba_web.accounts.permissions.decide import (
    FRESH_FOR,
    allowed,
    class_limit,
    fresh,
    held_by,
    is_fresh,
    require,
    scope_of,
    source_of,
    two_people,
)
from hocba_web.accounts.permissions.labels import ACTION_LABELS, SCOPE_LABELS
from hocba_web.accounts.permissions.matrix import MATRIX
from hocba_web.accounts.permissions.scopes import Scope, Target

__all__ = [
    "ACTION_LABELS",
    "FRESH_FOR",
    "MATRIX",
    "SCOPE_LABELS",
    "Action",
    "Scope",
    "Target",
    "allowed",
    "class_limit",
    "fresh",
    "held_by",
    "is_fresh",
    "require",
    "scope_of",
    "source_of",
    "two_people",
]
