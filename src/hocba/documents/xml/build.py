"""Puts a YearRecord together from a DU_LIEU_HOC_BA element, from that element alone.

A verifier may pass an element parsed from exactly the bytes that a signature covers; nothing outside is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from lxml import etree

from hocba.documents.xml.values import decode, subject_of
from hocba.errors import DocumentError
from hocba.model import (
    Absences,
    Assessment,
    Awards,
    ClosingGroup,
    Comments,
    Competency,
    Family,
    Grade,
    Health,
    Manager,
    NotAssessed,
    Outcome,
    OverallResult,
    Person,
    PupilIdentity,
    Quality,
    SchoolIdentity,
    SchoolYear,
    Sex,
    StudyYear,
    Subject,
    SubjectLevel,
    SubjectResult,
    TeacherPart,
    TraitLevel,
    YearRecord,
)
from hocba.signature_profile import Field, Profile

_Values = Mapping[str, object]
_NOBODY = Person("", "")


def read_data(data: etree._Element, profile: Profile) -> YearRecord:
    """The record that a DU_LIEU_HOC_BA element holds.

    Fields that the profile does not have come back empty: text "", revision 0, group and closing date None; results
    without teachers' parts are one part of a nameless teacher.

    Raises:
        DocumentError: FIELD_REQUIRED, FIELD_UNKNOWN, FIELD_REPEATED, FIELD_NOT_TEXT, FIELD_INVALID, DUPLICATE_PART or
            DUPLICATE_SUBJECT.
    """
    tags = profile.tags
    groups: dict[str, etree._Element] = {}
    for child in data:
        if child.tag in groups:
            raise DocumentError("FIELD_REPEATED", where=tags.data, tag=str(child.tag))
        groups[str(child.tag)] = child
    for tag in (tags.general, tags.history, tags.summary):
        if tag not in groups:
            raise DocumentError("FIELD_REQUIRED", where=tags.data, tag=tag)
    values = _leaves(groups.pop(tags.general), profile.general).values(profile, "assessed")
    history = tuple(
        _study_year(_leaves(row, profile.history).values(profile, "assessed"))
        for row in _rows(groups.pop(tags.history), tags.history_row)
    )
    summary = groups.pop(tags.summary)
    if groups:
        raise DocumentError("FIELD_UNKNOWN", where=tags.data, tag=min(groups)[:80])
    assessment, closing = _summary(summary, profile)
    return _record({**values, **closing}, history, assessment)


class _Leaves:
    """Texts of the leaf elements of one group, by tag; an empty element is the same as none."""

    def __init__(self, where: str, fields: tuple[Field, ...], texts: Mapping[str, str]) -> None:
        self.where = where
        self.fields = fields
        self.texts = texts

    def values(self, profile: Profile, state: str, fields: Iterable[Field] | None = None) -> dict[str, object]:
        """Values by model path. `state` ("assessed" or "not_assessed") says which needs apply beside "always"."""
        found: dict[str, object] = {}
        for field in self.fields if fields is None else fields:
            text = self.texts.get(field.tag)
            if text is None:
                if field.need in {"always", state}:
                    raise DocumentError("FIELD_REQUIRED", where=f"{self.where}/{field.tag}", tag=field.tag)
            elif field.type == "constant":
                if text != field.path:
                    raise DocumentError("FIELD_INVALID", where=field.tag, tag=field.tag, value=text[:80])
            elif field.type == "subject_code":
                found[field.path] = text  # means something only with the name beside it
            else:
                found[field.path] = decode(profile, field.type, text, tag=field.tag)
        return found


def _leaves(parent: etree._Element, fields: tuple[Field, ...], *, beside: str = "") -> _Leaves:
    """The leaves of a group; children named `beside` are elements with a content of their own."""
    known = {field.tag for field in fields}
    found: dict[str, str] = {}
    for element in parent:
        tag = str(element.tag)
        if tag == beside:
            continue
        if tag not in known:
            raise DocumentError("FIELD_UNKNOWN", where=str(parent.tag), tag=tag[:80])
        if tag in found:
            raise DocumentError("FIELD_REPEATED", where=str(parent.tag), tag=tag)
        if len(element) or element.attrib:
            raise DocumentError("FIELD_NOT_TEXT", where=str(parent.tag), tag=tag)
        found[tag] = element.text or ""
    return _Leaves(str(parent.tag), fields, {tag: text for tag, text in found.items() if text})


def _rows(parent: etree._Element, tag: str) -> list[etree._Element]:
    for child in parent:
        if child.tag != tag:
            raise DocumentError("FIELD_UNKNOWN", where=str(parent.tag), tag=str(child.tag)[:80])
    if not len(parent):
        raise DocumentError("FIELD_REQUIRED", where=str(parent.tag), tag=tag)
    return list(parent)


def _study_year(values: _Values) -> StudyYear:
    return StudyYear(
        school_year=cast("SchoolYear", values["school_year"]),
        class_name=cast("str", values["class_name"]),
        school_name=cast("str", values["school_name"]),
        entered_on=cast("date", values["entered_on"]),
    )


def _summary(summary: etree._Element, profile: Profile) -> tuple[Assessment | NotAssessed, dict[str, object]]:
    """Results and the fields after them."""
    holder = profile.tags.part or profile.tags.subject_row
    traits = (*profile.competencies, *profile.qualities)
    leaves = _leaves(summary, (*profile.not_assessed, *traits, *profile.closing), beside=holder)
    holders = summary.findall(holder)
    if any(field.tag in leaves.texts for field in profile.not_assessed):
        values = leaves.values(profile, "not_assessed", profile.not_assessed)
        closing = leaves.values(profile, "not_assessed", profile.closing)
        results = [f.tag for f in (*traits, *profile.closing) if f.path.startswith("assessment.") or f in traits]
        surplus = [tag for tag in results if tag in leaves.texts] + [holder for _ in holders[:1]]
        if surplus:
            raise DocumentError("FIELD_UNKNOWN", where=profile.tags.summary, tag=surplus[0])
        return NotAssessed(cast("str", values["assessment.evidence"])), closing
    closing = leaves.values(profile, "assessed", profile.closing)
    competencies = leaves.values(profile, "assessed", profile.competencies)
    qualities = leaves.values(profile, "assessed", profile.qualities)
    assessment = Assessment(
        parts=_parts(summary, holders, profile),
        competencies=tuple((Competency[name], cast("TraitLevel", level)) for name, level in competencies.items()),
        qualities=tuple((Quality[name], cast("TraitLevel", level)) for name, level in qualities.items()),
        overall=cast("OverallResult", closing["assessment.overall"]),
    )
    return assessment, closing


def _parts(summary: etree._Element, holders: list[etree._Element], profile: Profile) -> tuple[TeacherPart, ...]:
    if not holders:
        raise DocumentError("FIELD_REQUIRED", where=str(summary.tag), tag=profile.tags.part or profile.tags.subject_row)
    seen: set[Subject] = set()
    if not profile.tags.part:
        return (TeacherPart(_NOBODY, tuple(_result(row, profile, seen) for row in holders)),)
    parts: dict[str, TeacherPart] = {}
    for element in holders:
        row = profile.tags.subject_row
        values = _leaves(element, profile.part, beside=row).values(profile, "assessed")
        person = cast("str", values["teacher.personal_id"])
        if person in parts:
            raise DocumentError("DUPLICATE_PART", where=str(element.tag), person=person)
        if element.get("Id") != profile.tags.part_id.format(person=person):
            # The slot finds its part by Id; somebody else's Id would put one teacher's name under another's results.
            raise DocumentError("FIELD_INVALID", where=str(element.tag), tag="Id", value=element.get("Id", "")[:80])
        results = tuple(_result(each, profile, seen) for each in element.findall(row))
        if not results:
            raise DocumentError("FIELD_REQUIRED", where=str(element.tag), tag=row)
        parts[person] = TeacherPart(Person(cast("str", values["teacher.name"]), person), results)
    return tuple(parts.values())


def _result(row: etree._Element, profile: Profile, seen: set[Subject]) -> SubjectResult:
    values = _leaves(row, profile.subject).values(profile, "assessed")
    name = cast("str", values["name"])
    subject = subject_of(profile, cast("str", values["subject"]), name)
    if subject in seen:
        raise DocumentError("DUPLICATE_SUBJECT", where=str(row.tag), subject=name[:80])
    seen.add(subject)
    return SubjectResult(
        subject=subject,
        name=name,
        level=cast("SubjectLevel", values["level"]),
        score=cast("int | None", values.get("score")),
        comment=cast("str", values.get("comment", "")),
    )


def _record(values: _Values, history: tuple[StudyYear, ...], assessment: Assessment | NotAssessed) -> YearRecord:
    def text(path: str) -> str:
        return cast("str", values.get(path, ""))

    def texts(of: type, prefix: str) -> dict[str, Any]:
        return {name: text(f"{prefix}.{name}") for name in of.__slots__}  # type: ignore[attr-defined]  # slotted dataclasses

    return YearRecord(
        lookup_uuid=cast("UUID", values["lookup_uuid"]),
        record_identifier=text("record_identifier"),
        revision=cast("int", values.get("revision", 0)),
        school_year=cast("SchoolYear", values["school_year"]),
        school=SchoolIdentity(**texts(SchoolIdentity, "school")),
        grade=cast("Grade", values["grade"]),
        class_name=text("class_name"),
        pupil=PupilIdentity(
            **{
                **texts(PupilIdentity, "pupil"),
                "sex": cast("Sex", values["pupil.sex"]),
                "born": cast("date", values["pupil.born"]),
                "family": Family(**texts(Family, "pupil.family")),
            }
        ),
        health=Health(cast("Decimal", values["health.weight_kg"]), cast("Decimal", values["health.height_cm"])),
        absences=Absences(cast("int", values["absences.excused"]), cast("int", values["absences.unexcused"])),
        history=history,
        homeroom_teacher=Person(**texts(Person, "homeroom_teacher")),
        manager=Manager(**texts(Manager, "manager")),
        place_of_issue=text("place_of_issue"),
        created_on=cast("date", values["created_on"]),
        planned_issue_on=cast("date", values["planned_issue_on"]),
        assessment=assessment,
        outcome=Outcome(
            grade_completed=cast("bool", values["outcome.grade_completed"]),
            promoted=cast("bool", values["outcome.promoted"]),
            primary_completed=cast("bool | None", values.get("outcome.primary_completed")),
            text=text("outcome.text"),
        ),
        comments=Comments(**texts(Comments, "comments")),
        awards=Awards(**texts(Awards, "awards")),
        group=cast("ClosingGroup | None", values.get("group")),
        closing_date=cast("date | None", values.get("closing_date")),
    )
