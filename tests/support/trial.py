"""`hocba check --json` tried from outside: a workbook in, the printed object out."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocba_cli.main import main
from support.raw_workbook import Sheet, workbook

Found = tuple[int, str, str]
"""Row, column letter, code."""


@dataclass(frozen=True)
class Outcome:
    """What one file came to: exit code, the printed object."""

    exit_code: int
    printed: dict[str, Any]

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return self.printed["accepted"]

    @property
    def rejected(self) -> list[Found]:
        return [(entry["row"], entry["column"], entry["code"]) for entry in self.printed["rejected"]]

    @property
    def warnings(self) -> list[Found]:
        return [(entry["row"], entry["column"], entry["code"]) for entry in self.printed["warnings"]]

    @property
    def file_error(self) -> str | None:
        error = self.printed["file_error"]
        return error and error["code"]

    def values(self, key: str) -> list[Any]:
        return [row[key] for row in self.accepted]


def run(*arguments: str) -> tuple[int, str, str]:
    """The command in this process: exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
    return code, out.getvalue(), err.getvalue()


def check(content: bytes | Sheet, *options: str, name: str = "tep.xlsx", roster: bytes | None = None) -> Outcome:
    """One workbook through `hocba check --json`."""
    if isinstance(content, Sheet):
        content = workbook(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        extra: list[str] = []
        if roster is not None:
            (Path(folder) / "roster.xlsx").write_bytes(roster)
            extra = ["--roster", str(Path(folder) / "roster.xlsx")]
        code, out, err = run("check", "--json", *options, *extra, str(path))
    assert err == "", err
    (line,) = out.splitlines()
    printed = json.loads(line)
    assert printed["file"] == str(path)
    assert (code == 0) == (printed["outcome"] == "accepted")
    assert code in {0, 1}
    return Outcome(code, printed)
