"""The year-end page of a class, and how far the classes are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hocba.errors import HocbaError
from hocba.model import OverallResult
from hocba.regulation import Explanation, level_name, why_overall
from hocba_web.assessment.models import YearEnd
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, classes_of_year, rolls
from hocba_web.assessment.selectors.year_end.final import FinalYear, Stage, final_years
from hocba_web.schools.said import language


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation in sentences."""

    head: str
    """The result and its article."""
    rest: tuple[str, ...]
    """What decided it: condition, places."""


def why_of(explained: Explanation | None) -> Why | None:
    """An explanation in the reader's language; None for none."""
    if explained is None:
        return None
    head, *rest = explained.sentences(language())
    return Why(head, tuple(rest))


def reasons_of(final: FinalYear) -> tuple[str, ...]:
    """Why an outcome is as it is, in the reader's language."""
    return tuple(one.sentence(language()) for one in final.reasons)


@dataclass(frozen=True, slots=True)
class PupilYear:
    """One pupil at the end of the year."""

    pupil: RollPupil
    final: FinalYear
    explained: Explanation | None
    """What the rules propose and why; None where entries are missing or the pupil is not assessed."""
    missing: str
    """What is missing for a proposal, in words; empty if nothing is."""
    award_year_end: str
    award_ad_hoc: str

    @property
    def proposed_name(self) -> str:
        """The proposed result in words."""
        return level_name(self.explained.result) if self.explained else ""

    @property
    def decided_name(self) -> str:
        """What the homeroom teacher decided at the end of the year, in words."""
        return level_name(self.final.before.decided) if self.final.before.decided else ""

    @property
    def after_name(self) -> str:
        """What was decided after supplementary assessment, in words."""
        return level_name(self.final.overall_after) if self.final.overall_after else ""

    @property
    def why(self) -> Why | None:
        """The explanation of the proposal in the reader's language."""
        return why_of(self.explained)

    @property
    def outcome_why(self) -> tuple[str, ...]:
        """The reasons for the outcome in the reader's language."""
        return reasons_of(self.final)

    @property
    def differs(self) -> bool:
        """Whether the homeroom teacher decided otherwise than proposed."""
        decided = self.final.before.decided
        return decided is not None and self.explained is not None and decided is not self.explained.result


@dataclass(frozen=True, slots=True)
class ClassYear:
    """A class at the end of the year; pupils in the order of the class list, never by result."""

    facts: ClassFacts
    pupils: tuple[PupilYear, ...]

    @property
    def stages(self) -> Counter[Stage]:
        """How many pupils are how far."""
        return Counter(one.final.stage for one in self.pupils)

    @property
    def settled(self) -> int:
        """How many have everything that enters the record."""
        return self.stages[Stage.SETTLED]

    @property
    def undecided(self) -> int:
        """How many have a proposal that nobody decided on yet."""
        return sum(
            one.explained is not None and one.final.before.decided is None and one.final.stage is Stage.OPEN
            for one in self.pupils
        )

    @property
    def open(self) -> int:
        """How many have no overall result."""
        return self.stages[Stage.OPEN]

    @property
    def waiting(self) -> int:
        """How many are somewhere between the end of the year and a final result."""
        return sum(self.stages[one] for one in (Stage.WAITING, Stage.REPORTING, Stage.PRINCIPAL))


def on_roll(pupils: Collection[RollPupil], on: date) -> list[RollPupil]:
    """Those of a list who are there on a day."""
    return [pupil for pupil in pupils if not pupil.has_left(on)]


def year_overview(year_id: int, on: date, class_ids: Collection[int] | None = None) -> list[ClassYear]:
    """Classes of a year with everybody's year end; a fixed number of queries.

    Args:
        year_id: the caller has asked whose it is.
        on: local day; who has left by then is not shown.
        class_ids: only these; None for all.
    """
    return _class_years(classes_of_year(year_id, class_ids), on)


def class_year(facts: ClassFacts, on: date) -> ClassYear:
    """One class."""
    return _class_years([facts], on)[0]


def _class_years(classes: list[ClassFacts], on: date) -> list[ClassYear]:
    lists = {class_id: on_roll(pupils, on) for class_id, pupils in rolls([facts.id for facts in classes]).items()}
    ids = [pupil.enrolment_id for pupils in lists.values() for pupil in pupils]
    finals = final_years(ids)
    awards = {
        one: (year_end, ad_hoc)
        for one, year_end, ad_hoc in YearEnd.objects.filter(enrolment_id__in=ids).values_list(
            "enrolment_id", "award_year_end", "award_ad_hoc"
        )
    }
    return [
        ClassYear(facts, tuple(_pupil_year(pupil, finals[pupil.enrolment_id], awards) for pupil in lists[facts.id]))
        for facts in classes
    ]


def _pupil_year(pupil: RollPupil, final: FinalYear, awards: dict[int, tuple[str, str]]) -> PupilYear:
    explained, missing = proposal(final)
    year_end, ad_hoc = awards.get(pupil.enrolment_id, ("", ""))
    return PupilYear(pupil, final, explained, missing, year_end, ad_hoc)


def proposal(final: FinalYear, *, after: bool = False) -> tuple[Explanation | None, str]:
    """What the rules propose with its reasons, and what is missing for it.

    Args:
        final: the pupil's year.
        after: of the state after supplementary assessment.
    """
    results = final.after if after else final.before
    if results.not_assessed:
        return None, ""
    try:
        return why_overall(results, final.rules), ""
    except HocbaError as error:
        return None, str(error.params.get("names", "")) or error.code


def proposed(final: FinalYear, *, after: bool = False) -> OverallResult | None:
    """The result alone."""
    explained, _ = proposal(final, after=after)
    return explained.result if explained else None
