"""What judgement can end in, beside acceptance. Named for what happened; none of them leaves this package."""

from __future__ import annotations

from collections.abc import Mapping

from hocba_web.gateway.wording import NOTHING


class Refusal(Exception):
    """A record that is not accepted.

    Attributes:
        code: of `hocba.exchange.refusals`.
        finding: code of the verifier's finding behind it, whose sentence says more; empty if none.
        params: values of that sentence.
        where: the finding's place in the file.
    """

    def __init__(self, code: str, finding: str = "", params: Mapping[str, object] = NOTHING, where: str = "") -> None:
        super().__init__(code)
        self.code, self.finding, self.params, self.where = code, finding, params, where


class Undecided(Exception):
    """Nothing can be said yet: the status of a certificate is unknown."""


class WholeRefused(Exception):
    """The message as a whole is refused; nothing of it was accepted."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
