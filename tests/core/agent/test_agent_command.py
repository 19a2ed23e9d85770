"""`hocba agent` as a person meets it: at a terminal, with help, refusals in one line, and a PIN that nobody sees."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from base64 import b64encode
from contextlib import suppress

import pytest
from websockets.sync.client import connect

from hocba.adapters.agent.messages import PROOF, SUBPROTOCOL
from hocba.errors import UsageError
from hocba_cli.agent import allowed_origins
from hocba_cli.main import main
from support.keys import demo_ca
from support.vgca import pkcs12_of

ORIGIN = "https://hocba.truong.example"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
RUN = "from hocba_cli.main import run; run()"
OWN_TERMINAL = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.default_int_handler); "
)
"""What a shell does for the programs it starts: else there would be nobody to ask for a PIN, and where the tests
themselves run in the background, Ctrl+C would be ignored."""


class Terminal:
    """A real terminal with the agent in it."""

    def __init__(self, environment, *place):
        self.outside, inside = pty.openpty()

        options = ["agent", *place, "--allow", ORIGIN, "--port", "0"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL + RUN, *options],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment,
            start_new_session=True,
        )
        os.close(inside)
        self.screen = ""
        self.read = 0

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until the text after what was last waited for has that in it."""
        while (found := re.compile(pattern).search(self.screen, self.read)) is None:
            ready, _, _ = select.select([self.outside], [], [], 60)
            assert ready, f"never said: {pattern}\n{self.screen}"
            try:
                data = os.read(self.outside, 4096)
            except OSError:
                data = b""
            assert data, f"ended instead of: {pattern}\n{self.screen}"
            self.screen += data.decode("utf-8", errors="replace")
        self.read = found.end()
        return found

    def type(self, text: str) -> None:
        os.write(self.outside, text.encode())

    def close(self):
        self.process.kill()
        self.process.wait(10)
        with suppress(OSError):
            os.close(self.outside)


@pytest.fixture
def terminal(token):
    opened = Terminal(token.environment, "--module", MODULE)
    yield opened
    opened.close()


def ask(socket, certificate):
    items = [
        {"id": f"r{number}", "message": b64encode(PROOF + name.encode()).decode(), "title": name, "detail": "GVCN"}
        for number, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình"))
    ]
    request = {"type": "sign", "version": 1, "title": "Ký học bạ lớp 4A2", "algorithm": "rsa-sha256", "items": items}
    socket.send(json.dumps({**request, "certificate": b64encode(certificate).decode()}))


def answer_of(socket):
    while (message := json.loads(socket.recv(timeout=60)))["type"] in {"hello", "progress"}:
        pass
    return message


@pytest.mark.service
def test_a_teacher_signs_at_the_terminal(terminal, token):
    port = terminal.wait_for(r"127\.0\.0\.1:(\d+) cho: https://hocba\.truong\.example")[1]
    terminal.wait_for("Chứng thư số: Nguyễn Thị Hương")
    terminal.wait_for(r"Ctrl\+C")
    url = f"ws://127.0.0.1:{port}/"
    with connect(url, origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
        ask(socket, token.certificate().chain[0])
        terminal.wait_for("đề nghị ký 2 mục: Ký học bạ lớp 4A2")
        terminal.wait_for(r"1\. Nguyễn Văn An, GVCN  \[[0-9a-f]{16}\]")
        terminal.wait_for(r"2\. Trần Thị Bình, GVCN  \[[0-9a-f]{16}\]")
        terminal.wait_for(r"Đồng ý ký cả 2 mục\? \[c/K\]")
        terminal.type("c\n")
        terminal.wait_for(r"Mã PIN \(mật khẩu\) của “co-huong”")
        terminal.type("1234\n")
        assert answer_of(socket)["type"] == "values"
    terminal.wait_for("Đã ký 2 mục")
    assert "1234" not in terminal.screen
    with connect(url, origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
        ask(socket, token.certificate().chain[0])
        terminal.wait_for(r"\[c/K\]")
        terminal.type("\n")
        assert answer_of(socket)["code"] == "AGENT_REFUSED_BY_OWNER"
    terminal.wait_for("AGENT_REFUSED_BY_OWNER")


@pytest.mark.service
@pytest.mark.parametrize("when", ["idle", "asking"])
def test_ctrl_c_stops_it_at_once_and_cleanly(terminal, token, when):
    port = terminal.wait_for(r"127\.0\.0\.1:(\d+)")[1]
    terminal.wait_for(r"Ctrl\+C")
    with connect(f"ws://127.0.0.1:{port}/", origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
        if when == "asking":
            ask(socket, token.certificate().chain[0])
            terminal.wait_for(r"\[c/K\]")
        terminal.process.send_signal(signal.SIGINT)
        terminal.wait_for("Đã dừng")
        assert terminal.process.wait(60) == 0
    assert "Traceback" not in terminal.screen


def test_a_file_on_this_computer_in_place_of_a_token(tmp_path):
    key = demo_ca().person("Nguyễn Thị Hương", "022198903387")
    (tmp_path / "huong.p12").write_bytes(pkcs12_of(key, "mat-khau-thu"))
    paths = os.pathsep.join(sys.path)
    terminal = Terminal({**os.environ, "PYTHONPATH": paths}, "--key-file", str(tmp_path / "huong.p12"))
    terminal.wait_for("Mật khẩu của tệp huong.p12")
    terminal.type("mat-khau-thu\n")
    port = terminal.wait_for(r"127\.0\.0\.1:(\d+) cho")[1]
    terminal.wait_for(r"Ctrl\+C")
    for password, outcome in (("sai-mat-khau", "PKCS12_UNREADABLE"), ("mat-khau-thu", "values")):
        with connect(f"ws://127.0.0.1:{port}/", origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
            ask(socket, key.chain[0])
            terminal.wait_for(r"\[c/K\]")
            terminal.type("có\n")
            terminal.wait_for("“huong.p12”")
            terminal.type(f"{password}\n")
            answer = answer_of(socket)
        assert answer.get("code", answer["type"]) == outcome
    assert "mat-khau" not in terminal.screen
    terminal.close()


# ---------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--allow", ORIGIN], "AGENT_NO_KEY"),
        (["--allow", ORIGIN, "--module", "x.so", "--key-file", "x.p12"], "AGENT_NO_KEY"),
        (["--module", "x.so"], "AGENT_NO_ORIGIN"),
        (["--module", "x.so", "--allow", "http://hocba.truong.example"], "AGENT_ORIGIN_INVALID"),
        (["--module", "nowhere.so", "--allow", ORIGIN], "nowhere.so: Không tìm thấy"),
        (["--module", "x.so", "--allow", ORIGIN, "--port", "một"], "--port"),
    ],
)
def test_wrong_use_is_told_in_one_line(arguments, said, capsys):
    try:
        code = main(["agent", *arguments])
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    assert code == 3
    assert said in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.service
def test_a_file_that_is_no_module_is_told_so(tmp_path, capsys):
    pytest.importorskip("pkcs11")
    module = tmp_path / "module.so"
    module.write_bytes(b"not a library")
    assert main(["agent", "--module", str(module), "--allow", ORIGIN]) == 3
    assert "TOKEN_MODULE_UNUSABLE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://hocba.truong.example", "https://hocba.truong.example"),
        ("https://HocBa.Truong.example/", "https://hocba.truong.example"),
        ("https://hocba.truong.example:443", "https://hocba.truong.example"),
        ("https://hocba.truong.example:8443", "https://hocba.truong.example:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_origins_are_written_as_browsers_write_them(given, origin):
    assert allowed_origins([given]) == {origin}


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "null",
        "https://*",
        "https://*.truong.example",
        "https://hocba.truong.example/ky",
        "https://hocba.truong.example?x",
        "https://user@hocba.truong.example",
        "http://192.168.1.5",
        "http://localhost.example",
        "hocba.truong.example",
        "https://",
        "https://hocba.truong.example:0",
        "https://a b",
        "file:///x",
    ],
)
def test_what_is_no_exact_origin_is_refused(given):
    with pytest.raises(UsageError) as refused:
        allowed_origins([given])
    assert refused.value.code == "AGENT_ORIGIN_INVALID"


def test_without_the_extra_it_says_what_to_install(tmp_path):
    module = tmp_path / "module.so"
    module.write_bytes(b"")
    hide = "import sys; sys.modules['pkcs11'] = None; "
    command = [sys.executable, "-c", hide + RUN, "agent", "--module", str(module), "--allow", ORIGIN]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert "hocba[agent]" in result.stderr
    assert result.stderr.count("\n") == 1
