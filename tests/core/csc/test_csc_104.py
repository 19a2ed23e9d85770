"""Remote signing by CSC API 1.0.4 against the real dummy service: what a school's signer gets, and what is refused."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.adapters.csc import CscClient, CscFailed, GivenToken, Granted, Secrets, Signed, chunks
from hocba.adapters.csc.states import digests_id
from hocba.documents.xml import parse_strict
from hocba.errors import UsageError
from hocba.signature_profile import algorithm, profile
from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba.signing.xades import Draft, embed_into, prepare
from support.checkers import DS, check_value
from support.records import sample_record

pytestmark = pytest.mark.service

AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
MESSAGES = [f"record {number}".encode() for number in range(5)]


def digests_of(messages, name="rsa-sha256"):
    return [hashlib.new(algorithm(name).hash, message).digest() for message in messages]


@pytest.fixture
def client(dummy):
    made = CscClient(dummy, GivenToken())
    yield made
    made.close()


def test_the_service_says_what_it_is_and_whose_keys_it_holds(client):
    info = client.info()
    assert info.specs.startswith("1.0.4")
    assert "signatures/signHash" in info.methods
    assert set(client.credentials()) == {"demo/root", "demo/issuing", "demo/teacher", "demo/head"}
    teacher = client.credential("demo/teacher")
    assert (teacher.key_kind, teacher.enabled, teacher.scal, teacher.multisign) == ("rsa", True, "2", 10)
    assert {"rsa-sha256", "rsa-pss-sha512"} < set(teacher.algorithms)
    assert len(teacher.chain) == 2  # the root is left out, as a signature embeds it
    assert read_chain(teacher.chain).uids == ("CCCD:022198903387",)
    head = client.credential("demo/head")
    assert (head.key_kind, head.algorithms[0]) == ("ec", "ecdsa-sha256")


@pytest.mark.parametrize(
    ("credential", "name"),
    [
        ("demo/teacher", "rsa-sha256"),
        ("demo/teacher", "rsa-sha384"),
        ("demo/teacher", "rsa-pss-sha256"),
        ("demo/teacher", "rsa-pss-sha512"),
        ("demo/head", "ecdsa-sha256"),
        ("demo/head", "ecdsa-sha384"),
    ],
)
def test_one_confirmation_signs_a_lot_and_every_value_verifies(client, credential, name):
    found = client.credential(credential)
    digests = digests_of(MESSAGES, name)
    granted = client.begin(found, digests, algorithm(name), at=AT, description="Ký 5 học bạ lớp 4A2")
    signed = client.advance(granted, digests, at=AT)
    assert isinstance(signed, Signed)
    expected = [Expected(str(n), message, algorithm(name)) for n, message in enumerate(MESSAGES)]
    returned = [Returned(str(n), value, found.chain[0]) for n, value in enumerate(signed.values)]
    values = checked_values(found.chain[0], expected, returned)
    for number, message in enumerate(MESSAGES):
        require_valid(read_chain(found.chain).key, values[str(number)], message, algorithm(name), where="")


def test_a_remote_key_fills_a_slot_like_any_signer(client):
    found = client.credential("demo/teacher")
    record = sample_record()
    first, *others = record.assessment.parts
    first = replace(first, teacher=replace(first.teacher, personal_id="022198903387"))
    record = replace(record, assessment=replace(record.assessment, parts=(first, *others)))
    draft = Draft.write(record, profile())
    when = AT.astimezone(timezone(timedelta(hours=7)))
    prepared = prepare(draft, "GVBM", found.chain, when, algorithm("rsa-sha256"))
    digests = digests_of([prepared.to_be_signed])
    signed = client.advance(client.begin(found, digests, prepared.algorithm, at=AT), digests, at=AT)
    complete = embed_into(draft, prepared, signed.values[0])
    (signature,) = parse_strict(complete.data, profile().limits).iter(f"{DS}Signature")
    check_value(signature)


def test_what_was_not_confirmed_is_not_signed(client):
    teacher = client.credential("demo/teacher")
    digests = digests_of(MESSAGES)
    granted = client.begin(teacher, digests, algorithm("rsa-sha256"), at=AT)
    others = [*digests[:-1], hashlib.sha256(b"something else").digest()]
    with pytest.raises(UsageError) as refused:
        client.sign(granted, others)
    assert refused.value.code == "CSC_OTHER_DIGESTS"
    # and the service itself holds to it, should our own check ever be gone
    forced = Granted(replace(granted.asked, digests_id=digests_id(others)), granted.sad)
    with pytest.raises(CscFailed) as held:
        client.sign(forced, others)
    assert held.value.code == "CSC_REFUSED"


def test_lots_larger_than_the_service_allows_are_split_by_the_caller(client, dummy):
    teacher = client.credential("demo/teacher")
    digests = digests_of([bytes([number]) for number in range(23)])
    with pytest.raises(UsageError) as refused:
        client.begin(teacher, digests, algorithm("rsa-sha256"), at=AT)
    assert (refused.value.code, refused.value.params["most"]) == ("CSC_TOO_MANY_HASHES", 10)
    sizes = []
    for lot in chunks(digests, dummy, teacher.multisign):
        signed = client.advance(client.begin(teacher, lot, algorithm("rsa-sha256"), at=AT), lot, at=AT)
        sizes.append(len(signed.values))
    assert sizes == [10, 10, 3]


def test_algorithms_that_do_not_fit_are_refused_before_anything_is_sent(client, dummy):
    head = client.credential("demo/head")
    digests = digests_of(MESSAGES)
    for name in ("rsa-sha256", "ecdsa-sha512"):  # another key; not named in the provider's file
        with pytest.raises(UsageError) as refused:
            client.begin(head, digests, algorithm(name), at=AT)
        assert refused.value.code == "CSC_ALGORITHM_NOT_OFFERED"


def test_unknown_credentials_are_refused(client):
    with pytest.raises(CscFailed) as refused:
        client.credential("demo/nobody")
    assert refused.value.code == "CSC_REFUSED"


def test_what_grants_a_signature_is_neither_shown_nor_stored(client):
    teacher = client.credential("demo/teacher")
    digests = digests_of(MESSAGES)
    granted = client.begin(teacher, digests, algorithm("rsa-sha256"), at=AT)
    assert granted.sad not in repr(granted)
    secrets = Secrets(pin="135790", otp="246810")
    assert "135790" not in repr(secrets)
    assert "246810" not in repr(secrets)
    for secret in (granted, secrets):
        with pytest.raises(TypeError):
            pickle.dumps(secret)
