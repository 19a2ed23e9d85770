"""Who names whom on the authority's side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from hocba_web.audit.selectors import Wanted, traces
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Refused
from hocba_web.officers import services
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import appointment_on, roles_on
from hocba_web.officers.services import Naming
from support.web.authority_keys import NOW
from support.web.authority_site import AuthoritySite, make_officer

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TODAY = date(2026, 5, 25)
INTAKE = Naming(OfficerRole.INTAKE, "12/QĐ-SGDĐT ngày 20/05/2026", TODAY, areas=("A1",))


@pytest.fixture
def admin(authority_site: AuthoritySite):
    """An admin who just checked the second factor."""
    return replace(make_officer(OfficerRole.ADMIN), factor_checked_at=REAL)


def named(officer, naming: Naming = INTAKE, **changes: object):
    given = {"full_name": "Lý Thử An", "username": "an.lt", "email": ""} | changes
    return services.name_new(officer=officer, naming=naming, at=NOW, real_at=REAL, **given)


def test_an_admin_makes_an_account_with_a_password_for_once(admin) -> None:
    """The account opens with the given password, which must be replaced."""
    issued = named(admin)
    user = get_user_model().objects.get(pk=issued.user_id)
    assert user.check_password(issued.password)
    assert user.must_change_password


def test_the_trace_says_who_named_whom(admin) -> None:
    """And holds no name."""
    issued = named(admin)
    (entry,) = traces(school_id=None, wanted=Wanted(action="officers.appointment.made")).traces
    assert entry.user_id == admin.user_id
    assert entry.subject_id == str(issued.user_id)
    assert "An" not in str(entry.details)


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.ADMIN])
def test_nobody_but_an_admin_names(authority_site: AuthoritySite, role: OfficerRole) -> None:
    """Not even who decides everything else."""
    with pytest.raises(Forbidden) as refused:
        named(replace(make_officer(role), factor_checked_at=REAL))
    assert refused.value.code == "OFFICER_MAY_NOT"


def test_naming_needs_the_second_factor_just_now(admin) -> None:
    """A session left open lets nobody in."""
    with pytest.raises(FreshFactorNeeded):
        named(replace(admin, factor_checked_at=REAL - timedelta(hours=1)))


def test_nobody_names_themselves(admin) -> None:
    """An admin who could become deciding officer would decide alone."""
    with pytest.raises(Forbidden) as refused:
        services.name_again(officer=admin, user_id=admin.user_id, naming=INTAKE, at=NOW, real_at=REAL)
    assert refused.value.code == "OFFICER_OWN_ROLE"


def test_a_new_role_ends_the_old_one_the_day_before(admin) -> None:
    """One role at a time."""
    officer = make_officer(OfficerRole.INTAKE)
    start = TODAY + timedelta(days=10)
    services.name_again(
        officer=admin,
        user_id=officer.user_id,
        naming=Naming(OfficerRole.DECIDER, "13/QĐ-SGDĐT", start),
        at=NOW,
        real_at=REAL,
    )
    assert roles_on(officer.user_id, start - timedelta(days=1)) == {OfficerRole.INTAKE}
    assert roles_on(officer.user_id, start) == frozenset(), "the new one waits to be confirmed"


def test_the_end_of_an_appointment_closes_the_account(admin) -> None:
    """Nothing opens any more."""
    officer = make_officer(OfficerRole.INTAKE)
    row = appointment_on(officer.user_id, TODAY)
    yesterday = TODAY - timedelta(days=1)
    services.end(officer=admin, appointment_id=row.pk, last_day=yesterday, today=TODAY, at=NOW, real_at=REAL)
    assert roles_on(officer.user_id, TODAY) == frozenset()
    assert not get_user_model().objects.get(pk=officer.user_id).is_active


@pytest.mark.parametrize(
    ("naming", "code"),
    [
        (replace(INTAKE, ends_on=TODAY - timedelta(days=1)), "OFFICER_DAYS"),
        (replace(INTAKE, school_code="22001"), "OFFICER_SCHOOL"),
        (replace(INTAKE, role=OfficerRole.ADMIN), "OFFICER_AREAS"),
        (replace(INTAKE, role=OfficerRole.SCHOOL_MANAGER, areas=()), "OFFICER_SCHOOL"),
    ],
)
def test_a_naming_that_does_not_fit_is_refused(admin, naming: Naming, code: str) -> None:
    """And no account is left behind."""
    with pytest.raises(Refused) as refused:
        named(admin, naming)
    assert refused.value.code == code
    assert not get_user_model().objects.filter(username="an.lt").exists()


def test_a_renewed_password_leaves_the_second_factor(admin) -> None:
    """An admin cannot become somebody else by giving them a password."""
    officer = make_officer(OfficerRole.DECIDER)
    user = get_user_model().objects.get(pk=officer.user_id)
    issued = services.renew(officer=admin, user_id=user.pk, at=NOW, real_at=REAL)
    user.refresh_from_db()
    assert user.check_password(issued.password)
    assert user.authenticator_set.filter(type="totp").exists()


def test_the_first_admin_is_made_at_the_machine_and_only_the_first(
    authority_site: AuthoritySite, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time the command refuses."""
    call_command("officers", "add-admin", "Đỗ Thử Tùng", "--decision", "1/QĐ-SGDĐT")
    username, password = capsys.readouterr().out.splitlines()[0].split(": ")
    user = get_user_model().objects.get(username=username)
    assert user.check_password(password)
    assert roles_on(user.pk, TODAY) == {OfficerRole.ADMIN}
    with pytest.raises(CommandError):
        call_command("officers", "add-admin", "Người Thử Khác", "--decision", "2/QĐ-SGDĐT")
