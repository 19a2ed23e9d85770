"""A small server that keeps the protocol of docs/formats/grid-protocol.md, with faults that a test switches on."""

from __future__ import annotations

import copy
import json
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

STATIC = Path(__file__).parents[3] / "src" / "hocba_web" / "base" / "static"
UNIT = Path(__file__).parent / "unit"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_SHEETS = ("fonts", "tokens", "base", "components", "forms", "layout", "tables", "print")

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nhập kết quả</title>
{sheets}
<link rel="stylesheet" href="/static/vendor/slickgrid-5.20.2/slick.grid.css">
<link rel="stylesheet" href="/static/hocba/css/grid.css">
</head><body>
<main id="main" class="main main--wide"><div class="page-head"><h1>{title}</h1></div>
<div id="result-grid"></div></main>
<script type="application/json" id="grid-data" nonce="{nonce}">{data}</script>
<script type="module" nonce="{nonce}" src="/static/hocba/js/grid/main.js"></script>
</body></html>
"""


class School:
    """What the server holds, and how it misbehaves.

    `fault` is one of "" (none), "lost" (the answer is lost after the work is done), "down" (503), "expired", "other",
    "closed", "gone" (404 without a word), "redirect" (to the login page). While `gate` is clear, saving waits.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = copy.deepcopy(data)
        self.fault = ""
        self.fault_times = 0
        self.gate = threading.Event()
        self.gate.set()
        self.requests: list[dict[str, Any]] = []
        self.refreshes = 0
        self.answers: dict[str, dict[str, Any]] = {}
        self.refuse_values: set[str] = set()
        self.sentences = [
            {"id": 1, "text": "Em nắm chắc kiến thức, tính toán nhanh.", "level": "T", "own": False},
            {"id": 2, "text": "Em hoàn thành yêu cầu, cần rèn thêm phép chia.", "level": "H", "own": False},
            {"id": 3, "text": "Em cần cố gắng nhiều hơn trong giờ học.", "level": "C", "own": True},
        ]
        self.bank_posts: list[dict[str, Any]] = []
        self.lock = threading.RLock()

    def cell(self, row: int, col: str) -> dict[str, Any]:
        found: dict[str, Any] = next(entry for entry in self.data["rows"] if entry["id"] == row)["cells"][col]
        return found

    def value(self, row: int, col: str) -> str:
        with self.lock:
            return str(self.cell(row, col)["v"])

    def edit_elsewhere(self, row: int, col: str, value: str) -> None:
        """Somebody else saves a value."""
        with self.lock:
            cell = self.cell(row, col)
            cell["v"], cell["r"] = value, cell["r"] + 1

    def taken_fault(self) -> str:
        """The fault that hits the next request; `fault_times` of 0 means until it is switched off."""
        with self.lock:
            fault = self.fault
            if fault and self.fault_times:
                self.fault_times -= 1
                if self.fault_times == 0:
                    self.fault = ""
            return fault

    def save(self, body: dict[str, Any]) -> dict[str, Any]:
        with self.lock:
            if body["act"] in self.answers:
                return self.answers[body["act"]]
            answer: dict[str, Any] = {"saved": [], "conflicts": [], "refused": [], "rows": []}
            for change in body["changes"]:
                self._save_one(change, answer)
            answer["counts"] = self._counts()
            self.answers[body["act"]] = answer
            return answer

    def _save_one(self, change: dict[str, Any], answer: dict[str, Any]) -> None:
        place = {"row": change["row"], "col": change["col"]}
        if all(row["id"] != change["row"] for row in self.data["rows"]):
            said = {"code": "NOT_IN_CLASS", "t": "Học sinh không còn trong lớp.", "next": "Tải lại trang."}
            answer["refused"].append(place | {"v": "", "r": 0} | said)
            return
        cell = self.cell(**place)
        if change["value"] in self.refuse_values:
            said = {"code": "VALUE_REFUSED", "t": "Máy chủ không nhận giá trị này.", "next": "Nhập giá trị khác."}
            answer["refused"].append(place | {"v": cell["v"], "r": cell["r"]} | said)
        elif change["base"] != cell["r"]:
            answer["conflicts"].append(
                place | {"v": cell["v"], "r": cell["r"], "by": "Trần Thị B", "at": "2026-05-25T07:05:00Z"}
            )
        else:
            cell["v"], cell["r"] = change["value"], cell["r"] + 1
            cell["m"] = []
            answer["saved"].append(place | {"v": cell["v"], "r": cell["r"], "m": cell["m"]})
            self._lint(change["row"], answer)

    def _lint(self, row: int, answer: dict[str, Any]) -> None:
        """One rule across cells: a level T with a score below 5 is an error of the score."""
        cells = next(entry for entry in self.data["rows"] if entry["id"] == row)["cells"]
        if "MATHS.score" not in cells:
            return
        score = cells["MATHS.score"]
        low = score["v"] != "" and int(score["v"]) < 5 and cells["MATHS.level"]["v"] == "T"
        said = {"s": "error", "t": "Điểm dưới 5 nhưng mức đạt là T.", "next": "Xem lại điểm hoặc mức đạt."}
        score["m"] = [said] if low else []
        answer["rows"].append({"row": row, "cells": {"MATHS.score": {"m": score["m"]}}})

    def _counts(self) -> dict[str, int]:
        cells = [cell for row in self.data["rows"] for cell in row["cells"].values()]
        errors = sum(1 for cell in cells for message in cell["m"] if message["s"] == "error")
        return {"filled": sum(1 for cell in cells if cell["v"]), "total": len(cells), "errors": errors}


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection in the middle is part of the tests; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed through


class GridServer:
    """The server of one test."""

    def __init__(self, school: School) -> None:
        self.school = school
        handler = type("Handler", (_Handler,), {"school": school})
        self._http = _Http(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[GridServer]:
        self._thread.start()
        try:
            yield self
        finally:
            self.school.gate.set()
            self._http.shutdown()
            self._http.server_close()
            self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    school: ClassVar[School]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            self._page()
        elif path == "/blank":
            self._send(200, b"<!doctype html><html lang=vi><title>blank</title>", "text/html; charset=utf-8")
        elif path.startswith("/static/"):
            self._file(STATIC, path.removeprefix("/static/"))
        elif path.startswith("/unit/"):
            self._file(UNIT, path.removeprefix("/unit/"))
        elif path == "/refresh":
            self._refresh()
        elif path == "/bank":
            self._json(200, {"sentences": self.school.sentences})
        else:
            self._send(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/bank":
            self.school.bank_posts.append(body)
            self._json(200, body | {"id": 99, "own": True})
            return
        self.school.requests.append(body)
        self.school.gate.wait(timeout=20)
        fault = self.school.taken_fault()
        if fault == "lost":
            self.school.save(body)
            self.close_connection = True
            self.connection.close()
        elif fault == "down":
            self._send(503, b"<h1>503</h1>", "text/html")
        elif fault == "gone":
            self._send(404, b"<h1>404</h1>", "text/html")
        elif fault == "redirect":
            self._send(302, b"", "text/html", {"Location": "/login"})
        elif fault == "expired":
            self._json(401, {"code": "LOGIN_NEEDED", "t": "Cần đăng nhập.", "next": "Đăng nhập lại."})
        elif fault == "other" or body["user"] != self.school.data["user"]:
            self._json(403, {"code": "GRID_OTHER_USER", "t": "Tài khoản khác.", "next": "Đăng nhập lại."})
        elif fault == "closed":
            self._json(
                409, {"code": "WINDOW_CLOSED", "t": "Thời gian nhập đã hết lúc 17:00.", "next": "Đề nghị mở lại."}
            )
        elif self.headers["X-CSRFToken"] != self.school.data["csrf"]:
            self._send(403, b"<h1>CSRF</h1>", "text/html")
        else:
            self._json(200, self.school.save(body))

    def _refresh(self) -> None:
        self.school.refreshes += 1
        if self.school.fault == "expired":
            self._json(401, {"code": "LOGIN_NEEDED", "t": "Cần đăng nhập.", "next": "Đăng nhập lại."})
            return
        with self.school.lock:
            self._json(200, self.school.data)

    def _page(self) -> None:
        nonce = secrets.token_urlsafe(12)
        with self.school.lock:
            data = json.dumps(self.school.data, ensure_ascii=False).replace("<", "\\u003c")
        sheets = "\n".join(f'<link rel="stylesheet" href="/static/hocba/css/{name}.css">' for name in _SHEETS)
        page = PAGE.format(
            lang=self.school.data.get("lang", "vi"),
            sheets=sheets,
            title=self.school.data["title"],
            nonce=nonce,
            data=data,
        )
        policy = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; "
            "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        self._send(200, page.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": policy})

    def _file(self, root: Path, name: str) -> None:
        path = (root / name).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            self._send(404, b"", "text/plain")
            return
        self._send(200, path.read_bytes(), f"{_TYPES.get(path.suffix, 'text/plain')}; charset=utf-8")

    def _json(self, status: int, data: object) -> None:
        self._send(status, json.dumps(data, ensure_ascii=False).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | (more or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
