"""The door of the exchange: size before parsing, login before storing, one form of refusal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hocba.exchange.messages import Login, Received, UploadPdf, parse_answer, request_json
from hocba.exchange.profile import exchange_profile
from hocba_web.base import clock
from hocba_web.gateway.models import Access, Message, SealedPdf
from hocba_web.gateway.services import fitted, pace, units
from support.web.authority import ADDRESS, NOW, YEAR, Sender, make_sender, record_of, sealed

pytestmark = pytest.mark.django_db


def refusal(response, request) -> str:
    """The code in an answer, whose form is always the same."""
    assert response["Content-Type"].startswith("application/json")
    answer = parse_answer(response.content, request)
    assert answer.error_description
    return answer.error


def test_10_mb_and_one_byte_is_refused_before_it_is_parsed(school: Sender):
    request = school.submit(sealed(1))
    limit = exchange_profile().limits.request_bytes
    body = request_json(request)
    at_limit = body + b" " * (limit - len(body))
    assert school.post(at_limit).status_code == 200
    over = school.post(at_limit + b" ")
    assert (over.status_code, refusal(over, request)) == (413, "GATEWAY_TOO_LARGE")
    lying = school.post(at_limit + b" ", CONTENT_LENGTH=10)
    assert lying.status_code in (400, 413)


def test_what_cannot_be_read_is_refused_without_a_trace_in_the_tables(school: Sender):
    request = school.submit(sealed(1))
    body = request_json(request)
    before = Message.objects.count()
    for response in (
        school.post(b"{"),
        school.post(json.dumps(json.loads(body) | {"more": 1}).encode()),
        school.post(body[:-10]),
    ):
        assert (response.status_code, refusal(response, request)) == (400, "GATEWAY_MALFORMED")
    packed = school.post(body, headers={"Content-Encoding": "gzip"})
    assert (packed.status_code, refusal(packed, request)) == (415, "GATEWAY_MALFORMED")
    text = school.client.post(ADDRESS, body, content_type="text/plain")
    assert text.status_code == 415
    assert school.client.get(ADDRESS).status_code == 405
    assert Message.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "00000000"},
        {"user_name": "ai-do"},
        {"password_hash": "0" * 64},
        {"token": "x"},
        {"token": ""},
    ],
)
def test_a_wrong_login_stores_nothing_and_says_nothing_more(school: Sender, wrong):
    request = replace(school.submit(sealed(1)), login=replace(school.login, **wrong))
    before = Message.objects.count()
    response = school.post(request_json(request))
    assert response.status_code == (401 if wrong != {"token": ""} else 400)
    if response.status_code == 401:
        assert refusal(response, request) == "GATEWAY_LOGIN_WRONG"
    assert Message.objects.count() == before


def test_a_school_that_is_out_cannot_log_in(school: Sender):
    Access.objects.update(active=False)
    assert school.post(request_json(school.submit(sealed(1)))).status_code == 401


def test_guessing_is_stopped(school: Sender):
    wrong = replace(school.submit(sealed(1)), login=replace(school.login, token="x"))
    for _ in range(pace.MOST_FAILURES):
        assert school.post(request_json(wrong)).status_code == 401
    right = school.submit(sealed(1))
    assert school.post(request_json(right)).status_code == 401  # even the right one waits now
    assert school.post(request_json(right), REMOTE_ADDR="192.0.2.7").status_code == 200  # but not from elsewhere


def test_a_login_is_told_once_and_kept_as_hashes(db):
    found = units.put_school(code="22990401", name="Trường")
    given = units.give_login(None, found, user_name="vanthu", at=NOW)
    row = Access.objects.get()
    stored = f"{row.password} {row.token}"
    login = Login.of(given.unit, given.user_name, given.password, given.token)
    assert given.password not in stored
    assert given.token not in stored
    assert login.password_hash not in stored
    assert units.school_of(login, "127.0.0.1", real_at=NOW) == found
    again = units.give_login(None, found, user_name="vanthu", at=NOW)
    with pytest.raises(units.LoginWrong):
        units.school_of(login, "127.0.0.1", real_at=NOW)
    renewed = Login.of(again.unit, "vanthu", again.password, again.token)
    assert units.school_of(renewed, "127.0.0.1", real_at=NOW) == found
    assert given.password not in repr(given)


def test_one_slow_comparison_serves_many_requests_and_no_wrong_one(db, monkeypatch):
    found = units.put_school(code="22990401", name="Trường")
    given = units.give_login(None, found, user_name="vanthu", at=NOW)
    login = Login.of(given.unit, given.user_name, given.password, given.token)
    slow = []
    compared = units.check_password
    monkeypatch.setattr(units, "check_password", lambda *told: slow.append(told) or compared(*told))
    for _ in range(3):
        assert units.school_of(login, "127.0.0.1", real_at=NOW) == found
    assert len(slow) == 1
    for wrong in ({"password_hash": "0" * 64}, {"token": "x"}, {"user_name": "ai"}, {"token": "x"}):
        with pytest.raises(units.LoginWrong):
            units.school_of(replace(login, **wrong), "127.0.0.1", real_at=NOW)
    assert len(slow) == 5, "what does not fit takes as long as ever"
    assert units.school_of(login, "127.0.0.1", real_at=NOW + fitted.LASTS) == found
    assert len(slow) == 6
    Access.objects.update(active=False)
    with pytest.raises(units.LoginWrong):
        units.school_of(login, "127.0.0.1", real_at=NOW + fitted.LASTS)


def test_a_pdf_is_kept_until_its_record_is_judged(school: Sender):
    request = UploadPdf(
        login=school.login, school_year=YEAR, message_id=school.id(), uuid=record_of(1).lookup_uuid, pdf=b"%PDF-1.7 x"
    )
    answer = school.send(request)
    assert isinstance(answer, Received)
    assert not answer.refused
    assert school.send(request) == answer
    assert SealedPdf.objects.count() == 1
    assert school.send(replace(request, pdf=b"%PDF-1.7 y")).error == "GATEWAY_MESSAGE_REUSED"
    for wrong in (b"x", b"%PDF-" + b"x" * 4_000_000):
        assert school.send(replace(request, message_id=school.id(), pdf=wrong)).error == "GATEWAY_PDF_WRONG"
    # It is no PDF of that record: the record is not accepted with it.
    (row,) = school.judged(sealed(1)).rows
    assert row.error == "GATEWAY_PDF_WRONG"


def test_schools_do_not_share_message_ids(school: Sender):
    other = make_sender("22000001", "Trường Tiểu học Khác")
    first = school.submit(sealed(1))
    assert not school.send(first).refused
    second = replace(first, login=other.login)
    assert not other.send(second).refused
    assert other.send(other.ask(second)).error == "GATEWAY_CERTIFICATE_NOT_APPROVED"
    assert Message.objects.filter(message_id=first.message_id).count() == 2


def test_nothing_secret_is_logged(school: Sender, capsys, caplog):
    wrong = replace(school.submit(sealed(1)), login=replace(school.login, token="bi-mat-token"))
    school.post(request_json(wrong))
    school.send(school.submit(sealed(1)))
    told = caplog.text + "".join(capsys.readouterr())
    for secret in ("bi-mat-token", school.login.token, school.login.password_hash):
        assert secret not in told


def test_the_clock_of_the_product_is_the_one_of_receipt(school: Sender):
    school.send(school.submit(sealed(1)))
    assert Message.objects.get(kind="submit").received_at == clock.now()
