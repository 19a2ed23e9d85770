"""How a hand-over document is written and signed: a profile of its own on the ground of one for records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from hocba.signature_profile.loader import fields_of, profile
from hocba.signature_profile.profile import Limits, Profile, Slot, Tags


@dataclass(frozen=True, slots=True, eq=False)
class HandoverForm:
    """The tags, slots and rules of a hand-over document."""

    profile: Profile
    """As for records: `general`, `subject`, `competencies`, `qualities`; `closing` are the comments of one moment. It
    is no profile of records, so `profile()` and `profile_names()` do not know it."""
    moment: str
    """Element of one moment, directly in the summary."""
    moment_code: str
    """Its first element: the short form of the moment, such as "ck1"."""


@cache
def handover_form(name: str = "handover-1") -> HandoverForm:
    """The form of that name; there is one."""
    data = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return HandoverForm(_profile(data), data["moment"], data["moment_code"])


def _profile(data: Mapping[str, Any]) -> Profile:
    base, fields = profile(data["base"]), data["fields"]
    return replace(
        base,
        name=data["name"],
        version=data["version"],
        official=False,
        source=data["source"],
        limits=Limits(**data["limits"]),
        tags=Tags(**data["tags"]),
        slots=tuple(Slot(order=order, **slot) for order, slot in enumerate(data["slots"])),
        general=fields_of(fields["general"]),
        history=(),
        part=(),
        subject=fields_of(fields["subject"]),
        not_assessed=(),
        # A pupil leaves before a moment is finished: any level may still be missing.
        competencies=tuple(replace(field, need="if_known") for field in base.competencies),
        qualities=tuple(replace(field, need="if_known") for field in base.qualities),
        closing=fields_of(fields["comments"]),
    )
