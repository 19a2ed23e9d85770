"""What is measured: a homeroom teacher opens and saves the table of a class, the principal looks at the wall."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.demo.accounts import shown_accounts
from hocba_web.schools.selectors.capacities import capacities_of

Act = Callable[[str], int]
"""Takes a fresh UUID, does one request, returns how many queries it took."""


class Visits:
    """Two people of the demo school with their browsers."""

    def __init__(self, class_name: str, moment: str) -> None:
        teacher, class_id = _teacher(class_name)
        self._teacher = _browser(teacher)
        self._principal = _browser(_holder(Role.PRINCIPAL))
        self._page = reverse("assessment:grid", args=[class_id, moment, "cac-mon"])
        self._data = reverse("assessment:grid_data", args=[class_id, moment, "cac-mon"])
        self._save = reverse("assessment:grid_save", args=[class_id, moment, "cac-mon"])
        self._grid = self._teacher.get(self._data).json()

    def acts(self) -> Mapping[str, Act]:
        """What can be measured, by name."""
        return {
            "class_page_open": lambda _uuid: self._get(self._teacher, self._page),
            "class_page_save": self._save_one,
            "class_page_paste": self._save_all,
            "wall_open": lambda _uuid: self._get(self._principal, reverse("supervision:wall")),
        }

    def _get(self, browser: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        _expect(answer.status_code, address)
        return _asked(queries)

    def _save_one(self, uuid: str) -> int:
        return self._post(uuid, "type", self._cells()[:1])

    def _save_all(self, uuid: str) -> int:
        return self._post(uuid, "paste", self._cells())

    def _cells(self) -> list[tuple[dict[str, Any], str]]:
        columns = [one["id"] for one in self._grid["columns"] if one["kind"] == "level" and one["editable"]]
        return [(row, column) for row in self._grid["rows"] if not row["locked"] for column in columns]

    def _post(self, uuid: str, kind: str, cells: list[tuple[dict[str, Any], str]]) -> int:
        """Change every cell to another level than it has."""
        changes = []
        for row, column in cells:
            cell = row["cells"].setdefault(column, {"v": "", "r": 0})
            value = "H" if cell["v"] != "H" else "T"
            changes.append({"row": row["id"], "col": column, "value": value, "base": cell["r"]})
        body = {"act": uuid, "kind": kind, "changes": changes, "user": self._grid["user"]}
        with CaptureQueriesContext(connection) as queries:
            answer = self._teacher.post(self._save, json.dumps(body), content_type="application/json")
        _expect(answer.status_code, self._save)
        said = answer.json()
        if len(said["saved"]) != len(changes):
            raise RuntimeError(f"saved {len(said['saved'])} of {len(changes)} cells")
        by_place = {(row["id"], column): row["cells"][column] for row, column in cells}
        for one in said["saved"]:
            by_place[one["row"], one["col"]].update(v=one["v"], r=one["r"])
        return _asked(queries)


def _asked(queries: CaptureQueriesContext) -> int:
    """Statements that ask or write something; begin and end of a transaction do neither."""
    framing = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(framing) for query in queries.captured_queries)


def _expect(status: int, address: str) -> None:
    if status != 200:  # noqa: PLR2004  # anything else would measure an error page
        raise RuntimeError(f"{address}: {status}")


def _teacher(class_name: str) -> tuple[str, int]:
    """Login of the homeroom teacher of a class, and the class."""
    for account in shown_accounts():
        user = get_user_model().objects.get(username=account.username)
        for capacity in capacities_of(user.pk, clock.today()):
            if capacity.role is Role.HOMEROOM_TEACHER and capacity.detail == class_name:
                return account.username, next(iter(capacity.homeroom_of))
    raise LookupError(class_name)


def _holder(role: Role) -> str:
    return next(account.username for account in shown_accounts() if account.kind is role)


def _browser(username: str) -> Client:
    """Logged in, second factor just checked."""
    user = get_user_model().objects.get(username=username)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = user
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
    return client
