"""XML -> hand-over, from the data element alone; nothing outside it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from lxml import etree

from hocba.documents.handover.model import Handover, HandoverMoment, HandoverResult
from hocba.documents.xml.canonical import require_one_serialisation
from hocba.documents.xml.parse import parse_strict
from hocba.documents.xml.schema import validate_schema
from hocba.documents.xml.values import decode, subject_of
from hocba.errors import DocumentError, InvalidValue
from hocba.model import (
    Absences,
    Comments,
    Competency,
    Family,
    Health,
    Manager,
    Moment,
    PupilIdentity,
    Quality,
    SchoolIdentity,
    TraitLevel,
)
from hocba.signature_profile import Field, Profile
from hocba.signature_profile.handover import handover_form

_Values = Mapping[str, Any]


def is_handover(root: etree._Element) -> bool:
    """Whether a document says that it is a hand-over in the form that we know."""
    rules = handover_form().profile
    versions = root.findall(f"{rules.tags.data}/{rules.tags.general}/{rules.version_tag}")
    return root.tag == rules.tags.root and [one.text for one in versions] == [rules.version]


def read_handover(data: bytes) -> Handover:
    """What a file says, with all checks of form but none of signatures.

    Raises:
        DocumentError: UNKNOWN_PROFILE where it is no hand-over; else whatever is wrong with its form.
    """
    rules = handover_form().profile
    root = parse_strict(data, rules.limits)
    if not is_handover(root):
        raise DocumentError("UNKNOWN_PROFILE", where=str(root.tag)[:80])
    require_one_serialisation(data, root)
    validate_schema(root, rules)
    return read_handover_data(root[0])


def read_handover_data(data: etree._Element) -> Handover:
    """The hand-over that a DU_LIEU_BAN_GIAO element holds; the element passed its schema.

    Raises:
        DocumentError: FIELD_REQUIRED, FIELD_UNKNOWN, FIELD_REPEATED, FIELD_NOT_TEXT, FIELD_INVALID, or the code under
            which a `Handover` of these values is refused.
    """
    form = handover_form()
    rules = form.profile
    general, summary = data
    values = _values(general, rules.general, rules)
    try:
        return _handover(values, tuple(_moment(one, rules) for one in summary))
    except InvalidValue as error:
        raise DocumentError(error.code, where=error.where, **error.params) from error


def _moment(element: etree._Element, rules: Profile) -> HandoverMoment:
    code, *rest = element
    row = rules.tags.subject_row
    fields = (*rules.competencies, *rules.qualities, *rules.closing)
    values = _values([one for one in rest if one.tag != row], fields, rules)
    levels = cast("Mapping[str, TraitLevel]", values)
    try:
        moment = Moment(code.text)
    except ValueError:
        raise DocumentError(
            "FIELD_INVALID", where=str(element.tag), tag=str(code.tag), value=(code.text or "")[:80]
        ) from None
    return HandoverMoment(
        moment=moment,
        results=tuple(_result(one, rules) for one in rest if one.tag == row),
        competencies=tuple((Competency[f.path], levels[f.path]) for f in rules.competencies if f.path in levels),
        qualities=tuple((Quality[f.path], levels[f.path]) for f in rules.qualities if f.path in levels),
        comments=Comments(**{field.path: values.get(field.path, "") for field in rules.closing}),
    )


def _result(row: etree._Element, rules: Profile) -> HandoverResult:
    values = _values(row, rules.subject, rules)
    return HandoverResult(
        subject=subject_of(rules, values["subject"], values["name"]),
        name=values["name"],
        level=values.get("level"),
        score=values.get("score"),
        comment=values.get("comment", ""),
    )


def _values(elements: Iterable[etree._Element], fields: tuple[Field, ...], rules: Profile) -> dict[str, Any]:
    """Values by model path."""
    texts: dict[str, str] = {}
    known = {field.tag: field for field in fields}
    for element in elements:
        tag = str(element.tag)
        if tag not in known:
            raise DocumentError("FIELD_UNKNOWN", where=tag[:80], tag=tag[:80])
        if tag in texts:
            raise DocumentError("FIELD_REPEATED", where=tag, tag=tag)
        if len(element) or element.attrib:
            raise DocumentError("FIELD_NOT_TEXT", where=tag, tag=tag)
        texts[tag] = element.text or ""
    found: dict[str, Any] = {}
    for tag, field in known.items():
        text = texts.get(tag, "")
        if not text and field.need == "always":
            raise DocumentError("FIELD_REQUIRED", where=tag, tag=tag)
        if not text:
            continue
        if field.type == "constant":
            if text != field.path:
                raise DocumentError("FIELD_INVALID", where=tag, tag=tag, value=text[:80])
        else:  # the code of a subject means something only with the name beside it
            found[field.path] = text if field.type == "subject_code" else decode(rules, field.type, text, tag=tag)
    return found


def _handover(values: _Values, moments: tuple[HandoverMoment, ...]) -> Handover:
    def texts(of: type, prefix: str) -> dict[str, Any]:
        names: tuple[str, ...] = of.__slots__  # type: ignore[attr-defined]  # slotted dataclasses
        return {name: values.get(f"{prefix}.{name}", "") for name in names}

    measured = [values[path] for path in ("health.weight_kg", "health.height_cm") if path in values]
    if len(measured) == 1:
        raise DocumentError("FIELD_REQUIRED", where="THONG_TIN_CHUNG", tag="CAN_NANG, CHIEU_CAO")
    return Handover(
        lookup_uuid=values["lookup_uuid"],
        school_year=values["school_year"],
        school=SchoolIdentity(**texts(SchoolIdentity, "school")),
        grade=values["grade"],
        class_name=values["class_name"],
        pupil=PupilIdentity(
            **{
                **texts(PupilIdentity, "pupil"),
                "sex": values["pupil.sex"],
                "born": values["pupil.born"],
                "family": Family(**texts(Family, "pupil.family")),
            }
        ),
        moments=moments,
        absences=Absences(values["absences.excused"], values["absences.unexcused"]),
        health=Health(*measured) if measured else None,
        not_assessed=values["not_assessed"],
        disability_evidence=values.get("disability_evidence", ""),
        homeroom_teacher=values["homeroom_teacher"],
        manager=Manager(**texts(Manager, "manager")),
        place_of_issue=values["place_of_issue"],
        prepared_on=values["prepared_on"],
        left_on=values["left_on"],
        receiving_school=values.get("receiving_school", ""),
    )
