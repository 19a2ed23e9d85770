"""Model -> XML: emits the file directly in its canonical form, without building a tree.

Source of the tags: Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1; which profile has which is data.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from hocba.documents.xml.canonical import DECLARATION, escape
from hocba.documents.xml.values import Encode, encoders, subject_of
from hocba.errors import DocumentError
from hocba.model import Assessment, NotAssessed, SubjectResult, TeacherPart, YearRecord
from hocba.signature_profile import Field, Profile


@dataclass(frozen=True, slots=True)
class _Emitter:
    """One field made ready: everything that does not depend on the record."""

    field: Field
    before: str
    after: str
    get: Callable[[object], object]
    encode: Encode
    longest: int
    """Characters of the element with its tags; what is longer could be written but never read again."""


@dataclass(frozen=True, slots=True)
class _Plan:
    general: tuple[_Emitter, ...]
    history: tuple[_Emitter, ...]
    part: tuple[_Emitter, ...]
    subject: tuple[_Emitter, ...]
    not_assessed: tuple[_Emitter, ...]
    competencies: tuple[_Emitter, ...]
    qualities: tuple[_Emitter, ...]
    closing: tuple[_Emitter, ...]
    closing_not_assessed: tuple[_Emitter, ...]
    person: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RecordText:
    """An unsigned record as text, kept in pieces because signing hashes them one by one."""

    data: str
    """The DU_LIEU_HOC_BA element, in exclusive C14N."""
    parts: Mapping[str, str]
    """By the teacher's personal ID: the element of that teacher's results; empty where the profile has none."""


def write_record(record: YearRecord, profile: Profile) -> bytes:
    """The unsigned HOC_BA of a record, in the one serialisation of our writer.

    Raises:
        DocumentError: FIELD_REQUIRED (a compulsory value is empty), FIELD_INVALID, TEXT_NOT_XML, TEXT_TOO_LONG,
            DUPLICATE_PART, DUPLICATE_SUBJECT, or PROFILE_CANNOT_EXPRESS (a pupil who is not assessed, a subject name
            that the profile's codes would read as another subject).
    """
    return assemble(data_text(record, profile).data.encode("utf-8"), empty_slots(profile), profile)


def assemble(data: bytes, slots: bytes, profile: Profile) -> bytes:
    """The whole file from its two regions: the data element, and the content of the list of slots."""
    root, tag = profile.tags.root.encode(), profile.tags.slots.encode()
    return b"".join((DECLARATION, b"<", root, b">", data, b"<", tag, b">", slots, b"</", tag, b"></", root, b">"))


def empty_slots(profile: Profile) -> bytes:
    """Content of the list of slots before anybody signed: the lists of repeated slots stand there from the start."""
    names = dict.fromkeys(slot.within for slot in profile.slots if slot.within)
    return "".join(f"<{name}></{name}>" for name in names).encode()


def fill_placeholders(record: YearRecord, profile: Profile) -> YearRecord:
    """The record with the profile's wording where a compulsory value cannot be known.

    Only for the mother of a child who has another person on file; call it when the record is assembled, so that XML,
    PDF and screen say the same. Nothing else is ever filled in.
    """
    family = record.pupil.family
    wording = profile.placeholders.get("pupil.family.mother", "")
    if family.mother or not (family.guardian or family.father) or not wording:
        return record
    pupil = dataclasses.replace(record.pupil, family=dataclasses.replace(family, mother=wording))
    return dataclasses.replace(record, pupil=pupil)


def data_text(record: YearRecord, profile: Profile) -> RecordText:
    """The data region and, apart, each teacher's part of it.

    Raises:
        DocumentError: as `write_record`.
    """
    plan, tags = _plan(profile), profile.tags
    out: list[str] = [f'<{tags.data} Id="{tags.data_id}"><{tags.general}>']
    _emit(out, plan.general, record)
    out.append(f"</{tags.general}><{tags.history}>")
    if not record.history:
        raise DocumentError("FIELD_REQUIRED", where=tags.history, tag=tags.history)
    for line in record.history:
        out.append(f"<{tags.history_row}>")
        _emit(out, plan.history, line)
        out.append(f"</{tags.history_row}>")
    out.append(f"</{tags.history}><{tags.summary}>")
    parts: dict[str, str] = {}
    if isinstance(record.assessment, NotAssessed):
        if not plan.not_assessed:
            raise DocumentError("PROFILE_CANNOT_EXPRESS", where=tags.summary, profile=profile.name, what="NOT_ASSESSED")
        _emit(out, plan.not_assessed, record)
        _emit(out, plan.closing_not_assessed, record)
    else:
        parts = _results(record.assessment, profile, plan)
        out.extend(parts.values())
        _emit(out, plan.competencies, {key.name: level for key, level in record.assessment.competencies})
        _emit(out, plan.qualities, {key.name: level for key, level in record.assessment.qualities})
        _emit(out, plan.closing, record)
    out.append(f"</{tags.summary}></{tags.data}>")
    if not tags.part:
        parts = {}
    text = "".join(out)
    if len(text) * 4 > profile.limits.bytes:
        # A quarter of the limit is left to the text (up to 4 bytes a letter in UTF-8); signatures need the rest.
        raise DocumentError("TOO_LARGE", size=len(text), limit=profile.limits.bytes // 4)
    return RecordText(text, MappingProxyType(parts))


def _results(assessment: Assessment, profile: Profile, plan: _Plan) -> dict[str, str]:
    """Subject results as text: by teacher where the profile has parts, else all under one key."""
    results = list(assessment.results())
    if not results:
        raise DocumentError("FIELD_REQUIRED", where=profile.tags.summary, tag=profile.tags.subject_row)
    for earlier, later in pairwise(results):
        if earlier.subject is later.subject:
            raise DocumentError("DUPLICATE_SUBJECT", where=later.subject.name, subject=later.name)
    if not profile.tags.part:
        return {"": "".join(_rows(results, profile, plan))}
    found: dict[str, str] = {}
    for part in assessment.parts:
        person = part.teacher.personal_id
        if person in found:
            raise DocumentError("DUPLICATE_PART", where=profile.tags.part, person=person)
        found[person] = _part(part, profile, plan)
    return found


def _part(part: TeacherPart, profile: Profile, plan: _Plan) -> str:
    tag, person = profile.tags.part, part.teacher.personal_id
    if plan.person.fullmatch(person) is None:  # it becomes part of an Id
        raise DocumentError("FIELD_INVALID", where=tag, tag="SO_CCCD_GIAO_VIEN", value=person[:80])
    if not part.results:
        raise DocumentError("FIELD_REQUIRED", where=tag, tag=profile.tags.subject_row)
    out = [f'<{tag} Id="{profile.tags.part_id.format(person=person)}">']
    _emit(out, plan.part, part)
    out.extend(_rows(part.results, profile, plan))
    out.append(f"</{tag}>")
    return "".join(out)


def _rows(results: Iterable[SubjectResult], profile: Profile, plan: _Plan) -> Iterable[str]:
    for result in results:
        code = profile.subject_codes[result.subject.name]
        if code.names and subject_of(profile, code.code, result.name) is not result.subject:
            raise DocumentError("PROFILE_CANNOT_EXPRESS", where="TEN_MON_HOC", profile=profile.name, what=result.name)
        out = [f"<{profile.tags.subject_row}>"]
        _emit(out, plan.subject, result)
        out.append(f"</{profile.tags.subject_row}>")
        yield "".join(out)


def _emit(out: list[str], emitters: tuple[_Emitter, ...], source: object) -> None:
    for emitter in emitters:
        value = emitter.get(source)
        if value is None or value == "":
            if emitter.field.need == "if_known":
                continue
            raise DocumentError("FIELD_REQUIRED", where=emitter.field.tag, tag=emitter.field.tag)
        try:
            out.append(f"{emitter.before}{escape(emitter.encode(value))}{emitter.after}")
        except DocumentError as error:
            raise DocumentError(error.code, where=emitter.field.tag, **error.params) from None
        if len(out[-1]) > emitter.longest:
            raise DocumentError("TEXT_TOO_LONG", where=emitter.field.tag, limit=emitter.longest)


@cache
def _plan(profile: Profile) -> _Plan:
    encode = encoders(profile)

    def emitter(field: Field) -> _Emitter:
        constant = field.type == "constant"
        return _Emitter(
            field=field,
            before=f"<{field.tag}>",
            after=f"</{field.tag}>",
            get=(lambda _, text=field.path: text) if constant else attrgetter(field.path),  # type: ignore[misc]  # the default binds this field's text
            encode=str if constant else encode[field.type],
            longest=profile.limits.text,
        )

    def trait(field: Field) -> _Emitter:
        return _Emitter(
            field=field,
            before=f"<{field.tag}>",
            after=f"</{field.tag}>",
            get=lambda levels: levels.get(field.path),  # type: ignore[attr-defined]  # the caller passes a mapping
            encode=encode[field.type],
            longest=profile.limits.text,
        )

    def optional(field: Field) -> Field:
        return dataclasses.replace(field, need="if_known") if field.need == "assessed" else field

    return _Plan(
        general=tuple(map(emitter, profile.general)),
        history=tuple(map(emitter, profile.history)),
        part=tuple(map(emitter, profile.part)),
        subject=tuple(map(emitter, profile.subject)),
        not_assessed=tuple(map(emitter, profile.not_assessed)),
        competencies=tuple(map(trait, profile.competencies)),
        qualities=tuple(map(trait, profile.qualities)),
        closing=tuple(map(emitter, profile.closing)),
        closing_not_assessed=tuple(
            emitter(optional(field)) for field in profile.closing if not field.path.startswith("assessment.")
        ),
        person=re.compile(profile.certificates.personal_id, re.ASCII),
    )
