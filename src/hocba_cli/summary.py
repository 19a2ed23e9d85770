"""The end of a long list of verified files: how many of each, which need a look, what was not checked in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from hocba.messages import what
from hocba.verification import Indication, Outcome, VerificationReport
from hocba_cli.console import language, sentence

_MOST_NAMED = 20


class Summary:
    """Counts files one by one; holds names of the bad ones only, so that ten thousand files cost no memory."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._bad: list[str] = []
        self._demo = False
        self._unchecked: dict[str, None] = {}

    def add(self, file: str, report: VerificationReport | None) -> None:
        """One more file.

        Args:
            file: as given.
            report: None where it could not be read.
        """
        said = report.indication.value if report is not None else "UNREADABLE"
        self._counts[said] += 1
        if report is None or report.indication is not Indication.TOTAL_PASSED:
            self._bad.append(f"{file}: {sentence(f'CLI_{said}')}")
        else:
            self._demo = self._demo or report.demo
            self._unchecked |= dict.fromkeys(unchecked(report))

    def lines(self) -> Iterator[str]:
        """The summary, for a person."""
        counts = {one.value: self._counts[one.value] for one in Indication}
        yield ""
        yield sentence(
            "CLI_SUMMARY",
            total=self._counts.total(),
            passed=counts["TOTAL_PASSED"],
            failed=counts["TOTAL_FAILED"],
            indeterminate=counts["INDETERMINATE"],
            unreadable=self._counts["UNREADABLE"],
        )
        yield from (f"  {line}" for line in self._bad[:_MOST_NAMED])
        if len(self._bad) > _MOST_NAMED:
            yield f"  {sentence('CLI_SUMMARY_MORE', count=len(self._bad) - _MOST_NAMED)}"
        if self._demo:
            yield sentence("CLI_DEMO_ANCHOR")
        if self._unchecked:
            yield not_checked_line(self._unchecked)


def unchecked(report: VerificationReport) -> list[str]:
    """What was not checked, as sentences, each once."""
    missing = [check for check in report.checks if check.outcome is Outcome.NOT_CHECKED]
    return list(dict.fromkeys(what(check.code, check.params, language=language()) for check in missing))


def not_checked_line(sentences: Iterable[str]) -> str:
    """One line for all that was not checked."""
    return f"{sentence('CLI_NOT_CHECKED')} {'; '.join(one.rstrip('.') for one in sentences)}."
