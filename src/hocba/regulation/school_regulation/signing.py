"""Who signs what in which order: duties of people, whatever slots a signature profile gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hocba.regulation.parameters import school


class SigningRole(Enum):
    """In which capacity somebody signs; the value names its parameters and stands in the signed binding."""

    SUBJECT_TEACHER = "subject_teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    MANAGER = "manager"
    """The head, or the deputy authorised to sign."""
    SCHOOL_SEAL = "school_seal"


class SignedContent(Enum):
    """What a signature of a role covers."""

    OWN_SUBJECTS = "own_subjects"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class SigningDuty:
    """One step in the order of signing."""

    role: SigningRole
    order: int
    """From 1; a step begins when every signature of the steps before it is there."""
    signs: SignedContent
    source: str


def signing_order(day: date) -> tuple[SigningDuty, ...]:
    """The duties in force on `day`, first to sign first.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(a), 6(9), 7(3), 9(1); Công văn 2088/BGDĐT-GDTH, Phụ lục 1.

    Raises:
        UnknownRule: RULE_NOT_IN_FORCE.
    """
    duties = []
    for role in SigningRole:
        order = school(f"signing.{role.value}.order").on(day)
        signs = school(f"signing.{role.value}.signs").on(day)
        duties.append(SigningDuty(role, order.whole(), SignedContent(signs.text()), order.source))
    return tuple(sorted(duties, key=lambda duty: duty.order))


def manager_titles(day: date) -> tuple[str, ...]:
    """The titles under which the head or an authorised deputy signs.

    Raises:
        UnknownRule: RULE_NOT_IN_FORCE.
    """
    return school("signing.manager_titles").on(day).items(str)
