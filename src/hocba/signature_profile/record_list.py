"""The format of a list of records: data that packing, unpacking and verifying share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hocba.signature_profile.loader import profile
from hocba.signature_profile.profile import Limits, Profile


@dataclass(frozen=True, slots=True, eq=False)
class ListFormat:
    """How records travel together."""

    source: str
    root: str
    record: str
    id_attribute: str
    id: str
    """Value of the root's Id; what the list's signature refers to."""
    key: str
    """Ids of the signature's parts end with it."""
    profile: Profile
    """Whose namespaces, algorithms and certificate rules the list's signature follows."""
    most_records: int
    encoded_bytes: int
    """Longest transaction as sent, in bytes."""
    envelope_bytes: int
    """Part of it kept for what stands around the content."""
    limits: Limits
    """Of the list itself; each record has those of its profile."""

    @property
    def signature_id(self) -> str:
        """`Id` of the list's `ds:Signature`."""
        return f"sig-{self.key}"


@cache
def list_format(name: str = "cv2088") -> ListFormat:
    """The list format of that name; there is one."""
    folder = files(__package__) / "lists"
    data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return ListFormat(**{**data, "profile": profile(data["profile"]), "limits": Limits(**data["limits"])})
