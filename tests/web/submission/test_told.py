"""The authority's messages at the school: taken once, never changed, read by person, shown as the text they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hocba.exchange.messages import AskNotices, Notice, answer_json, parse_answer
from hocba_web.audit.models import Entry
from hocba_web.schools.models import School
from hocba_web.submission.models import AuthorityMessage, AuthorityMessageRead, GatewayAccount
from hocba_web.submission.services.account import configure
from hocba_web.submission.services.told import AFTER_TROUBLE, ASK_EVERY, ask, due_schools
from hocba_web.submission.tasks import ask_told
from hocba_web.supervision.models import Notice as Line
from support.web.acting import actor_for, logged_in
from support.web.school import NOW, SchoolWorld
from support.web.signing import real_now
from web.submission.scripted import ScriptedGateway, answer_lost, unreachable

SENT = datetime(2026, 5, 25, 1, 30, tzinfo=UTC)
FIRST = Notice(UUID(int=1), "Nhắc hạn 15/6", "Dòng một\nDòng hai", SENT)
SECOND = Notice(UUID(int=2), "Lịch tập huấn", "Ngày 28/5 tại Sở.", SENT + timedelta(hours=1))
LIST = "/nop-hoc-ba/tin-cua-so/"


@pytest.fixture
def school(world: SchoolWorld, settings: Any) -> SchoolWorld:
    """With an account at the gateway."""
    settings.GATEWAY_URL = "http://127.0.0.1:1/"
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code="22999001",
        user_name="hocba",
        password="mat-khau-cong",
        token="ma-truy-cap",
        at=NOW,
        real_at=real_now(),
    )
    return world


def hear(world: SchoolWorld, *rows: Notice, later: timedelta = timedelta(), gateway: Any = None) -> int:
    """A job asks; the authority has these messages."""
    door = gateway or ScriptedGateway(notices=list(rows))
    return ask(world.school.id, at=NOW, real_at=real_now() + later, gateway=door)


def account() -> GatewayAccount:
    """As it stands."""
    return GatewayAccount.objects.get()


def test_a_message_comes_once_however_often_it_is_told(school: SchoolWorld) -> None:
    assert hear(school, FIRST) == 1
    assert hear(school, SECOND, FIRST, later=ASK_EVERY) == 1
    assert [one.subject for one in AuthorityMessage.objects.all()] == ["Lịch tập huấn", "Nhắc hạn 15/6"]
    kept = AuthorityMessage.objects.get(number=FIRST.number)
    assert (kept.text, kept.sent_at, kept.received_at) == ("Dòng một\nDòng hai", SENT, NOW)
    told = Line.objects.filter(kind="submission.told.received", user_id=actor_for(school, "principal").user_id)
    assert told.count() == 2


def test_the_authority_is_asked_every_quarter_and_by_one_job(school: SchoolWorld) -> None:
    door = ScriptedGateway(notices=[FIRST])
    assert due_schools(real_now()) == [school.school.id]
    for minutes in (0, 1, 14):
        hear(school, later=timedelta(minutes=minutes), gateway=door)
    assert len(door.sent(AskNotices)) == 1
    assert due_schools(real_now() + timedelta(minutes=16)) == [school.school.id]
    assert ask_told(NOW) == 0


@pytest.mark.parametrize(
    ("door", "code"),
    [
        (ScriptedGateway(script=[unreachable]), "GATEWAY_UNREACHABLE"),
        (ScriptedGateway(notices=[FIRST], script=[answer_lost]), "GATEWAY_CONNECTION_LOST"),
        (ScriptedGateway(), "AUTHORITY_MESSAGES_REFUSED"),
    ],
    ids=["away", "answer lost", "function unknown"],
)
def test_trouble_waits_an_hour_and_loses_nothing(
    school: SchoolWorld, client: Client, at: Any, door: ScriptedGateway, code: str
) -> None:
    assert hear(school, gateway=door) == 0
    assert account().told_problem == code
    assert due_schools(real_now() + ASK_EVERY) == []
    page = logged_in(client, school, "principal").get(LIST)
    assert page.status_code == 200
    assert hear(school, FIRST, later=AFTER_TROUBLE + timedelta(minutes=1)) == 1
    assert account().told_problem == ""


def test_other_content_under_a_number_is_not_taken_over(school: SchoolWorld, client: Client, at: Any) -> None:
    """Said on the page and in the trace, once."""
    hear(school, FIRST)
    other = replace(FIRST, text="Hạn lùi đến 30/6")
    for quarters in (1, 2):
        assert hear(school, other, later=quarters * ASK_EVERY + timedelta(minutes=1)) == 0
    assert AuthorityMessage.objects.get().text == FIRST.text
    assert Entry.objects.filter(action="submission.told.changed").count() == 1
    assert "Tin nhận lần đầu được giữ nguyên" in logged_in(client, school, "clerk").get(LIST).content.decode()
    assert hear(school, other, FIRST, later=4 * ASK_EVERY) == 0, "twice in one answer is no other message either"
    assert AuthorityMessage.objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["submission_authoritymessage", "submission_authoritymessageread"])
def test_what_came_cannot_be_changed(school: SchoolWorld, client: Client, at: Any, table: str, statement: str) -> None:
    hear(school, FIRST)
    logged_in(client, school, "principal").get(f"{LIST}{FIRST.number}/")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def broken(**changes: object) -> Any:
    """A gateway whose answer, as it stands on the wire, has one message more, wrong in one place."""
    rows = int(str(changes.pop("rows", 1)))

    def send(gateway: ScriptedGateway, request: Any) -> Any:
        told = json.loads(answer_json(gateway.handle(request)))
        one = told["hocba"]["notices"][0]
        told["hocba"]["notices"] += [one | {"number": str(UUID(int=99))} | changes] * rows
        return parse_answer(json.dumps(told).encode(), request)

    return ScriptedGateway(notices=[FIRST], script=[send])


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "x" * 4001},
        {"subject": "x" * 151},
        {"subject": "hai\ndòng"},
        {"subject": ""},
        {"text": "\x1b[31mđỏ"},
        {"text": ["mảng"]},
        {"number": "không phải số"},
        {"sent_at": "2026-05-25T08:30:00"},
        {"rows": 50},
    ],
    ids=["text", "subject", "lines in subject", "no subject", "control", "type", "number", "no zone", "51 messages"],
)
def test_an_answer_beyond_the_limits_is_refused_whole(school: SchoolWorld, changes: dict[str, object]) -> None:
    assert hear(school, gateway=broken(**changes)) == 0
    assert not AuthorityMessage.objects.exists()
    assert account().told_problem == "MESSAGE_MALFORMED"


def test_the_longest_message_within_the_limits_is_kept_whole(school: SchoolWorld) -> None:
    longest = replace(FIRST, subject="ệ" * 150, text="ệ" * 4000)
    assert hear(school, longest) == 1
    assert AuthorityMessage.objects.get().text == longest.text


def test_markup_is_shown_as_the_text_it_is(school: SchoolWorld, client: Client, at: Any) -> None:
    hear(school, replace(FIRST, subject="<b>Khẩn</b>", text='<script>alert(1)</script>\n<a href="//x">bấm</a>'))
    browser = logged_in(client, school, "principal")
    for path in ("/", LIST, f"{LIST}{FIRST.number}/"):
        page = browser.get(path).content.decode()
        assert "&lt;b&gt;Khẩn&lt;/b&gt;" in page
        assert "<b>Khẩn" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;a href" in page
    assert "<script>alert" not in page


def test_the_front_page_says_what_is_unread_until_it_is_opened(school: SchoolWorld, at: Any) -> None:
    """By person: what the principal opened is new to the clerk still; the second opening notes nothing."""
    head, clerk = logged_in(Client(), school, "principal"), logged_in(Client(), school, "clerk")
    assert "Tất cả tin của Sở" not in head.get("/").content.decode()
    hear(school, SECOND, FIRST)
    assert "2 tin chưa đọc" in head.get("/").content.decode()
    for _ in range(2):
        assert "Dòng một<br>Dòng hai" in head.get(f"{LIST}{FIRST.number}/").content.decode()
    assert "1 tin chưa đọc" in head.get("/").content.decode()
    assert "2 tin chưa đọc" in clerk.get("/").content.decode()
    head.get(f"{LIST}{SECOND.number}/")
    assert "Đã đọc hết" in head.get("/").content.decode()
    assert AuthorityMessageRead.objects.count() == 2
    assert Entry.objects.filter(action="submission.told.read").count() == 2


def test_who_does_not_follow_submitting_sees_none_of_it(school: SchoolWorld, client: Client, at: Any) -> None:
    hear(school, FIRST)
    teacher = logged_in(client, school, "homeroom:4A1")
    assert "Tin của Sở" not in teacher.get("/").content.decode()
    assert teacher.get(LIST).status_code == 403
    assert teacher.get(f"{LIST}{FIRST.number}/").status_code == 403
    assert not AuthorityMessageRead.objects.exists()


def test_a_message_of_another_school_is_not_there(school: SchoolWorld, client: Client, at: Any) -> None:
    other = School.objects.create(code="79999999", name="Trường khác", authority_name="Sở khác")
    AuthorityMessage.objects.create(
        school=other, number=FIRST.number, subject="Riêng", text="Riêng", sent_at=SENT, received_at=NOW
    )
    browser = logged_in(client, school, "principal")
    assert "Riêng" not in browser.get(LIST).content.decode()
    assert browser.get(f"{LIST}{FIRST.number}/").status_code == 404
    assert hear(school, FIRST) == 1, "the same number for both: each has its own"


@pytest.mark.parametrize("role", ["clerk", "principal", "registrar", "vice_principal"])
def test_the_page_teaches_before_anything_came(world: SchoolWorld, client: Client, at: Any, role: str) -> None:
    page = logged_in(client, world, role).get(LIST)
    assert page.status_code == 200
    assert "cài đặt tài khoản ở cổng tiếp nhận" in page.content.decode()


def test_a_new_account_is_asked_with_at_once(school: SchoolWorld) -> None:
    hear(school, gateway=ScriptedGateway(script=[unreachable]))
    assert due_schools(real_now()) == []
    actor = actor_for(school, "school_admin")
    configure(
        actor=actor, unit_code="22999001", user_name="moi", password="mat", token="ma", at=NOW, real_at=real_now()
    )
    assert due_schools(real_now()) == [school.school.id]
