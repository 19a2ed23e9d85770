"""What issuing a school gave: `report.json`, whose keys are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocba.issuing.overall import OverallCounts
from hocba.issuing.refusal import Refusal


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """The outcome of one run over a school or a class."""

    issued: int
    refused: Sequence[Refusal]
    overall: OverallCounts
    """At the end of the year, before supplementary assessment."""
    overall_final: OverallCounts
    """After it: the state that the records carry."""
    seconds: float
    """Wall time of the whole run."""

    def as_json(self) -> dict[str, object]:
        """The object written to `report.json`."""
        return {
            "issued": self.issued,
            "refused": [refusal.as_json() for refusal in self.refused],
            "overall": self.overall.as_json(),
            "overall_final": self.overall_final.as_json(),
            "seconds": round(self.seconds, 3),
        }
