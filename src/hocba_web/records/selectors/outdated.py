"""Whether a record still says what the register and the results say.

What is frozen is what is signed. If what lies behind it was changed since (a civil-status decision, another teacher in
post), the record is not changed in place: it is unlocked and initialised again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from hocba.lifecycle import State
from hocba.model import Manager, YearRecord
from hocba.model.changes import Change, changes
from hocba_web.base.refusals import Refused
from hocba_web.records.selectors.assembling import Fixed, Frame, Sources, assembled, load_sources
from hocba_web.records.selectors.changes import content_changes
from hocba_web.records.selectors.drafts import revision_records
from hocba_web.records.selectors.standing import Standing, of_records
from hocba_web.schools.selectors.signers import managers_of

SOURCE = "Decision 32/QĐ-THPĐ, art. 4(3) and art. 6(6)(c)"
FROZEN = frozenset({State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED})
"""States in which a record waits for signatures and must be what the register says."""


def outdated(record_ids: Collection[int], *, on: date) -> dict[int, tuple[Change, ...]]:
    """Records whose register says something else now, with what; those that agree are left out.

    A record that could not even be made any more, because something is missing now, has no changes to show: (). Only
    records before issue are looked at. Some twenty-five queries a school year, however many records.

    Args:
        record_ids: of any class.
        on: the day in Vietnam.
    """
    found: dict[int, tuple[Change, ...]] = {}
    by_year: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for one in of_records(record_ids):
        if one.state in FROZEN:
            by_year[one.school_id, one.year_id].append(one)
    for (school_id, year_id), standings in by_year.items():
        contents = revision_records((one.record_id, one.revision) for one in standings)
        managers = tuple(managers_of(school_id, on).values())
        class_ids = {one.class_id for one in standings}
        sources = load_sources(year_id, class_ids, manager=managers[0] if managers else _NOBODY, on=on)
        for one in standings:
            content = contents[one.record_id, one.revision]
            now = _now(sources, one, content, managers, on)
            if not isinstance(now, YearRecord):
                found[one.record_id] = ()
            elif now != content:
                found[one.record_id] = content_changes(changes(content, now))
    return found


def require_current(record_ids: Collection[int], *, on: date) -> None:
    """Refuse to sign records that say something else than the register.

    Raises:
        Refused: RECORD_OUTDATED, with the pupils concerned.
    """
    behind = outdated(record_ids, on=on)
    if behind:
        names = [one.pupil_name for one in of_records(list(behind))]
        raise Refused(
            "RECORD_OUTDATED", where=",".join(map(str, behind)), source=SOURCE, names="; ".join(names), count=len(names)
        )


_NOBODY = Manager("", "", "")


def _now(
    sources: Sources, standing: Standing, content: YearRecord, managers: Collection[Manager], on: date
) -> YearRecord | object:
    """The record as it would be made now, with everything that initialisation fixed."""
    entry = next((one for one in sources.entries if one.enrolment_id == standing.enrolment_id), None)
    if entry is None:
        return None
    fixed = Fixed(standing.uuid, content.revision, content.created_on, content.planned_issue_on)
    # The signer whom the registrar chose stays right for as long as that person may sign.
    chosen = content.manager if content.manager in managers else next(iter(managers), _NOBODY)
    return assembled(sources.headed_by(chosen), entry, Frame(on, content.planned_issue_on), fixed)
