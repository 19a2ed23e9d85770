"""The overall result of a year: a proposal with its reasons; the homeroom teacher decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from hocba.errors import IncompleteYear, InvalidValue
from hocba.messages import Language, what
from hocba.model import Moment, OverallResult, Subject, SubjectLevel, TraitLevel, YearResults
from hocba.regulation.applicability import OverallRow, RuleSet
from hocba.regulation.citations import citation
from hocba.regulation.names import level_name, place_name


class ConditionKind(Enum):
    """The three conditions of every row of the decision table; the value names its parameter."""

    SUBJECT_LEVELS = "subject_levels"
    TRAIT_LEVELS = "trait_levels"
    SCORES = "minimum_score"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value that a condition looked at."""

    where: str
    """"subjects/MUSIC/level", "subjects/MATHS/score", "competencies/IT" or "qualities/HONESTY"."""
    value: SubjectLevel | TraitLevel | int

    def words(self) -> str:
        """As a person says it: "Nghệ thuật (Âm nhạc): Hoàn thành"."""
        value = str(self.value) if isinstance(self.value, int) else level_name(self.value)
        return f"{place_name(self.where)}: {value}"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of one result, with what stands against it."""

    kind: ConditionKind
    required: tuple[str, ...]
    """What it allows, in words: ("Hoàn thành tốt", "Hoàn thành"); for scores the least allowed: ("9",)."""
    against: tuple[Entry, ...]
    """Entries that fail it, in the order of the form; empty if it is met."""
    source: str

    @property
    def met(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against

    @property
    def code(self) -> str:
        """Code of its sentence in the message catalogue."""
        return f"CONDITION_{self.kind.name}_{'MET' if self.met else 'UNMET'}"

    @property
    def places(self) -> tuple[str, ...]:
        """Where the entries that fail it stand."""
        return tuple(entry.where for entry in self.against)

    def sentence(self, language: Language = "vi") -> str:
        """What it asks and what stands against it."""
        required = (" hoặc " if language == "vi" else " or ").join(self.required)
        entries = "; ".join(entry.words() for entry in self.against)
        return what(self.code, {"required": required, "entries": entries}, language=language)


@dataclass(frozen=True, slots=True)
class ResultCheck:
    """One result and its conditions."""

    result: OverallResult
    conditions: tuple[Condition, ...]

    @property
    def met(self) -> bool:
        """Whether every condition is met."""
        return all(condition.met for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a year has the overall result it has."""

    result: OverallResult
    checks: tuple[ResultCheck, ...]
    """Every row of the decision table, best first."""
    source: str
    deciding: tuple[Condition, ...] = field(default=())
    """Unmet conditions of the next better result: what stood in the way of more; empty for EXCELLENT."""

    def sentences(self, language: Language = "vi") -> tuple[str, ...]:
        """The result, then what decided it, a sentence each."""
        head = what(
            "WHY_OVERALL" if self.deciding else "WHY_OVERALL_BEST",
            {"result": level_name(self.result), "source": citation(self.source, language)},
            language=language,
        )
        return (head, *(condition.sentence(language) for condition in self.deciding))


def missing_entries(year: YearResults, rules: RuleSet) -> tuple[str, ...]:
    """Places of the year-end entries that the overall result needs and that are not there, in the order of the form."""
    end = year.at(Moment.YEAR_END)
    missing: list[str] = []
    for subject in rules.studied(year.optional_subjects):
        entry = end.subjects.get(subject)
        if entry is None or entry.level is None:
            missing.append(f"subjects/{subject.value}/level")
        if subject in rules.tested(Moment.YEAR_END) and (entry is None or entry.score is None):
            missing.append(f"subjects/{subject.value}/score")
    missing += [f"competencies/{one.value}" for one in rules.competencies if one not in end.competencies]
    missing += [f"qualities/{one.value}" for one in rules.qualities if one not in end.qualities]
    return tuple(missing)


def _require_complete(year: YearResults, rules: RuleSet) -> None:
    if year.grade != rules.grade or year.school_year != rules.school_year:
        raise InvalidValue("RULES_OF_ANOTHER_YEAR", grade=rules.grade, school_year=str(rules.school_year))
    if year.not_assessed:
        raise IncompleteYear("YEAR_NOT_ASSESSED")
    missing = missing_entries(year, rules)
    if missing:
        names = "; ".join(dict.fromkeys(map(place_name, missing)))
        raise IncompleteYear("YEAR_INCOMPLETE", where=missing[0], places=missing, names=names)


def _subject_entries(year: YearResults, rules: RuleSet) -> Iterator[tuple[Entry, SubjectLevel]]:
    end = year.at(Moment.YEAR_END)
    for subject in rules.studied(year.optional_subjects):
        level = end.subjects[subject].level
        if level is not None:
            yield Entry(f"subjects/{subject.value}/level", level), level


def _trait_entries(year: YearResults, rules: RuleSet) -> Iterator[tuple[Entry, TraitLevel]]:
    end = year.at(Moment.YEAR_END)
    for competency in rules.competencies:
        yield Entry(f"competencies/{competency.value}", end.competencies[competency]), end.competencies[competency]
    for quality in rules.qualities:
        yield Entry(f"qualities/{quality.value}", end.qualities[quality]), end.qualities[quality]


def _score_entries(year: YearResults, rules: RuleSet) -> Iterator[tuple[Entry, int]]:
    end = year.at(Moment.YEAR_END)
    for subject in (one for one in Subject if one in rules.tested(Moment.YEAR_END)):
        score = end.subjects[subject].score
        if score is not None:
            yield Entry(f"subjects/{subject.value}/score", score), score


def _check(row: OverallRow, year: YearResults, rules: RuleSet) -> ResultCheck:
    """One row against a complete year."""
    subjects = tuple(entry for entry, level in _subject_entries(year, rules) if level not in row.subject_levels)
    traits = tuple(entry for entry, level in _trait_entries(year, rules) if level not in row.trait_levels)
    scores = tuple(entry for entry, score in _score_entries(year, rules) if score < row.minimum_score)
    subject_words = tuple(level_name(level) for level in SubjectLevel if level in row.subject_levels)
    trait_words = tuple(level_name(level) for level in TraitLevel if level in row.trait_levels)
    return ResultCheck(
        row.result,
        (
            Condition(ConditionKind.SUBJECT_LEVELS, subject_words, subjects, row.source),
            Condition(ConditionKind.TRAIT_LEVELS, trait_words, traits, row.source),
            Condition(ConditionKind.SCORES, (str(row.minimum_score),), scores, row.source),
        ),
    )


def why_overall(year: YearResults, rules: RuleSet) -> Explanation:
    """The overall result of a year with every condition of every result.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a).

    Raises:
        IncompleteYear: YEAR_INCOMPLETE, a compulsory year-end entry is missing (`params["places"]` lists all);
            YEAR_NOT_ASSESSED, the pupil is not assessed.
        InvalidValue: RULES_OF_ANOTHER_YEAR, the rules are not those of the year.
    """
    _require_complete(year, rules)
    checks = tuple(_check(row, year, rules) for row in rules.overall)
    source = rules.overall[0].source
    better: ResultCheck | None = None
    for check in checks:
        if check.met:
            deciding = tuple(one for one in better.conditions if not one.met) if better else ()
            return Explanation(check.result, checks, source, deciding)
        better = check
    deciding = tuple(one for one in checks[-1].conditions if not one.met)
    return Explanation(OverallResult.NOT_COMPLETED, checks, source, deciding)


def overall_result(year: YearResults, rules: RuleSet) -> OverallResult:
    """Propose the overall result of one school year: the best result whose every condition holds.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a).

    Args:
        year: levels of all subjects, qualities and competencies; scores are those of the year-end tests.
        rules: those of the grade and school year, from `rules_for`.

    Raises:
        IncompleteYear: a compulsory entry is missing (otherwise "all of nothing" would read as excellent).
    """
    return why_overall(year, rules).result
