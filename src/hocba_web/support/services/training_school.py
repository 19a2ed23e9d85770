"""The training school: made, and made anew (Decision 32/QĐ-THPĐ, art. 6(7), 10(d)).

People practise there with their own accounts (`hocba_web.schools.selectors.practice`); whoever stands on its staff is
invented and cannot log in.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hocba.adapters.clock import VIETNAM
from hocba.model import Moment, SchoolIdentity, SchoolYear
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.roles import Role
from hocba_web.assessment.services.marking import mark_finished
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.assessment.services.windows import WindowScope, decide_windows, execute_windows
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.selectors.practice import training_school
from hocba_web.schools.services.founding import Office, YearDays, appoint_founders, found_school, tie_accounts
from hocba_web.schools.services.training import clear_training
from hocba_web.support.training import people
from hocba_web.support.training.year import school_data

IDENTITY = SchoolIdentity(
    code="TAPHUAN",
    name="Trường Tiểu học Tập huấn",
    authority_code="00",
    authority_name="Sở Giáo dục và Đào tạo (tập huấn)",
    province="Tỉnh Quảng Ninh",
    commune="Phường Yên Tử",
)
OFFICES = {
    "TH01": Role.PRINCIPAL,
    "TH02": Role.VICE_PRINCIPAL,
    "TH03": Role.REGISTRAR,
    "TH04": Role.CLERK,
    "TH05": Role.SCHOOL_ADMIN,
}
OPEN_FOR = timedelta(days=180)
_YEAR_BEGINS = 8
"""August: from then on it is the new school year."""
_FINISHED = (Moment.MID1, Moment.END1, Moment.MID2)


@transaction.atomic
def reset_training_school(*, actor: Actor, at: datetime, real_at: datetime) -> int:
    """Make the training school, or empty it and make it anew; nothing of a real school is touched.

    Args:
        actor: the admin.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Returns:
        The training school (id).

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: TRAINING_FROM_OUTSIDE, the actor practises there just now; TRAINING_TIED.
    """
    require(actor, Action.TRAINING_RESET, Target(school_id=actor.school_id))
    if actor.school_id == training_school():
        raise Refused("TRAINING_FROM_OUTSIDE")
    school_id = build_training_school(at=at, real_at=real_at)
    audit.record(
        actor=actor,
        action="support.training.reset",
        subject=("school", school_id),
        at=at,
        school_id=actor.school_id,
    )
    return school_id


@transaction.atomic
def build_training_school(*, at: datetime, real_at: datetime) -> int:
    """The same without asking who does it: for `manage.py training_school`.

    Args:
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Returns:
        The training school (id).

    Raises:
        Refused: TRAINING_TIED; SCHOOL_CODE_TAKEN, a real school has its code.
    """
    before = training_school()
    if before is not None:
        clear_training(school_id=before)
    today = clock.local(at).date()
    year = SchoolYear(today.year if today.month >= _YEAR_BEGINS else today.year - 1)
    days = YearDays(date(year.first, 9, 5), date(year.last, 1, 19), date(year.last, 5, 31))
    founded = found_school(identity=IDENTITY, year=year, days=days, at=at, is_training=True)
    users = _accounts(at)
    load_into(
        school_id=founded.school_id,
        year_id=founded.year_id,
        data=school_data(IDENTITY, year, days.starts_on),
        by=users["TH03"],
        at=at,
        year_end=False,
        supplementary=False,
    )
    appoint_founders(
        school_id=founded.school_id,
        offices=[Office(code, role) for code, role in OFFICES.items()],
        number="01/QĐ-TH",
        dated=days.starts_on,
        since=days.starts_on,
        at=at,
    )
    _open(founded.school_id, founded.year_id, users, at, real_at)
    tie_accounts(school_id=founded.school_id, users=users, at=at)  # only now: before, nobody is there to be notified
    rebuild_progress(founded.year_id, at=at)
    mark_finished(year_id=founded.year_id, moments=_FINISHED, at=at)
    return founded.school_id


def _accounts(at: datetime) -> dict[str, int]:
    """Accounts (ids) of the invented staff by code; nobody can log in with them."""
    model = get_user_model()
    users = {}
    for code, name, _ in people.STAFF:
        user, _made = model.objects.get_or_create(
            username=f"tap-huan-{code.lower()}",
            defaults={"full_name": name, "is_active": False, "password": make_password(None), "created_at": at},
        )
        users[code] = user.pk
    return users


def _open(school_id: int, year_id: int, users: dict[str, int], at: datetime, real_at: datetime) -> None:
    """Open the year's end and the register for half a year: an invented principal decides, an invented admin opens."""
    batch = decide_windows(
        actor=_acting(school_id, users["TH01"], Role.PRINCIPAL, real_at),
        year_id=year_id,
        periods=[Moment.YEAR_END.value, "hs"],
        scopes=[WindowScope()],
        opens_at=at,
        closes_at=datetime.combine(clock.local(at).date() + OPEN_FOR, time(23, 59), VIETNAM),
        reason="Tập huấn",
        at=at,
        real_at=real_at,
    )
    admin = _acting(school_id, users["TH05"], Role.SCHOOL_ADMIN, real_at)
    execute_windows(actor=admin, batch=batch, at=at, real_at=real_at)


def _acting(school_id: int, user_id: int, role: Role, real_at: datetime) -> Actor:
    return Actor(
        user_id=user_id,
        name="",
        role=role,
        school_id=school_id,
        capacity=f"{role.value}:training",
        factor_checked_at=real_at,
    )
