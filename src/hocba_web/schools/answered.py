"""What an authority answered by a code: the sentence and the next step beside what it wrote itself."""

from __future__ import annotations

from dataclasses import dataclass

from hocba.exchange.refusals import known_codes
from hocba.messages import catalogue, next_step, what
from hocba_web.schools.said import language

_UNKNOWN = "REFUSAL_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in the reader's language."""

    code: str
    """As received; empty if there was none."""
    what: str
    """Our sentence for it, or that we do not know it; empty without a code."""
    text: str
    """The authority's own words, unless they are our sentence."""
    next: str
    """What to do now."""


def answered(code: str, text: str = "", *, where: str = "", advice: bool = True) -> Answered:
    """The sentences of an answer.

    Args:
        code: as received; may be unknown or empty.
        text: as received, in whatever language the authority wrote.
        where: what the answer is about, as our sentences name it.
        advice: whether the next step is wanted; a page that has its own leaves it out.
    """
    if not code:
        return Answered("", "", text, "")
    own = code if code in known_codes() or code in catalogue() else _UNKNOWN
    params = {"where": where, "code": code}
    ours = {what(own, params, language="vi"), what(own, params, language="en")}
    return Answered(
        code,
        what(own, params, language=language()),
        "" if text in ours else text,
        next_step(own, params, language=language()) if advice else "",
    )


def answered_in_one(told: str) -> Answered:
    """The same for an answer that was kept as one line, "CODE words"."""
    code, _, text = told.partition(" ")
    return answered(code, text) if code.isupper() else Answered("", "", told, "")
