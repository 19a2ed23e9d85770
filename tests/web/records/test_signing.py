"""A signature comes into a record: once, valid, for the content that was shown; and nothing else does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from django.db import DatabaseError, connection, transaction

from hocba.errors import HocbaError
from hocba.lifecycle import Event, Guard, IllegalTransition, Role, State
from hocba.signing.xades import prepare
from hocba.verification import Indication, verify
from hocba_web.accounts.models import User
from hocba_web.assessment.models import HomeroomEntry
from hocba_web.base import append_only
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.stores import Folder, StorageAway
from hocba_web.records.evidence import APPEND_ONLY
from hocba_web.records.models import Record, Revision, Signature, Step, StoredFile
from hocba_web.records.selectors.drafts import draft_of, drafts_of
from hocba_web.records.selectors.files import content, files_of
from hocba_web.records.selectors.waiting import missing_signers
from hocba_web.records.services.files import put
from hocba_web.records.services.signing import embed
from hocba_web.records.services.steps import hold_one, take
from support.keys import algorithm_for, demo_ca
from support.trust import trust_of
from support.web.record_signing import key_of, policy, sign, sign_up_to
from support.web.records import ARTS, initialised, ready_school, records_of
from support.web.school import NOW


@pytest.fixture
def ready(db):
    world = ready_school()
    initialised(world, "4A1")
    return world


@pytest.fixture
def record(ready):
    return records_of(ready, "4A1")[0]


def prepared(record_id, slot, person="", at=NOW):
    key = key_of(record_id, slot, person)
    made = prepare(draft_of(record_id), slot, key.chain, at, algorithm_for(key))
    (value,) = key.sign([made.to_be_signed], made.algorithm)
    return made, value


def given(world, record_id, made, value, **changed):
    return embed(
        **{
            "record_id": record_id,
            "revision": 1,
            "prepared": made,
            "value": value,
            "evidence": ["ab" * 32],
            "by": world.staff[ARTS].user_id,
            "role": Role.SUBJECT_TEACHER,
            "at": NOW,
            "policy": policy(),
        }
        | changed
    )


def test_from_draft_to_sealed(ready, record):
    draft = draft_of(record.id)
    states = [
        sign(ready, record.id, slot.name, person).stands
        for slot in draft.profile.slots
        for person in draft.holders(slot)
    ]
    assert states == [
        State.DRAFT,
        State.DRAFT,
        State.SUBJECTS_SIGNED,
        State.HOMEROOM_SIGNED,
        State.PRINCIPAL_SIGNED,
        State.PRINCIPAL_SIGNED,
    ]
    report = verify(draft_of(record.id).data, replace(policy(), require_issued=True))
    assert report.indication is Indication.TOTAL_PASSED
    assert [one.event for one in Step.objects.filter(record=record)] == [
        "initialise",
        "sign_subjects",
        "sign_homeroom",
        "approve",
    ]


def test_who_is_awaited_at_each_stage(ready, record, django_assert_num_queries):
    with django_assert_num_queries(5):
        missing = [one for one in missing_signers(class_id=record.school_class_id) if one.record.record_id == record.id]
    assert [(one.slot, one.is_turn) for one in missing] == [("GVBM", True)] * 3 + [("GVCN", False), ("CBQL", False)]
    assert {one.name for one in missing if one.slot == "GVBM"} >= {ready.staff[ARTS].name}
    sign_up_to(ready, record.id, "GVBM")
    missing = [one for one in missing_signers(class_id=record.school_class_id) if one.record.record_id == record.id]
    assert [(one.slot, one.is_turn) for one in missing] == [("GVCN", True), ("CBQL", False)]
    sign_up_to(ready, record.id, "CBQL")
    assert record.id not in {one.record.record_id for one in missing_signers(class_id=record.school_class_id)}


def test_a_pupil_who_is_not_assessed_has_no_subject_parts_to_wait_for(db):
    world = ready_school()
    one = world.enrolments["4A1"][1]
    type(one.pupil).objects.filter(id=one.pupil_id).update(not_assessed=True, disability="Khuyết tật trí tuệ")
    one.subject_results.all().delete()
    one.trait_results.all().delete()
    one.year_end.overall = ""
    one.year_end.not_assessed_completed = one.year_end.not_assessed_promoted = True
    one.year_end.save()
    HomeroomEntry.objects.filter(enrolment=one).update(comment_homeroom="Em vui vẻ và thích đến lớp với các bạn.")
    found = initialised(world, "4A1")
    assert one.id in {each.enrolment_id for each in found.made}, found.refused
    record = Record.objects.get(enrolment=one)
    assert sign(world, record.id, "GVCN").stands is State.HOMEROOM_SIGNED
    assert [each.event for each in Step.objects.filter(record=record)] == [
        "initialise",
        "sign_subjects",
        "sign_homeroom",
    ]


def test_the_same_value_again_changes_nothing_another_is_refused(ready, record):
    person = draft_of(record.id).holders(draft_of(record.id).profile.slots[0])[0]
    made, value = prepared(record.id, "GVBM", person)
    later, other = prepared(record.id, "GVBM", person, at=NOW + timedelta(minutes=1))
    given(ready, record.id, made, value)
    given(ready, record.id, made, value)
    assert Signature.objects.count() == 1
    assert Signature.objects.get().evidence == ["ab" * 32]
    with pytest.raises(HocbaError, match="SLOT_ALREADY_SIGNED"):
        given(ready, record.id, later, other)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("slot", ["GVBM", "GVCN"])
def test_a_value_over_something_else_never_enters(ready, record, slot):
    if slot == "GVCN":
        sign_up_to(ready, record.id, "GVBM")
    person = draft_of(record.id).holders(draft_of(record.id).profile.slots[0])[0] if slot == "GVBM" else ""
    made, value = prepared(record.id, slot, person)
    before = Signature.objects.count()
    for wrong in (value[:-1] + bytes([value[-1] ^ 1]), b"", value[::-1]):
        with pytest.raises(HocbaError):
            given(ready, record.id, made, wrong)
    with pytest.raises(Refused, match="RECORD_REVISION_OLD"):
        given(ready, record.id, made, value, revision=2)
    with pytest.raises(HocbaError, match="PREPARED_STALE"):
        given(ready, records_of(ready, "4A1")[1].id, made, value)
    with pytest.raises(Missing):
        given(ready, 10**9, made, value)
    assert Signature.objects.count() == before


def test_what_independent_verification_does_not_pass_is_rolled_back(ready, record):
    person = draft_of(record.id).holders(draft_of(record.id).profile.slots[0])[0]
    made, value = prepared(record.id, "GVBM", person)
    serial = x509.load_der_x509_certificate(made.chain[0]).serial_number
    revoked = trust_of(demo_ca(), revoked={serial: NOW - timedelta(days=1)})
    untrusted = trust_of(demo_ca("Another"))
    for trust in (revoked, untrusted):
        with pytest.raises(Refused, match="RECORD_SIGNATURE_INVALID") as caught:
            given(ready, record.id, made, value, policy=replace(policy(), trust=trust))
        assert caught.value.params["check"]
    assert not Signature.objects.exists()
    record.refresh_from_db()
    assert record.stands is State.DRAFT


def test_a_record_that_is_open_or_void_is_not_signed(ready, record):
    person = draft_of(record.id).holders(draft_of(record.id).profile.slots[0])[0]
    made, value = prepared(record.id, "GVBM", person)
    for state in (State.OPEN_ENTRY, State.ISSUED, State.CANCELLED, State.RECALLED):
        Record.objects.filter(id=record.id).update(state=state.value)
        with pytest.raises(Refused, match="RECORD_NOT_SIGNABLE"):
            given(ready, record.id, made, value)


def test_a_step_needs_its_role_its_guards_and_the_state_that_was_seen(ready, record):
    principal = ready.staff["principal"].user
    with transaction.atomic():
        held = hold_one(record.id)
        for role, facts in ((Role.SUBJECT_TEACHER, set()), (Role.CLERK, set())):
            with pytest.raises(IllegalTransition):
                take(held, Event.APPROVE, role=role, actor=None, at=NOW, facts=facts)
        Record.objects.filter(id=record.id).update(state=State.HOMEROOM_SIGNED.value)
        with pytest.raises(Refused, match="RECORD_MOVED_ON"):
            take(
                held,
                Event.SIGN_SUBJECTS,
                role=Role.SUBJECT_TEACHER,
                actor=None,
                at=NOW,
                facts={Guard.PARTS_SIGNED},
                by=principal.id,
            )
    assert Step.objects.filter(record=record).count() == 1


def test_drafts_of_a_class_come_in_few_queries(ready, django_assert_num_queries):
    ids = [one.id for one in records_of(ready, "4A1")]
    with django_assert_num_queries(3):
        found = drafts_of(ids)
    assert set(found) == set(ids)


def test_evidence_is_append_only(ready, record):
    sign_up_to(ready, record.id, "GVBM")
    StoredFile.objects.create(
        record=record, revision=1, kind="xml", sha256="0" * 64, record_digest="0" * 64, size=1, stored_at=NOW
    )
    for model, column in (
        (Revision, "data_digest"),
        (Signature, "certificate"),
        (Step, "source"),
        (StoredFile, "sha256"),
    ):
        row = model.objects.first()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**{column: "1" * 64})
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk)._raw_delete(using="default")
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO records_step SELECT * FROM records_step WHERE id = 1")
    assert append_only.names(APPEND_ONLY, connection)


@pytest.fixture
def stored(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    return tmp_path / "files"


def test_files_are_kept_once_and_proven_when_read(ready, record, stored):
    kept = {"record_id": record.id, "kind": "xml", "revision": 1, "record_digest": "0" * 64, "at": NOW}
    first = put(content=b"<a/>", **kept)
    assert put(content=b"<a/>", **kept) == first
    with pytest.raises(Refused, match="ISSUED_ALREADY"):
        put(content=b"<b/>", **kept)
    sha256 = files_of(record.id)["xml"]
    assert (sha256, content(sha256)) == (hashlib.sha256(b"<a/>").hexdigest(), b"<a/>")
    place = stored / sha256[:2] / sha256
    place.chmod(0o644)
    place.write_bytes(b"<a")
    with pytest.raises(Refused, match="FILE_DAMAGED"):
        content(sha256)
    other = records_of(ready, "4A1")[1]
    put(content=b"<a/>", **(kept | {"record_id": other.id}))  # half a file is moved aside, never lost
    assert content(sha256) == b"<a/>"
    (aside,) = (stored / "damaged").iterdir()
    assert aside.read_bytes() == b"<a"
    place.unlink()
    with pytest.raises(Missing, match="FILE_LOST"):
        content(sha256)


def test_a_full_disk_leaves_no_row(ready, record, stored, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Folder, "_save", full)
    with pytest.raises(StorageAway, match="No space"):
        put(record_id=record.id, kind="xml", content=b"<a/>", revision=1, record_digest="0" * 64, at=NOW)
    assert files_of(record.id) == {}
    assert User.objects.exists()
