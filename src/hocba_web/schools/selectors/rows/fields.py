"""Which columns of the register stand in which field of a row, and how each is written as a plain value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from hocba_web.schools.models import Guardian

Value = str | int | bool | None
"""What a field may hold; also what JSON holds."""
Row = dict[str, Value]
Rows = dict[str, Row]
"""By natural key: ministry code, staff code, class name, "class|subject"."""


def _same(value: Any) -> Any:  # noqa: ANN401  # a model's column
    return value


def _iso(value: Any) -> Value:  # noqa: ANN401  # a model's column
    return value.isoformat() if value else None


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as a field."""

    attribute: str
    plain: Callable[[Any], Value] = _same
    """From the column to the row."""
    stored: Callable[[Value], Any] = _same
    """And back."""


def _columns(*same: str, days: tuple[str, ...] = ()) -> Mapping[str, Column]:
    found = {name: Column(name) for name in same}
    found |= {name: Column(name, _iso, _day) for name in days}
    return MappingProxyType(found)


SCHOOL = _columns(
    "name", "tax_code", "authority_code", "authority_name", "province", "commune", "address", "phone", "email"
)
STAFF = _columns("name", "personal_id", "position", "email", "phone", "active", days=("born",))
CLASS = _columns("grade", "foreign_language")
PUPIL = _columns(
    "ministry_id",
    "name",
    "personal_id",
    "sex",
    "ethnicity",
    "nationality",
    "birthplace",
    "home_place",
    "residence",
    "register_no",
    "disability",
    "not_assessed",
    "policy_group",
    days=("born",),
)
ENROLMENT = _columns("status", days=("status_on",))
GUARDIAN = _columns("name", "born_year", "occupation", "phone")
RELATIVES = tuple(str(kind) for kind in Guardian.Kind.values)


def plain(columns: Mapping[str, Column], row: object) -> Row:
    """A table's row as plain values."""
    return {field: column.plain(getattr(row, column.attribute)) for field, column in columns.items()}


def stored(columns: Mapping[str, Column], fields: Mapping[str, Value]) -> dict[str, Any]:
    """Columns and their values from the fields of a row that belong to a table; other fields are left out."""
    return {
        columns[field].attribute: columns[field].stored(value) for field, value in fields.items() if field in columns
    }


def relative_fields(fields: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """The fields of relatives by kind: {"mother": {"name": …}}."""
    found: dict[str, dict[str, Value]] = {}
    for field, value in fields.items():
        kind, line, part = field.partition("_")
        if line and kind in RELATIVES:
            found.setdefault(kind, {})[part] = value
    return found
