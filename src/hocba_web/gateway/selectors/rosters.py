"""What the pages of the sector database's lists show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba.errors import HocbaError
from hocba_web.base.refusals import Spoken, spoken
from hocba_web.gateway.models import Roster, RosterDraft, RosterPupil

_KINDS = {"pupils": pgettext_lazy("lists", "Học sinh"), "staff": _("Cán bộ, giáo viên")}
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A row of a file that is not taken over."""

    kind: str | Promise
    sheet: str
    row: int
    said: Spoken


@dataclass(frozen=True, slots=True)
class Changed:
    """A pupil whom the lists now describe otherwise."""

    before: RosterPupil
    after: RosterPupil


@dataclass(frozen=True, slots=True)
class Difference:
    """What a draft would change."""

    roster: Roster | None
    """The lists that stand."""
    added: int
    removed: int
    changed: int
    teachers_added: int
    teachers_removed: int
    new: tuple[RosterPupil, ...]
    """Of each kind the first hundred, by class and name; `new` only where there were lists before."""
    gone: tuple[RosterPupil, ...]
    other: tuple[Changed, ...]


def pupils_of(draft: RosterDraft) -> list[RosterPupil]:
    """The draft's pupils as the roster would hold them; not saved."""
    return [RosterPupil(**(one | {"born": date.fromisoformat(one["born"])})) for one in draft.pupils]


def difference(draft: RosterDraft) -> Difference:
    """Compare a draft with the lists that stand now, pupil by pupil."""
    roster = Roster.objects.filter(school_id=draft.school_id, school_year=draft.school_year).first()
    before = {one.personal_id: one for one in roster.pupils.all()} if roster else {}
    after = {one.personal_id: one for one in pupils_of(draft)}
    staff_before = set(roster.teachers.values_list("personal_id", flat=True)) if roster else set()
    staff_after = {one["personal_id"] for one in draft.teachers}
    new = sorted((after[key] for key in after.keys() - before.keys()), key=_place)
    gone = sorted((before[key] for key in before.keys() - after.keys()), key=_place)
    both = sorted((after[key] for key in after.keys() & before.keys()), key=_place)
    other = [Changed(before[one.personal_id], one) for one in both if _shown(before[one.personal_id]) != _shown(one)]
    return Difference(
        roster=roster,
        added=len(new),
        removed=len(gone),
        changed=len(other),
        teachers_added=len(staff_after - staff_before),
        teachers_removed=len(staff_before - staff_after),
        new=tuple(new[:_SHOWN]) if roster else (),
        gone=tuple(gone[:_SHOWN]),
        other=tuple(other[:_SHOWN]),
    )


def fault_rows(draft: RosterDraft) -> Iterator[FaultRow]:
    """The rows that are not taken over, in the reader's language."""
    for one in draft.faults:
        params = {name: value for name, value in one["params"].items() if name != "where"}
        yield FaultRow(_KINDS[one["kind"]], one["sheet"], one["row"], spoken(HocbaError(one["code"], **params)))


def _place(one: RosterPupil) -> tuple[str, str, str]:
    return one.class_name, one.name, one.personal_id


def _shown(one: RosterPupil) -> tuple[object, ...]:
    return one.name, one.born, one.sex, one.class_name, one.pupil_code
