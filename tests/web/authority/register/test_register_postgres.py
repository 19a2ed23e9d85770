"""On a real server: partitions by school year, evidence that nobody changes, two processes at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hocba.model import ClosingGroup
from hocba_web.base.refusals import Refused
from hocba_web.register import partitions
from hocba_web.register.models import Closing, Number, Receipt, Record
from hocba_web.register.services import recalls, receipts
from hocba_web.register.services.accepting import accept_many
from hocba_web.register.services.closing.doing import close
from support.web.registering import AT, YEAR, held, hold, judged, make_school, uuid_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _server(transactional_db, authority_site):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has neither partitions nor two writers")


def _sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else None


def _parts():
    return dict(_sql("SELECT tableoid::regclass::text, count(*) FROM register_record GROUP BY 1"))


def test_each_year_lies_in_its_partition_and_an_odd_year_in_the_rest():
    school = make_school()
    for number, year in ((1, 2025), (2, 2026), (3, 2019)):
        held(school, number, school_year=year)
    assert _parts() == {"register_record_2025": 1, "register_record_2026": 1, "register_record_rest": 1}
    plan = " ".join(row[0] for row in _sql("EXPLAIN SELECT * FROM register_record WHERE school_year = 2026"))
    assert "register_record_2026" in plan
    assert "register_record_2025" not in plan


def test_partitions_are_made_ahead_once_and_guarded_too():
    before = partitions.names()
    assert "register_record_2031" not in before
    with transaction.atomic():
        assert partitions.make_ahead(datetime(2029, 12, 31, 17, 0, tzinfo=UTC)) > 0  # 2030 in Vietnam
        assert "register_record_2032" in partitions.names()
        assert partitions.make_ahead(datetime(2029, 12, 31, 17, 0, tzinfo=UTC)) == 0
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _sql("TRUNCATE register_record_2032")
        transaction.set_rollback(True)
    assert partitions.names() == before


def test_a_year_that_began_in_the_rest_stays_there():
    held(make_school(), 1, school_year=2019)
    with transaction.atomic():
        assert partitions.make(2018, 2019) == 1
        assert "register_record_2019" not in partitions.names()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_record SET pupil_name = 'x'",
        "UPDATE register_record_2025 SET pupil_name = 'x'",
        "DELETE FROM register_record",
        "DELETE FROM register_record_2025",
        "TRUNCATE register_record",
        "TRUNCATE register_record_2025",
        "UPDATE register_closing SET records = 7",
        "TRUNCATE register_receipt",
    ],
)
def test_evidence_is_never_changed_nor_emptied(statement):
    school = make_school()
    held(school, 1)
    close(school, YEAR, ClosingGroup.JUNE, decision="", at=AT, actor=None)
    with pytest.raises(DatabaseError, match="append-only"):
        _sql(statement)
    assert Record.objects.count() == 1


def test_a_uuid_is_unique_over_all_years_whatever_writes_it():
    number = held(make_school(), 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(
            uuid=number.uuid,
            school=number.school,
            school_year=2026,
            group="15/6",
            personal_id="022216999999",
            accepted_at=AT,
        )


def _at_once(*works):
    """Run each in a thread with a connection of its own."""

    def run(work):
        try:
            return work()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_processes_accept_the_same_pupil_of_two_schools():
    """Each holds its transaction open until the other waits: the database decides, and the loser's others are kept."""
    first, second = make_school(), make_school()
    mine = [judged(first, 1), judged(first, 3)]
    theirs = [judged(second, 2, personal_id=mine[0].personal_id), judged(second, 4)]
    written = Event()

    def leading():
        with transaction.atomic():
            answers = accept_many(mine, at=AT)
            written.set()
            _wait_for_waiter()
        return answers

    def following():
        assert written.wait(10)
        return hold(*theirs)

    won, lost = _at_once(leading, following)
    assert all(isinstance(answer, Number) for answer in won.values())
    assert lost[uuid_of(2)].code == "RACED_PUPIL"
    assert isinstance(lost[uuid_of(4)], Number)
    assert set(Record.objects.values_list("uuid", flat=True)) == {uuid_of(1), uuid_of(3), uuid_of(4)}


def test_two_processes_accept_the_same_uuid():
    first, second = make_school(), make_school()
    written = Event()

    def leading():
        with transaction.atomic():
            answers = accept_many([judged(first, 1)], at=AT)
            written.set()
            _wait_for_waiter()
        return answers

    def following():
        assert written.wait(10)
        return hold(judged(second, 1, personal_id="022216777777"))

    _, lost = _at_once(leading, following)
    assert lost[uuid_of(1)].code == "RACED_NUMBER"
    assert Number.objects.get().school_id == first.id


def test_nothing_slips_into_a_group_while_it_is_closed():
    school = make_school()
    written = Event()

    def closing():
        with transaction.atomic():
            made = close(school, YEAR, ClosingGroup.JUNE, decision="", at=AT, actor=None)
            written.set()
            _wait_for_waiter()
        return made

    def accepting():
        assert written.wait(10)
        return hold(judged(school, 1))

    made, answers = _at_once(closing, accepting)
    assert answers[uuid_of(1)].code == "RACED_CLOSED"
    assert made.records == Number.objects.count() == 0


def test_a_recall_asked_for_while_the_group_is_closed_comes_too_late():
    school = make_school()
    held(school, 1)
    written = Event()

    def closing():
        with transaction.atomic():
            close(school, YEAR, ClosingGroup.JUNE, decision="", at=AT, actor=None)
            written.set()
            _wait_for_waiter()

    def asking():
        assert written.wait(10)
        return recalls.request(uuid_of(1), school_id=school.id, message_id="m", reason="", at=AT)

    assert _at_once(closing, asking)[1] == "GATEWAY_RECALL_CLOSED"
    assert Closing.objects.get().records == 1


def test_two_processes_sign_each_receipt_once(authority_site):
    authority_site.settings.LOG = {"name": "", "key": "", "witnesses": ""}
    school = make_school()
    hold(*(judged(school, number) for number in range(1, 50)))
    hold(*(judged(school, number) for number in range(50, 121)))
    signed = _at_once(lambda: receipts.sign_due(at=AT), lambda: receipts.sign_due(at=AT))
    receipts.sign_due(at=AT)  # a batch that ended short while the other held the rest
    assert sum(signed) <= Receipt.objects.count() == 120
    assert receipts.waiting() == 0


def _wait_for_waiter():
    """Until another connection waits for a lock that this one holds."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    for _ in range(20_000):
        if _sql(waiting)[0][0]:
            return
    raise AssertionError("nobody waits")
