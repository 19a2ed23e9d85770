"""The life of an account: asked, decided, carried out, by people who are never one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from hocba_web.accounts import selectors, services
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from support.web import actor_for
from support.web.account_requests import ask, decide, traces
from support.web.factors import SECRET
from support.web.school import add_staff

Kind, State = AccountRequest.Kind, AccountRequest.State
TODAY = date(2026, 5, 25)


class TestNewAccount:
    def ask(self, people, newcomer, at, by="registrar"):
        return services.ask_account(
            actor=people[by], staff_id=newcomer.pk, email="tuyet@truong.example", reason="Giáo viên mới", at=at
        )

    def test_from_asking_to_the_first_login(self, client, world, people, newcomer, times):
        row = self.ask(people, newcomer, times["at"])
        assert (row.state, row.full_name) == (State.ASKED, "Đào Thị Ánh Tuyết")
        decide(people, row, times)
        issued = services.create(actor=people["school_admin"], request_id=row.public_id, username="tuyet.dta", **times)
        newcomer.refresh_from_db()
        row.refresh_from_db()
        assert newcomer.user_id == issued.user_id == row.owner_id
        assert row.state == State.DONE
        answer = client.post("/tai-khoan/login/", {"login": "tuyet.dta", "password": issued.password})
        assert answer.status_code == 302
        assert client.get("/tai-khoan/")["Location"].startswith("/tai-khoan/mat-khau-moi/")
        assert traces("accounts.request.filed") == traces("accounts.request.granted") == 1
        entry = Entry.objects.get(action="accounts.account.created")
        assert (entry.user_id, entry.school_id) == (people["school_admin"].user_id, world.school.pk)

    def test_the_password_is_stored_nowhere(self, people, newcomer, times):
        row = self.ask(people, newcomer, times["at"])
        decide(people, row, times)
        issued = services.create(actor=people["school_admin"], request_id=row.public_id, username="tuyet", **times)
        told = [str(vars(one)) for model in (User, AccountRequest, Entry) for one in model.objects.all()]
        assert not [one for one in told if issued.password in one]
        assert issued.until == times["real_at"] + timedelta(days=7)

    @pytest.mark.parametrize("by", ["english", "homeroom:4A1", "principal"])
    def test_who_may_not_ask(self, people, newcomer, at, by):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            self.ask(people, newcomer, at, by=by)

    def test_one_person_one_account(self, world, people, newcomer, at):
        with pytest.raises(Missing):
            self.ask(people, world.staff["english"], at)
        self.ask(people, newcomer, at)
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_OPEN"):
            self.ask(people, newcomer, at, by="clerk")
        assert newcomer.pk not in {one.staff_id for one in selectors.staff_without_account(people["clerk"])}

    def test_staff_of_another_school_is_not_there(self, neighbour, people, at):
        staff = add_staff(neighbour, "far", "Người Trường Bên")
        staff.user = None
        staff.save()
        with pytest.raises(Missing):
            self.ask(people, staff, at)

    @pytest.mark.parametrize("username", ["a", "Đào", "a b c", ".an", "an/", "x" * 61])
    def test_impossible_login_names(self, people, newcomer, times, username):
        row = decide(people, self.ask(people, newcomer, times["at"]), times)
        with pytest.raises(Refused, match="USERNAME_INVALID") as refusal:
            services.create(actor=people["school_admin"], request_id=row.public_id, username=username, **times)
        assert refusal.value.where == "username"
        row.refresh_from_db()
        assert row.state == State.GRANTED

    def test_taken_login_names(self, world, people, newcomer, times):
        row = decide(people, self.ask(people, newcomer, times["at"]), times)
        taken = world.staff["english"].user.username.upper()
        with pytest.raises(Refused, match="USERNAME_TAKEN"):
            services.create(actor=people["school_admin"], request_id=row.public_id, username=taken, **times)

    def test_a_name_that_the_register_refuses_leaves_no_account(self, people, newcomer, times, monkeypatch):
        row = self.ask(people, newcomer, times["at"])
        decide(people, row, times)

        def refuse(*_: int) -> None:
            raise Refused("ACCOUNT_REQUEST_OPEN")

        monkeypatch.setattr(ports, "link_staff", refuse)
        with pytest.raises(Refused):
            services.create(actor=people["school_admin"], request_id=row.public_id, username="tuyet", **times)
        assert not User.objects.filter(username="tuyet").exists()


class TestDeciding:
    def test_nobody_decides_what_they_asked(self, world, people, times):
        row = ask(people, world, times, kind=Kind.FACTOR_RESET, by="principal")
        with pytest.raises(Forbidden, match="SAME_PERSON"):
            decide(people, row, times, by="principal")
        also_admin = replace(people["principal"], role=Role.SCHOOL_ADMIN, capacity="school_admin:99")
        with pytest.raises(Forbidden, match="SAME_PERSON"):
            services.decide(actor=also_admin, request_id=row.public_id, grant=True, answer="", **times)

    def test_nobody_asks_or_decides_about_their_own_account(self, world, people, times):
        with pytest.raises(Forbidden, match="OWN_ACCOUNT_NOT_YOURS"):
            ask(people, world, times, by="school_admin", owner="school_admin")
        row = ask(people, world, times, kind=Kind.FACTOR_RESET, by="vice_principal", owner="school_admin")
        with pytest.raises(Forbidden, match="OWN_ACCOUNT_NOT_YOURS"):
            decide(people, row, times, by="school_admin")

    def test_the_account_of_the_principal_is_the_deputys_to_decide(self, world, people, times):
        row = ask(people, world, times, owner="principal")
        with pytest.raises(Forbidden):
            decide(people, row, times, by="principal")
        assert decide(people, row, times, by="vice_principal").state == State.GRANTED
        other = ask(people, world, times, owner="english")
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            decide(people, other, times, by="vice_principal")

    @pytest.mark.parametrize("by", ["registrar", "clerk", "english", "homeroom:4A1"])
    def test_others_do_not_decide(self, world, people, times, by):
        row = ask(people, world, times)
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            decide(people, row, times, by=by)

    def test_it_takes_a_fresh_factor(self, world, people, times):
        row = ask(people, world, times)
        stale = replace(people["principal"], factor_checked_at=times["real_at"] - timedelta(minutes=11))
        with pytest.raises(FreshFactorNeeded):
            services.decide(actor=stale, request_id=row.public_id, grant=True, answer="", **times)

    def test_a_no_is_explained(self, world, people, times):
        row = ask(people, world, times)
        with pytest.raises(Refused, match="ACCOUNT_ANSWER_NEEDED"):
            decide(people, row, times, grant=False, answer="  ")
        assert decide(people, row, times, grant=False, answer="Đã gặp trực tiếp").state == State.REFUSED

    def test_once(self, world, people, times):
        row = ask(people, world, times)
        decide(people, row, times)
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_DECIDED"):
            decide(people, row, times, grant=False, answer="Đổi ý")

    def test_requests_of_another_school_are_not_there(self, world, neighbour, people, times):
        row = ask(people, world, times)
        stranger = actor_for(neighbour, "principal")
        with pytest.raises(Missing):
            services.decide(actor=stranger, request_id=row.public_id, grant=True, answer="", **times)
        with pytest.raises(Missing):
            selectors.request(stranger, row.public_id)
        with pytest.raises(Missing):
            services.withdraw(actor=stranger, request_id=row.public_id, at=times["at"])
        with pytest.raises(Missing):
            ask(people, neighbour, times)

    def test_a_reason_is_needed(self, world, people, times):
        with pytest.raises(Refused, match="ACCOUNT_REASON_NEEDED"):
            services.ask_change(
                actor=people["clerk"],
                kind=Kind.PASSWORD_RESET,
                user_id=world.staff["english"].user_id,
                reason=" ",
                **times,
            )

    def test_who_asked_may_take_it_back(self, world, people, times):
        row = ask(people, world, times, by="clerk")
        with pytest.raises(Missing):
            services.withdraw(actor=people["registrar"], request_id=row.public_id, at=times["at"])
        assert (
            services.withdraw(actor=people["clerk"], request_id=row.public_id, at=times["at"]).state == State.WITHDRAWN
        )
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_DECIDED"):
            decide(people, row, times)
        ask(people, world, times, by="clerk")


def test_what_each_sees_of_the_requests(world, people, times):
    mine = ask(people, world, times, by="clerk")
    ask(people, world, times, by="registrar", owner="homeroom:4A1")
    assert [row.request for row in selectors.requests(people["clerk"], open_only=True)] == [mine]
    seen = selectors.requests(people["principal"], open_only=True)
    assert len(seen) == 2
    assert all(row.may_decide and not row.may_execute and not row.may_withdraw for row in seen)
    assert not any(row.may_decide for row in selectors.requests(people["school_admin"], open_only=True))
    with pytest.raises(Forbidden):
        selectors.request(people["registrar"], mine.public_id)


def test_found_accounts_and_rescue(world, at, real_at):
    issued = services.found_account(full_name="Hà Văn Núi", email="", at=at, real_at=real_at)
    assert issued.username == "nui.hv"
    twin = services.found_account(full_name="Hồ Viết Núi", email="", at=at, real_at=real_at)
    assert twin.username == "nui.hv2"
    services.enrol_demo_totp(world.staff["principal"].user, SECRET)
    User.objects.filter(pk=world.staff["principal"].user_id).update(is_active=False)
    saved = services.rescue(username=world.staff["principal"].user.username, at=at, real_at=real_at)
    principal = User.objects.get(pk=saved.user_id)
    assert principal.is_active
    assert principal.check_password(saved.password)
    assert not Authenticator.objects.filter(user=principal).exists()
    entry = Entry.objects.get(action="accounts.account.rescued")
    assert (entry.user_id, entry.school_id) == (None, world.school.pk)
    with pytest.raises(Missing, match="ACCOUNT_UNKNOWN"):
        services.rescue(username="khong-co", at=at, real_at=real_at)


@pytest.mark.django_db
def test_known_secrets_only_in_the_demo(settings, at, real_at):
    settings.TESTING = False
    issued = services.found_account(full_name="Hà Văn Núi", email="", at=at, real_at=real_at)
    with pytest.raises(Refused, match="DEMO_ONLY"):
        services.enrol_demo_totp(User.objects.get(pk=issued.user_id), SECRET)


def test_names_of_accounts_in_one_question(world, django_assert_num_queries):
    ids = [staff.user_id for staff in world.staff.values()]
    with django_assert_num_queries(1):
        assert selectors.names([*ids, 0])[ids[0]] == "Lại Thị Hà"


def test_an_actor_without_capacity_of_the_school_sees_no_list(people):
    teacher: Actor = people["english"]
    with pytest.raises(Forbidden):
        selectors.accounts(teacher, today=TODAY)
    assert selectors.requests(teacher, open_only=False) == []
