"""Rows of a pupil list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hocba.model import Sex
from hocba.workbooks import cleaning
from hocba.workbooks.check.report import AcceptedPupil
from hocba.workbooks.check.rows import FirstSeen, RowReader, read_personal_id
from hocba.workbooks.names import name_key
from hocba.workbooks.tables import Table

TEMPORARY = "TAM-"
"""Before the personal ID of a pupil who has no ministry code yet."""

_CHECKED = ("class", "code", "name", "born", "sex", "female")


def check_pupils(
    tables: Sequence[Table], classes: frozenset[str] | None
) -> Iterator[tuple[RowReader, AcceptedPupil | None]]:
    """Every row with the pupil it gives, None where it is rejected.

    Args:
        tables: of kind pupils.
        classes: the school's classes, or None if they are not known.
    """
    codes, personal_ids, twins = FirstSeen(), FirstSeen(), FirstSeen()
    for table in tables:
        for row in table.rows:
            reader = RowReader(table, row)
            pupil = _pupil(reader, classes, codes, personal_ids)
            if pupil is not None:
                first = twins.first((pupil.class_name, name_key(pupil.name), pupil.born), reader)
                if first is not None:
                    reader.warn("name", "POSSIBLE_DUPLICATE", **first)
            yield reader, pupil


def _pupil(
    reader: RowReader, classes: frozenset[str] | None, codes: FirstSeen, personal_ids: FirstSeen
) -> AcceptedPupil | None:
    class_name = _class(reader, classes)
    has_codes = reader.has("code")
    code = reader.require("code", cleaning.code) if has_codes else None
    name = reader.require_name()
    born = reader.require("born", cleaning.day)
    sex = _sex(reader)
    personal_id = read_personal_id(reader, sex=sex, born=born, required=not has_codes)
    if not has_codes and personal_id:
        code = TEMPORARY + personal_id
    reader.warn_of_errors(_CHECKED)
    if code and (first := codes.first(code, reader)) is not None:
        reader.reject("code" if has_codes else "personal_id", "DUP_IN_FILE", **first)
    elif personal_id and (first := personal_ids.first(personal_id, reader)) is not None:
        reader.reject("personal_id", "DUP_PERSONAL_ID", **first)
    if reader.bad or class_name is None or code is None or name is None or born is None or sex is None:
        return None
    return AcceptedPupil(
        sheet=reader.table.sheet,
        row=reader.row.number,
        class_name=class_name,
        code=code,
        name=name,
        born=born,
        sex=sex,
        personal_id=personal_id,
    )


def _class(reader: RowReader, classes: frozenset[str] | None) -> str | None:
    if not reader.has("class"):
        found = reader.row.class_title or None
        if found is None:
            reader.reject("class", "REQUIRED_MISSING")
    else:
        found = reader.require("class", cleaning.class_name)
    if found is not None and classes is not None and found not in classes:
        reader.reject("class", "CLASS_INVALID")
        return None
    return found


def _sex(reader: RowReader) -> Sex | None:
    if reader.has("sex"):
        return reader.require("sex", cleaning.sex)
    return reader.read("female", cleaning.female_mark)
