"""What an action is called on screens. The sentence is not in the entry: words may be bettered, traces may not.

Every application has a `traces.py` with `WORDING`: action -> sentence (gettext_lazy), "Khóa lớp {class_name}"-like
places filled from the entry's details. It is found by that name, because applications stand above this one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import get_language

from hocba.messages import Language, what


@cache
def wording() -> Mapping[str, str | Promise]:
    """Every sentence by action.

    Raises:
        ValueError: two applications word the same action.
    """
    found: dict[str, str | Promise] = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("hocba_web.") or find_spec(f"{config.name}.traces") is None:
            continue
        for action, sentence in import_module(f"{config.name}.traces").WORDING.items():
            if action in found:
                raise ValueError(f"{action} is worded twice, again by {config.name}")
            found[action] = sentence
    return MappingProxyType(found)


def phrase(action: str, details: Mapping[str, object]) -> str:
    """The sentence of an action in the reader's language; the action itself where nobody worded it."""
    return str(wording().get(action, action)).format_map(_Lenient(details))


def label(action: str) -> str:
    """The sentence without what an entry fills in: for lists of actions."""
    return " ".join(re.sub(r"\(?\{[^}]*\}\)?", "", str(wording().get(action, action))).split())


def refusal(code: str) -> str:
    """What a refusal said, as far as its code tells; the values it named are not kept."""
    language: Language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return what(code, language=language)


class _Lenient(dict[str, object]):
    """A detail that an old entry does not have shows as "…"."""

    def __missing__(self, key: str) -> str:
        return "…"
