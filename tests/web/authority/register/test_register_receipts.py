"""Receipts: signed by the authority, with the place in the log once it is published; codes that are told once."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hocba.adapters.clock import SystemClock
from hocba.exchange.codes import read_code
from hocba.exchange.statements import Receipt
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba.verification.log import included, read_leaf, read_vkey, verify_checkpoint
from hocba_web.audit.models import Entry
from hocba_web.base import ticks
from hocba_web.register.models import Number
from hocba_web.register.models import Receipt as Signed
from hocba_web.register.selectors import records
from hocba_web.register.services import codes, receipts, states
from hocba_web.transparency.services import checkpoints
from support.web.registering import AT, YEAR, held, make_school, uuid_of
from support.web.transparent import log_world, witnessed

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def site(authority_site):
    """Keys and files of the authority; no log is kept unless a test says so."""
    authority_site.settings.LOG = {"name": "", "key": "", "witnesses": ""}
    return authority_site


@pytest.fixture
def log(site):
    """A log with a witness."""
    world = log_world(site.folder / "log")
    site.settings.LOG = world.settings
    with witnessed(world):
        yield world


def _stated(site, uuid):
    policy = Policy(validation_time=LATER, trust=load_trust(site.folder / "trust"))
    report = verify_statement(records.receipt(uuid), policy, kind=Receipt.kind)
    assert report.indication is Indication.TOTAL_PASSED
    return report.payload


def test_without_a_log_a_receipt_is_signed_at_once(site):
    number = held(make_school("22000001"), 1, pdf="ab" * 32)
    assert records.receipt(number.uuid) is None
    assert receipts.waiting() == 1
    assert receipts.sign_due(at=LATER) == 1
    assert receipts.sign_due(at=LATER) == receipts.waiting() == 0
    stated = _stated(site, number.uuid)
    found = records.held(number.uuid)
    assert Receipt.of(stated) == Receipt(
        uuid=number.uuid,
        record_digest=found.standing.record_digest,
        pdf_digest="ab" * 32,
        school="22000001",
        message_id="m-1",
        verdict="accepted",
        policy="hocba-gateway/1",
        accepted_at=AT,
    )
    assert "Nguy" not in str(stated)


def test_with_a_log_it_waits_for_the_checkpoint_and_proves_its_place(site, log):
    school = make_school("22000001")
    for number in (1, 2, 3):
        held(school, number)
    assert receipts.sign_due(at=LATER) == 0
    assert checkpoints.advance(SystemClock().now()) is not None
    held(school, 4)
    assert receipts.sign_due(at=LATER) == 3
    assert records.receipts([uuid_of(4)]) == {}
    stated = _stated(site, uuid_of(2))
    place = stated["log"]
    leaf = base64.urlsafe_b64decode(place["leaf"] + "==")
    seen = verify_checkpoint(place["checkpoint"], [read_vkey(log.log.vkey), read_vkey(log.witness.vkey)])
    assert seen.witnesses == 1
    assert included(
        index=place["index"],
        size=place["size"],
        leaf=leaf,
        proof=[base64.b64decode(one) for one in place["proof"]],
        root=seen.checkpoint.root,
    )
    facts = read_leaf(leaf)
    assert (facts.kind, facts.subject) == ("accepted", str(uuid_of(2)))
    assert facts.facts["digest"] == stated["record_digest"]


def test_no_receipt_is_signed_twice_and_none_is_forgotten_after_a_recall(site):
    school = make_school()
    held(school, 1)
    with transaction.atomic():
        states.recalled(uuid_of(1), at=AT, actor=None)
    assert receipts.sign_due(at=LATER) == 1
    statement = records.receipt(uuid_of(1))
    Number.objects.update(receipted_at=None)  # as after a crash between the two would be, were they not together
    with pytest.raises(Exception, match=r"(?i)unique|append-only"), transaction.atomic():
        receipts.sign_due(at=LATER)
    assert records.receipt(uuid_of(1)) == statement
    assert Signed.objects.count() == 1


def test_without_a_seal_receipts_wait(site):
    held(make_school(), 1)
    site.settings.GATEWAY = site.settings.GATEWAY | {"seal": ""}
    assert receipts.sign_due(at=LATER) == 0
    assert receipts.waiting() == 1


def test_the_tick_signs_what_is_due(site):
    held(make_school(), 1)
    assert ticks.registered()["register.receipts"](LATER) == 1
    assert records.receipt(uuid_of(1)) is not None
    assert ticks.registered()["register.receipts"](LATER) == 0


def test_records_whose_receipt_cannot_be_stated_keep_no_other_waiting(site, monkeypatch):
    monkeypatch.setattr(receipts, "_BATCH", 2)
    school = make_school()
    for number in (1, 2):
        held(school, number, at=AT - timedelta(days=number), evidence={"indication": "TOTAL_PASSED"})
    for number in (3, 4, 5):
        held(school, number)
    assert receipts.sign_due(at=LATER) == 3
    assert set(records.receipts([uuid_of(number) for number in range(1, 6)])) == {uuid_of(3), uuid_of(4), uuid_of(5)}
    assert receipts.waiting() == 2


def test_numbers_whose_record_is_gone_keep_no_other_waiting(site, monkeypatch):
    monkeypatch.setattr(receipts, "_BATCH", 2)
    school = make_school()
    for number in (1, 2, 3):
        Number.objects.create(
            uuid=uuid_of(number),
            school=school,
            school_year=YEAR,
            group="15/6",
            personal_id=f"022216{number:06}",
            accepted_at=AT - timedelta(days=number),
        )
    held(school, 4)
    assert receipts.sign_due(at=LATER) == 1
    assert records.receipt(uuid_of(4)) is not None


# Codes ---------------------------------------------------------------------------------------------------------------


def test_a_code_is_told_once_and_kept_as_a_hash_only(site):
    number = held(make_school(), 1)
    told = codes.tell([number.uuid], renew=(), at=AT)[number.uuid]
    assert codes.tell([number.uuid], renew=(), at=AT) == {}
    number.refresh_from_db()
    assert codes.fits(number, told.lower().replace("-", " "))
    assert not codes.fits(number, told[:-1] + ("0" if told[-1] != "0" else "1"))
    plain = read_code(told).replace("-", "")
    with connection.cursor() as cursor:
        for table in ("register_number", "audit_entry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own tables
            assert plain not in str(cursor.fetchall()).replace("-", "")
    entry = Entry.objects.get(action="register.code.told")
    assert entry.subject_id == str(number.uuid)


def test_codes_of_a_whole_school_are_told_in_a_few_statements(site):
    school = make_school()
    found = [held(school, number).uuid for number in range(1, 31)]
    with CaptureQueriesContext(connection) as asked:
        told = codes.tell(found, renew=(), at=AT)
    assert (len(told), len(set(told.values()))) == (30, 30)
    assert len(asked) < 10
    for number in Number.objects.all():
        assert codes.fits(number, told[number.uuid])
    entries = Entry.objects.filter(action="register.code.told", school_id=school.id)
    assert set(entries.values_list("subject_id", flat=True)) == {str(uuid) for uuid in found}


def test_a_renewed_code_voids_the_old_one(site):
    number = held(make_school(), 1)
    old = codes.tell([number.uuid], renew=(), at=AT)[number.uuid]
    new = codes.tell([number.uuid], renew={number.uuid}, at=LATER)[number.uuid]
    number.refresh_from_db()
    assert codes.fits(number, new)
    assert not codes.fits(number, old)
    assert number.code_told_at == LATER


def test_every_miss_does_the_same_work(site, monkeypatch):
    number = held(make_school(), 1)
    other = held(make_school(), 2)
    told = codes.tell([number.uuid], renew=(), at=AT)[number.uuid]
    number.refresh_from_db()
    other.refresh_from_db()
    worked = []
    hashed = codes.code_hash
    monkeypatch.setattr(codes, "code_hash", lambda *given: worked.append(len(given[2])) or hashed(*given))
    for found, code in ((number, told), (number, "x"), (None, told), (other, told), (None, ""), (number, "0" * 5000)):
        codes.fits(found, code)
    assert worked == [len(told)] * 6
    assert not codes.fits(other, "0000-0000-0000-0000")  # a record whose code was never told


def test_no_code_of_what_is_void(site):
    number = held(make_school(), 1)
    with transaction.atomic():
        states.recalled(number.uuid, at=AT, actor=None)
    assert codes.tell([number.uuid], renew={number.uuid}, at=AT) == {}
