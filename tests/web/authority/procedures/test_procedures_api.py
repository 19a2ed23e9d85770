"""The API for procedures, as an honest system and as somebody who wants more than was agreed."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.base import clock
from hocba_web.officers.roles import OfficerRole
from hocba_web.procedures.models import Call, Client, Token
from hocba_web.procedures.purposes import Purpose, Scope
from hocba_web.procedures.selectors.calls import calls_of
from hocba_web.procedures.services import clients, tokens
from support.web.authority_keys import NOW
from support.web.authority_site import make_officer
from support.web.families import family_of
from support.web.procedures import TODAY, System, client_of
from support.web.registering import make_school


@pytest.fixture
def family(authority_site):
    return family_of(make_school(), 1)


@pytest.fixture
def system(authority_site):
    return System(client_of())


def told_in(answer, site):
    """The signed answer, verified by the core as its receiver would."""
    assert answer.status_code == 200, answer.content
    trust = load_trust(site.folder / "trust")
    policy = Policy(validation_time=clock.real_now(), trust=trust)
    report = verify_statement(answer.content.decode(), policy, kind="hocba-answer")
    assert report.indication is Indication.TOTAL_PASSED, report.findings
    return report.payload


def test_an_answer_is_signed_for_this_client_and_question_alone(authority_site, system, family):
    payload = told_in(system.ask(family), authority_site)
    assert payload["aud"] == str(system.client.public_id)
    assert payload["nonce"] == "nonce-0000000000000001"
    assert 0 < payload["exp"] - payload["iat"] <= 300
    assert set(payload["answer"]) == {"ma_tra_cuu", "trang_thai", "hoan_thanh"}
    assert payload["answer"]["trang_thai"]["state"] == "current"


def test_only_the_fields_asked_for_are_told(authority_site, system, family):
    payload = told_in(system.ask(family, fields=["hoan-thanh"]), authority_site)
    assert set(payload["answer"]) == {"ma_tra_cuu", "hoan_thanh"}
    assert family.record.pupil.name not in json.dumps(dict(payload), ensure_ascii=False)


def test_every_call_is_kept_without_values_and_the_family_sees_it(authority_site, system, family):
    system.ask(family)
    call = Call.objects.get()
    assert (call.outcome, call.uuid, call.dossier) == ("answered", family.uuid, "TS6-2026/001")
    (seen,) = calls_of(family.uuid)
    assert "Tuyển sinh đầu cấp" in seen.client
    assert set(seen.fields) == {"Hoàn thành chương trình", "Tình trạng học bạ"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Nguyễn Ai Khác"},
        {"born": "2001-01-01"},
        {"personal_id": "022216999999"},
        {"identifier": "00000000-0000-4000-8000-00000000ffff"},
    ],
    ids=["name", "born", "personal-id", "uuid"],
)
def test_every_miss_has_the_same_answer(system, family, wrong):
    answer = system.ask(family, **wrong)
    assert answer.status_code == 404
    assert answer.json() == system.ask(family, name="X").json()
    assert set(Call.objects.values_list("outcome", "uuid")) == {("missed", None)}


def test_misses_ask_the_database_the_same(system, family):
    token = system.token().json()["access_token"]

    with CaptureQueriesContext(connection) as wrong_name:
        system.ask(family, token, name="X")
    with CaptureQueriesContext(connection) as no_record:
        system.ask(family, token, identifier="00000000-0000-4000-8000-00000000ffff")
    assert len(wrong_name) == len(no_record)


def test_nobody_is_told_more_than_was_agreed(system, family):
    assert system.ask(family, fields=["ket-qua-mon-hoc"]).json()["code"] == "PROCEDURES_SCOPE"
    assert system.ask(family, purpose="sao-y").json()["code"] == "PROCEDURES_PURPOSE"
    assert system.token(scope="ket-qua-mon-hoc").json() == {"error": "invalid_scope"}
    narrow = system.token(scope="trang-thai").json()["access_token"]
    assert system.ask(family, narrow, fields=["hoan-thanh"]).json()["code"] == "PROCEDURES_SCOPE"
    assert not Call.objects.filter(outcome="answered").exists()


def test_a_client_cannot_be_given_more_than_its_purpose_needs(authority_site):
    with pytest.raises(Exception, match="PROCEDURES_SCOPE_TOO_WIDE"):
        client_of(scopes=[Scope.SUBJECTS])


def test_a_nonce_counts_once(system, family):
    token = system.token().json()["access_token"]
    assert system.ask(family, token, nonce="n" * 20).status_code == 200
    assert system.ask(family, token, nonce="n" * 20).json()["code"] == "PROCEDURES_NONCE"


def test_quotas_hold_for_misses_too(authority_site, family):
    system = System(client_of(quota_minute=3))
    token = system.token().json()["access_token"]
    codes = [system.ask(family, token, name="X").status_code for _ in range(5)]
    assert codes == [404, 404, 404, 429, 429]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"\xff", b"{" * 3000, b'{"purpose":1,"purpose":2}'])
def test_malformed_questions_are_refused_before_anything_is_looked_up(system, body):
    token = system.token().json()["access_token"]
    answer = system.browser.post(
        "/api/thu-tuc/v1/hoc-ba", body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 400
    assert not Call.objects.exists()


def test_tokens_end(system, family, monkeypatch):
    token = system.token().json()["access_token"]
    later = clock.real_now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert system.ask(family, token).status_code == 401


def test_a_stopped_client_is_out_at_once(system, family):
    token = system.token().json()["access_token"]
    clients.stop(make_officer(OfficerRole.DECIDER), system.client.public_id, at=NOW)
    assert system.ask(family, token).status_code == 401
    assert system.token().status_code == 401
    assert not Token.objects.exists()


def test_a_secret_taken_away_while_it_is_compared_gives_no_token(system, monkeypatch):
    """Comparing takes a fifth of a second; the admin who saw a theft acts in it."""

    def slow(secret, stored):
        clients.new_secret(make_officer(OfficerRole.ADMIN), system.client.public_id, at=NOW)
        return check_password(secret, stored)

    monkeypatch.setattr(tokens, "check_password", slow)
    assert system.token().status_code == 401
    assert not Token.objects.exists()


def test_a_client_whose_days_are_over_is_out(authority_site, family):
    system = System(client_of(valid_until=TODAY))
    token = system.token().json()["access_token"]
    authority_site.move(NOW + timedelta(days=2))
    assert system.ask(family, token).status_code == 401


def test_wrong_secrets_and_unknown_clients_sound_the_same(system):
    wrong = system.token(secret="x")
    other = b64encode(b"00000000-0000-4000-8000-000000000000:x").decode()
    unknown = system.browser.post(
        "/oauth/token", {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {other}"}
    )
    assert (
        (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json()) == (401, {"error": "invalid_client"})
    )


def test_another_networks_token_is_no_use(authority_site, family):
    system = System(client_of(addresses=["203.0.113.0/24"]))
    assert system.token().status_code == 401


def test_nobody_approves_what_they_prepared(authority_site):
    officer = make_officer(OfficerRole.ADMIN)
    wanted = clients.Wanted(
        name="A",
        owner="B",
        legal_basis="C",
        contact="a@b.example",
        purposes=[Purpose.GRADE_6],
        scopes=[Scope.STATE],
        addresses=[],
        quota_day=1,
        quota_minute=1,
        valid_from=TODAY,
        valid_until=TODAY,
    )
    made = clients.prepare(officer, wanted, at=NOW)
    with pytest.raises(Exception, match="OFFICER_MAY_NOT"):
        clients.decide(officer, made.public_id, agree=True, answer="", at=NOW)
    assert Client.objects.get().state == Client.State.WAITING


def test_secrets_are_kept_as_hashes(system):
    client = Client.objects.get()
    assert system.secret not in json.dumps([client.secret, client.hook_secret])
    token = system.token().json()["access_token"]
    assert not Token.objects.filter(sha256=token).exists()


def test_nothing_can_be_listed(system):
    assert system.browser.get("/api/thu-tuc/v1/hoc-ba").status_code == 405


def test_the_description_names_what_there_is(authority_site):
    told = Browser().get("/api/thu-tuc/v1/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {"/oauth/token", "/api/thu-tuc/v1/hoc-ba"}


def test_tokens_cost_one_address_no_more_than_agreed(system, monkeypatch):
    monkeypatch.setattr("hocba_web.procedures.services.tokens.MOST_OF_ADDRESS", 3)
    looked_at = []
    monkeypatch.setattr(
        "hocba_web.procedures.services.tokens.check_password", lambda secret, _stored: looked_at.append(secret)
    )
    statuses = []
    for number in range(6):
        other = b64encode(f"00000000-0000-4000-8000-{number:012}:x".encode()).decode()
        answer = system.browser.post(
            "/oauth/token", {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {other}"}
        )
        statuses.append(answer.status_code)
    assert statuses == [401, 401, 401, 429, 429, 429]
    assert len(looked_at) == 3


def test_an_officer_of_some_areas_has_no_say(authority_site):
    made = clients.prepare(
        make_officer(OfficerRole.ADMIN),
        clients.Wanted(
            name="A", owner="B", legal_basis="C", contact="a@b.example", purposes=[Purpose.GRADE_6],
            scopes=[Scope.STATE], addresses=[], quota_day=1, quota_minute=1, valid_from=TODAY, valid_until=TODAY,
        ),
        at=NOW,
    )  # fmt: skip
    with pytest.raises(Exception, match="NOT_FOUND_HERE"):
        clients.decide(make_officer(OfficerRole.DECIDER, ["A1"]), made.public_id, agree=True, answer="", at=NOW)
