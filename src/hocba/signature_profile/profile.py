"""What a profile is: the slots, names, values, algorithms and limits that writing, signing and verifying share.

A profile is data (`<name>.toml` beside this file). Code asks the profile; it never asks which profile it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hocba.errors import DocumentError
from hocba.signature_profile.algorithms import HashName, SignatureAlgorithm

Holder = Literal["person", "organisation"]
Need = Literal["always", "assessed", "not_assessed", "if_known"]
FieldType = Literal[
    "text",
    "whole",
    "decimal",
    "date",
    "flag",
    "uuid",
    "school_year",
    "grade",
    "sex",
    "group",
    "subject_level",
    "trait_level",
    "overall",
    "subject_code",
    "personal_id",
    "constant",
]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before or right after parsing, so that no input can cost more than a little."""

    bytes: int
    """Longest document, in bytes."""
    depth: int
    """Deepest nesting; the root is at depth 1."""
    nodes: int
    """Most elements."""
    text: int
    """Longest text of one element and longest attribute value, in characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One place for signatures. Slots are signed in the order in which a profile lists them; compared by identity."""

    order: int
    """Position in the order of signing, from 0."""
    name: str
    """Element of the slot, such as "GVCN"; also what `Binding/Slot` says."""
    role: str
    """Role of the signer, such as "homeroom_teacher"; what `Binding/Role` says."""
    holder: Holder
    """Whether a person signs (certificate with CCCD) or the school (certificate with MST)."""
    repeats: bool
    """Whether there is one slot a teacher (then names and Ids hold `{person}`, the 12 digits of the personal ID)."""
    required: bool
    """Whether a later slot may be signed only once this one is, and a finished record must have it."""
    within: str
    """Element of DANH_SACH_THONG_TIN_KY that holds the slot; empty if the slot stands in it directly."""
    key: str
    """Short name within one record, such as "gvcn" or "gvbm-{person}"; Ids of the signature's parts end with it."""
    element_id: str
    """`Id` of the slot's element; empty if it has none."""
    content: str
    """Id of the element whose content is signed, such as "data" or "gv-{person}"."""
    signer: str
    """Path from the signed element to the element that names the signer (personal ID, or the school's name)."""
    has_personal_id: bool
    """Whether the slot itself repeats the signer's personal ID."""
    covers_earlier: bool
    """Whether it also signs every earlier `ds:Signature` of the record."""
    survives_revision: bool
    """Whether it stays valid in a later revision while the signed bytes stand (its Binding names the earlier one)."""

    def key_for(self, person: str = "") -> str:
        """The key of this slot for that personal ID (12 digits), such as "gvbm-022198903387"."""
        return self.key.format(person=person)

    def signature_id(self, person: str = "") -> str:
        """`Id` of the slot's `ds:Signature`."""
        return f"sig-{self.key_for(person)}"

    def content_id(self, person: str = "") -> str:
        """Id of the element that is signed."""
        return self.content.format(person=person)

    def slot_id(self, person: str = "") -> str:
        """`Id` of the slot's element, empty if it has none."""
        return self.element_id.format(person=person)


@dataclass(frozen=True, slots=True)
class Field:
    """One tag and the value of the model that it holds."""

    tag: str
    path: str
    """Attribute path in the model, such as "pupil.name"; the constant itself for type "constant"."""
    type: FieldType
    need: Need


@dataclass(frozen=True, slots=True)
class SubjectCode:
    """How a subject is named in the XML."""

    code: str
    """The ministry's code of the subject."""
    names: tuple[str, ...]
    """Where one code stands for two subjects: the names that mean this one. Empty: any name."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """What a certificate must say to be used in a slot."""

    person_prefix: str
    """Before the 12 digits, in the subject's UID."""
    organisation_prefix: str
    """Before the tax code, in the subject's UID."""
    personal_id: str
    """Regular expression of a personal ID."""
    tax_code: str
    """Regular expression of a tax code."""
    rsa_bits: int
    """Shortest RSA key."""
    curves: frozenset[str]
    """Allowed curves, by their names in RFC 5480 (such as "secp256r1")."""
    key_usages: frozenset[str]
    """At least one of these must be set where the certificate restricts its key usage (RFC 5280 names)."""
    extended_key_usages: frozenset[str]
    """At least one of these must be there where the certificate restricts its extended key usage (OIDs)."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Names of the elements that hold others, and of the two values that every slot has."""

    root: str
    data: str
    data_id: str
    general: str
    history: str
    history_row: str
    summary: str
    part: str
    """Element of one teacher's results; empty where results stand in the summary directly."""
    part_id: str
    subject_row: str
    slots: str
    signed_at: str
    """NGAY_KY of a slot."""
    signer_id: str
    """SO_CCCD of a slot."""


@dataclass(frozen=True, slots=True)
class Namespaces:
    """Namespaces of what stands inside a signature besides `ds` and `xades`."""

    ds: str
    xades: str
    binding: str
    """Of `Binding` and its children: record, revision, slot, role."""
    signing_time: str
    """Of the ministry's `SigningTime` in `ds:SignatureProperties`."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One XML profile, complete. There is one object a name, compared by identity; between processes, pass the name."""

    name: str
    version: str
    """Text of the version tag, by which a document's profile is known."""
    version_tag: str
    official: bool
    """False where the layout is reconstructed rather than published."""
    source: str
    one_serialisation: bool
    """Whether the file must be byte for byte in our writer's form."""
    strict_signatures: bool
    """Whether a signature must hold exactly what our signer writes (schema), or may come from other software."""
    utc_offset_minutes: int
    """Offset in which signing times are written; Vietnam is +07:00 all year."""
    date_formats: tuple[str, ...]
    """Among "iso" (2026-05-25), "dmy" (25/05/2026), "datetime" (ISO with time): the first is written, all are read."""
    limits: Limits
    tags: Tags
    namespaces: Namespaces
    slots: tuple[Slot, ...]
    """In the order of signing."""
    algorithms: tuple[SignatureAlgorithm, ...]
    """Allowed, the preferred ones first."""
    digests: frozenset[HashName]
    """Allowed over referenced content."""
    digest: HashName
    """Written over referenced content."""
    certificates: Certificates
    general: tuple[Field, ...]
    history: tuple[Field, ...]
    part: tuple[Field, ...]
    subject: tuple[Field, ...]
    not_assessed: tuple[Field, ...]
    """Empty where the profile cannot say that a pupil is not assessed."""
    competencies: tuple[Field, ...]
    """`path` is the name of the `Competency`."""
    qualities: tuple[Field, ...]
    """`path` is the name of the `Quality`."""
    closing: tuple[Field, ...]
    """Fields of the summary after the results."""
    subject_codes: Mapping[str, SubjectCode]
    """By the name of the `Subject`."""
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By field type ("subject_level" ...), then by the enum's name: its words. The first is written, all are read."""

    def slot(self, name: str) -> Slot:
        """The slot of that name.

        Raises:
            DocumentError: UNKNOWN_SLOT.
        """
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise DocumentError("UNKNOWN_SLOT", where=name, slot=name, profile=self.name)

    def order_of(self, slot: Slot) -> int:
        """Position of the slot in the order of signing, from 0."""
        return slot.order

    def algorithm_by_uri(self, uri: str) -> SignatureAlgorithm | None:
        """The allowed algorithm with that `ds:SignatureMethod`, or None."""
        return next((a for a in self.algorithms if a.uri == uri), None)
