"""Rows of a register that holds many records already: made up, never signed, written by COPY.

Their widths are those of true rows: number, record with its evidence, leaf and place in the log, receipt.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from psycopg import Cursor

from hocba.transparency import Kind, grow, leaf_bytes, leaf_hash
from hocba_web.base.text import fold
from hocba_web.register.models import Number, Receipt, Record, School
from hocba_web.transparency.models import Leaf, Node, Position

YEARS = (2025, 2026, 2027, 2028)
"""Those that have a partition of their own."""
_CHUNK = 20_000
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Thị", "Minh", "Gia", "Quốc", "Ngọc", "Hải", "Thanh", "Đức", "Khánh")
_GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Huy",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Phúc",
    "Quân",
    "Trang",
    "Yến",
)
_SIGNATURES = 9
_SECONDS = 40_000_000
"""Over which acceptances are spread."""


def fill(count: int, at: datetime) -> float:
    """Write `count` records into an empty register and log of PostgreSQL, with schools of some 800 pupils.

    Args:
        count: of records.
        at: product clock, aware: none is accepted later.

    Returns:
        Seconds of COPY.
    """
    schools = School.objects.bulk_create(
        School(code=f"2299{number:05}", name=f"Trường Tiểu học Thử {number}", area_code=f"A{number % 170:03}")
        for number in range(1, count // 800 + 2)
    )
    rows = _Rows([school.pk for school in schools], at)
    started = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # nothing of it waits for its place
        hashes: list[bytes] = []
        for start in range(0, count, _CHUNK):
            hashes += rows.write(range(start, min(start + _CHUNK, count)))
        _copy(Position, ("id", "leaf_id"), ((number, number + 1) for number in range(count)))
        nodes = (
            (Node.key((level, index)), f"\\x{digest.hex()}") for level, index, digest in grow(0, {}, hashes) if level
        )
        _copy(Node, ("id", "hash"), nodes)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('transparency_leaf', 'id'), %s),"
            " setval(pg_get_serial_sequence('register_receipt', 'id'), %s)",
            [count, count],
        )
    spent = time.monotonic() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    return spent


class _Rows:
    def __init__(self, schools: Sequence[int], at: datetime) -> None:
        self._schools = schools
        self._at = at
        self._random = random.Random(20_260_525)  # noqa: S311  # the same rows in every run
        self._evidence = [self._made_evidence() for _ in range(32)]
        self._statements = [self._hex(2_700) for _ in range(32)]

    def write(self, numbers: range) -> list[bytes]:
        """Some rows of every table; returns the hashes of their leaves."""
        made = [(number, UUID(int=self._random.getrandbits(128), version=4), self._times(number)) for number in numbers]
        bodies = [self._leaf(uuid, at) for _, uuid, at in made]
        hashes = [leaf_hash(body) for body in bodies]
        _copy(Number, _NUMBER, (self._number(*one) for one in made))
        _copy(Record, _RECORD, (self._record(*one) for one in made))
        leaves = zip(made, bodies, hashes, strict=True)
        rows = (
            (number + 1, "accepted", uuid, body.decode(), digest.hex()) for (number, uuid, _), body, digest in leaves
        )
        _copy(Leaf, ("id", "kind", "subject", "body", "hash"), rows)
        statements = ((number + 1, uuid, self._statements[number % 32], at) for number, uuid, at in made)
        _copy(Receipt, ("id", "number_id", "statement", "signed_at"), statements)
        return hashes

    def _times(self, number: int) -> datetime:
        return self._at - timedelta(seconds=_SECONDS - number * 30)

    def _number(self, number: int, uuid: UUID, at: datetime) -> tuple[object, ...]:
        school, year = self._place(number)
        return (uuid, school, year, "15/6", self._personal_id(number), "current", at, at, at, self._hex(64), at)

    def _record(self, number: int, uuid: UUID, at: datetime) -> tuple[object, ...]:
        school, year = self._place(number)
        name = " ".join(self._random.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))
        grade = number % 5 + 1
        return (
            *(year, uuid, school, f"{grade}A{number % 6 + 1}", grade, self._personal_id(number), name, fold(name)),
            *(f"{2019 - grade}-{number % 12 + 1:02}-{number % 28 + 1:02}", f"22{number:08}", 1, "hocba-1", at),
            *(self._hex(64), self._hex(64), "", self._hex(64), f"lop-{number // 35}", number + 1, at),
            self._evidence[number % 32],
        )

    def _place(self, number: int) -> tuple[int, int]:
        return self._schools[number // 800], YEARS[number % len(YEARS)]

    def _personal_id(self, number: int) -> str:
        return f"0{number + 30_000_000_000:011}"

    def _leaf(self, uuid: UUID, at: datetime) -> bytes:
        facts = {"digest": self._hex(64), "pdf": "", "school": "22990001"}
        return leaf_bytes(Kind.ACCEPTED, str(uuid), facts, at, self._random.randbytes(16))

    def _made_evidence(self) -> str:
        one = {"serial": self._hex(40), "signed_at": self._at.isoformat(), "slot": "KY_GVBM", "status": "good"}
        return json.dumps(
            {
                "policy": "hocba-gateway/2",
                "indication": "TOTAL-PASSED",
                "status_data": self._hex(64),
                "sender": self._hex(64),
                "signatures": [one | {"sha256": self._hex(64), "serial": self._hex(40)} for _ in range(_SIGNATURES)],
            }
        )

    def _hex(self, letters: int) -> str:
        return f"{self._random.getrandbits(4 * letters):0{letters}x}"


_NUMBER = (
    *("uuid", "school_id", "school_year", "group", "personal_id", "state", "accepted_at", "reported_at"),
    *("receipted_at", "code_hash", "code_told_at"),
)
_RECORD = (
    *("school_year", "uuid", "school_id", "class_name", "grade", "personal_id", "pupil_name", "name_key", "born"),
    *("pupil_code", "revision", "profile", "issued_at", "record_digest", "file", "pdf", "certificate", "message_id"),
    *("leaf", "accepted_at", "evidence"),
)


def _copy(model: type, columns: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]  # Django's documented way to a table's name  # noqa: SLF001
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        raw = cast("Cursor[tuple[object, ...]]", cursor.cursor)
        with raw.copy(f"COPY {table} ({named}) FROM STDIN") as copy:  # names of our own tables
            while part := list(islice(rows, _CHUNK)):
                copy.write("".join("\t".join(map(str, row)) + "\n" for row in part).replace("\\x", "\\\\x"))
