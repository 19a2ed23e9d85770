"""`hocba verify --receipt`, offline: what a receipt proves, and every way in which it must not."""

from __future__ import annotations

import base64
import json
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.adapters.registry import LogAnswer, LogState, SeenLogs
from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.exchange.statements import Receipt, sign_statement
from hocba.signature_profile import profile
from hocba.transparency import KeyKind, Kind
from hocba.verification import Indication, Policy, load_trust, verify
from hocba.verification.log import LogFault, read_note, read_vkey, verify_checkpoint
from hocba.verification.log.receipts import verify_receipt
from hocba_cli.main import main
from support.keys import algorithm_for, demo_ca, sign_record, staff_of
from support.logs import LOG, ORIGIN, WITNESS, SmallLog, key_of
from support.records import sample_record
from support.trust import trust_files

SO = "Sở Giáo dục và Đào tạo Quảng Ninh"
SIGNED = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
ACCEPTED = SIGNED + timedelta(hours=1)
WITNESSED = ACCEPTED + timedelta(minutes=2)
SEAL = demo_ca().seal(SO, kind="p256")
RECORD = sample_record()
XML = sign_record(RECORD, profile("school-2025"), staff_of(RECORD, kind="p256"), SIGNED)
DIGEST = record_digest(parse_strict(XML, widest_limits())).hex()
UUID_TEXT = verify(XML, Policy(validation_time=ACCEPTED)).record.uuid
SOON = ACCEPTED + timedelta(hours=3)
LETTERS = string.ascii_letters + string.digits + "-_.=\n "


class World:
    """A log, a receipt in it, and a folder of trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = SmallLog()
        for number in range(5):
            self.log.add(Kind.CLOSED, f"x{number}", {}, ACCEPTED)
        self.facts = {"digest": DIGEST, "pdf": "", "school": "22000123"}
        self.index = self.log.add(Kind.ACCEPTED, UUID_TEXT, self.facts, ACCEPTED)
        self.log.add(Kind.CLOSED, "y", {}, ACCEPTED)
        self.trust = folder / "trust"
        self.trust.mkdir()
        for name, data in trust_files(demo_ca()).items():
            (self.trust / name).write_bytes(data)
        (self.trust / "log.vkey").write_text(LOG.vkey + "\n")
        (self.trust / "witness.vkey").write_text(WITNESS.vkey)
        self.xml = folder / "hoc-ba.xml"
        self.xml.write_bytes(XML)

    def member(self, **note):
        return self.log.member(self.index, self.log.note(**({"witnessed_at": WITNESSED} | note)))

    def receipt(self, log, **changes):
        stated = {
            "uuid": UUID(UUID_TEXT),
            "record_digest": DIGEST,
            "pdf_digest": None,
            "school": "22000123",
            "message_id": "m-1",
            "verdict": "accepted",
            "policy": "cv2088/1",
            "accepted_at": ACCEPTED,
            "log": log,
        } | changes
        return sign_statement(Receipt(**stated), SEAL, algorithm_for(SEAL), WITNESSED + timedelta(minutes=9))

    def verify(self, capsys, statement, at=SOON):
        capsys.readouterr()
        code = main(self.command(statement, at, "--json"))
        found = json.loads(capsys.readouterr().out)
        return code, found["registry"], outcomes(found, "failed", "indeterminate"), found

    def command(self, statement, at, *options):
        file = self.folder / "bien-nhan.jws"
        file.write_text(statement)
        trust = ["--trust", str(self.trust), "--at", at.isoformat()]
        return ["verify", *options, *trust, "--receipt", str(file), str(self.xml)]


def outcomes(found, *wanted):
    return {one["code"] for one in found["checks"] if one["outcome"] in wanted}


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_a_receipt_proves_when_the_record_existed(world, capsys):
    code, registry, wrong, found = world.verify(capsys, world.receipt(world.member()))
    assert (code, wrong) == (0, set())
    assert registry == {"state": "accepted", "proven_time": WITNESSED.isoformat(), "as_of": WITNESSED.isoformat()}
    assert {"RECEIPT", "LOG_PROOF", "LOG_WITNESS"} <= outcomes(found, "passed")


def test_people_are_told_what_is_not_known(world, capsys):
    assert main(world.command(world.receipt(world.member()), SOON)) == 0
    assert "Chưa biết thu hồi sau 25/05/2026 09:02" in capsys.readouterr().out


def test_certificates_that_expired_since_are_judged_at_the_proven_time(world, capsys):
    late = SIGNED.replace(year=2060)
    plain = main(["verify", "--json", "--trust", str(world.trust), "--at", late.isoformat(), str(world.xml)])
    assert plain == 2, "without a proof nobody knows"
    assert "CERTIFICATE_EXPIRED_NO_PROOF" in capsys.readouterr().out
    code, registry, wrong, _ = world.verify(capsys, world.receipt(world.member()), at=late)
    assert (code, wrong) == (0, set())
    assert registry["proven_time"] == WITNESSED.isoformat()
    # without a witness the expired certificate of the authority proves nothing any more
    code, registry, _, _ = world.verify(capsys, world.receipt(world.member(witnessed_at=None)), at=late)
    assert code == 2
    assert registry["proven_time"] is None


def test_without_a_witness_the_authoritys_word_counts_and_is_called_so(world, capsys):
    for member in (world.member(witnessed_at=None), None):
        code, registry, _, _ = world.verify(capsys, world.receipt(member))
        assert code == 0
        assert registry["proven_time"] == ACCEPTED.isoformat()
    main(world.command(world.receipt(None), SOON))
    assert "chỉ dựa vào lời của Sở" in capsys.readouterr().out


def test_a_receipt_of_something_else_fails(world, capsys):
    other = world.receipt(None, record_digest="cd" * 32)
    assert world.verify(capsys, other)[:3:2] == (1, {"RECEIPT_OTHER_RECORD"})
    other = world.receipt(None, uuid=UUID(int=7))
    assert world.verify(capsys, other)[:3:2] == (1, {"RECEIPT_OTHER_RECORD"})
    for changes in ({"record_digest": "cd" * 32}, {"school": "1"}, {"pdf_digest": "ef" * 32}, {"accepted_at": SIGNED}):
        code, registry, wrong, _ = world.verify(capsys, world.receipt(world.member(), **changes))
        assert code == 1
        assert "RECEIPT_LEAF_DIFFERS" in wrong
        assert registry == {"state": "unknown", "proven_time": None, "as_of": None}


def test_a_forged_receipt_fails(world, capsys):
    head, body, value = world.receipt(world.member()).split(".")
    stated = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    stated["accepted_at"] = "2026-01-01T00:00:00Z"
    forged = base64.urlsafe_b64encode(json.dumps(stated).encode()).rstrip(b"=").decode()
    code, registry, wrong, _ = world.verify(capsys, f"{head}.{forged}.{value}")
    assert (code, registry["proven_time"]) == (1, None)
    assert "SIGNATURE_VALUE_WRONG" in wrong
    assert world.verify(capsys, "no receipt")[0] == 1


def test_a_leaf_that_stands_nowhere_fails(world, capsys):
    member = world.member()
    wrongs = [
        ({"index": 4}, "LOG_PROOF_WRONG"),
        ({"size": 6}, "LOG_PROOF_WRONG"),
        ({"proof": member["proof"][:-1]}, "LOG_PROOF_WRONG"),
        ({"proof": [*member["proof"], member["proof"][0]]}, "LOG_PROOF_WRONG"),
        ({"proof": ["x"]}, "RECEIPT_LOG_MALFORMED"),
        ({"index": "5"}, "RECEIPT_LOG_MALFORMED"),
        ({"index": True}, "RECEIPT_LOG_MALFORMED"),
        ({"more": 1}, "RECEIPT_LOG_MALFORMED"),
        ({"leaf": "?"}, "RECEIPT_LOG_MALFORMED"),
        ({"leaf": base64.urlsafe_b64encode(b"{}").decode()}, "LOG_LEAF_MALFORMED"),
        ({"checkpoint": "x"}, "LOG_NOTE_MALFORMED"),
    ]
    for changes, code in wrongs:
        assert world.verify(capsys, world.receipt(member | changes))[:3:2] == (1, {code}), changes
    elsewhere = SmallLog()
    elsewhere.add(Kind.ACCEPTED, UUID_TEXT, world.facts, ACCEPTED)
    moved = elsewhere.member(0, world.log.note(witnessed_at=WITNESSED))
    assert world.verify(capsys, world.receipt(moved))[:3:2] == (1, {"LOG_PROOF_WRONG"})


def test_a_checkpoint_that_nobody_trusted_signed_is_worth_nothing(world, capsys):
    namesake = key_of(ORIGIN, KeyKind.LOG)
    forger = type(namesake)(ORIGIN, KeyKind.LOG, b"f" * 32)
    assert world.verify(capsys, world.receipt(world.member(log=forger)))[:3:2] == (1, {"LOG_CHECKPOINT_FORGED"})
    stranger = type(WITNESS)(WITNESS.name, KeyKind.WITNESS, b"w" * 32)
    code, registry, wrong, _ = world.verify(capsys, world.receipt(world.member(witnesses=[stranger])))
    assert (code, wrong) == (0, set())
    assert registry["proven_time"] == ACCEPTED.isoformat(), "an unknown witness proves no time"
    foreign = key_of("other.example/log", KeyKind.LOG)
    assert world.verify(capsys, world.receipt(world.member(log=foreign)))[:3:2] == (2, {"LOG_CHECKPOINT_NOT_SIGNED"})
    note = world.log.note(witnessed_at=WITNESSED)
    other = world.log.note(witnessed_at=SIGNED).splitlines()[-1]
    earlier = note.replace(note.splitlines()[-1], other[:-9] + "AAAAAAAA=")
    assert world.verify(capsys, world.receipt(world.log.member(world.index, earlier)))[0] == 1


def test_as_many_witnesses_as_demanded_must_have_cosigned(world, capsys):
    second = key_of("chung-kien-2.example.vn", KeyKind.WITNESS)
    twin = type(WITNESS)(WITNESS.name, KeyKind.WITNESS, b"t" * 32)
    for name, key in (("second", second), ("twin", twin)):
        (world.trust / f"{name}.vkey").write_text(key.vkey)
    one, both, alike = (
        world.receipt(world.member(witnesses=keys)) for keys in ([WITNESS], [WITNESS, second], [WITNESS, twin])
    )
    for statement, demanded, names in ((one, None, [WITNESS.name]), (both, "2", [WITNESS.name, second.name])):
        if demanded:
            (world.trust / "quorum.txt").write_text(f"{demanded}\n")
        code, registry, wrong, found = world.verify(capsys, statement)
        assert (code, wrong, registry["proven_time"]) == (0, set(), WITNESSED.isoformat())
        passed = [check["where"] for check in found["checks"] if check["code"] == "LOG_WITNESS"]
        assert sorted(passed) == sorted(f"receipt {name}" for name in names)
    # one of two, no log at all, or two keys of one witness: too few, and the time is the authority's word alone
    for statement in (one, world.receipt(None), alike):
        code, registry, wrong, _ = world.verify(capsys, statement)
        assert (code, wrong) == (2, {"LOG_WITNESSES_FEW"})
        assert registry["proven_time"] == ACCEPTED.isoformat()
    # the option stands over the folder, and people are told who cosigned
    assert main(world.command(one, SOON, "--witnesses", "1")) == 0
    assert "chung-kien.example.vn (1 trong 2 bên chứng kiến tin cậy)" in capsys.readouterr().out
    assert main(world.command(both, SOON, "--witnesses", "3")) == 3
    assert "WITNESSES_NOT_TRUSTED" in capsys.readouterr().err
    (world.trust / "quorum.txt").write_text("many")
    assert main(world.command(both, SOON)) == 3
    assert "quorum.txt: Không đọc được" in capsys.readouterr().err


class Shown:
    """An address that shows one checkpoint."""

    def __init__(self, note):
        self.note = note

    def checkpoint(self):
        return self.note


def test_a_log_that_could_not_be_compared_says_why(world, tmp_path):
    keys = [read_vkey(LOG.vkey), read_vkey(WITNESS.vkey)]
    foreign = key_of("other.example/log", KeyKind.LOG)
    forger = type(LOG)(ORIGIN, KeyKind.LOG, b"f" * 32)
    other = world.log.note(witnessed_at=None, log=foreign)
    cases = [
        (None, keys, LogState.AWAY, ""),
        ("<html>\n\n</html>\n", keys, LogState.AWAY, ""),
        (other, keys, LogState.OTHER, foreign.name),
        (world.log.note(witnessed_at=None), keys[1:], LogState.NO_KEY, ""),
        (world.log.note(witnessed_at=None, log=forger), keys, LogState.FORKED, ORIGIN),
        (world.log.note(witnessed_at=None), keys, LogState.KEPT, ORIGIN),
    ]
    seen = SeenLogs(tmp_path / "seen")
    for note, trusted, state, origin in cases:
        assert seen.check(Shown(note), trusted) == LogAnswer(state, origin)
    assert len(list((tmp_path / "seen").iterdir())) == 1, "only what is proven is remembered"


def test_the_command_says_why_the_log_was_not_compared(world, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOCBA_STATE", str(tmp_path / "state"))
    command = ["verify", "--trust", str(world.trust), "--registry", "http://127.0.0.1:9", str(world.xml)]
    assert main(command) == 2
    assert "chưa được đối chiếu: không nhận được mốc nhật ký" in capsys.readouterr().err
    (world.trust / "log.vkey").unlink()
    assert main(command) == 2
    assert "không có khóa (.vkey)" in capsys.readouterr().err


def test_keys_that_cannot_be_read_are_refused(world, capsys):
    (world.trust / "log.vkey").write_text("so.example.vn+00000000+AAAA")
    file = world.folder / "r.jws"
    file.write_text(world.receipt(world.member()))
    assert main(["verify", "--trust", str(world.trust), "--receipt", str(file), str(world.xml)]) == 3
    assert "LOG_VKEY_UNREADABLE" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note[:-1],
        lambda note: note.replace("— ", "- "),
        lambda note: note + "\n",
        lambda note: note.replace("\n7\n", "\n07\n"),
        lambda note: note.replace("\n7\n", "\n8\n"),
        lambda note: note.replace("\n\n", "\nextension\n\n"),
        lambda note: "\r\n".join(note.split("\n")),
        lambda note: note + note.splitlines()[-1] + "x\n",
        # separators of lines and spaces that another reader might take for ours
        lambda note: note.replace("\n7\n", "\u20287\n"),
        lambda note: note.replace("\n7\n", "\u00857\n"),
        lambda note: note.replace("\n7\n", "\n\uff17\n"),
        lambda note: note.replace("\n7\n", "\n 7\n"),
        lambda note: note.replace("\n\n", "\u2029\n\n"),
        lambda note: note.replace("— so", "—\u00a0so"),
        lambda note: "\ufeff" + note,
        lambda note: note.replace("so.example.vn", "so.еxample.vn"),
    ],
)
def test_a_changed_note_is_never_a_checkpoint(world, change):
    note = world.log.note(witnessed_at=WITNESSED)
    keys = [read_vkey(LOG.vkey), read_vkey(WITNESS.vkey)]
    assert verify_checkpoint(note, keys).witnessed_at == WITNESSED
    assert len(read_note(note).lines) == 2
    with pytest.raises(LogFault):
        verify_checkpoint(change(note), keys)


@settings(max_examples=60)
@given(
    st.floats(0, 1, exclude_max=True), st.sampled_from(string.ascii_letters + string.digits + "-_.=\n "), st.booleans()
)
def test_no_letter_of_a_receipt_can_be_changed(stated, place, letter, more):
    """One in its place, or one more: a receipt that is not refused states what the authority stated."""
    text, policy = stated
    at = int(place * len(text))
    changed = text[:at] + letter + text[at + (not more) :]
    found = verify_receipt(changed, policy)
    whole = verify_receipt(text, policy)
    assert whole.payload is not None
    if found.payload is None:
        assert (found.proven_time, found.witnesses) == (None, ())
    else:
        assert (found.payload, found.proven_time) == (whole.payload, whole.proven_time)


@pytest.fixture(scope="module")
def stated(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("stated"))
    return world.receipt(world.member()), Policy(validation_time=SOON, trust=load_trust(world.trust))


def test_what_a_proof_says_is_judged_by_the_verifier_alone():
    policy = Policy(validation_time=SOON)
    assert verify(XML, policy).indication is Indication.INDETERMINATE, "nothing is trusted by default"
