"""Remote signing by CSC API 2 against our strict simulator: the phone confirms, refuses or is never answered."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.adapters.csc import (
    BasicLogin,
    ClientCredentials,
    CscClient,
    CscFailed,
    CscProvider,
    Expired,
    GivenToken,
    Granted,
    Pending,
    RefusedByOwner,
    Secrets,
    Signed,
)
from hocba.errors import HocbaError, UsageError
from hocba.messages import catalogue, text
from hocba.signature_profile import algorithm
from support.csc_v2 import CscV2
from support.csc_v2_http import serving
from support.keys import demo_ca
from support.vgca import loopback_tls

AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(seconds=20)
MESSAGES = [f"record {number}".encode() for number in range(7)]
RSA = algorithm("rsa-sha256")


def digests_of(messages, name="rsa-sha256"):
    return [hashlib.new(algorithm(name).hash, message).digest() for message in messages]


class World:
    """The service, the client, and one credential of it."""

    def __init__(self, service, url, **options):
        self.service = service
        names = ("rsa-sha256", "rsa-pss-sha384", "ecdsa-sha256")
        given = {"auth": "basic", "timeout_seconds": 1, "algorithms": names, **options}
        self.provider = CscProvider("sim", "Dịch vụ thử", url, "2", **given)
        self.client = CscClient(self.provider, BasicLogin(self.provider, service.user, service.password))
        self.credential = self.client.credential(service.credential_id)
        self.digests = digests_of(MESSAGES)

    def begin(self, **options):
        return self.client.begin(self.credential, self.digests, RSA, at=AT, **options)

    def advance(self, state, at=LATER):
        return self.client.advance(state, self.digests, at=at)

    def counts(self, method):
        return sum(1 for called, _ in self.service.seen if called == method)


@pytest.fixture
def make():
    """Makes worlds; all are torn down at the end."""
    with ExitStack() as stack:

        def made(kind="rsa2048", options=None, **knobs):
            service = CscV2(demo_ca().person("Nguyễn Thị Hương", "022198903387", kind=kind), **knobs)
            world = World(service, stack.enter_context(serving(service)), **(options or {}))
            stack.callback(world.client.close)
            return world

        yield made


def verified(world, signed, name="rsa-sha256"):
    certificate = world.credential.chain[0]
    expected = [Expected(str(n), message, algorithm(name)) for n, message in enumerate(MESSAGES)]
    returned = [Returned(str(n), value, certificate) for n, value in enumerate(signed.values)]
    return len(checked_values(certificate, expected, returned))


# ---------------------------------------------------------------- the phone


def test_the_phone_confirms_a_whole_lot_once(make):
    world = make()
    state = world.begin(description="Ký 7 học bạ lớp 4A2")
    assert isinstance(state, Pending)
    for _ in range(3):
        state = world.advance(state)
        assert isinstance(state, Pending)
    asked = world.service.answer_phone("confirmed")
    assert asked.description == "Ký 7 học bạ lớp 4A2"
    signed = world.advance(state)
    assert isinstance(signed, Signed)
    assert verified(world, signed) == 7
    assert world.counts("credentials/authorize") == 1


def test_a_request_survives_a_restart_of_our_side(make):
    world = make()
    stored = world.begin().to_json()
    world.service.answer_phone("confirmed")
    restarted = CscClient(world.provider, BasicLogin(world.provider, world.service.user, world.service.password))
    signed = restarted.advance(Pending.from_json(stored), world.digests, at=LATER)
    restarted.close()
    assert verified(world, signed) == 7


def test_the_owner_says_no(make):
    world = make()
    state = world.begin()
    world.service.answer_phone("refused")
    assert world.advance(state) == RefusedByOwner()
    assert world.service.signed == 0


def test_nobody_answers_and_the_service_says_so(make):
    world = make()
    state = world.begin()
    world.service.answer_phone("expired")
    assert world.advance(state) == Expired()


def test_nobody_answers_and_we_stop_waiting_ourselves(make):
    world = make(options={"wait_seconds": 100})
    state = world.begin()
    assert isinstance(world.advance(state, AT + timedelta(seconds=100)), Pending)
    assert world.advance(state, AT + timedelta(seconds=101)) == Expired()


def test_a_handle_the_service_has_forgotten_counts_as_expired(make):
    world = make()
    state = world.begin()
    world.service.authorizations.clear()
    assert world.advance(state) == Expired()


# ---------------------------------------------------------------- keys, algorithms, asynchronous values


@pytest.mark.parametrize("raw", [False, True])
def test_ecdsa_values_come_out_in_der_however_the_service_writes_them(make, raw):
    world = make("p256", raw_ecdsa=raw)
    name = "ecdsa-sha256"
    state = world.client.begin(world.credential, world.digests, algorithm(name), at=AT)
    world.service.answer_phone("confirmed")
    signed = world.advance(state)
    assert all(value[0] == 0x30 for value in signed.values)
    assert verified(world, signed, name) == 7


def test_pss_is_asked_for_with_its_parameters(make):
    world = make()
    name = "rsa-pss-sha384"
    world.digests = digests_of(MESSAGES, name)
    state = world.client.begin(world.credential, world.digests, algorithm(name), at=AT)
    world.service.answer_phone("confirmed")
    assert verified(world, world.advance(state), name) == 7


def test_values_that_take_their_time_are_fetched_later(make):
    world = make(options={"asynchronous": True})
    state = world.begin()
    world.service.answer_phone("confirmed")
    state = world.advance(state)
    assert (state.stage, state.asked.count) == ("sign", 7)
    state = world.advance(Pending.from_json(state.to_json()))
    assert isinstance(state, Pending)
    world.service.values_ready.set()
    assert verified(world, world.advance(state)) == 7
    assert world.service.signed == 7


# ---------------------------------------------------------------- what is typed


def test_a_pin_grants_at_once_and_is_sent_once(make):
    world = make(objects=("PIN", "OTP"))
    assert world.credential.needs == {"pin", "otp"}
    world.client.ask_otp(world.credential)
    granted = world.begin(secrets=Secrets(pin="135790", otp="246810"))
    assert isinstance(granted, Granted)
    assert verified(world, world.advance(granted)) == 7


def test_a_wrong_pin_is_never_tried_again_by_the_machine(make):
    world = make(objects=("PIN",))
    with pytest.raises(CscFailed) as refused:
        world.begin(secrets=Secrets(pin="000000"))
    assert refused.value.code == "CSC_SECRET_WRONG"
    assert (world.service.wrong_secrets, world.counts("credentials/authorize")) == (1, 1)
    for code in ("CSC_SECRET_WRONG", "CSC_CREDENTIAL_LOCKED"):
        with pytest.raises(CscFailed) as again:
            world.begin(secrets=Secrets(pin="000000"))
        assert again.value.code == code


def test_without_the_pin_nothing_is_asked(make):
    world = make(objects=("PIN",))
    with pytest.raises(UsageError) as refused:
        world.begin()
    assert refused.value.code == "CSC_SECRET_NEEDED"
    assert world.counts("credentials/authorize") == 0


# ---------------------------------------------------------------- one confirmation is for its own hashes


def test_a_confirmation_cannot_be_used_twice(make):
    world = make(objects=())
    granted = world.begin()
    assert verified(world, world.client.sign(granted, world.digests)) == 7
    assert world.client.sign(granted, world.digests) == Expired()
    assert world.service.signed == 7


def test_other_hashes_than_confirmed_are_refused_here_and_there(make):
    world = make(objects=())
    granted = world.begin()
    others = digests_of([*MESSAGES[:-1], b"other"])
    with pytest.raises(UsageError) as refused:
        world.client.sign(granted, others)
    assert refused.value.code == "CSC_OTHER_DIGESTS"
    assert world.counts("signatures/signHash") == 0
    world.digests = others
    with pytest.raises(UsageError):
        world.client.advance(Pending(granted.asked, "authorize", "x"), others, at=LATER)


def test_more_hashes_than_one_confirmation_covers_are_refused(make):
    world = make(multisign=5)
    with pytest.raises(UsageError) as refused:
        world.begin()
    assert refused.value.params == {"count": 7, "most": 5}


def test_the_service_counts_signatures_too(make):
    world = make(multisign=5)
    with pytest.raises(CscFailed) as refused:
        world.client.begin(replace(world.credential, multisign=50), world.digests, RSA, at=AT)
    assert refused.value.code == "CSC_REFUSED"


def test_a_second_round_goes_under_the_same_confirmation(make):
    # the seal: first the XML, then the PDF that carries it, with one confirmation on the phone
    world = make()
    state = world.begin(total=14)
    world.service.answer_phone("confirmed")
    granted = world.client.poll(state, at=LATER)
    assert len(world.client.sign(granted, world.digests).values) == 7
    second = digests_of([b"pdf " + message for message in MESSAGES])
    extended = world.client.extend(granted, second)
    assert len(world.client.sign(extended, second).values) == 7
    with pytest.raises(CscFailed):
        world.client.extend(extended, digests_of([b"one too many"]))
    assert world.service.signed == 14


# ---------------------------------------------------------------- logging in


def test_a_lost_session_is_renewed_once(make):
    world = make()
    state = world.begin()
    world.service.fault = "forget-token"
    assert isinstance(world.advance(state), Pending)


def test_a_token_that_cannot_be_renewed_is_refused(make):
    world = make()
    stranger = CscClient(world.provider, GivenToken("no-such-token"))
    with pytest.raises(CscFailed) as refused:
        stranger.credentials()
    stranger.close()
    assert refused.value.code == "CSC_LOGIN_REFUSED"


def test_the_school_as_client(make):
    world = make()
    provider = replace(world.provider, auth="oauth_client", token_url=f"{world.provider.base_url}/oauth2/token")
    client = CscClient(provider, ClientCredentials(provider, world.service.user, world.service.password))
    assert client.credentials("022198903387") == (world.service.credential_id,)
    client.close()


def test_a_wrong_password_is_refused_without_repeating_it(make):
    world = make()
    client = CscClient(world.provider, BasicLogin(world.provider, world.service.user, "sai-mat-khau"))
    with pytest.raises(CscFailed) as refused:
        client.credentials()
    client.close()
    assert refused.value.code == "CSC_LOGIN_REFUSED"
    assert "sai-mat-khau" not in everything_said(refused.value)


# ---------------------------------------------------------------- bad days


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("silent", "CSC_TIMEOUT"),
        ("drip", "CSC_TIMEOUT"),
        ("drop", "CSC_TIMEOUT"),
        ("html", "CSC_ANSWER_BROKEN"),
        ("huge", "CSC_ANSWER_BROKEN"),
        ("redirect", "CSC_FAILED"),
        ("busy", "CSC_BUSY"),
        ("down", "CSC_FAILED"),
    ],
)
def test_every_failure_has_its_code_and_the_lot_can_be_asked_for_anew(make, fault, code):
    world = make(objects=())
    world.service.fault = fault
    with pytest.raises(CscFailed) as failed:
        world.begin()
    assert failed.value.code == code
    assert code in catalogue()
    assert "…" not in text(code, {"where": "sim", **failed.value.params})
    granted = world.begin()
    world.service.fault = fault
    with pytest.raises(CscFailed):
        world.advance(granted)
    assert verified(world, world.advance(world.begin())) == 7


def test_fewer_values_than_asked_for_are_refused_whole(make):
    world = make(objects=())
    granted = world.begin()
    world.service.fault = "short"
    with pytest.raises(CscFailed) as failed:
        world.advance(granted)
    assert failed.value.code == "CSC_ANSWER_BROKEN"


def test_only_the_service_that_the_ca_vouches_for_is_spoken_to(tmp_path):
    service = CscV2(demo_ca().person("Nguyễn Thị Hương", "022198903387"))
    (tmp_path / "other").mkdir()
    context = loopback_tls(tmp_path)
    loopback_tls(tmp_path / "other")
    with serving(service, context) as url:
        for ca_file, code in (("loopback.pem", ""), ("other/loopback.pem", "CSC_TLS"), ("", "CSC_TLS")):
            place = str(tmp_path / ca_file) if ca_file else ""
            client = CscClient(CscProvider("sim", "Dịch vụ thử", url, "2", ca_file=place), GivenToken("x"))
            try:
                assert client.info().specs == "2.0.0.2"
                said = ""
            except CscFailed as failed:
                said = failed.code
            client.close()
            assert said == code


def test_nobody_listens():
    provider = CscProvider("sim", "Dịch vụ thử", "http://127.0.0.1:1", "2")
    client = CscClient(provider, GivenToken("x"))
    with pytest.raises(CscFailed) as failed:
        client.info()
    client.close()
    assert failed.value.code == "CSC_UNREACHABLE"


def everything_said(error: HocbaError) -> str:
    """What logs and reports could show of an error and of those behind it."""
    said = []
    one: BaseException | None = error
    while one is not None:
        said += [str(one), repr(one), repr(getattr(one, "params", ""))]
        one = one.__cause__ or one.__context__
    return "\n".join(said)


def test_no_secret_stands_in_any_error(make):
    world = make(objects=("PIN", "OTP"))
    with pytest.raises(CscFailed) as wrong:
        world.begin(secrets=Secrets(pin="999111", otp="888222"))
    granted = world.begin(secrets=Secrets(pin="135790", otp="246810"))
    forged = Granted(granted.asked, "sad-that-nobody-may-read")
    assert world.client.sign(forged, world.digests) == Expired()
    world.service.fault = "silent"
    with pytest.raises(CscFailed) as late:
        world.client.sign(granted, world.digests)
    said = everything_said(wrong.value) + everything_said(late.value)
    for secret in ("999111", "888222", "135790", "246810", granted.sad, world.service.password):
        assert secret not in said
