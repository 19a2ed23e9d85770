"""What a record does not hold, but a check needs: the other pupils, the register, the calendar day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from hocba.model import (
    OverallResult,
    Person,
    PersonalIdOverride,
    PupilStatus,
    Subject,
    YearRecord,
    YearResults,
)
from hocba.regulation import RuleSet, SupplementaryEntry

_JOINERS = "'’-"
_RUN = re.compile(rf"[\w{_JOINERS}]+(?:\s+[\w{_JOINERS}]+)*")
"""Words with nothing but spaces between them."""
_NOBODY: frozenset[tuple[str, ...]] = frozenset()


def _words(text: str) -> tuple[str, ...]:
    """The words of a name or a run, without quotation marks around them; "H'Hen" and "Anne-Marie" are one word each."""
    return tuple(word for part in text.split() if (word := part.strip(_JOINERS)))


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """A pupil of the school as far as others' records need to know."""

    ministry_id: str
    personal_id: str
    name: str
    """Full name, NFC."""
    born: date
    class_name: str


class Roster:
    """All pupils of a school; made once for all its records."""

    def __init__(self, pupils: Iterable[RosterPupil] = ()) -> None:
        self.pupils = tuple(pupils)
        self._by_personal_id: dict[str, list[RosterPupil]] = defaultdict(list)
        self._by_ministry_id: dict[str, list[RosterPupil]] = defaultdict(list)
        self._by_birth: dict[tuple[str, date], list[RosterPupil]] = defaultdict(list)
        self._by_first_word: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for pupil in self.pupils:
            self._by_personal_id[pupil.personal_id].append(pupil)
            self._by_ministry_id[pupil.ministry_id].append(pupil)
            self._by_birth[pupil.name, pupil.born].append(pupil)
            words = _words(pupil.name)
            if len(words) > 1:  # one word alone ("Anh") is no full name and stands in many comments
                self._by_first_word[words[0]].add(words)

    def with_personal_id(self, personal_id: str) -> tuple[RosterPupil, ...]:
        """Pupils with this personal ID."""
        return tuple(self._by_personal_id.get(personal_id, ()))

    def with_ministry_id(self, ministry_id: str) -> tuple[RosterPupil, ...]:
        """Rows with this ministry code."""
        return tuple(self._by_ministry_id.get(ministry_id, ()))

    def namesakes(self, name: str, born: date) -> tuple[RosterPupil, ...]:
        """Pupils of this full name and birth date."""
        return tuple(self._by_birth.get((name, born), ()))

    def names_in(self, text: str, own: str) -> Iterator[str]:
        """Full names of other pupils in a text, case-sensitive, word by word, the longest first at each place.

        A name does not reach over a comma or full stop. The pupil's own name, and what it contains, is nobody else's.
        """
        own_words = _words(own)
        for run in _RUN.findall(text):
            words = _words(run)
            position = 0
            while position < len(words):
                candidates: AbstractSet[tuple[str, ...]] = self._by_first_word.get(words[position], _NOBODY)
                if own_words and words[position] == own_words[0]:
                    candidates = candidates | {own_words}
                here = [name for name in candidates if words[position : position + len(name)] == name]
                found = max(here, key=len, default=())
                if found and found != own_words:
                    yield " ".join(found)
                position += len(found) or 1


@dataclass(frozen=True, slots=True)
class LintContext:
    """Everything about one record that is not in it. What is not known is left out, and its checks are then silent."""

    today: date
    """Local calendar day."""
    year: YearResults | None = None
    """The register of all four moments, after supplementary assessment where there was one."""
    overall_before: OverallResult | None = None
    """The result at the end of the year, before any supplementary assessment."""
    supplementary: tuple[SupplementaryEntry, ...] = ()
    roster: Roster = field(default_factory=Roster)
    status: PupilStatus | None = None
    id_override: PersonalIdOverride | None = None
    staff: frozenset[str] | None = None
    """Personal IDs of those who work at the school."""
    assigned: Mapping[Subject, Person] = field(default_factory=lambda: MappingProxyType({}))
    """Who teaches what in this class in the second term."""

    @property
    def individual_plan(self) -> bool:
        """Whether the pupil is assessed by an individual plan (Circular 27/2020/TT-BGDĐT, art. 8)."""
        return self.year is not None and self.year.individual_plan


@dataclass(frozen=True, slots=True)
class Case:
    """One record with its context and its rules: what every check is given."""

    record: YearRecord
    context: LintContext
    rules: RuleSet
