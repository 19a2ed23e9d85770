"""What supplementary assessment found, between the tables and the core's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hocba.model import Competency, MomentResults, Quality, Subject, SubjectLevel, TraitLevel
from hocba.regulation import SupplementaryEntry as CoreEntry
from hocba.regulation import competency_info, form_name, level_name, quality_info
from hocba_web.assessment.models import SupplementaryEntry

Of = Subject | Competency | Quality
SUBJECT, COMPETENCY, QUALITY = "subject", "competency", "quality"


def kind_of(of: Of) -> str:
    """How entries of a subject, competency or quality are filed."""
    if isinstance(of, Subject):
        return SUBJECT
    return COMPETENCY if isinstance(of, Competency) else QUALITY


def thing(kind: str, target: str) -> Of:
    """The subject, competency or quality of a stored entry.

    Raises:
        ValueError: there is no such thing.
    """
    if kind == SUBJECT:
        return Subject(target)
    if kind == COMPETENCY:
        return Competency(target)
    if kind == QUALITY:
        return Quality(target)
    raise ValueError(kind)


def name_of(of: Of) -> str:
    """What the form calls it."""
    if isinstance(of, Subject):
        return form_name(of)
    return competency_info(of).caption if isinstance(of, Competency) else quality_info(of).caption


def level_of(kind: str, value: str) -> SubjectLevel | TraitLevel:
    """A stored level.

    Raises:
        ValueError: not a level of that scale.
    """
    return SubjectLevel(value) if kind == SUBJECT else TraitLevel(value)


def in_words(kind: str, level: str, score: int | None) -> str:
    """A stored level and score as a person says them: "Hoàn thành, 6 điểm"."""
    words = level_name(level_of(kind, level)) if level else "–"
    return words if score is None else _("%(level)s, %(score)s điểm") % {"level": words, "score": score}


@dataclass(frozen=True, slots=True)
class Assessed:
    """One entry of supplementary assessment."""

    id: int
    kind: str
    of: Of
    entry: CoreEntry
    before: str
    """In words."""
    after: str
    comment: str
    assessed_on: date
    at: datetime

    @property
    def name(self) -> str:
        """What was assessed."""
        return name_of(self.of)

    def replaces(self, end: MomentResults) -> bool:
        """Whether something was assessed at the end of the year that it stands for."""
        return self.of in (*end.subjects, *end.competencies, *end.qualities)


def assessed_of(row: SupplementaryEntry) -> Assessed:
    """A stored entry as the rules take it."""
    of = thing(row.kind, row.target)
    return Assessed(
        id=row.id,
        kind=row.kind,
        of=of,
        entry=CoreEntry(of, level_of(row.kind, row.level), row.score, row.assessed_on),
        before=in_words(row.kind, row.before_level, row.before_score),
        after=in_words(row.kind, row.level, row.score),
        comment=row.comment,
        assessed_on=row.assessed_on,
        at=row.at,
    )
