"""Every transfer at its step: who owes what until when (Circular 28/2020/TT-BGDĐT, art. 36(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.regulation.working_days import due, is_announced, left
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.clock import local
from hocba_web.schools.selectors.pupils.transfer_facts import transfers
from hocba_web.submission.models import Arrival, Departure

_ENDED = 40
_READERS = (
    Action.PUPIL_TRANSFER_APPROVE,
    Action.PUPIL_TRANSFER_OUT,
    Action.RECORD_SEAL,
    Action.RECORD_SIGN_MANAGER,
)
_In, _Out = Arrival.State, Departure.State


@dataclass(frozen=True, slots=True)
class Step:
    """One transfer that is going on."""

    name: str
    pupil_id: int | None
    direction: str
    """in or out"""
    where: str
    """Class left, or grade to enter."""
    other: str
    what: str
    """What is to be done next."""
    who: str
    """Whose turn it is."""
    due: date | None
    """Last day; None while the clock does not run, as it waits for the family."""
    left: int
    """Working days left after today; negative: overdue."""
    url: str

    @property
    def mark(self) -> tuple[str, str]:
        """State and words for `{% status %}`."""
        if self.due is None:
            return "waiting", _("Chờ gia đình")
        if self.left < 0:
            return "late", _("Quá hạn %(days)s ngày làm việc") % {"days": -self.left}
        if self.left == 0:
            return "warning", _("Hết hạn hôm nay")
        return "doing", _("Còn %(days)s ngày làm việc") % {"days": self.left}


@dataclass(frozen=True, slots=True)
class Ended:
    """One transfer that is over."""

    name: str
    pupil_id: int | None
    direction: str
    other: str
    state: str
    on: date
    url: str


@dataclass(frozen=True, slots=True)
class Steps:
    """All of a school."""

    going: tuple[Step, ...]
    """The term that ends first comes first; those that wait for the family last."""
    ended: tuple[Ended, ...]
    announced: bool
    """Whether this year's holidays are known in full."""

    @property
    def pupils(self) -> list[int]:
        """Whose they are, of those on file."""
        ids = [one.pupil_id for one in self.going] + [one.pupil_id for one in self.ended]
        return sorted({one for one in ids if one is not None})

    @property
    def overdue(self) -> int:
        """How many terms have passed."""
        return sum(one.due is not None and one.left < 0 for one in self.going)


def require_reader(actor: Actor) -> None:
    """Refuse whoever has no part in transfers.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    target = Target(school_id=actor.school_id)
    if not any(allowed(actor, action, target) for action in _READERS):
        require(actor, _READERS[0], target)


def steps(actor: Actor, today: date) -> Steps:
    """Transfers of the actor's school; a few queries, however many.

    Args:
        actor: who reads.
        today: the day in Vietnam.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require_reader(actor)
    arrivals = list(Arrival.objects.filter(school_id=actor.school_id).exclude(state__in=Arrival.ENDED))
    departures = list(Departure.objects.filter(school_id=actor.school_id).select_related("pupil", "transfer"))
    asked = transfers(actor.school_id, direction="out", states=("asked", "approved"))
    known = {one.transfer_id: one for one in departures}
    going = [_coming(one, today) for one in arrivals]
    for transfer in asked:
        departure = known.get(transfer.id)
        if departure is not None and departure.state == _Out.HANDED_OVER:
            continue
        until = due(local(transfer.asked_at).date()) if departure is None else departure.due
        what, who, url = _leaving(transfer.state, departure, transfer.id)
        going.append(
            Step(
                name=transfer.pupil_name,
                pupil_id=transfer.pupil_id,
                direction="out",
                where=transfer.class_name,
                other=f"{transfer.other_school}, {transfer.other_province}",
                what=what,
                who=who,
                due=until,
                left=left(today, until),
                url=url,
            )
        )
    return Steps(
        going=tuple(sorted(going, key=lambda one: (one.due is None, one.due or today))),
        ended=tuple(_over(actor.school_id, departures)),
        announced=is_announced(today),
    )


def _coming(row: Arrival, today: date) -> Step:
    principal, registrar = _("Hiệu trưởng"), _("Học vụ")
    told: dict[str, tuple[str, str, date | None]] = {
        _In.ASKED: (_("Trả lời đơn xin chuyển đến"), principal, row.answer_due),
        _In.AGREED: (_("Chờ gia đình nộp hồ sơ của trường cũ"), registrar, None),
        _In.RECEIVED: (_("Đề nghị xếp lớp"), registrar, row.place_due),
        _In.PROPOSED: (_("Duyệt xếp lớp"), principal, row.place_due),
    }
    what, who, until = told[row.state]
    return Step(
        name=row.name,
        pupil_id=row.pupil_id,
        direction="in",
        where=_("khối %(grade)s") % {"grade": row.grade},
        other=f"{row.other_school}, {row.other_province}",
        what=what,
        who=who,
        due=until,
        left=left(today, until) if until else 0,
        url=reverse("submission:arrival", args=[row.pk]),
    )


def _leaving(state: str, departure: Departure | None, transfer_id: int) -> tuple[str, str, str]:
    if departure is None:
        if state == "asked":
            return _("Duyệt cho chuyển đi"), _("Hiệu trưởng"), reverse("schools:transfers")
        return _("Lập hồ sơ"), _("Học vụ"), reverse("submission:departure_prepare", args=[transfer_id])
    url = reverse("submission:departure", args=[departure.pk])
    told = {
        _Out.PREPARED: (_("Ký phiếu bàn giao kết quả"), _("Hiệu trưởng")),
        _Out.HEAD_SIGNED: (_("Đóng dấu phiếu bàn giao kết quả"), _("Văn thư")),
        _Out.SEALED: (_("Giao hồ sơ"), _("Hiệu trưởng")),
    }
    return (*told[Departure.State(departure.state)], url)


def _over(school_id: int, departures: list[Departure]) -> list[Ended]:
    rows = Arrival.objects.filter(school_id=school_id, state__in=Arrival.ENDED).order_by("-ended_at", "-id")[:_ENDED]
    found = [
        Ended(
            one.name,
            one.pupil_id,
            "in",
            one.other_school,
            one.get_state_display(),
            local(one.ended_at or one.asked_at).date(),
            reverse("submission:arrival", args=[one.pk]),
        )
        for one in rows
    ]
    found += [
        Ended(
            one.pupil.name,
            one.pupil_id,
            "out",
            one.transfer.other_school,
            one.get_state_display(),
            local(one.handed_at).date(),
            reverse("submission:departure", args=[one.pk]),
        )
        for one in departures
        if one.handed_at is not None
    ]
    return sorted(found, key=lambda one: one.on, reverse=True)[:_ENDED]
