"""People of a school who ask, decide and carry out what concerns accounts."""

from __future__ import annotations

import pytest

from hocba_web.accounts import services
from hocba_web.accounts.models import AccountRequest
from hocba_web.audit.models import Entry
from support.web.acting import actor_for
from support.web.school import add_staff

Kind = AccountRequest.Kind


@pytest.fixture
def people(world):
    """Everybody who may have a part, with a fresh factor."""
    return {key: actor_for(world, key) for key in world.staff}


@pytest.fixture
def newcomer(world):
    """Somebody of the staff without account."""
    staff = add_staff(world, "newcomer", "Đào Thị Ánh Tuyết")
    user, staff.user = staff.user, None
    staff.save()
    user.delete()
    return staff


@pytest.fixture
def times(at, real_at):
    return {"at": at, "real_at": real_at}


def ask(people, world, times, *, kind=Kind.PASSWORD_RESET, by="school_admin", owner="english", **more):
    return services.ask_change(
        actor=people[by], kind=kind, user_id=world.staff[owner].user_id, reason="Cần làm", **times, **more
    )


def decide(people, row, times, by="principal", *, grant=True, answer=""):
    return services.decide(actor=people[by], request_id=row.public_id, grant=grant, answer=answer, **times)


def traces(action: str) -> int:
    return Entry.objects.filter(action=action).count()
