"""How each person kept to the regulation this school year: facts for the principal, by name, never weighed or ranked.

Source: Decision 32/QĐ-THPĐ, art. 6(11), art. 13.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.assessment.selectors.progress import wall
from hocba_web.assessment.selectors.timeliness import Act, by_person, timeliness
from hocba_web.base import clock
from hocba_web.records.selectors.timeliness import LateSigning, late_signings
from hocba_web.records.wording import SLOTS
from hocba_web.schools.selectors.setup import YearRow
from hocba_web.schools.selectors.staff import staff_list
from hocba_web.supervision.models import ConductDecision
from hocba_web.supervision.selectors.checks import notes_by_person
from hocba_web.supervision.selectors.lateness import late_parts
from hocba_web.supervision.selectors.reminders import reminders_by_person, reminders_of
from hocba_web.supervision.selectors.words import moment_words


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, as the person's page lists it."""

    what: str
    at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member of the staff in figures."""

    staff_id: int
    name: str
    position: str
    late_now: int
    late_marks: int
    late_signed: int
    """Records signed after their planned day of issue."""
    late_requests: int
    corrections: int
    reminders: int
    to_mend: int
    rewards: int
    sanctions: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything behind one person's figures."""

    late_now: tuple[Line, ...]
    late_marks: tuple[Line, ...]
    late_signed: tuple[Line, ...]
    late_requests: tuple[Line, ...]
    corrections: tuple[Line, ...]
    reminders: tuple[Line, ...]
    to_mend: tuple[Line, ...]
    decisions: tuple[ConductDecision, ...]


def people(actor: Actor, year: YearRow, at: datetime) -> list[PersonRow]:
    """Everybody at the school, by name; the same number of queries however many they are.

    Args:
        actor: the principal.
        year: of the actor's school.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.COMPLIANCE_VIEW, Target(school_id=actor.school_id))
    today = clock.local(at).date()
    facts = timeliness(year.id)
    marks, asked, taken_back = (by_person(x) for x in (facts.late_marks, facts.late_requests, facts.corrections))
    now = _late_now(year.id, at, today)
    reminded, notes = reminders_by_person(year.id), notes_by_person(year.id)
    signed: Counter[int] = Counter()
    for late in late_signings(year.id):
        signed[late.user_id] += late.records
    kinds: dict[int, list[str]] = defaultdict(list)
    for staff_id, kind in ConductDecision.objects.filter(year_id=year.id).values_list("staff_id", "kind"):
        kinds[staff_id].append(kind)
    accounts = {one.code: one.user_id for one in ports.holders_of_school(actor.school_id)}
    rows = []
    for one in staff_list(actor.school_id, today):
        user = accounts.get(one.code, 0)
        rewards = sum(kind in {"reward", "propose_reward"} for kind in kinds[one.id])
        rows.append(
            PersonRow(
                one.id,
                one.name,
                one.position,
                late_now=len(now.get(user, ())),
                late_marks=len(marks.get(user, ())),
                late_signed=signed[user],
                late_requests=len(asked.get(user, ())),
                corrections=len(taken_back.get(user, ())),
                reminders=reminded.get(user, 0),
                to_mend=len(notes.get(user, ())),
                rewards=rewards,
                sanctions=len(kinds[one.id]) - rewards,
            )
        )
    return rows


def person(actor: Actor, year: YearRow, staff_id: int, user_id: int | None, at: datetime) -> PersonFacts:
    """What stands behind one person's figures.

    Args:
        actor: the principal.
        year: of the actor's school.
        staff_id: of the actor's school.
        user_id: the person's account; None without one.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.COMPLIANCE_VIEW, Target(school_id=actor.school_id))
    user = user_id or 0
    facts = timeliness(year.id)
    decisions = ConductDecision.objects.filter(school_id=actor.school_id, staff_id=staff_id)
    return PersonFacts(
        late_now=tuple(_late_now(year.id, at, clock.local(at).date()).get(user, ())),
        late_marks=_lines(facts.late_marks, user),
        late_signed=tuple(_signed(one) for one in late_signings(year.id) if one.user_id == user),
        late_requests=_lines(facts.late_requests, user),
        corrections=_lines(facts.corrections, user),
        reminders=tuple(_reminded(one.topic, one.at) for one in reminders_of(year.id, user)),
        to_mend=tuple(
            Line(_("Lớp %(name)s: %(note)s") % {"name": name, "note": note}, when)
            for name, note, when in notes_by_person(year.id).get(user, ())
        ),
        decisions=tuple(decisions.select_related("attachment")),
    )


def _late_now(year_id: int, at: datetime, today: date) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for moment in Moment:
        for one in late_parts(year_id, wall(year_id, moment, at), today):
            if one.user_id is not None:
                what = f"{one.words}, {moment_words(moment)}"
                url = reverse("assessment:class", args=[one.class_id, moment.value])
                found[one.user_id].append(Line(what, one.since, url))
    return found


def _lines(acts: tuple[Act, ...], user_id: int) -> tuple[Line, ...]:
    return tuple(_line(one) for one in acts if one.user_id == user_id)


def _line(act: Act) -> Line:
    moments = {moment.value: moment for moment in Moment}
    if act.period not in moments:
        return Line(f"{act.class_name} – {act.part}", act.at)
    what = f"{act.class_name} – {act.part}, {moment_words(moments[act.period])}"
    if act.due is not None:
        what = _("%(what)s (hạn %(due)s)") % {"what": what, "due": f"{clock.local(act.due):%H:%M %d/%m}"}
    return Line(what, act.at, reverse("assessment:class", args=[act.class_id, act.period]))


def _signed(one: LateSigning) -> Line:
    words = {"class": one.class_name, "slot": SLOTS[one.slot], "count": one.records}
    what = ngettext("%(class)s – %(slot)s: %(count)d học bạ", "%(class)s – %(slot)s: %(count)d học bạ", one.records)
    return Line(what % words, one.at, reverse("records:class", args=[one.class_id]))


def _reminded(topic: str, at: datetime) -> Line:
    """A reminder's topic in words: the moment; the class and part stand on the page it leads to."""
    class_id, moment, _part = topic.split("/")
    what = _("Nhắc về %s") % moment_words(Moment(moment))
    return Line(what, at, reverse("assessment:class", args=[int(class_id), moment]))
