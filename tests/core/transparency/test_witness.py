"""The witness cosigns what follows from what it cosigned before, and nothing else; it never forgets."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from hocba.adapters.witness.client import Answer, WitnessClient
from hocba.adapters.witness.server import witness_server
from hocba.adapters.witness.service import Memory, Witness
from hocba.errors import UsageError
from hocba.transparency import KeyKind, Kind, consistency_proof
from hocba.verification.log import read_vkey, verify_checkpoint
from hocba_cli.main import main
from support.logs import LOG, WITNESS, SmallLog, key_of

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
LOG_KEY = read_vkey(LOG.vkey)


def grown(count: int, mark: str = "s") -> SmallLog:
    log = SmallLog()
    for number in range(count):
        log.add(Kind.CLOSED, f"{mark}{number}", {}, AT)
    return log


def body(log: SmallLog, old: int, *, proof=None, key=LOG) -> bytes:
    lines = consistency_proof(old, len(log.leaves), log.fetch) if proof is None else proof
    texts = [base64.b64encode(one).decode() for one in lines]
    return "\n".join([f"old {old}", *texts, "", log.note(witnessed_at=None, log=key)]).encode()


@pytest.fixture
def witness(tmp_path):
    return Witness(WITNESS, {LOG.name: LOG_KEY}, Memory.begin(tmp_path / "state", [LOG.name]), lambda: AT)


def test_growth_is_cosigned_with_its_time(witness):
    for old, new in ((0, 3), (3, 3), (3, 8), (8, 13)):
        log = grown(new)
        reply = witness.add_checkpoint(body(log, old))
        assert reply.status == 200
        seen = verify_checkpoint(log.note(witnessed_at=None) + reply.body, [LOG_KEY, read_vkey(WITNESS.vkey)])
        assert seen.witnessed_at == AT


def test_forks_and_rollbacks_are_refused_even_after_a_restart(witness, tmp_path):
    assert witness.add_checkpoint(body(grown(8), 0)).status == 200
    for one in (witness, Witness(WITNESS, {LOG.name: LOG_KEY}, Memory(tmp_path / "state"), lambda: AT)):
        refused = one.add_checkpoint(body(grown(5), 0))
        assert (refused.status, refused.body, refused.content_type) == (409, "8\n", "text/x.tlog.size")
        assert one.add_checkpoint(body(grown(5), 5)).status == 409
        assert one.add_checkpoint(body(grown(8, "fork"), 8)).status == 409
        assert one.add_checkpoint(body(grown(12, "fork"), 8)).status == 422
        assert one.add_checkpoint(body(grown(12), 8, proof=())).status == 422
        assert one.add_checkpoint(body(grown(9), 8, key=type(LOG)(LOG.name, LOG.kind, b"f" * 32))).status == 403
        assert one.add_checkpoint(body(grown(9), 8, key=key_of("other.example", KeyKind.LOG))).status == 404
    assert witness.add_checkpoint(body(grown(9), 8)).status == 200


@pytest.mark.parametrize("wrong", [b"", b"old 0\n\n", b"old 00\n\nx", b"\xff", b"old 0\n?\n\nx\n\n", b"old -1\n\nx"])
def test_what_is_no_request_is_told_so(witness, wrong):
    assert witness.add_checkpoint(wrong).status == 400


def test_a_memory_that_cannot_be_read_does_not_begin_anew(tmp_path):
    state = tmp_path / "state"
    whole = "hocba-witness-1\n\nx\n1\nuUrBA7ljtQDpQRAzsOQE4ZUxjyqDGaX8nyd0pcLqHME=\n"
    twice = whole + whole.removeprefix("hocba-witness-1\n")
    for content in ("", "hocba-witness-1\n", "hocba-witness-1\n\nx\n1\n", whole[:-9], twice, whole.replace("-1", "-2")):
        state.write_text(content)
        for begun in (Memory, lambda path: Memory.begin(path, [LOG.name])):
            with pytest.raises(UsageError, match="WITNESS_STATE_UNREADABLE"):
                begun(state)
        assert state.read_text() == content


def test_a_memory_that_is_gone_does_not_begin_anew(tmp_path, witness):
    assert witness.add_checkpoint(body(grown(8), 0)).status == 200
    with pytest.raises(UsageError, match="WITNESS_STATE_MISSING"):
        Memory(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="WITNESS_REMEMBERS"):
        Memory.begin(tmp_path / "state", [LOG.name])
    # a log that it never heard of is begun on purpose, too: a damaged name must not pass for a new log
    other = key_of("other.example", KeyKind.LOG)
    with pytest.raises(UsageError, match="WITNESS_LOG_NEW"):
        Witness(WITNESS, {other.name: read_vkey(other.vkey)}, Memory(tmp_path / "state"), lambda: AT)
    both = Memory.begin(tmp_path / "state", [LOG.name, other.name])
    assert [both.last(name).size for name in (LOG.name, other.name)] == [8, 0]


def test_what_cannot_be_remembered_is_not_cosigned(tmp_path, witness):
    troubles: list[OSError] = []
    (tmp_path / "state").unlink()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "in the way").touch()
    server = witness_server(witness, "127.0.0.1", 0, trouble=troubles.append)
    runner = threading.Thread(target=server.handle_request)
    runner.start()
    client = WitnessClient(f"http://127.0.0.1:{server.server_address[1]}", read_vkey(WITNESS.vkey))
    log = grown(3)
    assert client.add_checkpoint(0, (), log.note(witnessed_at=None)).answer is Answer.AWAY
    client.close()
    runner.join()
    server.server_close()
    assert len(troubles) == 1


def command(folder, *more):
    (folder / "w.key").write_text(WITNESS.skey)
    (folder / "log.vkey").write_text(LOG.vkey)
    files = {"--state": "state", "--key": "w.key", "--log": "log.vkey"}
    return ["witness", *(part for name, file in files.items() for part in (name, str(folder / file))), *more]


def test_the_command_serves_and_remembers(tmp_path):
    program = [sys.executable, "-c", "from hocba_cli.main import run; run()"]
    for old, new, first in ((0, 4, ["--new"]), (4, 9, [])):
        arguments = [*program, *command(tmp_path, "--listen", "127.0.0.1:0", *first)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as served:
            assert served.stdout is not None
            client = WitnessClient(served.stdout.readline().split()[-1], read_vkey(WITNESS.vkey))
            log = grown(new)
            said = client.add_checkpoint(old, consistency_proof(old, new, log.fetch), log.note(witnessed_at=None))
            assert said.answer is Answer.COSIGNED
            client.close()
            assert main(command(tmp_path, "--listen", "127.0.0.1:0")) == 3, "two must not share a memory"
            served.send_signal(signal.SIGTERM)
            assert served.wait(timeout=20) == 0
    assert "\n9\n" in (tmp_path / "state").read_text()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--listen", "127.0.0.1:0"], "WITNESS_STATE_MISSING"),
        (["--listen", "127.0.0.1:65536", "--new"], "WITNESS_LISTEN_INVALID"),
        (["--listen", "127.0.0.1:0", "--new", "--log", "other"], "LOG_VKEY_UNREADABLE"),
    ],
)
def test_the_command_says_why_it_does_not_begin(tmp_path, capsys, more, said):
    assert main(command(tmp_path, *more)) == 3
    assert said in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


def test_a_witness_that_is_away_or_lies_gives_nothing():
    assert WitnessClient("http://127.0.0.1:9", read_vkey(WITNESS.vkey)).add_checkpoint(0, (), "").answer is Answer.AWAY
    for address in ("http://example.vn", "ftp://127.0.0.1", "x"):
        with pytest.raises(UsageError, match="WITNESS_ADDRESS_REFUSED"):
            WitnessClient(address, read_vkey(WITNESS.vkey))
