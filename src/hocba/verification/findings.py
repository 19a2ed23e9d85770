"""Where a finding is made: one exception inside this package, turned into `Check`s by the numbered lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from hocba.errors import HocbaError
from hocba.verification.codes import FINDINGS, STEPS
from hocba.verification.report import NOTHING, Check, Outcome, SubIndication


class Finding(Exception):  # named for what it is; never leaves this package
    """A check that did not pass. `code` is a key of `codes.FINDINGS`."""

    def __init__(self, code: str, /, *, where: str = "", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.params: Mapping[str, object] = MappingProxyType(params) if params else NOTHING

    def about(self, **params: object) -> Finding:
        """The same finding, with what else is known of it."""
        self.params = MappingProxyType({**self.params, **params})
        return self


def found(finding: Finding, where: str) -> Check:
    """The check that a finding becomes; a place inside is added to the place of the signature or record."""
    rule = FINDINGS[finding.code]
    place = f"{where}/{finding.where}" if where and finding.where else where or finding.where
    return Check(finding.code, rule.outcome, place, rule.source, finding.params, rule.sub_indication)


def refused(
    error: HocbaError, step: str, where: str = "", sub_indication: SubIndication = SubIndication.FORMAT_FAILURE
) -> Check:
    """The check that a refusal of another package (reading XML, reading a PDF's pages) becomes, under its own code."""
    params = MappingProxyType({"where": error.where, **error.params})
    return Check(error.code, Outcome.FAILED, where or error.where, STEPS[step], params, sub_indication)


@lru_cache(maxsize=4096)
def passed(step: str, where: str = "") -> Check:
    """A step of the numbered list that passed."""
    return Check(step, Outcome.PASSED, where, STEPS[step])


@lru_cache(maxsize=4096)
def not_checked(code: str, where: str = "", **params: str) -> Check:
    """A step whose means are not at hand."""
    return Check(code, Outcome.NOT_CHECKED, where, STEPS[code], MappingProxyType(params))
