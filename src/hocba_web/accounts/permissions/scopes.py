"""How far a permission reaches, and what an act is aimed at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hocba.model import Subject


class Scope(Enum):
    """How far somebody's permission for one action reaches."""

    NOBODY = "nobody"
    """Not at all: the default."""
    OWN = "own"
    """What belongs to the acting person: `Target.user_id` is theirs."""
    OWN_SUBJECT = "own_subject"
    """A subject of a class that the person teaches today: `Target.class_id` and `Target.subject` are needed."""
    TAUGHT_CLASS = "taught_class"
    """A class in which the person teaches any subject today."""
    OWN_CLASS = "own_class"
    """A class whose homeroom teacher, or substitute, the person is today."""
    IF_AUTHORISED = "if_authorised"
    """The whole school, while the person holds the head's written authorisation to sign."""
    INSPECTION = "inspection"
    """What the inspection names: some classes, or the whole school."""
    SCHOOL = "school"
    """The whole school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an act is aimed at; services fill in what they know from the object, never from the request."""

    school_id: int
    class_id: int | None = None
    """The class of the pupil, result or record; None where the act concerns no single class."""
    subject: Subject | None = None
    """The subject concerned; None where the act concerns none, or all of them."""
    user_id: int | None = None
    """Whose account, report, sentence or session it is; None where it is nobody's own."""
