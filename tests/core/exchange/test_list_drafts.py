"""Lists signed elsewhere: prepared, stored, embedded once a value comes, refused when anything was changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from hocba.errors import DocumentError, SignerFailed, SigningRefused, UsageError
from hocba.exchange import PackageDraft, build_packages, draft_packages, unpack
from hocba.signature_profile import list_format, profile
from hocba.verification import Indication, Policy, verify
from support.keys import algorithm_for, demo_ca, sign_record, staff_of
from support.records import sample_record
from support.trust import trust_of

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
LATER = AT + timedelta(hours=1)
STAFF = staff_of(sample_record(), kind="p256")
HOW = algorithm_for(STAFF.seal)
IDS = [UUID(int=number, version=4) for number in range(3)]
RECORDS = [sign_record(sample_record(lookup_uuid=uuid), profile(), STAFF, AT) for uuid in IDS]


def draft() -> PackageDraft:
    (found,) = draft_packages(RECORDS, STAFF.seal.chain, HOW, LATER)
    return found


def value_of(found: PackageDraft) -> bytes:
    return STAFF.seal.sign([found.to_be_signed], HOW)[0]


def test_a_list_signed_elsewhere_is_complete_and_verifies():
    stored = draft().to_bytes()
    back = PackageDraft.from_bytes(stored)
    assert back == draft()
    assert back.uuids == tuple(IDS)
    assert back.prepared.digest == hashlib.sha256(back.to_be_signed).digest()
    package = back.embed(value_of(back))
    assert unpack(package) == RECORDS
    report = verify(package, Policy(validation_time=LATER, trust=trust_of(demo_ca())))
    assert report.indication is Indication.TOTAL_PASSED, report.findings


def test_a_key_at_hand_makes_the_same_list():
    class Recorded:
        chain = STAFF.seal.chain

        def sign(self, to_be_signed, algorithm):
            self.asked = to_be_signed
            return STAFF.seal.sign(to_be_signed, algorithm)

    signer = Recorded()
    (package,) = build_packages(RECORDS, signer, HOW, LATER)
    assert signer.asked == [draft().to_be_signed]
    assert unpack(package) == RECORDS


def test_another_key_or_message_gives_no_list():
    found = draft()
    other = STAFF.people["022173903443"].sign([found.to_be_signed], HOW)[0]
    with pytest.raises(SignerFailed, match="SIGNER_VALUE_WRONG"):
        found.embed(other)
    with pytest.raises(SignerFailed, match="SIGNER_VALUE_WRONG"):
        found.embed(STAFF.seal.sign([found.prepared.digest], HOW)[0])


def _swapped(name: str, value: object) -> PackageDraft:
    found = draft()
    return dataclasses.replace(found, prepared=dataclasses.replace(found.prepared, **{name: value}))


@pytest.mark.parametrize(
    "changed",
    [
        lambda: dataclasses.replace(draft(), unsigned=draft().unsigned.replace(b"<TEN_LOP>", b"<TEN_LOP>X", 1)),
        lambda: dataclasses.replace(draft(), unsigned=draft().embed(value_of(draft()))),
        lambda: dataclasses.replace(draft(), unsigned=draft().unsigned + b"\n"),
        lambda: _swapped("content_digest", bytes(32)),
        lambda: _swapped("signing_time", LATER + timedelta(seconds=1)),
        lambda: _swapped("to_be_signed", draft().to_be_signed + b" "),
        lambda: _swapped("chain", STAFF.people["022173903443"].chain),
    ],
)
def test_what_changed_between_the_phases_is_refused(changed):
    value = value_of(draft())
    with pytest.raises(SigningRefused, match="PREPARED_STALE"):
        changed().embed(value)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: b"x" + data,
        lambda data: data.replace(b"hocba-list-draft/1", b"hocba-list-draft/2"),
        lambda data: data.replace(b"hocba-prepared-list/1", b"hocba-prepared-xml/1"),
        lambda data: data.replace(b'"form": "cv2088"', b'"form": "../x"'),
        lambda data: data.replace(str(IDS[0]).encode(), b"x"),
        lambda data: data.replace(b'"chain": [', b'"chain": ["?", '),
        lambda data: b"[]\n" + data.split(b"\n", 1)[1],
        lambda data: data.split(b"\n", 1)[0] + b'\n{"format": 3}\n',
    ],
)
def test_a_stored_draft_that_is_damaged_is_refused(damage):
    with pytest.raises(DocumentError, match="PREPARED_XML_BROKEN"):
        PackageDraft.from_bytes(damage(draft().to_bytes()))


def test_nothing_secret_is_stored_and_time_needs_a_zone():
    lines = draft().to_bytes().split(b"\n")
    assert set(json.loads(lines[1])) == {
        "format",
        "to_be_signed",
        "algorithm",
        "form",
        "content_digest",
        "signing_time",
        "chain",
    }
    with pytest.raises(UsageError, match="SIGNING_TIME_NAIVE"):
        next(draft_packages(RECORDS, STAFF.seal.chain, HOW, datetime(2026, 5, 25)))  # noqa: DTZ001  # the point
    with pytest.raises(UsageError, match="PROFILE_NAME_UNKNOWN"):
        list_format("cv9999")
