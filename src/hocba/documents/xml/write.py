"""Model -> XML: emits the file directly in its canonical form, without building a tree.

Source of the tags: Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1; which profile has which is data.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter, methodcaller
from types import MappingProxyType
from typing import Any, cast

from hocba.documents.xml.canonical import DECLARATION, escape, needs_escape
from hocba.documents.xml.values import Encode, encoders
from hocba.errors import DocumentError
from hocba.model import (
    Assessment,
    Competency,
    NotAssessed,
    Quality,
    Subject,
    SubjectResult,
    TraitLevel,
    YearRecord,
)
from hocba.signature_profile import Field, Profile

_Row = tuple[str, Callable[[Any], object], Encode | None, str, Field]
"""One field made ready: its start tag, getter, encoder (None: the value is its own text), end tag, and the field."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """All rows of a profile: everything that does not depend on the record."""

    general: tuple[_Row, ...]
    history: tuple[_Row, ...]
    part: tuple[_Row, ...]
    subject: tuple[_Row, ...]
    not_assessed: tuple[_Row, ...]
    traits: tuple[_Row, ...]
    """Competencies, then qualities, read from one mapping of both."""
    closing: tuple[_Row, ...]
    closing_not_assessed: tuple[_Row, ...]
    person: re.Pattern[str]
    shared_codes: Mapping[Subject, tuple[str, ...]]
    """The names of a subject whose code stands for two."""


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


def data_text(record: YearRecord, profile: Profile) -> RecordText:
    """The data region and, apart, each teacher's part of it.

    Raises:
        DocumentError: as `write_record`.
    """
    plan, tags = _plan(profile), profile.tags
    text = _Text(profile.limits.text)
    text.add(f'<{tags.data} Id="{tags.data_id}"><{tags.general}>')
    text.emit(plan.general, record)
    text.add(f"</{tags.general}><{tags.history}>")
    if not record.history:
        raise DocumentError("FIELD_REQUIRED", where=tags.history, tag=tags.history_row)
    for line in record.history:
        text.add(f"<{tags.history_row}>")
        text.emit(plan.history, line)
        text.add(f"</{tags.history_row}>")
    text.add(f"</{tags.history}><{tags.summary}>")
    places: dict[str, slice] = {}
    if isinstance(record.assessment, NotAssessed):
        if not plan.not_assessed:
            what = "KHUYET_TAT_KHONG_DANH_GIA"
            raise DocumentError("PROFILE_CANNOT_EXPRESS", where=tags.summary, profile=profile.name, what=what)
        text.emit(plan.not_assessed, record)
        text.emit(plan.closing_not_assessed, record)
    else:
        places = _results(text, record.assessment, profile, plan)
        levels: dict[Competency | Quality, TraitLevel] = dict(record.assessment.competencies)
        levels.update(record.assessment.qualities)
        text.emit(plan.traits, levels)
        text.emit(plan.closing, record)
    text.add(f"</{tags.summary}></{tags.data}>")
    data = text.finish()
    if len(data) * 4 > profile.limits.bytes:
        # A quarter of the limit is left to the text (up to 4 bytes a letter in UTF-8); signatures need the rest.
        raise DocumentError("TOO_LARGE", size=len(data), limit=profile.limits.bytes // 4)
    parts = {person: "".join(text.pieces[place]) for person, place in places.items()}
    return RecordText(data, MappingProxyType(parts))


class _Text:
    """The growing text, in pieces. Values are escaped at the end, and only if any of them needs it: most never do."""

    __slots__ = ("_longest", "_values", "pieces")

    def __init__(self, longest: int) -> None:
        self.pieces: list[str] = []
        self._values: list[int] = []
        self._longest = longest

    def add(self, markup: str) -> None:
        self.pieces.append(markup)

    def emit(self, rows: tuple[_Row, ...], source: object) -> None:
        """One element a row, with the value that the row finds in `source`."""
        pieces, values = self.pieces, self._values
        for before, get, encode, after, field in rows:
            value = get(source)
            if not value and (value is None or value == ""):
                if field.need == "if_known":
                    continue
                raise DocumentError("FIELD_REQUIRED", where=field.tag, tag=field.tag)
            try:
                text = cast("str", value) if encode is None else encode(value)
            except (ValueError, KeyError):
                raise DocumentError("FIELD_INVALID", where=field.tag, tag=field.tag, value=str(value)[:80]) from None
            values.append(len(pieces) + 1)
            pieces += (before, text, after)

    def finish(self) -> str:
        pieces = self.pieces
        values = "".join([pieces[place] for place in self._values])
        if len(values) > self._longest:
            for place in self._values:
                if len(pieces[place]) > self._longest:
                    # It could be written, but never read again.
                    raise DocumentError("TEXT_TOO_LONG", where=pieces[place - 1][1:-1], limit=self._longest)
        if needs_escape(values):
            for place in self._values:
                try:
                    pieces[place] = escape(pieces[place])
                except DocumentError as error:
                    raise DocumentError(error.code, where=pieces[place - 1][1:-1], **error.params) from None
        return "".join(pieces)


def _results(text: _Text, assessment: Assessment, profile: Profile, plan: _Plan) -> dict[str, slice]:
    """Write the subject results; where the profile has parts, return the pieces that each teacher's part takes."""
    seen: set[Subject] = set()
    tag = profile.tags.part
    if not tag:
        _rows(text, tuple(assessment.results()), profile, plan, seen)
        return {}
    found: dict[str, slice] = {}
    for part in assessment.parts:
        person, start = part.teacher.personal_id, len(text.pieces)
        if person in found:
            raise DocumentError("DUPLICATE_PART", where=tag, person=person)
        if plan.person.fullmatch(person) is None:  # it becomes part of an Id
            raise DocumentError("FIELD_INVALID", where=tag, tag=profile.part[-1].tag, value=person[:80])
        text.add(f'<{tag} Id="{profile.tags.part_id.format(person=person)}">')
        text.emit(plan.part, part)
        _rows(text, part.results, profile, plan, seen)
        text.add(f"</{tag}>")
        found[person] = slice(start, len(text.pieces))
    if not found:
        raise DocumentError("FIELD_REQUIRED", where=profile.tags.summary, tag=tag)
    return found


def _rows(text: _Text, results: tuple[SubjectResult, ...], profile: Profile, plan: _Plan, seen: set[Subject]) -> None:
    tag = profile.tags.subject_row
    before, after = f"<{tag}>", f"</{tag}>"
    if not results:
        raise DocumentError("FIELD_REQUIRED", where=profile.tags.part or profile.tags.summary, tag=tag)
    for result in results:
        subject = result.subject
        if subject in seen:
            raise DocumentError("DUPLICATE_SUBJECT", where=tag, subject=result.name)
        seen.add(subject)
        names = plan.shared_codes.get(subject)
        if names is not None and result.name not in names:
            # Two subjects share this code, so another name would be read back as another subject.
            raise DocumentError("PROFILE_CANNOT_EXPRESS", where=tag, profile=profile.name, what=result.name)
        text.add(before)
        text.emit(plan.subject, result)
        text.add(after)


@cache
def _plan(profile: Profile) -> _Plan:
    encode = encoders(profile)

    def row(field: Field) -> _Row:
        constant = field.type == "constant"
        get = partial(_constant, field.path) if constant else attrgetter(field.path)
        return _row(field, get, None if constant or field.type == "text" else encode[field.type])

    def trait(field: Field, key: Competency | Quality) -> _Row:
        return _row(field, methodcaller("get", key), encode[field.type])

    def optional(field: Field) -> Field:
        return dataclasses.replace(field, need="if_known") if field.need == "assessed" else field

    return _Plan(
        general=tuple(map(row, profile.general)),
        history=tuple(map(row, profile.history)),
        part=tuple(map(row, profile.part)),
        subject=tuple(map(row, profile.subject)),
        not_assessed=tuple(map(row, profile.not_assessed)),
        traits=(
            *(trait(field, Competency[field.path]) for field in profile.competencies),
            *(trait(field, Quality[field.path]) for field in profile.qualities),
        ),
        closing=tuple(map(row, profile.closing)),
        closing_not_assessed=tuple(
            row(optional(field)) for field in profile.closing if not field.path.startswith("assessment.")
        ),
        person=re.compile(profile.certificates.personal_id, re.ASCII),
        shared_codes={Subject[name]: row.names for name, row in profile.subject_codes.items() if row.names},
    )


def _row(field: Field, get: Callable[[Any], object], encode: Encode | None) -> _Row:
    return f"<{field.tag}>", get, encode, f"</{field.tag}>", field


def _constant(text: str, _: object) -> str:
    return text
