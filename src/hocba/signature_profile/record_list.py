"""The formats of lists (of records, of recalls): data that packing, unpacking and verifying share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hocba.errors import UsageError
from hocba.signature_profile.loader import profile
from hocba.signature_profile.profile import FieldType, Limits, Profile


@dataclass(frozen=True, slots=True)
class ItemField:
    """One element of an item that is not a record."""

    tag: str
    name: str
    """Attribute of the item."""
    type: FieldType
    """How its text is written."""


@dataclass(frozen=True, slots=True, eq=False)
class ListFormat:
    """How records, or requests to recall some, travel together."""

    name: str
    """Of its file in `lists/`."""
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
    values: Profile | None = None
    """Of a list whose items are not records: whose words and dates they are written in."""
    fields: tuple[ItemField, ...] = ()
    """The elements of such an item, in order."""

    @property
    def signature_id(self) -> str:
        """`Id` of the list's `ds:Signature`."""
        return f"sig-{self.key}"


RECORDS = "cv2088"
RECALLS = "cv2088-recall"


@cache
def list_format(name: str = RECORDS) -> ListFormat:
    """The list format of that name: records ("cv2088") or items to recall ("cv2088-recall").

    Raises:
        UsageError: PROFILE_NAME_UNKNOWN.
    """
    if name not in _NAMES:
        raise UsageError("PROFILE_NAME_UNKNOWN", name=name, known=", ".join(_NAMES))
    folder = files(__package__) / "lists"
    data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    fixed = {
        "name": name,
        "profile": profile(data["profile"]),
        "limits": Limits(**data["limits"]),
        "values": profile(data["values"]) if "values" in data else None,
        "fields": tuple(ItemField(*row) for row in data.get("fields", ())),
    }
    return ListFormat(**{**data, **fixed})


_NAMES = (RECORDS, RECALLS)
