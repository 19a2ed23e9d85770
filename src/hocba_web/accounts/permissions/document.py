"""The matrix as a page to read: docs/permissions.md (`tools/build_permissions.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import override

from hocba_web.accounts.permissions.actions import Action
from hocba_web.accounts.permissions.decide import FRESH_FOR, scope_of, source_of
from hocba_web.accounts.permissions.labels import ACTION_LABELS, SCOPE_LABELS
from hocba_web.accounts.permissions.scopes import Scope
from hocba_web.accounts.roles import SECOND_FACTOR_ROLES, Role

_AREAS = {
    "accounts": "Accounts",
    "schools": "Register, appointments, the school's own regulation",
    "assessment": "Results, locks, year end",
    "records": "Records",
    "submission": "Submission",
    "supervision": "Supervision and inspection",
    "support": "Help, incidents, privacy, training",
    "audit": "Traces",
}
_HEAD = """# Who may do what

<!-- Made by `python tools/build_permissions.py` from the matrices of both sides; do not edit by hand. -->

Every service asks this matrix before it does anything; what is not written here is refused. First the school's
side; the [authority's](#the-authoritys-side) stands at the end. Each row names the article behind it. Two rules
hold throughout: the school's admin prepares register data and never reads or writes a result; who asks never
decides, in whatever capacities, and nobody decides about an account of their own.

How far a cell reaches, always within the school for which somebody acts (things of another school are not there at
all):

| cell | reaches |
|---|---|
| – | nothing |
| của mình | what belongs to the acting person |
| môn mình dạy | a subject of a class that the person teaches, or substitutes in, today |
| lớp mình dạy | a class in which the person teaches any subject today |
| lớp chủ nhiệm | a class whose homeroom teacher, or substitute, the person is today |
| khi được ủy quyền | the school, while the head's written authorisation to sign holds |
| phạm vi kiểm tra | the classes that the inspection names, or the whole school if it does |
| toàn trường | the school |

Who holds several appointments acts in one at a time; homeroom teaching includes one's own subjects in that class.
Acts on locks, roles, accounts and signatures also ask for the second factor, checked within {minutes} minutes.
Nobody works without one as: {second}.
"""


def document() -> str:
    """The whole page, in Vietnamese words under English headings; ends with a line break."""
    with override("vi"):
        minutes = int(FRESH_FOR.total_seconds() // 60)
        second = ", ".join(role.label.lower() for role in Role if role in SECOND_FACTOR_ROLES)
        return "".join([_HEAD.format(minutes=minutes, second=second), *_tables()])


def _tables() -> Iterator[str]:
    for area, actions in groupby(Action, key=lambda action: action.value.split(".")[0]):
        yield f"\n## {_AREAS[area]}\n\n"
        yield f"| code | việc | {' | '.join(role.label for role in Role)} | source |\n"
        yield f"|---|---|{'---|' * len(Role)}---|\n"
        for action in actions:
            cells = (_cell(scope_of(role, action)) for role in Role)
            yield f"| `{action.value}` | {ACTION_LABELS[action]} | {' | '.join(cells)} | {source_of(action)} |\n"


def _cell(scope: Scope) -> str:
    return str(SCOPE_LABELS[scope])
