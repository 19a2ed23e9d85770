"""Year-end awards: which title stands on the form, and which of its conditions the data can prove."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache

from hocba.messages import Language, what
from hocba.model import OverallResult
from hocba.regulation.applicability import RuleSet
from hocba.regulation.citations import citation
from hocba.regulation.names import level_name
from hocba.regulation.parameters import circular


class YearEndAward(Enum):
    """The two titles a principal gives at the end of a year (art. 13(1)(a)); the value names its parameters."""

    EXCELLENT = "excellent"
    EXEMPLARY = "exemplary"


class Proof(Enum):
    """What the data say about a condition."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNPROVABLE = "unprovable"
    """Only people can vouch for it."""


@dataclass(frozen=True, slots=True)
class AwardCondition:
    """One condition of an award."""

    code: str
    """Code of its sentence in the message catalogue."""
    proof: Proof
    required: str
    """Overall result it asks for, in words; empty for conditions that no data hold."""
    source: str

    def sentence(self, language: Language = "vi") -> str:
        """What the condition asks."""
        return what(
            self.code, {"required": self.required, "source": citation(self.source, language)}, language=language
        )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def award_title(award: YearEndAward) -> str:
    """The title as the circular writes it."""
    return circular(f"awards.{award.value}.title").newest.text()


def award_named(text: str) -> YearEndAward | None:
    """The year-end title that a text on the form names, whatever its capitals; None if it names neither."""
    plain = _plain(text)
    return next((award for award in YearEndAward if _plain(award_title(award)) in plain), None)


def award_conditions(award: YearEndAward, overall: OverallResult | None, rules: RuleSet) -> tuple[AwardCondition, ...]:
    """The conditions of an award for a pupil with this overall result (None: not assessed).

    Source: Circular 27/2020/TT-BGDĐT, art. 13(1)(a). The class's recognition, an outstanding subject and clear progress
    are nowhere in the data, so they stay with the people who vouch for them.
    """
    required = circular(f"awards.{award.value}.overall").on(rules.day)
    needed = OverallResult(required.text())
    proof = Proof.PROVEN if overall is needed else Proof.REFUTED
    unprovable = circular(f"awards.{award.value}.unprovable").on(rules.day)
    return (
        AwardCondition("AWARD_CONDITION_OVERALL", proof, level_name(needed), required.source),
        *(AwardCondition(code, Proof.UNPROVABLE, "", unprovable.source) for code in unprovable.items(str)),
    )


def award_due(overall: OverallResult | None, rules: RuleSet) -> YearEndAward | None:
    """The title that this overall result alone entitles to; None where there is none or people must decide."""
    for award in YearEndAward:
        if all(one.proof is Proof.PROVEN for one in award_conditions(award, overall, rules)):
            return award
    return None
