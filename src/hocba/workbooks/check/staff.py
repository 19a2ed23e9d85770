"""Rows of a staff list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hocba.workbooks import cleaning
from hocba.workbooks.check.report import AcceptedStaff
from hocba.workbooks.check.rows import FirstSeen, RowReader, read_personal_id
from hocba.workbooks.cleaning import fault_of
from hocba.workbooks.names import name_key
from hocba.workbooks.tables import Table

_ACTIVE = frozenset(name_key(status) for status in ("Đang làm việc", "Chuyển đến"))
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>().]+(?:\.[^@\s,;<>().]+)+")
_CHECKED = ("name", "code", "status")


def check_staff(tables: Sequence[Table]) -> Iterator[tuple[RowReader, AcceptedStaff | None]]:
    """Every row with the person it gives, None where it is rejected."""
    codes, personal_ids, emails = FirstSeen(), FirstSeen(), FirstSeen()
    for table in tables:
        for row in table.rows:
            reader = RowReader(table, row)
            yield reader, _person(reader, codes, personal_ids, emails)


def _person(reader: RowReader, codes: FirstSeen, personal_ids: FirstSeen, emails: FirstSeen) -> AcceptedStaff | None:
    name = reader.require_name()
    code = reader.require("code", cleaning.code)
    status = reader.require("status", cleaning.text)
    sex = reader.optional("sex", cleaning.sex)
    born = reader.optional("born", cleaning.day)
    personal_id = read_personal_id(reader, sex=sex, born=born)
    email, account_email = _email(reader, emails)
    reader.warn_of_errors(_CHECKED)
    if code and (first := codes.first(code, reader)) is not None:
        reader.reject("code", "DUP_IN_FILE", **first)
    elif personal_id and (first := personal_ids.first(personal_id, reader)) is not None:
        reader.reject("personal_id", "DUP_PERSONAL_ID", **first)
    if reader.bad or name is None or code is None or status is None:
        return None
    return AcceptedStaff(
        sheet=reader.table.sheet,
        row=reader.row.number,
        code=code,
        name=name,
        email=email,
        account_email=account_email,
        status=status,
        active=name_key(status) in _ACTIVE,
        personal_id=personal_id,
    )


def _email(reader: RowReader, emails: FirstSeen) -> tuple[str, str]:
    """The address as found, and the one that an account may use."""
    if fault_of(reader.raw("email")) is not None:
        return "", ""
    email = cleaning.text(reader.raw("email"))
    if not email:
        return "", ""
    if _EMAIL.fullmatch(email) is None:
        reader.warn("email", "EMAIL_INVALID")
        return email, ""
    first = emails.first(email.casefold(), reader)
    if first is not None:
        reader.warn("email", "EMAIL_DUPLICATE", **first)
        return email, ""
    return email, email
