"""What the admin carries out once two people agreed, and what takes no request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from hocba_web.accounts import services
from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.ports import ports
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from support.web import actor_for
from support.web.account_requests import ask, decide, traces
from support.web.factors import SECRET

Kind, State = AccountRequest.Kind, AccountRequest.State
TODAY = date(2026, 5, 25)


class TestCarryingOut:
    def test_only_what_was_granted(self, world, people, times):
        row = ask(people, world, times)
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_NOT_GRANTED"):
            services.reset_password(actor=people["school_admin"], request_id=row.public_id, **times)
        decide(people, row, times)
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_NOT_GRANTED"):
            services.reactivate(actor=people["school_admin"], request_id=row.public_id, **times)

    @pytest.mark.parametrize("by", ["principal", "vice_principal", "registrar", "clerk"])
    def test_only_the_admin(self, world, people, times, by):
        row = decide(people, ask(people, world, times), times)
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            services.reset_password(actor=people[by], request_id=row.public_id, **times)

    def test_a_reset_password_ends_sessions_and_tells_the_owner(self, world, people, times, monkeypatch):
        told = []
        monkeypatch.setattr(ports, "notify", lambda user_id, kind, text: told.append((user_id, kind, text)))
        browser = Client()
        browser.force_login(world.staff["english"].user)
        browser.get("/tai-khoan/")
        row = decide(people, ask(people, world, times), times)
        issued = services.reset_password(actor=people["school_admin"], request_id=row.public_id, **times)
        assert browser.get("/tai-khoan/")["Location"].startswith("/tai-khoan/login/")
        owner = User.objects.get(pk=world.staff["english"].user_id)
        assert owner.check_password(issued.password)
        assert owner.must_change_password
        assert (owner.pk, "accounts.password.reset") in {(user, kind) for user, kind, _ in told}
        assert all(issued.password not in text for _, _, text in told)

    def test_once(self, world, people, times):
        row = decide(people, ask(people, world, times), times)
        services.reset_password(actor=people["school_admin"], request_id=row.public_id, **times)
        with pytest.raises(Refused, match="ACCOUNT_REQUEST_NOT_GRANTED"):
            services.reset_password(actor=people["school_admin"], request_id=row.public_id, **times)

    def test_a_factor_reset_takes_two_people_and_one_step(self, world, people, times, monkeypatch):
        told = []
        monkeypatch.setattr(ports, "notify", lambda user_id, kind, _text: told.append((user_id, kind)))
        clerk = world.staff["clerk"].user
        services.enrol_demo_totp(clerk, SECRET)
        browser = Client()
        browser.force_login(clerk)
        browser.get("/tai-khoan/xac-nhan/")
        row = ask(people, world, times, kind=Kind.FACTOR_RESET, owner="clerk")
        assert Authenticator.objects.filter(user=clerk).exists()
        assert decide(people, row, times).state == State.DONE
        assert not Authenticator.objects.filter(user=clerk).exists()
        assert not UserSession.objects.filter(user=clerk).exists()
        assert (clerk.pk, "accounts.factor.reset") in told
        entry = Entry.objects.get(action="accounts.factor.reset")
        assert f'"asked_by":{people["school_admin"].user_id}' in entry.details_json.replace(" ", "")

    def test_the_other_way_round(self, world, people, times):
        row = ask(people, world, times, kind=Kind.FACTOR_RESET, by="principal", owner="clerk")
        assert decide(people, row, times, by="school_admin").state == State.DONE

    def test_asking_for_a_factor_reset_takes_a_fresh_factor(self, world, people, times):
        people["school_admin"] = replace(people["school_admin"], factor_checked_at=None)
        with pytest.raises(FreshFactorNeeded):
            ask(people, world, times, kind=Kind.FACTOR_RESET, owner="clerk")

    def test_closing_at_once(self, world, people, times):
        browser = Client()
        browser.force_login(world.staff["english"].user)
        browser.get("/tai-khoan/")
        row = decide(people, ask(people, world, times, kind=Kind.DEACTIVATE), times)
        services.deactivate(actor=people["school_admin"], request_id=row.public_id, today=TODAY, **times)
        assert browser.get("/tai-khoan/").status_code == 302
        assert not User.objects.get(pk=world.staff["english"].user_id).is_active
        with pytest.raises(Refused, match="ACCOUNT_CLOSED_ALREADY"):
            ask(people, world, times, kind=Kind.DEACTIVATE)

    def test_closing_on_the_last_day_of_work(self, world, people, times):
        day = TODAY + timedelta(days=6)
        row = decide(people, ask(people, world, times, kind=Kind.DEACTIVATE, effective_on=day), times)
        owner = services.deactivate(actor=people["school_admin"], request_id=row.public_id, today=TODAY, **times)
        assert not owner.closed_on(day - timedelta(days=1))
        assert owner.closed_on(day)
        assert services.close_due(day - timedelta(days=1), times["at"]) == 0
        assert services.close_due(day, times["at"]) == 1
        assert services.close_due(day, times["at"]) == 0
        assert traces("accounts.account.expired") == 1

    def test_opening_again(self, world, people, times):
        with pytest.raises(Refused, match="ACCOUNT_OPEN_ALREADY"):
            ask(people, world, times, kind=Kind.REACTIVATE)
        User.objects.filter(pk=world.staff["english"].user_id).update(is_active=False, closes_on=TODAY)
        row = decide(people, ask(people, world, times, kind=Kind.REACTIVATE), times)
        issued = services.reactivate(actor=people["school_admin"], request_id=row.public_id, **times)
        owner = User.objects.get(pk=issued.user_id)
        assert not owner.closed_on(TODAY)
        assert owner.check_password(issued.password)

    def test_ending_all_sessions_of_an_account_takes_no_request(self, world, neighbour, people, times):
        browser = Client()
        browser.force_login(world.staff["english"].user)
        browser.get("/tai-khoan/")
        user_id = world.staff["english"].user_id
        for by in ("vice_principal", "clerk"):
            with pytest.raises(Forbidden):
                services.end_all_sessions(actor=people[by], user_id=user_id, **times)
        with pytest.raises(Missing):
            services.end_all_sessions(actor=actor_for(neighbour, "school_admin"), user_id=user_id, **times)
        assert services.end_all_sessions(actor=people["principal"], user_id=user_id, **times) == 1
        assert browser.get("/tai-khoan/").status_code == 302
        assert traces("accounts.sessions.ended") == 1
