"""The authority's side: others may read rows of the register and the gateway; only their own services write them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "hocba_web"
SHARED = ("register", "gateway", "officers")
READERS = ("gateway", "ministry", "relay", "procedures", "portal", "desk")
WRITING = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}


def _borrowed(tree: ast.AST, app: str) -> dict[str, str]:
    """Names in a module that are another application's tables, and whose."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "hocba_web" and parts[2:3] == ["models"] and parts[1] in SHARED and parts[1] != app:
                found.update({one.asname or one.name: parts[1] for one in node.names})
    return found


def _root(node: ast.AST) -> str | None:
    """The name that a chain of attributes and calls begins with: `Number` of `Number.objects.filter(…).update`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def _held(tree: ast.AST, borrowed: dict[str, str]) -> set[str]:
    """Names that were given a row or a set of rows of a borrowed table."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _root(node.value) in borrowed:
            for target in node.targets:
                names |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)}
        elif isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id in borrowed:
            names.add(node.arg)
    return names


def writes(content: str, app: str) -> Iterator[str]:
    """What a module of `app` writes of others' tables."""
    tree = ast.parse(content)
    borrowed = _borrowed(tree, app)
    known = set(borrowed) | _held(tree, borrowed)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in borrowed:
            yield f"line {node.lineno}: {node.func.id}(…)"
        elif isinstance(node.func, ast.Attribute) and node.func.attr in WRITING and _root(node.func) in known:
            yield f"line {node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize("app", READERS)
def test_rows_of_others_are_written_by_their_own_services(app: str) -> None:
    found = [
        f"{path.relative_to(ROOT)} {what}"
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
        for what in writes(path.read_text(encoding="utf-8"), app)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "Number.objects.filter(uuid=1).update(state='x')",
        "row = Number.objects.get(uuid=1)\nrow.save()",
        "def f(row: Number): row.delete()",
        "Number(uuid=1)",
    ],
)
def test_a_write_is_noticed(line: str) -> None:
    assert len(list(writes(f"from hocba_web.register.models import Number\n{line}", "ministry"))) == 1
    assert not list(writes(f"from hocba_web.register.models import Number\n{line}", "register"))


def test_reading_is_no_writing() -> None:
    content = "row = Number.objects.select_for_update().get(uuid=1)\nprint(row.state)"
    assert not list(writes(f"from hocba_web.register.models import Number\n{content}", "ministry"))
