"""Files of strangers are read in a child that can do little, and whose end harms nobody."""

from __future__ import annotations

import gzip
import io
import shutil
import struct
import subprocess
import sys
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hocba.adapters import limited
from hocba.adapters.limited import landlock, wire
from hocba.adapters.limited.answers import Listed
from hocba.adapters.limited.child import Child, question
from hocba.documents.xml import RecallItem, read_record
from hocba.errors import DocumentError, UnreadableFile
from hocba.exchange import build_packages, build_recall, encode_content
from hocba.model import Sex
from hocba.signature_profile import profile
from hocba.verification import Indication, Policy, load_trust, verify
from support.keys import algorithm_for, demo_ca, sign_record, staff_of
from support.records import sample_record
from support.trust import trust_files

SIGNED_AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
LISTED_AT = SIGNED_AT.replace(hour=2)
NOW = SIGNED_AT.replace(hour=3)


@pytest.fixture(scope="module")
def staff():
    return staff_of(sample_record(), kind="p256")


@pytest.fixture(scope="module")
def record(staff) -> bytes:
    return sign_record(sample_record(), profile(), staff, SIGNED_AT)


@pytest.fixture(scope="module")
def trust(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("trust")
    for name, data in trust_files(demo_ca()).items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def pool():
    found = limited.Pool(most=1)
    yield found
    found.close()


def content_of(record: bytes, staff) -> bytes:
    (package,) = build_packages([record], staff.seal, algorithm_for(staff.seal), LISTED_AT)
    return encode_content(package).encode()


def test_the_child_says_what_the_verifier_says(record, staff, trust, pool):
    listed = limited.judge_list(content_of(record, staff), trust=trust, at=NOW, pool=pool)
    own = verify(record, Policy(validation_time=NOW, trust=load_trust(trust)))
    (report,) = listed.report.records
    assert (report.indication, report.signed_record) == (Indication.TOTAL_PASSED, own.signed_record)
    assert [one.certificate for one in report.signatures] == [one.certificate for one in own.signatures]
    assert [one.signing_time for one in report.signatures] == [one.signing_time for one in own.signatures]
    (cut,) = listed.records
    assert cut.file == record
    assert cut.claimed is not None
    assert cut.claimed.uuid == sample_record().lookup_uuid


def test_a_changed_record_is_found_and_named(record, staff, trust, pool):
    changed = record.replace(sample_record().pupil.name.encode(), "Người Khác".encode(), 1)
    listed = limited.judge_list(content_of(changed, staff), trust=trust, at=NOW, pool=pool)
    (report,) = listed.report.records
    own = verify(changed, Policy(validation_time=NOW, trust=load_trust(trust)))
    assert report.indication is Indication.TOTAL_FAILED
    assert report.signed_record is None
    assert [(one.code, one.where, dict(one.params)) for one in report.findings] == [
        (one.code, one.where, {name: wire._said(value) for name, value in one.params.items()}) for one in own.findings
    ]
    assert listed.records[0].claimed.pupil_name == "Người Khác"
    assert listed.records[0].digest == ""


def test_recalls_come_back_as_they_were_signed(record, staff, trust, pool):
    item = RecallItem.of(read_record(record).record)
    data = build_recall([item], staff.seal, algorithm_for(staff.seal), LISTED_AT)
    found = limited.judge_recall(encode_content(data).encode(), trust=trust, at=NOW, pool=pool)
    assert found.report.indication is Indication.TOTAL_PASSED
    assert found.items == (item,)


def test_what_the_core_refuses_is_refused_here_by_the_same_code(trust, pool):
    with pytest.raises(DocumentError, match="CONTENT_MALFORMED"):
        limited.judge_list(b"!!", trust=trust, at=NOW, pool=pool)
    with pytest.raises(UnreadableFile, match="NOT_XML_OR_PDF"):
        limited.verify_upload(b"hello", trust=trust, at=NOW, pool=pool)
    bomb = b64encode(struct.pack("<I", 120_000_000) + gzip.compress(b" " * 120_000_000))
    with pytest.raises((DocumentError, UnreadableFile)):
        limited.judge_list(bomb, trust=trust, at=NOW, pool=pool)


def test_nobody_is_trusted_without_a_folder(record, staff, pool):
    listed = limited.judge_list(content_of(record, staff), trust=None, at=NOW, pool=pool)
    assert listed.report.records[0].indication is Indication.INDETERMINATE


def judge_heavy_lists(trust: Path, pool: limited.Pool) -> None:
    """Fillers that are decoded, cut and searched: more than small limits allow."""
    heavy = b64encode(struct.pack("<I", 120_000_000) + gzip.compress(b"<a>" * 40_000_000))
    for _ in range(50):
        with suppress(DocumentError, UnreadableFile):
            limited.judge_list(heavy, trust=trust, at=NOW, pool=pool)


@pytest.mark.parametrize(
    "limits",
    [limited.Limits(memory=260 * 1024 * 1024), limited.Limits(cpu_seconds=0), limited.Limits(wall_seconds=0.05)],
    ids=["memory", "processor", "time"],
)
def test_a_child_that_takes_too_much_is_lost_and_the_next_one_serves(record, staff, trust, limits):
    pool = limited.Pool(limits, most=1)
    with pytest.raises(limited.ChildLost):
        judge_heavy_lists(trust, pool)
    pool.close()
    good = limited.Pool(most=1)
    assert limited.judge_list(content_of(record, staff), trust=trust, at=NOW, pool=good).records
    good.close()


def test_a_child_that_was_killed_is_replaced(record, staff, trust):
    pool = limited.Pool(most=1)
    content = content_of(record, staff)
    assert limited.judge_list(content, trust=trust, at=NOW, pool=pool).records
    pool._idle[0]._process.kill()
    pool._idle[0]._process.wait()
    assert limited.judge_list(content, trust=trust, at=NOW, pool=pool).records
    pool.close()


def test_a_child_is_replaced_after_so_many_questions(record, staff, trust):
    pool = limited.Pool(limited.Limits(questions=1), most=1)
    content = content_of(record, staff)
    for _ in range(2):
        assert limited.judge_list(content, trust=trust, at=NOW, pool=pool).records
        assert not pool._idle
    pool.close()


FENCED = """
import sys
from hocba.adapters.limited import fence
import ctypes, socket, struct, subprocess, os
libc = ctypes.CDLL(None, use_errno=True)
raw_socket, raw_call = libc.socket, libc.syscall
sent_value = ctypes.create_string_buffer(struct.pack("=iii", 0, 0, -1), 128)
fence.close_in(1 << 30)
tried = []
for name, act in {
    "socket": lambda: socket.socket(),
    "program": lambda: subprocess.run(["/bin/true"]),
    "fork and run": lambda: os.execv("/bin/true", ["true"]),
    "write": lambda: open(sys.argv[1], "w"),
    "append": lambda: os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND),
    "resolve": lambda: socket.getaddrinfo("localhost", 80),
    "remove": lambda: os.remove(sys.argv[1]),
    "rename": lambda: os.rename(sys.argv[1], sys.argv[1] + "2"),
    "new folder": lambda: os.mkdir(sys.argv[1] + "3"),
    "link": lambda: os.symlink(sys.argv[1], sys.argv[1] + "4"),
    "rights": lambda: os.chmod(sys.argv[1], 0o777),
    "signal": lambda: os.kill(os.getppid(), 0),
    "handle of the parent": lambda: os.pidfd_open(os.getppid()),
}.items():
    try:
        act()
    except PermissionError:
        continue
    tried.append(name)
# Past Python: the system refuses too.
if sys.platform == "linux" and raw_socket(2, 1, 0) != -1:
    tried.append("raw socket")
x86 = os.uname().machine == "x86_64"
parent = os.getppid()
for name, number, arguments in (
    ("signal to a thread", 234 if x86 else 131, (parent, parent, 0)),
    ("signal with a value", 129 if x86 else 138, (parent, 0, sent_value)),
    ("signal with a value to a thread", 297 if x86 else 240, (parent, parent, 0, sent_value)),
    ("limits of the parent", 302 if x86 else 261, (parent, 7, None, sent_value)),
):
    if sys.platform == "linux" and raw_call(number, *arguments) != -1:
        tried.append(name)
fence.allow_seconds(5)
print(tried)
"""


def test_the_child_reaches_no_network_no_program_and_no_file(tmp_path):
    target = tmp_path / "kept"
    target.write_text("whole")
    command = [sys.executable, "-c", FENCED, str(target)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
    assert target.read_text() == "whole"


PEEPING = """
import sys
from pathlib import Path
from hocba.adapters.limited import fence, landlock
import os, ctypes
raw_open = ctypes.CDLL(None, use_errno=True).open
if sys.argv[3] == "without":
    fence.restrict = lambda _places: False
fence.close_in(1 << 30, Path(sys.argv[1]))
seen = []
for name in (sys.argv[2], "/etc/passwd", f"/proc/{os.getppid()}/environ", "/proc/self/environ"):
    try:
        open(name, "rb").read()
    except PermissionError:
        continue
    seen.append(name)
if sys.argv[3] == "with" and raw_open(sys.argv[2].encode(), 0) != -1:
    seen.append("past Python")
import hocba.verification.described  # what is imported late is there
print(seen, sorted(os.path.basename(one) for one in os.listdir(sys.argv[1])) and open(sys.argv[1] + "/anchor").read())
"""


@pytest.mark.parametrize("how", ["with", "without"])
def test_the_child_reads_the_anchors_and_no_other_file_of_ours(tmp_path, how):
    """Neither the database beside them nor its parent's environment; without Landlock Python still watches."""
    if how == "with" and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "anchor").write_text("anchor")
    (tmp_path / "hocba.sqlite3").write_text("all of it")
    command = [sys.executable, "-c", PEEPING, str(tmp_path / "trust"), str(tmp_path / "hocba.sqlite3"), how]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[] anchor"


def test_another_folder_of_anchors_needs_another_child(record, staff, trust, tmp_path, pool):
    content = content_of(record, staff)
    assert limited.judge_list(content, trust=trust, at=NOW, pool=pool).report.records[0].signed_record
    moved = tmp_path / "moved"
    shutil.copytree(trust, moved)
    assert limited.judge_list(content, trust=moved, at=NOW, pool=pool).report.records[0].signed_record


def test_a_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("HOCBA_SECRET_KEY", "bi-mat")
    child = Child(limited.Limits())
    environment = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    child.kill()
    assert b"bi-mat" not in environment


@dataclass(frozen=True)
class _Shape:
    name: str
    born: date
    sex: Sex | None
    data: bytes


def frame(body: object) -> io.BytesIO:
    stream = io.BytesIO()
    wire.send(stream, body)
    stream.seek(0)
    return stream


def test_a_value_comes_back_as_its_own_type():
    value = _Shape("Ân", date(2016, 2, 29), Sex.FEMALE, b"\x00\xff")
    body, parts = wire.receive(frame(value))
    assert wire.read(_Shape, body, parts) == value


@pytest.mark.parametrize(
    "body",
    [
        ["_Other", "Ân", "2016-02-29", None, 0],
        ["_Shape", "Ân", "2016-02-30", None, 0],
        ["_Shape", "Ân", "2016-02-29", "Khác", 0],
        ["_Shape", "Ân", "2016-02-29", None, 1],
        ["_Shape", "Ân", "2016-02-29", None, -1],
        ["_Shape", 7, "2016-02-29", None, 0],
        ["_Shape", "Ân", "2016-02-29", None],
        ["_Shape", "Ân", "2016-02-29", None, 0, 0],
        {"name": "Ân"},
        None,
        [],
    ],
)
def test_a_value_of_another_shape_is_odd(body):
    with pytest.raises(wire.Odd):
        wire.read(_Shape, body, [b"x"])


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x02{}",
        b"\x00\x00\x00\x01x",
        b'\x00\x00\x00\x1a{"body":1,"sizes":[-1,true]}',
        (200_000).to_bytes(4, "big") + b"[" * 200_000,
    ],
)
def test_a_frame_that_is_none_is_odd(raw):
    with pytest.raises((wire.Odd, EOFError)):
        wire.receive(io.BytesIO(raw))


def test_an_answer_of_another_kind_ends_the_child(record, trust):
    child = Child(limited.Limits(), trust)
    with pytest.raises(limited.ChildLost):
        child.ask(Listed, question("upload", trust=trust, at=NOW), record)
    assert not child.usable
