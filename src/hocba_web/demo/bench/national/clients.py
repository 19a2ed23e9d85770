"""Who comes to the authority over HTTP: schools that hand in and ask, families that look up."""

from __future__ import annotations

import base64
import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

import altcha

from hocba.exchange import encode_content
from hocba.exchange.messages import AskResult, Login, Results, Submit, Want, parse_answer, request_json
from hocba.model import SchoolYear
from hocba_web.demo.bench.national.signed import Package, Pupil
from hocba_web.demo.bench.national.sizes import Place

_DOOR, _LOOK_UP, _PUZZLE = "/api/hoc-ba/v1/giao-dich", "/tra-cuu/", "/tra-cuu/bai-toan/"
_YEAR = SchoolYear(2025)
_PAUSE = 2.0
"""Seconds between a school's questions about a submission."""
_TIMEOUT = 120
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SERIAL = count(1)


@dataclass(slots=True)
class Door:
    """A connection that is kept open."""

    port: int
    _line: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        """Opened with the first request."""
        self._line = HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, str, float]:
        """Status, body, cookies and seconds of one request."""
        told = {"Host": f"localhost:{self.port}"} | {name.replace("_", "-"): text for name, text in headers.items()}
        started = time.perf_counter()
        self._line.request(method, path, body or None, told)
        answer = self._line.getresponse()
        content = answer.read()
        return answer.status, content, answer.headers.get("Set-Cookie", ""), time.perf_counter() - started

    def close(self) -> None:
        """Close it."""
        self._line.close()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package that is ready to be posted."""

    package: Package
    request: Submit
    body: bytes = field(repr=False)


def parcels(place: Place, found: Iterable[Package]) -> list[Parcel]:
    """Pack them beforehand: the work of the schools' machines is not measured."""
    logins = {code: Login.of(*login.values()) for code, login in json.loads(place.logins.read_text()).items()}
    made = []
    for package in found:
        request = Submit(
            login=logins[package.school],
            school_year=_YEAR,
            message_id=package.file,
            content=encode_content((place.packages / package.file).read_bytes()),
        )
        body = request_json(request)
        made.append(Parcel(package, replace(request, content=""), body))
    return made


@dataclass(slots=True)
class Schools:
    """All schools at once, a thread and a connection each."""

    port: int
    posted: list[float] = field(default_factory=list)
    """Seconds until each package was stored."""
    asked: list[float] = field(default_factory=list)
    """Seconds of each question what became of it."""
    codes: dict[str, tuple[Pupil, str]] = field(default_factory=dict)
    """Pupil and confirmation code by UUID."""
    refused: int = 0

    def hand_in(self, found: Sequence[Parcel]) -> None:
        """Post every package."""
        self._each(found, self._post)

    def collect(self, found: Sequence[Parcel]) -> None:
        """Ask about each until all is decided and receipted; codes are told with the last answer."""
        self._each(found, self._collect)

    def _each(self, found: Sequence[Parcel], act: Callable[[Door, Parcel], None]) -> None:
        by_school: dict[str, list[Parcel]] = {}
        for one in found:
            by_school.setdefault(one.package.school, []).append(one)

        def whole(own: Sequence[Parcel]) -> None:
            door = Door(self.port)
            for one in own:
                act(door, one)
            door.close()

        with ThreadPoolExecutor(len(by_school)) as pool:
            list(pool.map(whole, by_school.values()))

    def _post(self, door: Door, parcel: Parcel) -> None:
        status, body, _, seconds = door.ask("POST", _DOOR, parcel.body, Content_Type="application/json")
        if status != 200 or parse_answer(body, parcel.request).refused:  # noqa: PLR2004  # well
            raise RuntimeError(f"not stored: {status} {body[:300]!r}")
        self.posted.append(seconds)

    def _collect(self, door: Door, parcel: Parcel) -> None:
        while True:
            found = self._results(door, parcel, Want.RECEIPT)
            if len(found.rows) == len(parcel.package.pupils) and not found.receipts_due:
                break
            time.sleep(_PAUSE)
        pupils = {one.uuid: one for one in parcel.package.pupils}
        for row in self._results(door, parcel, Want.CODE).rows:
            if row.code:
                self.codes[str(row.uuid)] = pupils[str(row.uuid)], row.code
            else:
                self.refused += 1

    def _results(self, door: Door, parcel: Parcel, want: Want) -> Results:
        about = parcel.request
        request = AskResult(
            login=about.login,
            school_year=_YEAR,
            message_id=f"hoi-{next(_SERIAL)}",
            about=about.message_id,
            wants=frozenset({want}),
        )
        status, body, _, seconds = door.ask("POST", _DOOR, request_json(request), Content_Type="application/json")
        if status != 200:  # noqa: PLR2004  # well
            raise RuntimeError(f"no results: {status} {body[:300]!r}")
        self.asked.append(seconds)
        return parse_answer(body, request)


class Families:
    """They look up, each with a puzzle that was fetched from the server and solved before: that work is theirs."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._solved: list[str] = []
        self._random = random.Random(20_260_525)  # noqa: S311  # the same families in every run

    def solve(self, number: int) -> float:
        """Fetch puzzles and solve them, on all cores; seconds of the server for one puzzle, on average."""
        door, spent, made = Door(self._port), 0.0, []
        for _ in range(number):
            _, body, _, seconds = door.ask("GET", _PUZZLE)
            made.append(json.loads(body))
            spent += seconds
        door.close()
        with ProcessPoolExecutor() as pool:
            self._solved += pool.map(_solve, made, chunksize=5)
        return spent / number

    def look_up(
        self,
        codes: Mapping[str, tuple[Pupil, str]],
        most: int,
        *,
        stop: threading.Event | None = None,
        pause: float = 0.0,
    ) -> list[float]:
        """One after another; seconds of each.

        Args:
            codes: who may look up, by UUID.
            most: how many look up.
            stop: ends it before.
            pause: seconds between two.
        """
        stop = stop or threading.Event()
        door, found = Door(self._port), []
        _, page, cookie, _ = door.ask("GET", _LOOK_UP)
        token = _TOKEN.search(page.decode())
        if token is None:
            raise RuntimeError("the look-up page has no form")
        for uuid in self._random.choices(sorted(codes), k=most):
            if stop.wait(pause):
                break
            pupil, code = codes[uuid]
            typed = {
                "csrfmiddlewaretoken": token[1],
                "identifier": uuid,
                "name": pupil.name,
                "born": pupil.born,
                "personal_id": pupil.personal_id,
                "code": code,
                "altcha": self._solved.pop(),
            }
            status, body, _, seconds = door.ask(
                "POST",
                _LOOK_UP,
                urlencode(typed).encode(),
                Cookie=cookie.partition(";")[0],
                Content_Type="application/x-www-form-urlencoded",
            )
            if status != 200 or pupil.name.encode() not in body:  # noqa: PLR2004  # well
                raise RuntimeError(f"not found: {status}")
            found.append(seconds)
        door.close()
        return found


def _solve(made: Mapping[str, object]) -> str:
    challenge = altcha.Challenge.from_dict(dict(made))
    found = altcha.solve_challenge(challenge)
    if found is None:
        raise RuntimeError("a puzzle took too long")
    payload = {"challenge": dict(made), "solution": found.to_dict()}
    return base64.b64encode(json.dumps(payload).encode()).decode()
