"""Slots, roles, algorithms, names and limits of the XML profiles: data that writing, signing and verifying share."""

from hocba.signature_profile.algorithms import (
    ALGORITHMS,
    DIGEST_URIS,
    HashName,
    KeyKind,
    SignatureAlgorithm,
    algorithm,
)
from hocba.signature_profile.loader import DEFAULT_PROFILE, profile, profile_by_version, profile_names
from hocba.signature_profile.profile import (
    Certificates,
    Field,
    Limits,
    Namespaces,
    Profile,
    Slot,
    SubjectCode,
    Tags,
)
from hocba.signature_profile.record_list import RECALLS, RECORDS, ListFormat, list_format

__all__ = [
    "ALGORITHMS",
    "DEFAULT_PROFILE",
    "DIGEST_URIS",
    "RECALLS",
    "RECORDS",
    "Certificates",
    "Field",
    "HashName",
    "KeyKind",
    "Limits",
    "ListFormat",
    "Namespaces",
    "Profile",
    "SignatureAlgorithm",
    "Slot",
    "SubjectCode",
    "Tags",
    "algorithm",
    "list_format",
    "profile",
    "profile_by_version",
    "profile_names",
]
