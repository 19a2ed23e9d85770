"""What a cell accepts. The browser has normalised it already; here nothing is believed."""

from __future__ import annotations

import re
from decimal import Decimal

from hocba_web.assessment.selectors.grid.columns import Column
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean

_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d)?", re.ASCII)


def accepted(column: Column, typed: object) -> str:
    """The value to keep, as the protocol writes it; "" empties the cell.

    Raises:
        Refused: CELL_NOT_TEXT, CELL_READ_ONLY, CELL_CHOICE, CELL_WHOLE, CELL_DECIMAL, CELL_TOO_LONG.
    """
    if not isinstance(typed, str):
        raise Refused("CELL_NOT_TEXT", where=column.id)
    text = " ".join(clean(typed).split())
    if text == "":
        return ""
    if column.kind == "text":
        if len(text) > column.longest:
            raise Refused("CELL_TOO_LONG", where=column.id, count=len(text), longest=column.longest)
        return text
    if column.choices:
        if all(value != text for value, _ in column.choices):
            allowed = ", ".join(value for value, _ in column.choices)
            raise Refused("CELL_CHOICE", where=column.id, allowed=allowed)
        return text
    return _number(column, text)


def _number(column: Column, text: str) -> str:
    if column.kind in {"score", "int"}:
        if not _WHOLE.fullmatch(text) or not column.least <= int(text) <= column.most:
            raise Refused("CELL_WHOLE", where=column.id, least=column.least, most=column.most)
        return str(int(text))
    if column.kind == "decimal":
        if not _DECIMAL.fullmatch(text) or not column.least < Decimal(text) <= column.most:
            raise Refused("CELL_DECIMAL", where=column.id, most=column.most)
        return f"{Decimal(text).normalize():f}"
    raise Refused("CELL_READ_ONLY", where=column.id)


def stored(column: Column, value: str) -> object:
    """A kept value as its database column holds it."""
    if column.kind in {"score", "int"}:
        return int(value) if value else None
    if column.kind == "decimal":
        return Decimal(value) if value else None
    return value
