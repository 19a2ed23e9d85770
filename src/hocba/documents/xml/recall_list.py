"""A list of records that a school asks to recall: which records, and nothing of their content.

Source: Công văn 2088/BGDĐT-GDTH, part II.2 (transaction type 5). Cut and read like a list of records; an item holds
exactly the elements of `ListFormat.fields`, in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from lxml import etree

from hocba.documents.xml.canonical import escape
from hocba.documents.xml.parse import parse_strict
from hocba.documents.xml.record_list import RecordList, read_list
from hocba.documents.xml.values import decode, encoders
from hocba.errors import DocumentError
from hocba.model import SchoolYear, Sex, YearRecord
from hocba.signature_profile import RECALLS, ListFormat, Profile, list_format

_LONGEST = 300
"""Of a text, in characters; names have at most 150."""
_PRINTABLE = re.compile(r"[^\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class RecallItem:
    """One record to recall, named so that a person can check that it is the right one."""

    lookup_uuid: UUID
    name: str
    """The pupil's."""
    sex: Sex
    born: date
    personal_id: str
    """12 digits."""
    school_name: str
    school_code: str
    school_year: SchoolYear

    @classmethod
    def of(cls, record: YearRecord) -> Self:
        """The item that asks to recall this record."""
        return cls(
            lookup_uuid=record.lookup_uuid,
            name=record.pupil.name,
            sex=record.pupil.sex,
            born=record.pupil.born,
            personal_id=record.pupil.personal_id,
            school_name=record.school.name,
            school_code=record.school.code,
            school_year=record.school_year,
        )


def item_text(item: RecallItem, form: ListFormat) -> bytes:
    """The item as it stands in the list: its own exclusive C14N.

    Raises:
        DocumentError: FIELD_INVALID (what could not be read again), TEXT_NOT_XML.
    """
    profile = _values(form)
    parts = [f"<{form.record}>"]
    for field in form.fields:
        value = getattr(item, field.name)
        try:
            text = encoders(profile)[field.type](value)
        except (ValueError, KeyError):
            raise DocumentError("FIELD_INVALID", where=field.tag, tag=field.tag, value=str(value)[:80]) from None
        _require_text(text, field.tag)
        parts.append(f"<{field.tag}>{escape(text)}</{field.tag}>")
    parts.append(f"</{form.record}>")
    return "".join(parts).encode()


def read_recall_list(data: bytes) -> tuple[tuple[RecallItem, ...], RecordList]:
    """Read a recall list of any origin, strictly. Its signature is not verified here.

    Returns:
        The items in order, and the list cut apart, for the verifier.

    Raises:
        DocumentError: as `read_list`; FIELD_REQUIRED, FIELD_UNKNOWN, FIELD_NOT_TEXT, FIELD_INVALID; PACKED_TWICE (one
            record asked for twice).
    """
    form = list_format(RECALLS)
    opened = read_list(data, known=form)
    items = tuple(_item(file, form, number) for number, file in enumerate(opened.files, start=1))
    seen: set[UUID] = set()
    for item in items:
        if item.lookup_uuid in seen:
            raise DocumentError("PACKED_TWICE", where=str(item.lookup_uuid))
        seen.add(item.lookup_uuid)
    return items, opened


def _item(file: bytes, form: ListFormat, number: int) -> RecallItem:
    root = parse_strict(file, form.limits)
    where = f"{form.record}[{number}]"
    if root.attrib or root.nsmap or (root.text or "").strip():
        raise DocumentError("FIELD_NOT_TEXT", where=where, tag=form.record)
    found = list(root)
    values: dict[str, Any] = {}
    for field, element in zip(form.fields, found, strict=False):
        if element.tag != field.tag:
            raise DocumentError("FIELD_UNKNOWN", where=where, tag=str(element.tag)[:80])
        values[field.name] = decode(_values(form), field.type, _text(element, where), tag=field.tag)
    if len(found) != len(form.fields):
        missing = form.fields[len(found)].tag if len(found) < len(form.fields) else ""
        if missing:
            raise DocumentError("FIELD_REQUIRED", where=where, tag=missing)
        raise DocumentError("FIELD_UNKNOWN", where=where, tag=str(found[len(form.fields)].tag)[:80])
    return RecallItem(**values)


def _text(element: etree._Element, where: str) -> str:
    tag = str(element.tag)
    if len(element) or element.attrib or (element.tail or "").strip():
        raise DocumentError("FIELD_NOT_TEXT", where=where, tag=tag)
    text = element.text or ""
    _require_text(text, tag)
    return text


def _require_text(text: str, tag: str) -> None:
    if len(text) > _LONGEST or not _PRINTABLE.fullmatch(text):
        raise DocumentError("FIELD_INVALID", where=tag, tag=tag, value=text[:80])


def _values(form: ListFormat) -> Profile:
    if form.values is None:
        raise ValueError(f"{form.name} is no list of recalls")
    return form.values
