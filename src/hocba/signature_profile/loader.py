"""Reads the profiles from their TOML files into typed values, once, and refuses what is not complete."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast, get_args

from hocba.errors import UsageError
from hocba.signature_profile.algorithms import HashName, algorithm
from hocba.signature_profile.profile import (
    Certificates,
    Field,
    FieldType,
    Limits,
    Namespaces,
    Need,
    Profile,
    Slot,
    SubjectCode,
    Tags,
)

DEFAULT_PROFILE = "school-2025"


@cache
def profile_names() -> tuple[str, ...]:
    """Names of all profiles."""
    found = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def profile(name: str = DEFAULT_PROFILE) -> Profile:
    """The profile of that name: "school-2025" or "cv2088-v1".

    Raises:
        UsageError: PROFILE_NAME_UNKNOWN.
    """
    return _load(name)


@cache
def _load(name: str) -> Profile:
    if name not in profile_names():
        raise UsageError("PROFILE_NAME_UNKNOWN", name=name, known=", ".join(profile_names()))
    data = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return _profile(data)


def profile_by_version(version: str) -> Profile | None:
    """The profile whose documents carry that version text, or None."""
    return next((found for found in map(profile, profile_names()) if found.version == version), None)


def _profile(data: Mapping[str, Any]) -> Profile:
    fields = data["fields"]
    return Profile(
        name=data["name"],
        version=data["version"],
        version_tag=data["version_tag"],
        official=data["official"],
        source=data["source"],
        one_serialisation=data["one_serialisation"],
        strict_signatures=data["strict_signatures"],
        utc_offset_minutes=data["utc_offset_minutes"],
        date_formats=tuple(data["date_formats"]),
        limits=Limits(**data["limits"]),
        tags=Tags(**data["tags"]),
        namespaces=Namespaces(**data["namespaces"]),
        slots=tuple(Slot(order=order, **slot) for order, slot in enumerate(data["slots"])),
        algorithms=tuple(algorithm(name) for name in data["signatures"]["algorithms"]),
        digests=frozenset(data["signatures"]["digests"]),
        digest=cast("HashName", data["signatures"]["digest"]),
        certificates=_certificates(data["certificates"]),
        general=fields_of(fields["general"]),
        history=fields_of(fields["history"]),
        part=fields_of(fields["part"]),
        subject=fields_of(fields["subject"]),
        not_assessed=fields_of(fields["not_assessed"]),
        competencies=fields_of(fields["competencies"]),
        qualities=fields_of(fields["qualities"]),
        closing=fields_of(fields["closing"]),
        subject_codes=MappingProxyType(
            {name: SubjectCode(row["code"], tuple(row.get("names", ()))) for name, row in data["subjects"].items()}
        ),
        words=MappingProxyType(
            {
                kind: MappingProxyType({name: tuple(words) for name, words in table.items()})
                for kind, table in data["words"].items()
            }
        ),
    )


def _certificates(data: Mapping[str, Any]) -> Certificates:
    sets = {name: frozenset(data[name]) for name in ("curves", "key_usages", "extended_key_usages")}
    return Certificates(**{**data, **sets})


def fields_of(rows: Sequence[Sequence[str]]) -> tuple[Field, ...]:
    """Rows of [tag, model path, type, need]."""
    found = []
    for tag, path, kind, need in rows:
        if kind not in get_args(FieldType) or need not in get_args(Need):
            raise ValueError(f"field {tag}: type {kind!r} or need {need!r} is unknown")
        found.append(Field(tag, path, cast("FieldType", kind), cast("Need", need)))
    return tuple(found)
