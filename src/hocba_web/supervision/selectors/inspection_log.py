"""What the people of an inspection saw and did, for the principal (Decision 32/QĐ-THPĐ, art. 4(3), art. 12(3))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hocba_web.audit.selectors import Trace, Wanted, traces
from hocba_web.schools.selectors.pupils import names
from hocba_web.supervision.models import Inspection


@dataclass(frozen=True, slots=True)
class LogLine:
    """One trace of an inspector."""

    at: datetime
    who: str
    what: str
    thing: str
    """Name of the pupil or class, address of the page; empty where the sentence says enough."""
    pupils: int
    """How many pupils were shown."""
    refused: bool


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log of one inspector."""

    lines: tuple[LogLine, ...]
    before: int | None
    """For the next, older page; None at the end."""


def inspection_log(inspection: Inspection, user_id: int, before: int | None = None) -> Log:
    """What one inspector left behind, newest first; three queries.

    Args:
        inspection: of the reader's school, with its inspectors.
        user_id: one of its inspectors.
        before: only entries older than this number.
    """
    who = next(one.user.full_name for one in inspection.inspectors.all() if one.user_id == user_id)
    page = traces(school_id=inspection.school_id, wanted=Wanted(user_id=user_id), before=before)
    things = {
        kind: find(inspection.school_id, {int(one.subject_id) for one in page.traces if one.subject_kind == kind})
        for kind, find in (("pupil", names.pupil_names), ("class", names.class_names))
    }
    return Log(tuple(_line(one, who, things) for one in page.traces), page.before)


def _line(one: Trace, who: str, things: dict[str, dict[int, str]]) -> LogLine:
    thing = things[one.subject_kind].get(int(one.subject_id), "") if one.subject_kind in things else ""
    if one.action == "supervision.inspection.page_seen":
        thing = str(one.details.get("path", ""))
    what = _("Bị từ chối: %s") % one.phrase if one.kind == "refusal" else one.phrase
    return LogLine(one.at, who, what, thing, len(one.pupils), one.kind == "refusal")
