"""Judges that are overtaken, and certificates that are withdrawn while a list is judged: what was decided stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocba_web.audit.models import Entry
from hocba_web.base import clock
from hocba_web.gateway import tasks
from hocba_web.gateway.models import Certificate, Item, Message, RecallRequest
from hocba_web.gateway.services.judging import chunks, judge, lease
from hocba_web.register.models import Number
from support.keys import demo_ca
from support.web.authority import NOW, Sender, decide_certificate, package, sealed

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a process that is killed leaves: nothing after this point happens."""


@pytest.fixture
def nobody_looks(monkeypatch) -> None:
    """Messages are judged where the test says so, a record at a time."""
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    monkeypatch.setattr(chunks, "SIZE", 1)


@pytest.fixture
def approved(school: Sender) -> Certificate:
    """The school's certificate."""
    return school.school.certificates.get()


def before_chunk(monkeypatch, number: int, act) -> None:
    """Let something happen after this many chunks were decided, before the next one's transaction."""
    decide, began = chunks.decide, []

    def interrupted(bench, chunk):
        began.append(chunk)
        if len(began) == number + 1:
            act()
        return decide(bench, chunk)

    monkeypatch.setattr("hocba_web.gateway.services.judging.submission.chunks.decide", interrupted)


def errors(school: Sender, request) -> list[str]:
    """By record, in the list's order: why it was refused, empty where it was accepted."""
    return [row.error for row in school.send(school.ask(request)).rows]


def die() -> None:
    """The judge's process ends here."""
    raise Killed


@pytest.mark.usefixtures("nobody_looks")
def test_a_whole_refusal_of_a_later_attempt_leaves_what_an_earlier_one_accepted(
    school: Sender, approved: Certificate, monkeypatch
):
    request = school.submit(sealed(1), sealed(2))
    school.send(request)
    message = Message.objects.get(kind="submit")
    now = clock.real_now()
    with monkeypatch.context() as patched:
        before_chunk(patched, 1, die)
        with pytest.raises(Killed):
            judge(message.id, at=NOW, real_at=now)
    assert errors(school, request) == [""]
    decide_certificate(approved, approve=False)
    assert judge(message.id, at=NOW, real_at=now + lease.LEASE * 2)
    answer = school.send(school.ask(request))
    assert (answer.error, [row.error for row in answer.rows]) == ("", ["", "GATEWAY_CERTIFICATE_NOT_APPROVED"])
    message.refresh_from_db()
    assert (message.state, Number.objects.count()) == (Message.State.JUDGED, 1)


@pytest.mark.usefixtures("nobody_looks")
def test_a_judge_that_ended_under_a_clock_that_was_put_back_blocks_nobody_for_years(school: Sender, monkeypatch):
    school.send(school.submit(sealed(1)))
    message, now = Message.objects.get(kind="submit"), clock.real_now()
    with monkeypatch.context() as patched:
        before_chunk(patched, 0, die)
        with pytest.raises(Killed):
            judge(message.id, at=NOW, real_at=now + timedelta(days=3650))
    assert lease.due(now) == [message.id]
    assert judge(message.id, at=NOW, real_at=now)
    assert Number.objects.count() == 1


@pytest.mark.usefixtures("nobody_looks")
def test_a_certificate_withdrawn_while_its_list_is_judged_stops_the_rest(
    school: Sender, approved: Certificate, monkeypatch
):
    request = school.submit(sealed(1), sealed(2), sealed(3))
    school.send(request)
    before_chunk(monkeypatch, 1, lambda: decide_certificate(approved, approve=False))
    assert judge(Message.objects.get(kind="submit").id, at=NOW, real_at=clock.real_now())
    assert errors(school, request) == ["", *["GATEWAY_CERTIFICATE_NOT_APPROVED"] * 2]
    assert Number.objects.count() == 1


@pytest.mark.usefixtures("nobody_looks")
def test_a_seal_withdrawn_while_another_certificates_list_is_judged_counts_no_more(
    school: Sender, approved: Certificate, monkeypatch
):
    other = demo_ca().seal(school.school.name, kind="p256", key_no=5)
    school.send(school.certificate(other))
    decide_certificate(school.school.certificates.get(status="pending"))
    request = school.submit(whole=package(sealed(1), sealed(2), signer=other))
    school.send(request)
    before_chunk(monkeypatch, 1, lambda: decide_certificate(approved, approve=False))
    assert judge(Message.objects.get(kind="submit").id, at=NOW, real_at=clock.real_now())
    assert errors(school, request) == ["", "GATEWAY_SEAL_CERTIFICATE"]


@pytest.mark.usefixtures("nobody_looks")
def test_a_recall_whose_certificate_is_withdrawn_while_it_is_read_is_not_asked(
    school: Sender, approved: Certificate, monkeypatch
):
    school.send(school.submit(sealed(1)))
    now = clock.real_now()
    judge(Message.objects.get(kind="submit").id, at=NOW, real_at=now)
    asked = school.recall(sealed(1))
    school.send(asked)
    module = "hocba_web.gateway.services.judging.recall.rehearsal.rules_of"
    from hocba_web.gateway.services.rehearsal import rules_of  # noqa: PLC0415  # the one that is patched

    def withdrawn(found):
        decide_certificate(approved, approve=False)
        return rules_of(found)

    with monkeypatch.context() as patched:
        patched.setattr(module, withdrawn)
        assert judge(Message.objects.get(kind="recall").id, at=NOW, real_at=clock.real_now())
    assert not RecallRequest.objects.exists()
    assert Message.objects.get(kind="recall").error == "GATEWAY_CERTIFICATE_NOT_APPROVED"


@pytest.mark.usefixtures("nobody_looks")
def test_a_judge_whose_lease_was_taken_writes_nothing_more_and_ends_nothing(school: Sender, monkeypatch):
    request = school.submit(sealed(1), sealed(2))
    school.send(request)
    message = Message.objects.get(kind="submit")
    now = clock.real_now()

    def overtaken() -> None:
        """Three judges after the first: two that could not decide, whose attempts do not count, and one at work."""
        later = now + lease.LEASE * 2
        taken = lease.claim(message.id, later)
        assert taken is not None
        lease.put_back(taken, later)
        assert lease.claim(message.id, later + lease.AGAIN * 2) is not None

    before_chunk(monkeypatch, 1, overtaken)
    assert not judge(message.id, at=NOW, real_at=now)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.STORED, 1)
    assert Number.objects.count() == 1
    assert Item.objects.filter(state=Item.State.PENDING).count() == 1
    assert not Entry.objects.filter(action="gateway.message.judged").exists()


@pytest.mark.usefixtures("nobody_looks")
def test_a_judge_that_was_overtaken_does_not_end_the_others_judgement(school: Sender):
    school.send(school.submit(sealed(1)))
    now = clock.real_now()
    first = lease.claim(Message.objects.get(kind="submit").id, now)
    assert first is not None
    second = lease.claim(first.id, now + lease.LEASE * 2)
    assert second is not None
    assert not lease.finish(first, NOW, error="GATEWAY_LIST_UNREADABLE")
    lease.put_back(first, now)
    second.refresh_from_db()
    assert (second.state, second.attempts, second.lease_until) == (
        Message.State.STORED,
        2,
        now + lease.LEASE * 3,
    )
    assert lease.finish(second, NOW)


def test_a_school_that_asks_and_asks_and_a_busy_evening_do_not_fill_the_queue(school: Sender, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(tasks, "look", asked.append)
    request = school.submit(sealed(1))
    school.send(request)
    for _ in range(5):
        assert school.send(school.ask(request)).rows == ()
    message = Message.objects.get(kind="submit")
    assert asked == [message.id] * 2  # when it came, and once for all questions
    later = [Message(message_id=f"x-{number}", **members(message)) for number in range(tasks._AT_ONCE + 5)]
    Message.objects.bulk_create(later)
    asked.clear()
    assert tasks.pick_up(NOW) == tasks._AT_ONCE
    assert asked == sorted(asked)
    assert asked[0] == message.id


def members(message: Message) -> dict[str, object]:
    """What a message has in common with another."""
    names = ("school", "kind", "digest", "school_year", "content", "received_at", "judge_after")
    return {name: getattr(message, name) for name in names}


def test_a_job_that_finds_nothing_to_do_does_not_ask_the_witness(school: Sender, monkeypatch):
    settled: list[object] = []
    monkeypatch.setattr("hocba_web.gateway.services.judging.settle_in_passing", lambda **told: settled.append(told))
    school.send(school.submit(sealed(1)))
    message = Message.objects.get(kind="submit")
    assert (message.state, len(settled)) == (Message.State.JUDGED, 1)
    tasks.judge.enqueue(message.id)
    assert len(settled) == 1
